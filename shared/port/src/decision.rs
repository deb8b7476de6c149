//! What automatic decisions need beside the case: the operator's rules, and which listings are in dispute.

use std::future::Future;

use case::{CaseId, ListingRef};
use jiff::Timestamp;
use policy::rules::RuleSet;
use policy::switches::Switch;

use crate::{Committed, Unavailable};

/// The operator's rule sets. A set is never changed: the next one has the next number.
pub trait RuleSets: Send + Sync {
    /// Every stored set, by number.
    fn rule_sets(&self) -> impl Future<Output = Result<Vec<RuleSet>, Unavailable>> + Send;
    /// Stores a set, unless one of its number is there that says something else.
    fn put_rule_set(&self, rules: &RuleSet) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
}

/// Where the operator has stopped automatic acts.
pub trait Switches: Send + Sync {
    /// Every switch that was ever set, as it stands now: read anew, so that a stop holds at once.
    fn switches(&self) -> impl Future<Output = Result<Vec<Switch>, Unavailable>> + Send;
    /// Every switch each time that it was set, oldest first.
    fn switch_history(&self) -> impl Future<Output = Result<Vec<Switch>, Unavailable>> + Send;
    /// Sets a switch, in the place of what it was before; that stays in the history. What is in the history and not in place
    /// was given up in between.
    fn put_switch(&self, switch: &Switch) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Cases noted for a listing: where to look. The cases that are named are the truth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disputed {
    /// Those that went to a person.
    pub open: Vec<CaseId>,
    /// Those after which the listing came back.
    pub restored: Vec<CaseId>,
    /// Those that a person declined.
    pub declined: Vec<CaseId>,
}

/// Why a case is noted for its listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dispute {
    /// It goes to a person.
    Open,
    /// The listing comes back after it.
    Restored,
    /// A person declines it.
    Declined,
}

/// At most so many cases are kept of a listing and kind; one more takes the place of all.
pub const MOST_DISPUTES: usize = 50;

/// Which listings are in dispute. What is noted of a listing is forgotten a year after the last note.
pub trait Disputes: Send + Sync {
    /// What is noted of these listings, in the order asked. At most 100.
    fn disputes(
        &self,
        listings: &[ListingRef],
    ) -> impl Future<Output = Result<Vec<Disputed>, Unavailable>> + Send;
    /// Notes a case. Noting it again changes nothing.
    fn note_dispute(
        &self,
        listing: &ListingRef,
        case: CaseId,
        dispute: Dispute,
        at: Timestamp,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

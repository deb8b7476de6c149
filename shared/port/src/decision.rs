//! What automatic decisions need beside the case: the operator's rules, and which listings are in dispute.

use std::future::Future;

use case::{CaseId, ListingRef};
use jiff::Timestamp;
use policy::rules::RuleSet;

use crate::{Committed, Unavailable};

/// The operator's rule sets. A set is never changed: the next one has the next number.
pub trait RuleSets: Send + Sync {
    /// Every stored set, by number.
    fn rule_sets(&self) -> impl Future<Output = Result<Vec<RuleSet>, Unavailable>> + Send;
    /// Stores a set, unless one of its number is there that says something else.
    fn put_rule_set(&self, rules: &RuleSet) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
}

/// Cases noted for a listing: where to look. The cases that are named are the truth.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disputed {
    /// Those that went to a person.
    pub open: Vec<CaseId>,
    /// Those after which the listing came back.
    pub restored: Vec<CaseId>,
}

/// Why a case is noted for its listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dispute {
    /// It goes to a person.
    Open,
    /// The listing comes back after it.
    Restored,
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

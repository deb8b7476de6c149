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

/// A note that a listing is in dispute. It says where to look; the case that it names is the truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The listing.
    pub listing: ListingRef,
    /// The case in which it is.
    pub case: CaseId,
    /// Whether it came back after an objection; otherwise a person has yet to decide.
    pub restored: bool,
    /// When it was noted.
    pub at: Timestamp,
}

/// Which listings are in dispute. Notes are forgotten after a year.
pub trait Disputes: Send + Sync {
    /// The notes about these listings, in the order asked. At most 100.
    fn disputes(
        &self,
        listings: &[ListingRef],
    ) -> impl Future<Output = Result<Vec<Option<Dispute>>, Unavailable>> + Send;
    /// Notes a dispute. One about a listing that came back replaces any, another one only its like.
    fn note_dispute(&self, dispute: &Dispute) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

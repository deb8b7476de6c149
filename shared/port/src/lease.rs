//! Leases: which reviewer works on a case, and until when.

use std::future::Future;

use case::{CaseId, ReviewerId};
use jiff::Timestamp;

use crate::Unavailable;

/// A case that a reviewer has taken. Nobody else decides it until the lease ends or is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The case.
    pub case: CaseId,
    /// Who has it.
    pub by: ReviewerId,
    /// When it ends.
    pub until: Timestamp,
}

impl Lease {
    /// Whether it has not ended.
    #[must_use]
    pub fn runs(&self, now: Timestamp) -> bool {
        now < self.until
    }
}

/// Leases of cases that wait for a person.
pub trait Leases: Send + Sync {
    /// The last leases of these cases, in the order asked, whether or not they run; `None` where there is none. At
    /// most 100 at a time.
    fn leases(
        &self,
        cases: &[CaseId],
    ) -> impl Future<Output = Result<Vec<Option<Lease>>, Unavailable>> + Send;
    /// Puts `lease` in place of the case's last one, unless that is another's and runs at `now`: then it is returned. A
    /// lease until `now` gives the case back.
    fn put_lease(
        &self,
        lease: &Lease,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Lease>, Unavailable>> + Send;
}

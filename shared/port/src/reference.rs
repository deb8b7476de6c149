//! References: what a short name stands for, and which were given on a day.

use std::future::Future;

use case::{CaseId, ComplaintId, Reference};
use jiff::civil::Date;

use crate::Unavailable;

/// What a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Referred {
    /// The complaint.
    pub complaint: ComplaintId,
    /// 0 for the complaint itself, else the number of its listing, from 1.
    pub place: u16,
    /// The case: of that listing, or of the complaint where it names only one. Where the complaint was merged, the one
    /// that it was merged into.
    pub case: Option<CaseId>,
}

/// References that were given. None is given twice.
pub trait References: Send + Sync {
    /// Gives `reference`, unless it stands for another complaint or place. Returns whether it was given: giving it
    /// again to the same changes its case and nothing else. Where it was not, the next one is drawn.
    fn give_reference(
        &self,
        reference: Reference,
        to: Referred,
    ) -> impl Future<Output = Result<bool, Unavailable>> + Send;
    /// What a reference stands for.
    fn referred(
        &self,
        reference: Reference,
    ) -> impl Future<Output = Result<Option<Referred>, Unavailable>> + Send;
    /// The cases that references of `day` (UTC) stand for, each once: those that were filed on it, and some that
    /// complaints of that day were merged into. One that was to be filed and was not yet may be among them.
    fn referred_on(&self, day: Date) -> impl Future<Output = Result<Vec<CaseId>, Unavailable>> + Send;
}

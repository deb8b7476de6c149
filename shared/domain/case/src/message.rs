//! What steps tell each other: ids of what to look at again, never the truth about it.

use jiff::Timestamp;

use crate::id::{AccountId, BatchId, CaseId, ComplaintId};
use crate::letter::OwedLetter;

/// What to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A case.
    Case(CaseId),
    /// A complaint of several listings that must become cases.
    Complaint(ComplaintId),
    /// A table of which complaints must be filed.
    Batch(BatchId),
}

/// "Look at this again."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nudge {
    /// What to look at.
    pub about: About,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// W3C trace context, when the sender was traced.
    pub traceparent: Option<String>,
}

impl Nudge {
    /// A nudge about `about`.
    #[must_use]
    pub const fn new(about: About, sent_at: Timestamp) -> Self {
        Self { about, sent_at, traceparent: None }
    }
}

/// "Tell this account what this letter tells."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// Who is to be told.
    pub account: AccountId,
    /// Of which case.
    pub case: CaseId,
    /// What the letter is, and which event made it owed.
    pub owed: OwedLetter,
    /// When it was sent.
    pub sent_at: Timestamp,
}

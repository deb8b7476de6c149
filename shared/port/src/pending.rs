//! What is noted of complaints that wait for their confirmation: ids, codes and times, and nothing of who wrote them.

use std::future::Future;

use case::{Channel, Claim, ComplaintId, ListingRef, ReviewerId};
use jiff::Timestamp;

use crate::{Committed, Unavailable};

/// A complaint whose address was not confirmed when it came. It is forgotten with the complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingNote {
    /// The complaint.
    pub complaint: ComplaintId,
    /// When it came.
    pub received_at: Timestamp,
    /// By which way.
    pub channel: Channel,
    /// What is claimed.
    pub claim: Claim,
    /// The first of its listings.
    pub listing: ListingRef,
    /// How many there are.
    pub listings: u16,
    /// Whether the domain of its sender says that it did not send the mail.
    pub disowned: bool,
    /// Whether it waits for a person once its confirmation is overdue.
    pub queued: bool,
    /// From when on it waits for a person.
    pub due_at: Timestamp,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// What became of it.
    pub settled: Option<Settlement>,
    /// When its address was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// The version that was read; 0 for a new one.
    pub version: u32,
}

/// What became of a complaint that waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// What.
    pub how: Settled,
    /// When that was decided.
    pub at: Timestamp,
}

/// How a complaint that waited is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Its complainant confirmed the address: it is filed.
    Confirmed,
    /// A reviewer files it without.
    Filed(ReviewerId),
    /// A reviewer dropped it, for this reason. Its complainant may still confirm it.
    Dropped(ReviewerId, String),
}

/// A place in the queue of unconfirmed complaints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PendingAt {
    /// Since when it waits there.
    pub at: Timestamp,
    /// The complaint.
    pub complaint: ComplaintId,
}

/// A part of the queue of unconfirmed complaints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PendingPage {
    /// The complaints, the oldest first.
    pub complaints: Vec<PendingAt>,
    /// After which the next page begins; `None` when the queue ends here.
    pub next: Option<PendingAt>,
}

/// Notes of complaints that wait for their confirmation.
pub trait PendingNotes: Send + Sync {
    /// What is noted of `complaint`, as it is now.
    fn pending_note(
        &self,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Option<PendingNote>, Unavailable>> + Send;
    /// Stores `note` in place of the version that it names; [`Committed::Conflict`] where that is another one by now.
    fn put_pending_note(
        &self,
        note: &PendingNote,
    ) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
    /// At most `limit` of those that wait for a person since `until` or before, after `after`.
    fn unconfirmed(
        &self,
        until: Timestamp,
        after: Option<PendingAt>,
        limit: u16,
    ) -> impl Future<Output = Result<PendingPage, Unavailable>> + Send;
}

/// Erasing what waits for its confirmation. Only the tool does it.
pub trait PendingErasures: Send + Sync {
    /// Every complaint of which something is noted.
    fn noted_complaints(&self) -> impl Future<Output = Result<Vec<ComplaintId>, Unavailable>> + Send;
    /// Forgets what is noted of `complaint`. Forgetting it twice is forgetting it once.
    fn forget_pending_note(
        &self,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

//! What keeps the open doors from being abused: complaints that wait for their confirmation,
//! addresses whose mail came back, and counters.

use std::future::Future;

use case::{ComplaintId, Digest, PartyId};
use jiff::{SignedDuration, Timestamp};

use crate::Unavailable;

/// Complaints pending confirmation: they wait until the complainant confirms the address that was given. They expire
/// by themselves, after [`policy::HELD_DAYS`].
pub trait PendingConfirmations: Send + Sync {
    /// Keeps `pending` for `complaint`, in place of what was kept for it.
    fn keep(
        &self,
        complaint: ComplaintId,
        pending: &[u8],
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// What is kept for `complaint`; `None` when there is nothing, or no longer.
    fn find(
        &self,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, Unavailable>> + Send;
    /// Keeps a file of `complaint`, under its digest. Keeping it twice is keeping it once.
    fn keep_file(
        &self,
        complaint: ComplaintId,
        bytes: &[u8],
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// The file of `complaint` with this digest; `None` when there is none, or no longer.
    fn find_file(
        &self,
        complaint: ComplaintId,
        digest: Digest,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, Unavailable>> + Send;
    /// Forgets `complaint` with its files, and the mail under the key `mail` that it was read from. Forgetting it twice
    /// is forgetting it once. Only the tool does it.
    fn forget(
        &self,
        complaint: ComplaintId,
        mail: Option<&str>,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// Parties whose mail came back. A mark is forgotten after a month: boxes are emptied, and firms move.
pub trait Bounces: Send + Sync {
    /// Marks `party`: a letter to it came back for good at `at`.
    fn mark(&self, party: PartyId, at: Timestamp) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Since when letters to `party` come back, as far as is known.
    fn marked(&self, party: PartyId) -> impl Future<Output = Result<Option<Timestamp>, Unavailable>> + Send;
}

/// Counters of what someone did lately.
pub trait Limits: Send + Sync {
    /// Counts one more under `count`, and returns how many there are now. A counter that is lost early
    /// starts from zero: it is a limit, not a record.
    fn count(&self, count: &Count) -> impl Future<Output = Result<u32, Unavailable>> + Send;
}

/// What is counted: what was done, by whom, in which span of time. It holds a digest only: who it was cannot
/// be read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    /// What the counter is kept under.
    pub key: Digest,
    /// When it may be forgotten.
    pub ends_at: Timestamp,
}

impl Count {
    /// The counter of `act` by `who` in the span of `window` that holds `now`. `pepper` is a secret of the
    /// installation, without which the digest of an address could be guessed.
    #[must_use]
    pub fn new(pepper: &str, act: &str, who: &str, window: SignedDuration, now: Timestamp) -> Self {
        let length = window.as_secs().max(1);
        let span = now.as_second().div_euclid(length);
        let key = Digest::of(format!("{pepper}\0{act}\0{}\0{span}", who.to_lowercase()).as_bytes());
        let ends_at = Timestamp::from_second((span + 1).saturating_mul(length)).unwrap_or(Timestamp::MAX);
        Self { key, ends_at }
    }
}

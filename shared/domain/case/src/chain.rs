//! The hash chain over a case's events, as stored.
//!
//! Link 0 hashes the case id (its 32 hex digits) and the first event's stored bytes; link n hashes link
//! n-1 (its 32 raw bytes) and event n's stored bytes. The head stands beside the events, so any edit,
//! drop, swap or cut shows. Anyone with SHA-256 can verify it.

use sha2::{Digest as _, Sha256};

use crate::id::{CaseId, Digest};

/// The running head of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link(Option<Digest>);

/// The events do not add up to the head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the events do not match their hash chain")]
pub struct ChainBroken;

impl Link {
    /// Before the first event.
    pub const START: Self = Self(None);

    /// The link whose head is `head`, to go on from a stored chain.
    #[must_use]
    pub const fn at(head: Digest) -> Self {
        Self(Some(head))
    }

    /// The link after `event`, whose stored bytes are hashed as they are.
    #[must_use]
    pub fn append(self, case: CaseId, event: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        match self.0 {
            Some(head) => hasher.update(head.bytes()),
            None => hasher.update(case.to_string().as_bytes()),
        }
        hasher.update(event);
        Self(Some(Digest::new(hasher.finalize().into())))
    }

    /// The head, once there is an event.
    #[must_use]
    pub const fn head(self) -> Option<Digest> {
        self.0
    }
}

/// Checks that `events`, in order, lead to `head`.
///
/// # Errors
/// [`ChainBroken`] when they do not.
pub fn verify<'a>(
    case: CaseId,
    events: impl IntoIterator<Item = &'a [u8]>,
    head: Digest,
) -> Result<Link, ChainBroken> {
    let link = events.into_iter().fold(Link::START, |link, event| link.append(case, event));
    if link.head() == Some(head) { Ok(link) } else { Err(ChainBroken) }
}

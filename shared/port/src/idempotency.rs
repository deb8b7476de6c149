//! Requests that are made again: the caller's `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
//!
//! A request is claimed before anything is done for it, with the complaint that it will file. Whoever makes
//! it again goes on with that complaint, so that a caller, or a process, that died anywhere files once.

use std::future::Future;

use case::{CaseId, ComplaintId, Digest, Reference};
use jiff::Timestamp;

use crate::Unavailable;

/// A request that is about to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who asks for what under which key: the SHA-256 of all three.
    pub request: Digest,
    /// SHA-256 of its body.
    pub body: Digest,
    /// The complaint that it files.
    pub complaint: ComplaintId,
    /// When that is filed.
    pub at: Timestamp,
    /// Until when nobody else goes on with it.
    pub busy_until: Timestamp,
    /// From when on it is forgotten.
    pub expires_at: Timestamp,
}

/// What a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The complaint that was filed.
    pub complaint: ComplaintId,
    /// How many listings it names.
    pub listings: u16,
    /// Its case, where it is about one listing.
    pub case: Option<CaseId>,
    /// Whether that case handled the same already.
    pub merged: bool,
    /// By which people name it; `None` while it waits until the complainant's address is confirmed.
    pub reference: Option<Reference>,
    /// What else the caller was told, in the caller's own form.
    pub advice: String,
}

/// What claiming a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// It is to be done, as this complaint, filed at this time: the claim's own, or those of an attempt that
    /// died.
    Go(ComplaintId, Timestamp),
    /// It was done: this is what it came to.
    Done(Settled),
    /// Somebody is doing it now.
    Busy,
    /// The key stands for another request.
    OtherBody,
}

/// How work on a claimed request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// It was done.
    Done(Settled),
    /// Nothing was stored for it: the key is free again.
    Nothing,
    /// It failed half-way: whoever makes it again goes on with the same complaint, at once.
    Unfinished,
}

/// Claims requests.
pub trait Idempotency: Send + Sync {
    /// Claims a request at `claim.at`, unless somebody did and has not died since.
    fn claim(&self, claim: &Claim) -> impl Future<Output = Result<Claimed, Unavailable>> + Send;
    /// Records how work on a request ended that was claimed as `claim`.
    fn conclude(
        &self,
        claim: &Claim,
        conclusion: Conclusion,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

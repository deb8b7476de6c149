//! Requests that are made again: the caller's `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
//!
//! A request is reserved before anything is done for it, with the complaint that it will file. When it is
//! made again, work goes on with that complaint: a caller, or a process, that died anywhere files once.

use std::future::Future;

use case::{CaseId, ComplaintId, Digest, Reference};
use jiff::Timestamp;

use crate::Unavailable;

/// A reservation of a request that is about to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// Who asks for what under which key: the SHA-256 of all three.
    pub request: Digest,
    /// SHA-256 of its body.
    pub body: Digest,
    /// The complaint that it files.
    pub complaint: ComplaintId,
    /// When that is filed.
    pub at: Timestamp,
    /// Until when no other worker goes on with it.
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

/// What came of reserving a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reserved {
    /// It is to be done, as this complaint, filed at this time: the reservation's own, or those of an attempt
    /// that died.
    Go(ComplaintId, Timestamp),
    /// It was done: this is what it came to.
    Done(Settled),
    /// It is being done now.
    Busy,
    /// The key stands for another request.
    OtherBody,
}

/// How work on a reserved request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// It was done.
    Done(Settled),
    /// Nothing was stored for it: the key is free again.
    Nothing,
    /// It failed half-way: the next attempt goes on with the same complaint, at once.
    Unfinished,
}

/// Reserves requests.
pub trait Idempotency: Send + Sync {
    /// Reserves a request at `reservation.at`, unless another worker holds it.
    fn reserve(
        &self,
        reservation: &Reservation,
    ) -> impl Future<Output = Result<Reserved, Unavailable>> + Send;
    /// Records how work under `reservation` ended.
    fn conclude(
        &self,
        reservation: &Reservation,
        conclusion: Conclusion,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

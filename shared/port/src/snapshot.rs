//! Snapshots: what was judged of a listing, kept with its case.

use std::future::Future;

use case::{CaseId, Digest};

use crate::Unavailable;

/// Snapshots of cases, each under the digest that the record of its judgement names.
pub trait Snapshots: Send + Sync {
    /// Keeps the bytes of a snapshot. The same one twice is one.
    ///
    /// # Errors
    /// [`Unavailable`] when it may not be kept: keep it again.
    fn keep_snapshot(
        &self,
        case: CaseId,
        digest: Digest,
        bytes: &[u8],
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// The bytes of a snapshot of a case; `None` when nothing is kept of the case under this digest.
    ///
    /// # Errors
    /// [`Unavailable`] when it cannot be read now.
    fn snapshot(
        &self,
        case: CaseId,
        digest: Digest,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, Unavailable>> + Send;
}

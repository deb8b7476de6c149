//! The guard against replay: a token is good for one complaint.

use std::future::Future;

use case::ComplaintId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::Unavailable;

/// Remembers each token that was spent for as long as it could be used again.
pub trait ReplayGuard: Send + Sync {
    /// Spends the token `id`, good until `until`, on `complaint`. `false` when it was spent on another one.
    ///
    /// Spending it on the same complaint again is no second use: a caller that repeats a request whose answer was
    /// lost gets the same answer.
    fn spend(
        &self,
        id: Uuid,
        complaint: ComplaintId,
        until: Timestamp,
    ) -> impl Future<Output = Result<bool, Unavailable>> + Send;
}

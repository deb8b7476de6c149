//! Tables of complaints, and how far they are worked off.

use std::future::Future;

use case::{BatchId, Digest};
use jiff::Timestamp;

use crate::{Committed, Unavailable};

/// Progress of turning a table into complaints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// The table, as it was sent by one account.
    pub batch: BatchId,
    /// The batch document in the evidence store.
    pub document: Digest,
    /// When it was received.
    pub received_at: Timestamp,
    /// How many complaints the table makes.
    pub complaints: u16,
    /// How many of them, from the first, are filed or cannot be.
    pub done: u16,
}

/// Tables that are worked off.
pub trait Batches: Send + Sync {
    /// Stores a new batch unless there is one: then the stored one is returned.
    fn begin_batch(&self, batch: &Batch) -> impl Future<Output = Result<Option<Batch>, Unavailable>> + Send;
    /// Loads a batch.
    fn batch(&self, batch: BatchId) -> impl Future<Output = Result<Option<Batch>, Unavailable>> + Send;
    /// Records that the first `done` complaints are done. Conditional on `from.done`.
    fn advance_batch(
        &self,
        from: &Batch,
        done: u16,
    ) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
    /// Batches received before `until` that are not done.
    fn unfinished_batches(
        &self,
        until: Timestamp,
    ) -> impl Future<Output = Result<Vec<BatchId>, Unavailable>> + Send;
}

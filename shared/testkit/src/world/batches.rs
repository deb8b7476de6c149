//! Tables of complaints, in memory.

use case::BatchId;
use jiff::Timestamp;
use port::{Batch, Batches, Committed, Unavailable};

use super::World;

impl Batches for World {
    async fn begin_batch(&self, batch: &Batch) -> Result<Option<Batch>, Unavailable> {
        self.call("batches.begin_batch", |inner| {
            let existing = inner.batches.get(&batch.batch).copied();
            if existing.is_none() {
                inner.batches.insert(batch.batch, *batch);
            }
            existing
        })
        .await
    }

    async fn batch(&self, batch: BatchId) -> Result<Option<Batch>, Unavailable> {
        self.call("batches.batch", |inner| inner.batches.get(&batch).copied()).await
    }

    async fn advance_batch(&self, from: &Batch, done: u16) -> Result<Committed, Unavailable> {
        self.call("batches.advance_batch", |inner| match inner.batches.get_mut(&from.batch) {
            Some(batch) if batch.done == from.done => {
                batch.done = done;
                Committed::Done
            }
            Some(_) | None => Committed::Conflict,
        })
        .await
    }

    async fn unfinished_batches(&self, until: Timestamp) -> Result<Vec<BatchId>, Unavailable> {
        self.call("batches.unfinished_batches", |inner| {
            let until = inner.indexed_until().min(until);
            let open = |batch: &&Batch| batch.done < batch.complaints && batch.received_at < until;
            inner.batches.values().filter(open).map(|batch| batch.batch).collect()
        })
        .await
    }
}

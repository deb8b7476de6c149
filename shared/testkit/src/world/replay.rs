//! Tokens that were spent, in memory.

use case::ComplaintId;
use jiff::Timestamp;
use port::{ReplayGuard, Unavailable};
use uuid::Uuid;

use super::World;

impl ReplayGuard for World {
    async fn spend(&self, id: Uuid, complaint: ComplaintId, _until: Timestamp) -> Result<bool, Unavailable> {
        self.call("once.spend", |inner| *inner.spent.entry(id).or_insert(complaint) == complaint).await
    }
}

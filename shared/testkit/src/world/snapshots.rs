//! What was judged, in memory.

use case::{CaseId, Digest};
use port::{Snapshots, Unavailable};

use super::World;

impl Snapshots for World {
    async fn keep_snapshot(&self, case: CaseId, digest: Digest, bytes: &[u8]) -> Result<(), Unavailable> {
        self.call("snapshots.keep", |inner| {
            inner.snapshots.insert((case, digest), bytes.to_vec());
        })
        .await
    }

    async fn snapshot(&self, case: CaseId, digest: Digest) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("snapshots.read", |inner| inner.snapshots.get(&(case, digest)).cloned()).await
    }
}

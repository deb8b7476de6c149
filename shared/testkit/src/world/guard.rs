//! Held complaints and counters, in memory.

use case::{ComplaintId, Digest, PartyId};
use jiff::Timestamp;
use port::{Bounces, Count, Holds, Limits, Unavailable};

use super::World;

impl Holds for World {
    async fn hold(&self, complaint: ComplaintId, held: &[u8]) -> Result<(), Unavailable> {
        self.call("holds.hold", |inner| {
            inner.holds.insert(complaint, held.to_vec());
        })
        .await
    }

    async fn held(&self, complaint: ComplaintId) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("holds.held", |inner| inner.holds.get(&complaint).cloned()).await
    }

    async fn hold_file(&self, complaint: ComplaintId, bytes: &[u8]) -> Result<(), Unavailable> {
        self.call("holds.hold_file", |inner| {
            inner.held_files.insert((complaint, Digest::of(bytes)), bytes.to_vec());
        })
        .await
    }

    async fn held_file(
        &self,
        complaint: ComplaintId,
        digest: Digest,
    ) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("holds.held_file", |inner| inner.held_files.get(&(complaint, digest)).cloned()).await
    }
}

impl Bounces for World {
    async fn mark(&self, party: PartyId, at: Timestamp) -> Result<(), Unavailable> {
        self.call("bounces.mark", |inner| {
            inner.bounced.insert(party, at);
        })
        .await
    }

    async fn marked(&self, party: PartyId) -> Result<Option<Timestamp>, Unavailable> {
        self.call("bounces.marked", |inner| inner.bounced.get(&party).copied()).await
    }
}

impl Limits for World {
    async fn count(&self, count: &Count) -> Result<u32, Unavailable> {
        self.call("limits.count", |inner| {
            let number = inner.counts.entry(*count).or_default();
            *number += 1;
            *number
        })
        .await
    }
}

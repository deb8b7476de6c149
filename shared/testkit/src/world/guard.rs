//! Pending complaints and counters, in memory.

use case::{ComplaintId, Digest, PartyId};
use jiff::Timestamp;
use port::{Bounces, Count, Limits, PendingConfirmations, Unavailable};

use super::World;

impl PendingConfirmations for World {
    async fn keep(&self, complaint: ComplaintId, pending: &[u8]) -> Result<(), Unavailable> {
        self.call("pending_confirmations.keep", |inner| {
            inner.pending.insert(complaint, pending.to_vec());
        })
        .await
    }

    async fn find(&self, complaint: ComplaintId) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("pending_confirmations.find", |inner| inner.pending.get(&complaint).cloned()).await
    }

    async fn keep_file(&self, complaint: ComplaintId, bytes: &[u8]) -> Result<(), Unavailable> {
        self.call("pending_confirmations.keep_file", |inner| {
            inner.pending_files.insert((complaint, Digest::of(bytes)), bytes.to_vec());
        })
        .await
    }

    async fn find_file(
        &self,
        complaint: ComplaintId,
        digest: Digest,
    ) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("pending_confirmations.find_file", |inner| {
            inner.pending_files.get(&(complaint, digest)).cloned()
        })
        .await
    }

    async fn forget(&self, complaint: ComplaintId, mail: Option<&str>) -> Result<(), Unavailable> {
        self.call("pending_confirmations.forget", |inner| {
            inner.pending.remove(&complaint);
            inner.pending_files.retain(|(of, _), _| *of != complaint);
            if let Some(key) = mail {
                inner.mail_drop.remove(key);
            }
        })
        .await
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

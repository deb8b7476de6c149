//! Leases, in memory.

use case::CaseId;
use jiff::Timestamp;
use port::{Lease, Leases, Unavailable};

use super::World;

impl Leases for World {
    async fn leases(&self, cases: &[CaseId]) -> Result<Vec<Option<Lease>>, Unavailable> {
        self.call("leases.of", |inner| cases.iter().map(|case| inner.leases.get(case).cloned()).collect())
            .await
    }

    async fn put_lease(&self, lease: &Lease, now: Timestamp) -> Result<Option<Lease>, Unavailable> {
        self.call("leases.put", |inner| match inner.leases.get(&lease.case) {
            Some(there) if there.by != lease.by && there.runs(now) => Some(there.clone()),
            _ => {
                inner.leases.insert(lease.case, lease.clone());
                None
            }
        })
        .await
    }
}

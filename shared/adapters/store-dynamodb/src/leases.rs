//! Who works on which case that waits for a person.

use case::CaseId;
use jiff::{SignedDuration, Timestamp};
use port::{Lease, Leases, Unavailable};

use crate::item::{Corrupt, Fields, Item, new_item, number, text, time};
use crate::read::Consistency;
use crate::registry::Condition;
use crate::{DynamoStore, unavailable};

const LEASE: &str = "lease";

/// How long a lease is kept after its end.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

fn partition_key(case: CaseId) -> String {
    format!("lease#{case}")
}

fn parse(case: CaseId, item: &Item) -> Result<Lease, Corrupt> {
    let fields = Fields::of(item, partition_key(case))?;
    Ok(Lease { case, by: fields.parsed("by")?, until: fields.time("until")? })
}

impl Leases for DynamoStore {
    async fn leases(&self, cases: &[CaseId]) -> Result<Vec<Option<Lease>>, Unavailable> {
        const DOING: &str = "looking up who has a case";
        let pks = cases.iter().map(|case| partition_key(*case)).collect();
        let items = self.items(pks, LEASE, Consistency::Strong, DOING).await?;
        cases
            .iter()
            .map(|case| items.get(&partition_key(*case)).map(|item| parse(*case, item)).transpose())
            .collect::<Result<_, _>>()
            .map_err(|err| unavailable(DOING, err))
    }

    async fn put_lease(&self, lease: &Lease, now: Timestamp) -> Result<Option<Lease>, Unavailable> {
        const DOING: &str = "taking a case";
        let mut item = new_item(partition_key(lease.case), LEASE);
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("by", text(lease.by.to_string()));
        put("until", time(lease.until));
        let ends = lease.until.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        put("expires_at", number(ends.as_second()));
        // Its own one: taken once more, given back, or the answer to a first attempt was lost.
        let condition = Condition {
            holds: "attribute_not_exists(pk) OR #by = :by OR #until <= :now",
            names: &["by", "until"],
            values: &[("by", text(lease.by.to_string())), ("now", time(now))],
        };
        let there = self.put_on(item, condition, DOING).await?;
        there.map(|there| parse(lease.case, &there)).transpose().map_err(|err| unavailable(DOING, err))
    }
}

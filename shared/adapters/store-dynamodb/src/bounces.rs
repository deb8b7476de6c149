//! Parties whose mail came back.

use case::PartyKey;
use jiff::{SignedDuration, Timestamp};
use port::{Bounces, Unavailable};

use crate::item::{Fields, new_item, number, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

const BOUNCE: &str = "bounce";

/// How long a mark is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

fn partition_key(party: PartyKey) -> String {
    format!("party#{party}")
}

impl Bounces for DynamoStore {
    async fn mark(&self, party: PartyKey, at: Timestamp) -> Result<(), Unavailable> {
        let mut item = new_item(partition_key(party), BOUNCE);
        item.insert("bounced_at".to_owned(), time(at));
        let ends = at.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        item.insert("expires_at".to_owned(), number(ends.as_second()));
        self.put(item, "marking an address").await
    }

    async fn marked(&self, party: PartyKey) -> Result<Option<Timestamp>, Unavailable> {
        const DOING: &str = "looking an address up";
        let pk = partition_key(party);
        let items = self.items(vec![pk.clone()], BOUNCE, Consistency::Eventual, DOING).await?;
        items
            .get(&pk)
            .map(|item| Fields::of(item, pk.clone())?.time("bounced_at"))
            .transpose()
            .map_err(|err| unavailable(DOING, err))
    }
}

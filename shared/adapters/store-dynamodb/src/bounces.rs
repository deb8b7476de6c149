//! Parties whose mail came back.

use case::PartyId;
use jiff::{SignedDuration, Timestamp};
use port::{Bounces, Unavailable};

use crate::item::{Fields, new_item, number, time};
use crate::read::Consistency;
use crate::subjects::party_key;
use crate::{DynamoStore, unavailable};

const BOUNCE: &str = "bounce";

/// How long a mark is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Bounces for DynamoStore {
    async fn mark(&self, party: PartyId, at: Timestamp) -> Result<(), Unavailable> {
        let mut item = new_item(party_key(party), BOUNCE);
        item.insert("bounced_at".to_owned(), time(at));
        let ends = at.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        item.insert("expires_at".to_owned(), number(ends.as_second()));
        self.put(item, "marking an address").await
    }

    async fn marked(&self, party: PartyId) -> Result<Option<Timestamp>, Unavailable> {
        const DOING: &str = "looking an address up";
        let pk = party_key(party);
        let items = self.items(vec![pk.clone()], BOUNCE, Consistency::Eventual, DOING).await?;
        items
            .get(&pk)
            .map(|item| Fields::of(item, pk.clone())?.time("bounced_at"))
            .transpose()
            .map_err(|err| unavailable(DOING, err))
    }
}

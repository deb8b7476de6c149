//! Tokens that were spent.

use case::ComplaintId;
use jiff::Timestamp;
use port::{ReplayGuard, Unavailable};
use uuid::Uuid;

use crate::DynamoStore;
use crate::item::{bytes, new_item, number};
use crate::registry::Condition;

const REPLAY: &str = "replay";

impl ReplayGuard for DynamoStore {
    async fn spend(&self, id: Uuid, complaint: ComplaintId, until: Timestamp) -> Result<bool, Unavailable> {
        let mut item = new_item(format!("replay#{}", id.as_simple()), REPLAY);
        let on = bytes(complaint.uuid().as_bytes());
        item.insert("complaint".to_owned(), on.clone());
        item.insert("expires_at".to_owned(), number(until.as_second()));
        let condition = Condition {
            holds: "attribute_not_exists(pk) OR complaint = :complaint",
            names: &[],
            values: &[("complaint", on)],
        };
        Ok(self.put_on(item, condition, "spending a token").await?.is_none())
    }
}

//! Reading items by their keys.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::KeysAndAttributes;
use port::Unavailable;

use crate::item::{Item, key, text};
use crate::{DynamoStore, unavailable};

/// How often keys that DynamoDB left unprocessed are asked for again.
const ROUNDS: u32 = 5;
/// Before asking again for the first time; doubled each time.
const FIRST_PAUSE: Duration = Duration::from_millis(25);

/// Whether a read must see every write that came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consistency {
    /// It must.
    Strong,
    /// It may be a moment behind, for half the price.
    Eventual,
}

/// DynamoDB keeps leaving keys unprocessed.
#[derive(Debug, thiserror::Error)]
#[error("{left} keys were left unprocessed {ROUNDS} times")]
struct Throttled {
    left: usize,
}

impl DynamoStore {
    /// The items of the partition keys `pks`, by partition key. All have the sort key `sk`. At most 100.
    pub(crate) async fn items(
        &self,
        mut pks: Vec<String>,
        sk: &'static str,
        consistency: Consistency,
        doing: &'static str,
    ) -> Result<HashMap<String, Item>, Unavailable> {
        // A batch that names a key twice is refused as a whole.
        pks.sort_unstable();
        pks.dedup();
        match pks.as_slice() {
            [] => Ok(HashMap::new()),
            [pk] => {
                let item = self.one(pk, sk, consistency, doing).await?;
                Ok(item.into_iter().map(|item| (pk.clone(), item)).collect())
            }
            _ => self.several(&pks, sk, consistency, doing).await,
        }
    }

    /// Every item of the partition `pk`, by sort key, after every write that came before.
    pub(crate) async fn partition(&self, pk: &str, doing: &'static str) -> Result<Vec<Item>, Unavailable> {
        let mut items = Vec::new();
        let mut start = None;
        loop {
            let answer = self
                .client
                .query()
                .table_name(&self.table)
                .key_condition_expression("pk = :pk")
                .expression_attribute_values(":pk", text(pk))
                .consistent_read(true)
                .set_exclusive_start_key(start)
                .set_return_consumed_capacity(self.report())
                .send()
                .await
                .map_err(|err| unavailable(doing, err))?;
            self.count_read("Query", answer.consumed_capacity());
            items.extend(answer.items.into_iter().flatten());
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(items);
            }
        }
    }

    /// The item of these keys, after every write that came before.
    pub(crate) async fn item(
        &self,
        pk: &str,
        sk: &str,
        doing: &'static str,
    ) -> Result<Option<Item>, Unavailable> {
        self.one(pk, sk, Consistency::Strong, doing).await
    }

    async fn one(
        &self,
        pk: &str,
        sk: &str,
        consistency: Consistency,
        doing: &'static str,
    ) -> Result<Option<Item>, Unavailable> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key(pk, sk)))
            .consistent_read(consistency == Consistency::Strong)
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable(doing, err))?;
        self.count_read("GetItem", answer.consumed_capacity());
        Ok(answer.item)
    }

    async fn several(
        &self,
        pks: &[String],
        sk: &'static str,
        consistency: Consistency,
        doing: &'static str,
    ) -> Result<HashMap<String, Item>, Unavailable> {
        let mut wanted: Vec<Item> = pks.iter().map(|pk| key(pk, sk)).collect();
        let mut found = HashMap::with_capacity(wanted.len());
        let mut pause = FIRST_PAUSE;
        for round in 0..ROUNDS {
            if round > 0 {
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            let request = KeysAndAttributes::builder()
                .set_keys(Some(wanted))
                .consistent_read(consistency == Consistency::Strong)
                .build()
                .map_err(|err| unavailable(doing, err))?;
            let answer = self
                .client
                .batch_get_item()
                .request_items(&self.table, request)
                .set_return_consumed_capacity(self.report())
                .send()
                .await
                .map_err(|err| unavailable(doing, err))?;
            self.count_read("BatchGetItem", answer.consumed_capacity());
            for item in answer.responses.into_iter().flatten().flat_map(|(_, items)| items) {
                if let Some(pk) = item.get("pk").and_then(|pk| pk.as_s().ok()) {
                    found.insert(pk.clone(), item);
                }
            }
            wanted =
                answer.unprocessed_keys.into_iter().flatten().flat_map(|(_, request)| request.keys).collect();
            if wanted.is_empty() {
                return Ok(found);
            }
        }
        Err(unavailable(doing, Throttled { left: wanted.len() }))
    }
}

//! The index by time: what falls due.

use aws_sdk_dynamodb::types::AttributeValue;
use case::CaseId;
use jiff::Timestamp;
use port::{DueCases, Unavailable};

use crate::cases::id_of;
use crate::item::{text, time};
use crate::{DynamoStore, unavailable};

/// Over how many shards the cases are spread.
const SHARDS: u8 = 8;

/// The shard of a case: derived ids are evenly spread.
fn shard(id: CaseId) -> u8 {
    let [.., last] = id.uuid().into_bytes();
    last % SHARDS
}

pub(crate) fn due_shard(id: CaseId) -> String {
    shard(id).to_string()
}

/// A part of the index to be read.
pub(crate) struct Range {
    /// The shard's name.
    pub(crate) shard: String,
    /// Up to this time, inclusive.
    pub(crate) until: Timestamp,
    /// At most so many entries; `None` for all.
    pub(crate) limit: Option<u32>,
}

impl DynamoStore {
    /// The partition keys in a part of the index with their times, earliest first.
    pub(crate) async fn entries(
        &self,
        range: Range,
        doing: &'static str,
    ) -> Result<Vec<(i64, String)>, Unavailable> {
        let most = range.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let mut entries = Vec::new();
        let mut start = None;
        while entries.len() < most {
            let answer = self
                .client
                .query()
                .table_name(&self.table)
                .index_name("due")
                .key_condition_expression("due_shard = :shard AND due_at <= :until")
                .expression_attribute_values(":shard", text(&range.shard))
                .expression_attribute_values(":until", time(range.until))
                .set_limit(range.limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX)))
                .set_exclusive_start_key(start)
                .set_return_consumed_capacity(self.report())
                .send()
                .await
                .map_err(|err| unavailable(doing, err))?;
            self.count_read("Query", answer.consumed_capacity());
            let page = answer.items.unwrap_or_default();
            entries.extend(page.into_iter().filter_map(|mut entry| {
                let at = entry.get("due_at")?.as_n().ok()?.parse().ok()?;
                match entry.remove("pk")? {
                    AttributeValue::S(pk) => Some((at, pk)),
                    _ => None,
                }
            }));
            start = answer.last_evaluated_key;
            if start.is_none() {
                break;
            }
        }
        entries.truncate(most);
        Ok(entries)
    }

    /// The cases in every shard of the index, earliest first.
    async fn cases_in(
        &self,
        shards: impl Iterator<Item = Range>,
        doing: &'static str,
    ) -> Result<Vec<CaseId>, Unavailable> {
        let mut entries = Vec::new();
        for range in shards {
            entries.extend(self.entries(range, doing).await?);
        }
        entries.sort_unstable();
        Ok(entries.iter().filter_map(|(_, pk)| id_of(pk)).collect())
    }
}

impl DueCases for DynamoStore {
    async fn due(&self, until: Timestamp, limit: u32) -> Result<Vec<CaseId>, Unavailable> {
        let shards = (0..SHARDS).map(|shard| Range { shard: shard.to_string(), until, limit: Some(limit) });
        let mut cases = self.cases_in(shards, "asking for due cases").await?;
        cases.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(cases)
    }
}

/// The shard of complaints that are not done.
pub(crate) const UNFINISHED: &str = "complaint";
/// The shard of tables that are not worked off.
pub(crate) const UNFINISHED_BATCH: &str = "batch";
/// The shard of parties that are looked at each day.
pub(crate) const KEPT_PARTY: &str = "party";

//! The index by time: what falls due.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use case::CaseId;
use jiff::Timestamp;
use port::{DueCases, Unavailable};

use crate::cases::id_of;
use crate::item::{text, time};
use crate::{DynamoStore, unavailable};

/// Over how many shards the cases are spread in each index.
const SHARDS: u8 = 8;

/// The shard of a case: derived ids are evenly spread.
fn shard(id: CaseId) -> u8 {
    let [.., last] = id.uuid().into_bytes();
    last % SHARDS
}

pub(crate) fn due_shard(id: CaseId) -> String {
    shard(id).to_string()
}

/// A part of an index to be read.
pub(crate) struct Range {
    /// The shard's name.
    pub(crate) shard: String,
    /// Up to this time, inclusive; `None` for all.
    pub(crate) until: Option<Timestamp>,
    /// At most so many entries; `None` for all.
    pub(crate) limit: Option<u32>,
}

impl DynamoStore {
    /// The partition keys in a part of an index with their times, earliest first.
    pub(crate) async fn entries(
        &self,
        range: Range,
        doing: &'static str,
    ) -> Result<Vec<(i64, String)>, Unavailable> {
        let (shard_name, time_name) = ("due_shard", "due_at");
        let condition = match range.until {
            Some(_) => "#shard = :shard AND #time <= :until",
            None => "#shard = :shard",
        };
        let mut values = HashMap::from([(":shard".to_owned(), text(&range.shard))]);
        let mut names = HashMap::from([("#shard".to_owned(), shard_name.to_owned())]);
        if let Some(until) = range.until {
            values.insert(":until".to_owned(), time(until));
            names.insert("#time".to_owned(), time_name.to_owned());
        }
        let most = range.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let mut entries = Vec::new();
        let mut start = None;
        while entries.len() < most {
            let answer = self
                .client
                .query()
                .table_name(&self.table)
                .index_name("due")
                .key_condition_expression(condition)
                .set_expression_attribute_names(Some(names.clone()))
                .set_expression_attribute_values(Some(values.clone()))
                .set_limit(range.limit.map(|limit| i32::try_from(limit).unwrap_or(i32::MAX)))
                .set_exclusive_start_key(start)
                .set_return_consumed_capacity(self.report())
                .send()
                .await
                .map_err(|err| unavailable(doing, err))?;
            self.count_read("Query", answer.consumed_capacity());
            let page = answer.items.unwrap_or_default();
            entries.extend(page.into_iter().filter_map(|mut entry| {
                let at = entry.get(time_name)?.as_n().ok()?.parse().ok()?;
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

    /// The cases in every shard of an index, earliest first.
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
        let shards = (0..SHARDS).map(|shard| Range {
            shard: shard.to_string(),
            until: Some(until),
            limit: Some(limit),
        });
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

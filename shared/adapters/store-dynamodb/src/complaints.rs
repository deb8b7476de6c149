//! Complaints of several listings, and how far they have become cases.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use case::{CaseId, ComplaintId, Digest};
use jiff::{SignedDuration, Timestamp};
use port::{Committed, Complaints, FanOut, Unavailable};
use uuid::Uuid;

use crate::index::{Range, UNFINISHED};
use crate::item::{Corrupt, Fields, Item, bytes, exact, key, new_item, number, text, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

const SORT_KEY: &str = "complaint";

fn partition_key(id: ComplaintId) -> String {
    format!("complaint#{id}")
}

/// More cases than the complaint has listings.
#[derive(Debug, thiserror::Error)]
#[error("complaint {complaint} would have more cases than listings")]
struct TooMany {
    complaint: ComplaintId,
}

fn parse(id: ComplaintId, item: &Item) -> Result<FanOut, Corrupt> {
    let fields = Fields::of(item, partition_key(id))?;
    let fan_out = FanOut {
        complaint: id,
        document: Digest::new(fields.bytes("document")?),
        reference: fields.parsed("reference")?,
        filed_at: fields.time("filed_at")?,
        listings: fields.number("listings")?,
        done: fields.number("done")?,
        cases: fields.list("cases", |value| exact(value).map(|id| CaseId::new(Uuid::from_bytes(id))))?,
    };
    if fan_out.cases.len() != usize::from(fan_out.done) || fan_out.done > fan_out.listings {
        return Err(fields.corrupt("done"));
    }
    Ok(fan_out)
}

fn case_list(cases: &[CaseId]) -> AttributeValue {
    AttributeValue::L(cases.iter().map(|id| bytes(id.uuid().as_bytes())).collect())
}

impl Complaints for DynamoStore {
    async fn begin(&self, fan_out: &FanOut) -> Result<Option<FanOut>, Unavailable> {
        const DOING: &str = "beginning a complaint";
        let mut item = new_item(partition_key(fan_out.complaint), SORT_KEY);
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("document", bytes(fan_out.document.bytes()));
        put("reference", text(fan_out.reference.compact()));
        put("filed_at", time(fan_out.filed_at));
        put("listings", number(fan_out.listings));
        put("done", number(fan_out.done));
        put("cases", case_list(&fan_out.cases));
        if fan_out.done < fan_out.listings {
            put("due_shard", text(UNFINISHED));
            put("due_at", time(fan_out.filed_at));
        }
        let Some(there) = self.put_if_absent(item, DOING).await? else { return Ok(None) };
        let there = parse(fan_out.complaint, &there).map_err(|err| unavailable(DOING, err))?;
        // The very same: the answer to a first attempt was lost.
        Ok((there != *fan_out).then_some(there))
    }

    async fn fan_out(&self, complaint: ComplaintId) -> Result<Option<FanOut>, Unavailable> {
        const DOING: &str = "loading a complaint";
        let pk = partition_key(complaint);
        let items = self.items(vec![pk.clone()], SORT_KEY, Consistency::Strong, DOING).await?;
        items.get(&pk).map(|item| parse(complaint, item)).transpose().map_err(|err| unavailable(DOING, err))
    }

    async fn advance(&self, from: &FanOut, cases: &[CaseId]) -> Result<Committed, Unavailable> {
        const DOING: &str = "advancing a complaint";
        let complaint = from.complaint;
        let done = u16::try_from(cases.len())
            .ok()
            .and_then(|more| from.done.checked_add(more))
            .filter(|done| *done <= from.listings)
            .ok_or_else(|| unavailable(DOING, TooMany { complaint }))?;
        let mut update = String::from("SET #done = :done, #cases = list_append(#cases, :cases)");
        if done == from.listings {
            update.push_str(" REMOVE due_shard, due_at");
        }
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(complaint), SORT_KEY)))
            .update_expression(update)
            .condition_expression("#done = :old")
            .expression_attribute_names("#done", "done")
            .expression_attribute_names("#cases", "cases")
            .expression_attribute_values(":done", number(done))
            .expression_attribute_values(":old", number(from.done))
            .expression_attribute_values(":cases", case_list(cases))
            .return_values_on_condition_check_failure(AllOld)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("UpdateItem", answer.consumed_capacity());
                Ok(Committed::Done)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                let UpdateItemError::ConditionalCheckFailedException(failed) = err.into_err() else {
                    return Ok(Committed::Conflict);
                };
                let Some(there) = failed.item else { return Ok(Committed::Conflict) };
                let there = parse(complaint, &there).map_err(|err| unavailable(DOING, err))?;
                // The very cases, in their place: the answer to a first attempt was lost.
                let wanted = from.cases.iter().chain(cases);
                let done = there.cases.len() >= usize::from(done)
                    && there.cases.iter().zip(wanted).all(|(a, b)| a == b);
                Ok(if done { Committed::Done } else { Committed::Conflict })
            }
            Err(err) => Err(unavailable(DOING, err)),
        }
    }

    async fn abandon(&self, from: &FanOut) -> Result<Committed, Unavailable> {
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(from.complaint), SORT_KEY)))
            .update_expression("SET listings = :done REMOVE due_shard, due_at")
            .condition_expression("#done = :done")
            .expression_attribute_names("#done", "done")
            .expression_attribute_values(":done", number(from.done))
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("UpdateItem", answer.consumed_capacity());
                Ok(Committed::Done)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                Ok(Committed::Conflict)
            }
            Err(err) => Err(unavailable("giving a complaint up", err)),
        }
    }

    async fn unfinished(&self, until: Timestamp) -> Result<Vec<ComplaintId>, Unavailable> {
        // The index is asked for "at or before", to the millisecond; the question is "before".
        let before = until - SignedDuration::from_millis(1);
        let range = Range { shard: UNFINISHED.to_owned(), until: before, limit: None };
        let entries = self.entries(range, "asking for unfinished complaints").await?;
        Ok(entries.iter().filter_map(|(_, pk)| pk.strip_prefix("complaint#")?.parse().ok()).collect())
    }
}

//! Tables of complaints, and how far they are worked off.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use case::{BatchId, Digest};
use jiff::{SignedDuration, Timestamp};
use port::{Batch, Batches, Committed, Unavailable};

use crate::index::{Range, UNFINISHED_BATCH};
use crate::item::{Corrupt, Fields, Item, bytes, key, new_item, number, text, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

const SORT_KEY: &str = "batch";

fn partition_key(id: BatchId) -> String {
    format!("batch#{id}")
}

fn parse(id: BatchId, item: &Item) -> Result<Batch, Corrupt> {
    let fields = Fields::of(item, partition_key(id))?;
    let batch = Batch {
        batch: id,
        document: Digest::new(fields.bytes("document")?),
        received_at: fields.time("received_at")?,
        complaints: fields.number("complaints")?,
        done: fields.number("done")?,
    };
    if batch.done > batch.complaints {
        return Err(fields.corrupt("done"));
    }
    Ok(batch)
}

impl Batches for DynamoStore {
    async fn begin_batch(&self, batch: &Batch) -> Result<Option<Batch>, Unavailable> {
        const DOING: &str = "beginning a batch";
        let mut item = new_item(partition_key(batch.batch), SORT_KEY);
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("document", bytes(batch.document.bytes()));
        put("received_at", time(batch.received_at));
        put("complaints", number(batch.complaints));
        put("done", number(batch.done));
        if batch.done < batch.complaints {
            put("due_shard", text(UNFINISHED_BATCH));
            put("due_at", time(batch.received_at));
        }
        let Some(there) = self.put_if_absent(item, DOING).await? else { return Ok(None) };
        let there = parse(batch.batch, &there).map_err(|err| unavailable(DOING, err))?;
        // The very same: the answer to a first attempt was lost.
        Ok((there != *batch).then_some(there))
    }

    async fn batch(&self, batch: BatchId) -> Result<Option<Batch>, Unavailable> {
        const DOING: &str = "loading a batch";
        let pk = partition_key(batch);
        let items = self.items(vec![pk.clone()], SORT_KEY, Consistency::Strong, DOING).await?;
        items.get(&pk).map(|item| parse(batch, item)).transpose().map_err(|err| unavailable(DOING, err))
    }

    async fn advance_batch(&self, from: &Batch, done: u16) -> Result<Committed, Unavailable> {
        const DOING: &str = "advancing a batch";
        let mut update = String::from("SET #done = :done");
        if done >= from.complaints {
            update.push_str(" REMOVE due_shard, due_at");
        }
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(from.batch), SORT_KEY)))
            .update_expression(update)
            .condition_expression("#done = :old")
            .expression_attribute_names("#done", "done")
            .expression_attribute_values(":done", number(done))
            .expression_attribute_values(":old", number(from.done))
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
                let there = parse(from.batch, &there).map_err(|err| unavailable(DOING, err))?;
                // Just as far: the answer to a first attempt was lost, or another worker did the same.
                Ok(if there.done == done { Committed::Done } else { Committed::Conflict })
            }
            Err(err) => Err(unavailable(DOING, err)),
        }
    }

    async fn unfinished_batches(&self, until: Timestamp) -> Result<Vec<BatchId>, Unavailable> {
        // The index is asked for "at or before", to the millisecond; the question is "before".
        let before = until - SignedDuration::from_millis(1);
        let range = Range { shard: UNFINISHED_BATCH.to_owned(), until: before, limit: None };
        let entries = self.entries(range, "asking for unfinished batches").await?;
        Ok(entries.iter().filter_map(|(_, pk)| pk.strip_prefix("batch#")?.parse().ok()).collect())
    }
}

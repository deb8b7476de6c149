//! Who works on which case that waits for a person.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use case::CaseId;
use jiff::{SignedDuration, Timestamp};
use port::{Lease, Leases, Unavailable};

use crate::item::{Corrupt, Fields, Item, new_item, number, text, time};
use crate::read::Consistency;
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
        let sent = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            // Its own one: taken once more, given back, or the answer to a first attempt was lost.
            .condition_expression("attribute_not_exists(pk) OR #by = :by OR #until <= :now")
            .expression_attribute_names("#by", "by")
            .expression_attribute_names("#until", "until")
            .expression_attribute_values(":by", text(lease.by.to_string()))
            .expression_attribute_values(":now", time(now))
            .return_values_on_condition_check_failure(AllOld)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("PutItem", answer.consumed_capacity());
                Ok(None)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                let PutItemError::ConditionalCheckFailedException(failed) = err.into_err() else {
                    return Err(unavailable(DOING, "the condition failed without the item in the way"));
                };
                let there = failed.item.unwrap_or_default();
                parse(lease.case, &there).map(Some).map_err(|err| unavailable(DOING, err))
            }
            Err(err) => Err(unavailable(DOING, err)),
        }
    }
}

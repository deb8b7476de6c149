//! References: an item each, found by the reference itself. A day's are in eight partitions, which also answer what was
//! filed on it.

use aws_sdk_dynamodb::error::SdkError;
use case::{CaseId, ComplaintId, Reference};
use jiff::civil::Date;
use port::{References, Referred, Unavailable};
use uuid::Uuid;

use crate::item::{Corrupt, Fields, Item, bytes, exact, key, new_item, number, text};
use crate::{DynamoStore, unavailable};

fn partition_key(group: &str) -> String {
    format!("reference#{group}")
}

fn parse(reference: Reference, item: &Item) -> Result<Referred, Corrupt> {
    let fields = Fields::of(item, partition_key(&reference.group()))?;
    Ok(Referred {
        complaint: ComplaintId::new(Uuid::from_bytes(fields.bytes("complaint")?)),
        place: fields.number("place")?,
        case: fields.optional("case", Fields::bytes)?.map(|id| CaseId::new(Uuid::from_bytes(id))),
    })
}

impl References for DynamoStore {
    async fn give_reference(&self, reference: Reference, to: Referred) -> Result<bool, Unavailable> {
        let complaint = bytes(to.complaint.uuid().as_bytes());
        let mut item = new_item(partition_key(&reference.group()), reference.compact());
        item.insert("complaint".to_owned(), complaint.clone());
        item.insert("place".to_owned(), number(to.place));
        if let Some(case) = to.case {
            item.insert("case".to_owned(), bytes(case.uuid().as_bytes()));
        }
        let sent = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            // Its own again: given twice, or the answer to a first attempt was lost.
            .condition_expression("attribute_not_exists(pk) OR (complaint = :complaint AND place = :place)")
            .expression_attribute_values(":complaint", complaint)
            .expression_attribute_values(":place", number(to.place))
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("PutItem", answer.consumed_capacity());
                Ok(true)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                Ok(false)
            }
            Err(err) => Err(unavailable("giving a reference", err)),
        }
    }

    async fn referred(&self, reference: Reference) -> Result<Option<Referred>, Unavailable> {
        const DOING: &str = "looking a reference up";
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(&reference.group()), reference.compact())))
            .consistent_read(true)
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable(DOING, err))?;
        self.count_read("GetItem", answer.consumed_capacity());
        let referred = answer.item.map(|item| parse(reference, &item)).transpose();
        referred.map_err(|err| unavailable(DOING, err))
    }

    async fn referred_on(&self, day: Date) -> Result<Vec<CaseId>, Unavailable> {
        let mut cases = Vec::new();
        for group in Reference::groups(day) {
            let mut start = None;
            loop {
                let answer = self
                    .client
                    .query()
                    .table_name(&self.table)
                    .key_condition_expression("pk = :pk")
                    .expression_attribute_values(":pk", text(partition_key(&group)))
                    .projection_expression("#case")
                    .expression_attribute_names("#case", "case")
                    .set_exclusive_start_key(start)
                    .set_return_consumed_capacity(self.report())
                    .send()
                    .await
                    .map_err(|err| unavailable("asking for a day's references", err))?;
                self.count_read("Query", answer.consumed_capacity());
                let found = answer.items.unwrap_or_default();
                cases.extend(found.iter().filter_map(case_of));
                start = answer.last_evaluated_key;
                if start.is_none() {
                    break;
                }
            }
        }
        cases.sort_unstable();
        cases.dedup();
        Ok(cases)
    }
}

/// The case in an item of which nothing else was asked for.
fn case_of(item: &Item) -> Option<CaseId> {
    let id: Option<[u8; 16]> = item.get("case").and_then(exact::<16>);
    id.map(|id| CaseId::new(Uuid::from_bytes(id)))
}

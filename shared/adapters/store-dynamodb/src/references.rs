//! References: an item each, found by the reference itself. A day's are in eight partitions, which also answer what was
//! filed on it.

use case::{CaseId, ComplaintId, Reference};
use jiff::civil::Date;
use port::{References, Referred, Unavailable};
use uuid::Uuid;

use crate::item::{Corrupt, Fields, Item, bytes, exact, new_item, number};
use crate::registry::Condition;
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
        // Its own again: given twice, or the answer to a first attempt was lost.
        let condition = Condition {
            holds: "attribute_not_exists(pk) OR (complaint = :complaint AND place = :place)",
            names: &[],
            values: &[("complaint", complaint), ("place", number(to.place))],
        };
        Ok(self.put_on(item, condition, "giving a reference").await?.is_none())
    }

    async fn referred(&self, reference: Reference) -> Result<Option<Referred>, Unavailable> {
        const DOING: &str = "looking a reference up";
        let item = self.item(&partition_key(&reference.group()), &reference.compact(), DOING).await?;
        let referred = item.map(|item| parse(reference, &item)).transpose();
        referred.map_err(|err| unavailable(DOING, err))
    }

    async fn referred_on(&self, day: Date) -> Result<Vec<CaseId>, Unavailable> {
        let mut cases = Vec::new();
        for group in Reference::groups(day) {
            let items = self.partition(&partition_key(&group), "asking for a day's references").await?;
            cases.extend(items.iter().filter_map(case_of));
        }
        cases.sort_unstable();
        cases.dedup();
        Ok(cases)
    }
}

/// The case that a reference stands for, where it has one.
fn case_of(item: &Item) -> Option<CaseId> {
    let id: Option<[u8; 16]> = item.get("case").and_then(exact::<16>);
    id.map(|id| CaseId::new(Uuid::from_bytes(id)))
}

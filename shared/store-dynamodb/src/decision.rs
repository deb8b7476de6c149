//! The operator's rule sets, and notes of listings in dispute.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::AttributeValue;
use case::{CaseId, ListingRef};
use jiff::SignedDuration;
use jiff::Timestamp;
use policy::rules::RuleSet;
use port::{Committed, Dispute, Disputes, RuleSets, Unavailable};
use uuid::Uuid;

use crate::item::{Corrupt, Fields, Item, bytes, new_item, number, text, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

/// Partition of all rule sets. Their sort key has five digits, so that they stand in order.
const RULES: &str = "rules";
const DISPUTE: &str = "dispute";

/// How long a note is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

impl RuleSets for DynamoStore {
    async fn rule_sets(&self) -> Result<Vec<RuleSet>, Unavailable> {
        const DOING: &str = "reading the rule sets";
        let parse = |item: &Item| {
            let fields = Fields::of(item, RULES)?;
            RuleSet::read(fields.text("set")?).map_err(|err| fields.because("set", err))
        };
        let items = self.partition(RULES, DOING).await?;
        items.iter().map(parse).collect::<Result<_, Corrupt>>().map_err(|err| unavailable(DOING, err))
    }

    async fn put_rule_set(&self, rules: &RuleSet) -> Result<Committed, Unavailable> {
        const DOING: &str = "storing a rule set";
        let mut item = new_item(RULES, format!("{:05}", rules.number));
        item.insert("set".to_owned(), text(rules.write()));
        self.put_versioned(item, 0, "pk", DOING).await
    }
}

fn partition_key(listing: &ListingRef) -> String {
    format!("listing#{listing}")
}

fn parse_dispute(listing: &ListingRef, item: &Item) -> Result<Dispute, Corrupt> {
    let fields = Fields::of(item, partition_key(listing))?;
    Ok(Dispute {
        listing: listing.clone(),
        case: CaseId::new(Uuid::from_bytes(fields.bytes("case")?)),
        restored: fields.has("restored"),
        at: fields.time("at")?,
    })
}

impl Disputes for DynamoStore {
    async fn disputes(&self, listings: &[ListingRef]) -> Result<Vec<Option<Dispute>>, Unavailable> {
        const DOING: &str = "looking disputes up";
        let pks = listings.iter().map(partition_key).collect();
        let items = self.items(pks, DISPUTE, Consistency::Strong, DOING).await?;
        listings
            .iter()
            .map(|listing| {
                items.get(&partition_key(listing)).map(|item| parse_dispute(listing, item)).transpose()
            })
            .collect::<Result<_, _>>()
            .map_err(|err| unavailable(DOING, err))
    }

    async fn note_dispute(&self, dispute: &Dispute) -> Result<(), Unavailable> {
        let mut item = new_item(partition_key(&dispute.listing), DISPUTE);
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("case", bytes(dispute.case.uuid().as_bytes()));
        put("at", time(dispute.at));
        let ends = dispute.at.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        put("expires_at", number(ends.as_second()));
        if dispute.restored {
            put("restored", AttributeValue::Bool(true));
        }
        let request = self.client.put_item().table_name(&self.table).set_item(Some(item));
        let request = if dispute.restored {
            request
        } else {
            request.condition_expression("attribute_not_exists(restored)")
        };
        let sent = request.set_return_consumed_capacity(self.report()).send().await;
        match sent {
            Ok(answer) => self.count_write("PutItem", answer.consumed_capacity()),
            // What is noted says more.
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {}
            Err(err) => return Err(unavailable("noting a dispute", err)),
        }
        Ok(())
    }
}

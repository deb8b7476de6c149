//! The operator's rule sets, and notes of listings in dispute.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::AttributeValue;
use case::{CaseId, ListingRef};
use jiff::SignedDuration;
use jiff::Timestamp;
use policy::rules::RuleSet;
use policy::switches::Switch;
use port::{Committed, Dispute, Disputed, Disputes, MOST_DISPUTES, RuleSets, Switches, Unavailable};
use uuid::Uuid;

use crate::item::{Corrupt, Fields, Item, key, new_item, number, text, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

/// Partition of all rule sets. Their sort key has five digits, so that they stand in order.
const RULES: &str = "rules";
const DISPUTE: &str = "dispute";
/// Partition of all switches; the sort key is the scope.
const SWITCHES: &str = "switches";
/// Each time that one was set.
const SWITCHES_SET: &str = "switches-set";
const STOPPED: &str = "stopped";
const RUNNING: &str = "running";

/// How long a note is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(365 * 24);

impl RuleSets for DynamoStore {
    async fn rule_sets(&self) -> Result<Vec<RuleSet>, Unavailable> {
        const DOING: &str = "reading the rule sets";
        let parse = |item: &Item| {
            let fields = Fields::of(item, RULES)?;
            contract::rules::read(fields.text("set")?).map_err(|err| fields.because("set", err))
        };
        let items = self.control(DOING)?.partition(RULES, DOING).await?;
        items.iter().map(parse).collect::<Result<_, Corrupt>>().map_err(|err| unavailable(DOING, err))
    }

    async fn put_rule_set(&self, rules: &RuleSet) -> Result<Committed, Unavailable> {
        const DOING: &str = "storing a rule set";
        let mut item = new_item(RULES, format!("{:05}", rules.number));
        item.insert("set".to_owned(), text(contract::rules::write(rules)));
        self.control(DOING)?.put_versioned(item, 0, "pk", DOING).await
    }
}

fn parse_switch(item: &Item) -> Result<Switch, Corrupt> {
    let fields = Fields::of(item, SWITCHES)?;
    Ok(Switch {
        scope: fields.parsed("scope")?,
        stopped: fields.text("state")? == STOPPED,
        by: fields.parsed("by")?,
        at: fields.time("at")?,
        why: fields.text("why")?.to_owned(),
    })
}

impl Switches for DynamoStore {
    async fn switches(&self) -> Result<Vec<Switch>, Unavailable> {
        const DOING: &str = "reading the switches";
        let items = self.control(DOING)?.partition(SWITCHES, DOING).await?;
        items.iter().map(parse_switch).collect::<Result<_, Corrupt>>().map_err(|err| unavailable(DOING, err))
    }

    async fn switch_history(&self) -> Result<Vec<Switch>, Unavailable> {
        const DOING: &str = "reading the history of the switches";
        let items = self.control(DOING)?.partition(SWITCHES_SET, DOING).await?;
        items.iter().map(parse_switch).collect::<Result<_, Corrupt>>().map_err(|err| unavailable(DOING, err))
    }

    async fn put_switch(&self, switch: &Switch) -> Result<(), Unavailable> {
        const DOING: &str = "setting a switch";
        let control = self.control(DOING)?;
        // In the order of time: all milliseconds until the year 9999 have as many digits.
        let at = format!("{:015}#{}", switch.at.as_millisecond(), switch.scope);
        control.put(switch_item(SWITCHES_SET, at, switch), DOING).await?;
        control.put(switch_item(SWITCHES, switch.scope.to_string(), switch), DOING).await
    }
}

fn switch_item(pk: &str, sk: String, switch: &Switch) -> Item {
    let mut item = new_item(pk, sk);
    let state = if switch.stopped { STOPPED } else { RUNNING };
    item.insert("scope".to_owned(), text(switch.scope.to_string()));
    item.insert("state".to_owned(), text(state));
    item.insert("by".to_owned(), text(switch.by.to_string()));
    item.insert("at".to_owned(), time(switch.at));
    item.insert("why".to_owned(), text(switch.why.clone()));
    item
}

fn partition_key(listing: &ListingRef) -> String {
    format!("listing#{listing}")
}

/// The attribute in which cases of this kind are kept: a set of bytes.
const fn set_of(dispute: Dispute) -> &'static str {
    match dispute {
        Dispute::Open => "open",
        Dispute::Restored => "restored",
        Dispute::Declined => "declined",
    }
}

fn parse_disputed(listing: &ListingRef, item: &Item) -> Result<Disputed, Corrupt> {
    let fields = Fields::of(item, partition_key(listing))?;
    let cases = |dispute| match item.get(set_of(dispute)).map(AttributeValue::as_bs) {
        None => Ok(Vec::new()),
        Some(Ok(ids)) => ids
            .iter()
            .map(|id| <[u8; 16]>::try_from(id.as_ref()).map(|id| CaseId::new(Uuid::from_bytes(id))))
            .collect::<Result<_, _>>()
            .map_err(|err| fields.because(set_of(dispute), err)),
        Some(Err(_)) => Err(fields.corrupt(set_of(dispute))),
    };
    Ok(Disputed {
        open: cases(Dispute::Open)?,
        restored: cases(Dispute::Restored)?,
        declined: cases(Dispute::Declined)?,
    })
}

impl DynamoStore {
    /// Adds the case to its set, or puts it `in_place` of all that are there. Returns whether the set had room.
    async fn update_disputes(
        &self,
        (listing, case, dispute, at): (&ListingRef, CaseId, Dispute, Timestamp),
        in_place: bool,
    ) -> Result<bool, Unavailable> {
        let ends = at.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        let id = aws_sdk_dynamodb::primitives::Blob::new(case.uuid().as_bytes());
        let common = "SET fmt = :fmt, expires_at = :ends";
        let update =
            if in_place { format!("{common}, #cases = :case") } else { format!("{common} ADD #cases :case") };
        let request = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(listing), DISPUTE)))
            .update_expression(update)
            .expression_attribute_names("#cases", set_of(dispute))
            .expression_attribute_values(":case", AttributeValue::Bs(vec![id]))
            .expression_attribute_values(":fmt", number(1))
            .expression_attribute_values(":ends", number(ends.as_second()));
        let request = if in_place {
            request
        } else {
            request
                .condition_expression("attribute_not_exists(#cases) OR size(#cases) < :most")
                .expression_attribute_values(":most", number(MOST_DISPUTES))
        };
        match request.set_return_consumed_capacity(self.report()).send().await {
            Ok(answer) => {
                self.count_write("UpdateItem", answer.consumed_capacity());
                Ok(true)
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                Ok(false)
            }
            Err(err) => Err(unavailable("noting a dispute", err)),
        }
    }
}

impl Disputes for DynamoStore {
    async fn disputes(&self, listings: &[ListingRef]) -> Result<Vec<Disputed>, Unavailable> {
        const DOING: &str = "looking disputes up";
        let pks = listings.iter().map(partition_key).collect();
        let items = self.items(pks, DISPUTE, Consistency::Strong, DOING).await?;
        listings
            .iter()
            .map(|listing| match items.get(&partition_key(listing)) {
                Some(item) => parse_disputed(listing, item),
                None => Ok(Disputed::default()),
            })
            .collect::<Result<_, _>>()
            .map_err(|err| unavailable(DOING, err))
    }

    async fn note_dispute(
        &self,
        listing: &ListingRef,
        case: CaseId,
        dispute: Dispute,
        at: Timestamp,
    ) -> Result<(), Unavailable> {
        let note = (listing, case, dispute, at);
        if !self.update_disputes(note, false).await? {
            self.update_disputes(note, true).await?;
        }
        Ok(())
    }
}

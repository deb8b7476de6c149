//! Cases: a log of events with the head of its hash chain, and its index entries.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use case::{Case, CaseId, Digest, Event, Link, Recorded};
use contract::event;
use jiff::Timestamp;
use policy::Waiting;
use port::{Append, Appended, Cases, Created, StoredCase, Unavailable};

use crate::index::due_shard;
use crate::item::{Corrupt, Fields, Item, bytes, key, new_item, number, text, time};
use crate::log::{LOG, pack, unpack};
use crate::question::{LISTING, OWNER, SELLER, WAITING};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

pub(crate) const SORT_KEY: &str = "case";

/// The partition key of a case.
pub(crate) fn partition_key(id: CaseId) -> String {
    format!("case#{id}")
}

/// The id in a case's partition key.
pub(crate) fn id_of(partition_key: &str) -> Option<CaseId> {
    partition_key.strip_prefix("case#")?.parse().ok()
}

/// Reads and verifies a stored case.
fn parse(id: CaseId, item: &Item) -> Result<StoredCase, Corrupt> {
    let fields = Fields::of(item, partition_key(id))?;
    let lines = unpack(&fields)?;
    if fields.number::<usize>("n")? != lines.len() {
        return Err(fields.corrupt("n"));
    }
    let head = Digest::new(fields.bytes("head")?);
    case::verify(id, lines.iter().map(|line| line.as_bytes()), head)
        .map_err(|err| fields.because("head", err))?;
    let log = lines
        .iter()
        .map(|line| event::decode(line))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|err| fields.because(LOG, err))?;
    Ok(StoredCase {
        case: Case::fold(id, &log).map_err(|err| fields.because(LOG, err))?,
        log,
        lines,
        head,
        due: fields.optional("due_at", Fields::time)?,
        swept: fields.optional("swept", Fields::number)?.unwrap_or(0),
        waiting: match fields.optional(WAITING.hash, Fields::parsed)? {
            Some(queue) => Some(Waiting { queue, by: fields.time(WAITING.range)? }),
            None => None,
        },
    })
}

/// Whether a stored case holds, as its first `n` events, the chain that ends in `head`.
fn holds(id: CaseId, item: &Item, n: usize, head: Digest) -> Result<bool, Corrupt> {
    let lines = unpack(&Fields::of(item, partition_key(id))?)?;
    Ok(lines
        .get(..n)
        .is_some_and(|first| case::verify(id, first.iter().map(|line| line.as_bytes()), head).is_ok()))
}

impl Cases for DynamoStore {
    async fn load(&self, ids: &[CaseId]) -> Result<Vec<Option<StoredCase>>, Unavailable> {
        const DOING: &str = "loading cases";
        let pks = ids.iter().map(|id| partition_key(*id)).collect();
        let items = self.items(pks, SORT_KEY, Consistency::Strong, DOING).await?;
        ids.iter()
            .map(|id| items.get(&partition_key(*id)).map(|item| parse(*id, item)).transpose())
            .collect::<Result<_, _>>()
            .map_err(|err| unavailable(DOING, err))
    }

    async fn create(&self, id: CaseId, filed: &Recorded, due: Timestamp) -> Result<Created, Unavailable> {
        const DOING: &str = "creating a case";
        let line = event::encode(filed);
        let link = Link::START.append(id, line.as_bytes());
        let log = pack(&[line]).map_err(|err| unavailable(DOING, err))?;
        let Event::Filed(filing) = &filed.event else {
            return Err(unavailable(DOING, "a case begins with its filing"));
        };
        let mut item = new_item(partition_key(id), SORT_KEY);
        item.extend(
            [
                ("n", number(1)),
                (LOG, log),
                ("due_shard", text(due_shard(id))),
                ("due_at", time(due)),
                ("filed_at", time(filed.at)),
                (OWNER.hash, text(filing.owner.to_string())),
                (LISTING.hash, text(filing.listing.to_string())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        if let Some(head) = link.head() {
            item.insert("head".to_owned(), bytes(head.bytes()));
        }
        let Some(there) = self.put_if_absent(item, DOING).await? else { return Ok(Created::New) };
        let there = parse(id, &there).map_err(|err| unavailable(DOING, err))?;
        // One event, and this one: the answer to a first attempt was lost.
        let is_this = there.log.len() == 1 && Some(there.head) == link.head();
        Ok(if is_this { Created::New } else { Created::Exists(Box::new(there)) })
    }

    async fn append(&self, append: Append<'_>) -> Result<Appended, Unavailable> {
        const DOING: &str = "appending to a case";
        let stored = append.stored;
        let id = stored.case.id;
        let lines: Vec<String> = append.events.iter().map(event::encode).collect();
        let link = lines.iter().fold(Link::at(stored.head), |link, line| link.append(id, line.as_bytes()));
        let head = link.head().unwrap_or(stored.head);
        let n = stored.log.len() + lines.len();

        let is_longer = !lines.is_empty();
        let after = stored.after(&append, lines, head).map_err(|err| unavailable(DOING, err))?;
        let mut change = Change::default();
        if is_longer {
            change.set(LOG, pack(&after.lines).map_err(|err| unavailable(DOING, err))?);
            change.set("n", number(n));
            change.set("head", bytes(head.bytes()));
        }
        change.index(id, stored, &after);
        match after.swept {
            swept if swept == stored.swept => {}
            0 => change.remove("swept"),
            swept => change.set("swept", number(swept)),
        }
        if change.is_empty() {
            return Ok(Appended::Done(Box::new(after)));
        }
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(id), SORT_KEY)))
            .update_expression(change.expression())
            .condition_expression("#n = :old")
            .set_expression_attribute_names(Some(change.names))
            .expression_attribute_names("#n", "n")
            .set_expression_attribute_values(Some(change.values))
            .expression_attribute_values(":old", number(stored.log.len()))
            .return_values_on_condition_check_failure(AllOld)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("UpdateItem", answer.consumed_capacity());
                Ok(Appended::Done(Box::new(after)))
            }
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                let UpdateItemError::ConditionalCheckFailedException(failed) = err.into_err() else {
                    return Ok(Appended::Conflict);
                };
                let Some(there) = failed.item else { return Ok(Appended::Conflict) };
                // The very events, in their place: the answer to a first attempt was lost.
                let done = !append.events.is_empty()
                    && holds(id, &there, n, head).map_err(|err| unavailable(DOING, err))?;
                Ok(if done { Appended::Done(Box::new(after)) } else { Appended::Conflict })
            }
            Err(err) => Err(unavailable(DOING, err)),
        }
    }
}

/// An update expression being put together.
#[derive(Default)]
struct Change {
    set: Vec<String>,
    remove: Vec<String>,
    names: HashMap<String, String>,
    values: Item,
}

impl Change {
    /// Moves the index entries of a case. An entry is a write unit of its own, two when it moves: it is left alone
    /// unless it changes.
    fn index(&mut self, id: CaseId, before: &StoredCase, after: &StoredCase) {
        if after.due != before.due {
            match after.due {
                Some(due) => {
                    self.set("due_shard", text(due_shard(id)));
                    self.set("due_at", time(due));
                }
                None => ["due_shard", "due_at"].into_iter().for_each(|name| self.remove(name)),
            }
        }
        if after.waiting != before.waiting {
            match after.waiting {
                Some(Waiting { queue, by }) => {
                    self.set(WAITING.hash, text(queue.code()));
                    self.set(WAITING.range, time(by));
                }
                None => [WAITING.hash, WAITING.range].into_iter().for_each(|name| self.remove(name)),
            }
        }
        let seller = |stored: &StoredCase| stored.case.record.as_ref().and_then(|record| record.seller);
        if seller(after) != seller(before) {
            match seller(after) {
                Some(seller) => self.set(SELLER.hash, text(seller.to_string())),
                None => self.remove(SELLER.hash),
            }
        }
    }

    fn set(&mut self, name: &str, value: AttributeValue) {
        self.set.push(format!("#{name} = :{name}"));
        self.names.insert(format!("#{name}"), name.to_owned());
        self.values.insert(format!(":{name}"), value);
    }

    fn remove(&mut self, name: &str) {
        self.remove.push(format!("#{name}"));
        self.names.insert(format!("#{name}"), name.to_owned());
    }

    const fn is_empty(&self) -> bool {
        self.set.is_empty() && self.remove.is_empty()
    }

    fn expression(&self) -> String {
        let set = (!self.set.is_empty()).then(|| format!("SET {}", self.set.join(", ")));
        let remove = (!self.remove.is_empty()).then(|| format!("REMOVE {}", self.remove.join(", ")));
        [set, remove].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

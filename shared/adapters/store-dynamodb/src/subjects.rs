//! Who a party is: one item per subject, which leads to a party, and one per party, which leads nowhere.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use case::{Digest, Membership, Party, PartyId, Subject};
use jiff::{SignedDuration, Timestamp};
use port::{Clock as _, Committed, DataKey, Ids as _, RandomIds, Subjects, SystemClock, Unavailable};

use crate::item::{Corrupt, Fields, Item, bytes, new_item, number, text, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

const SUBJECT: &str = "subject";
const PARTY: &str = "party";

/// How long a running function believes what it found.
const KEPT: SignedDuration = SignedDuration::from_mins(5);
/// At most so many subjects are kept; then all are forgotten.
const MOST_KEPT: usize = 10_000;

/// Parties that were found lately, by the digest of their subject.
#[derive(Debug, Default)]
pub(crate) struct Found(Mutex<BTreeMap<Digest, (Timestamp, PartyId)>>);

impl Found {
    fn get(&self, subject: &Subject) -> Option<PartyId> {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = SystemClock.now();
        found.get(&subject.digest()).filter(|(at, _)| now.duration_since(*at) < KEPT).map(|(_, id)| *id)
    }

    fn keep(&self, subject: &Subject, id: PartyId) {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= MOST_KEPT {
            found.clear();
        }
        found.insert(subject.digest(), (SystemClock.now(), id));
    }
}

fn subject_key(subject: &Subject) -> String {
    format!("subject#{}", subject.digest())
}

pub(crate) fn party_key(id: PartyId) -> String {
    format!("party#{id}")
}

fn party_in(item: &Item, pk: &str) -> Result<PartyId, Corrupt> {
    Fields::of(item, pk)?.parsed("party")
}

fn membership_item(it: &Membership) -> AttributeValue {
    let mut item =
        Item::from([("account".to_owned(), text(it.account.as_str())), ("from".to_owned(), time(it.from))]);
    if let Some(until) = it.until {
        item.insert("until".to_owned(), time(until));
    }
    AttributeValue::M(item)
}

fn parse_membership(pk: &str, value: &AttributeValue) -> Result<Membership, Corrupt> {
    let nothing = Item::new();
    let fields = Fields::part(value.as_m().unwrap_or(&nothing), pk);
    Ok(Membership {
        account: fields.parsed("account")?,
        from: fields.time("from")?,
        until: fields.optional("until", Fields::time)?,
    })
}

fn parse_party(id: PartyId, item: &Item) -> Result<Party, Corrupt> {
    let pk = party_key(id);
    let fields = Fields::of(item, &pk)?;
    let memberships = fields.list("memberships", Some)?;
    Ok(Party {
        id,
        memberships: memberships.into_iter().map(|it| parse_membership(&pk, it)).collect::<Result<_, _>>()?,
        erased_at: fields.optional("erased_at", Fields::time)?,
        version: fields.number("version")?,
    })
}

impl DynamoStore {
    /// Makes a party, and lets `subject` lead to it unless it leads to another one by now. Should this end in
    /// between, there is a party of nobody, which holds nothing.
    async fn make_party(&self, subject: &Subject) -> Result<PartyId, Unavailable> {
        const DOING: &str = "making a party";
        let id = PartyId::new(RandomIds.random());
        let mut party = new_item(party_key(id), PARTY);
        party.insert("memberships".to_owned(), AttributeValue::L(Vec::new()));
        party.insert("data_key".to_owned(), bytes(DataKey::random(&RandomIds).bytes()));
        party.insert("version".to_owned(), number(1));
        self.put(party, DOING).await?;

        let pk = subject_key(subject);
        let mut item = new_item(&pk, SUBJECT);
        item.insert("party".to_owned(), text(id.to_string()));
        let sent = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(AllOld)
            .set_return_consumed_capacity(self.report())
            .send()
            .await;
        match sent {
            Ok(answer) => {
                self.count_write("PutItem", answer.consumed_capacity());
                Ok(id)
            }
            // Somebody was faster, or it was this very request, whose first answer was lost.
            Err(SdkError::ServiceError(err)) if err.err().is_conditional_check_failed_exception() => {
                match err.into_err() {
                    PutItemError::ConditionalCheckFailedException(failed) => {
                        let there = failed.item.unwrap_or_default();
                        party_in(&there, &pk).map_err(|err| unavailable(DOING, err))
                    }
                    err => Err(unavailable(DOING, err)),
                }
            }
            Err(err) => Err(unavailable(DOING, err)),
        }
    }
}

impl Subjects for DynamoStore {
    async fn party_of(&self, subject: &Subject) -> Result<PartyId, Unavailable> {
        let known = self.known_parties(std::slice::from_ref(subject)).await?.pop().flatten();
        if let Some(id) = known {
            return Ok(id);
        }
        let id = self.make_party(subject).await?;
        self.found.keep(subject, id);
        Ok(id)
    }

    async fn known_parties(&self, subjects: &[Subject]) -> Result<Vec<Option<PartyId>>, Unavailable> {
        const DOING: &str = "looking parties up";
        let mut known: Vec<Option<PartyId>> =
            subjects.iter().map(|subject| self.found.get(subject)).collect();
        let open = subjects.iter().zip(&known).filter(|(_, id)| id.is_none());
        let pks = open.map(|(subject, _)| subject_key(subject)).collect();
        let items = self.items(pks, SUBJECT, Consistency::Strong, DOING).await?;
        for (subject, id) in subjects.iter().zip(&mut known) {
            let pk = subject_key(subject);
            if let (None, Some(item)) = (*id, items.get(&pk)) {
                let party = party_in(item, &pk).map_err(|err| unavailable(DOING, err))?;
                self.found.keep(subject, party);
                *id = Some(party);
            }
        }
        Ok(known)
    }

    async fn parties_by_id(&self, ids: &[PartyId]) -> Result<Vec<Option<Party>>, Unavailable> {
        const DOING: &str = "loading parties";
        let pks = ids.iter().map(|id| party_key(*id)).collect();
        let items = self.items(pks, PARTY, Consistency::Strong, DOING).await?;
        let party = |id: &PartyId| items.get(&party_key(*id)).map(|item| parse_party(*id, item)).transpose();
        ids.iter().map(party).collect::<Result<_, _>>().map_err(|err| unavailable(DOING, err))
    }

    async fn put_memberships(&self, party: &Party) -> Result<Committed, Unavailable> {
        const DOING: &str = "storing a party's memberships";
        let memberships = AttributeValue::L(party.memberships.iter().map(membership_item).collect());
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(crate::item::key(party_key(party.id), PARTY)))
            .update_expression("SET memberships = :memberships, version = :next")
            .condition_expression("version = :version")
            .expression_attribute_values(":memberships", memberships.clone())
            .expression_attribute_values(":next", number(party.version.saturating_add(1)))
            .expression_attribute_values(":version", number(party.version))
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
                use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
                let UpdateItemError::ConditionalCheckFailedException(failed) = err.into_err() else {
                    return Ok(Committed::Conflict);
                };
                // The very same: the answer to a first attempt was lost.
                let next = number(party.version.saturating_add(1));
                let done = failed.item.is_some_and(|there| {
                    there.get("memberships") == Some(&memberships) && there.get("version") == Some(&next)
                });
                Ok(if done { Committed::Done } else { Committed::Conflict })
            }
            Err(err) => Err(unavailable(DOING, err)),
        }
    }

    async fn data_key(&self, party: PartyId) -> Result<Option<DataKey>, Unavailable> {
        const DOING: &str = "reading a data key";
        let pk = party_key(party);
        let items = self.items(vec![pk.clone()], PARTY, Consistency::Strong, DOING).await?;
        let Some(item) = items.get(&pk) else { return Ok(None) };
        let key = Fields::of(item, &pk).and_then(|fields| fields.optional("data_key", Fields::bytes));
        Ok(key.map_err(|err| unavailable(DOING, err))?.map(DataKey::new))
    }
}

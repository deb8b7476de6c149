//! Who a party is: one item per subject, which leads to a party, and one per party, which leads nowhere.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure::AllOld;
use case::{Digest, Membership, Party, PartyId, Subject};
use jiff::{SignedDuration, Timestamp};
use port::{Committed, DataKey, Ids as _, RandomIds, Subjects, SystemClock, Unavailable, WallClock as _};

use crate::item::{Corrupt, Fields, Item, bytes, new_item, number, text, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

pub(crate) const SUBJECT: &str = "subject";
pub(crate) const PARTY: &str = "party";

/// How long a running function believes what it found.
const KEPT: SignedDuration = SignedDuration::from_mins(5);
/// At most so many subjects, and so many keys, are kept; then all are forgotten.
const MOST_KEPT: usize = 10_000;

/// What was found lately: the parties of subjects, by their digests, and the data keys of parties.
#[derive(Debug, Default)]
pub(crate) struct Found {
    parties: Mutex<Kept<Digest, PartyId>>,
    keys: Mutex<Kept<PartyId, DataKey>>,
}

/// Values with the time at which they were found.
type Kept<K, V> = BTreeMap<K, (Timestamp, V)>;

/// What is kept, without what is too old.
fn fresh<K: Ord, V>(kept: &Mutex<Kept<K, V>>) -> MutexGuard<'_, Kept<K, V>> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let now = SystemClock.now();
    kept.retain(|_, (at, _)| now.duration_since(*at) < KEPT);
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept
}

impl Found {
    fn party(&self, subject: &Subject) -> Option<PartyId> {
        fresh(&self.parties).get(&subject.digest()).map(|(_, id)| *id)
    }

    fn keep_party(&self, subject: &Subject, id: PartyId) {
        fresh(&self.parties).insert(subject.digest(), (SystemClock.now(), id));
    }

    fn key(&self, party: PartyId) -> Option<DataKey> {
        fresh(&self.keys).get(&party).map(|(_, key)| key.clone())
    }

    fn keep_key(&self, party: PartyId, key: &DataKey) {
        fresh(&self.keys).insert(party, (SystemClock.now(), key.clone()));
    }

    fn forget_subject(&self, subject: &Subject) {
        fresh(&self.parties).remove(&subject.digest());
    }

    /// Forgets the key of a party, and what led to it.
    pub(crate) fn forget(&self, party: PartyId) {
        fresh(&self.keys).remove(&party);
        fresh(&self.parties).retain(|_, (_, id)| *id != party);
    }
}

pub(crate) fn subject_key(subject: Digest) -> String {
    format!("subject#{subject}")
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

pub(crate) fn parse_party(id: PartyId, item: &Item) -> Result<Party, Corrupt> {
    let pk = party_key(id);
    let fields = Fields::of(item, &pk)?;
    let memberships = fields.list("memberships", Some)?;
    Ok(Party {
        id,
        memberships: memberships.into_iter().map(|it| parse_membership(&pk, it)).collect::<Result<_, _>>()?,
        erased_at: fields.optional("erased_at", Fields::time)?,
        erased_by: fields.optional("erased_by", Fields::parsed)?,
        version: fields.number("version")?,
    })
}

/// The data key in the item of a party.
fn key_in(party: PartyId, item: &Item) -> Result<Option<DataKey>, Corrupt> {
    let key = Fields::of(item, party_key(party))?.optional("data_key", Fields::bytes)?;
    Ok(key.map(DataKey::new))
}

impl DynamoStore {
    /// Makes a party, and lets `subject` lead to it unless it leads to another one by now. Should this end in
    /// between, there is a party without a subject, which holds nothing.
    async fn make_party(&self, subject: &Subject) -> Result<PartyId, Unavailable> {
        const DOING: &str = "making a party";
        let id = PartyId::new(RandomIds.random());
        let mut party = new_item(party_key(id), PARTY);
        party.insert("memberships".to_owned(), AttributeValue::L(Vec::new()));
        let key = DataKey::random(&RandomIds);
        party.insert("data_key".to_owned(), bytes(key.bytes()));
        party.insert("version".to_owned(), number(1));
        self.put(party, DOING).await?;

        let pk = subject_key(subject.digest());
        let mut item = new_item(&pk, SUBJECT);
        item.insert("party".to_owned(), text(id.to_string()));
        match self.put_if_absent(item, DOING).await? {
            None => {
                self.found.keep_key(id, &key);
                Ok(id)
            }
            // Someone was faster, or it was this very request, whose first answer was lost.
            Some(there) => party_in(&there, &pk).map_err(|err| unavailable(DOING, err)),
        }
    }
}

impl Subjects for DynamoStore {
    async fn party_of(&self, subject: &Subject) -> Result<PartyId, Unavailable> {
        // Under a seller's party cases are recorded that the seller knows nothing of: once it is erased, none any more.
        if subject.is_seller() {
            self.found.forget_subject(subject);
        }
        let known = self.known_parties(std::slice::from_ref(subject)).await?.pop().flatten();
        if let Some(id) = known {
            return Ok(id);
        }
        let id = self.make_party(subject).await?;
        self.found.keep_party(subject, id);
        Ok(id)
    }

    async fn known_parties(&self, subjects: &[Subject]) -> Result<Vec<Option<PartyId>>, Unavailable> {
        const DOING: &str = "looking parties up";
        let mut known: Vec<Option<PartyId>> =
            subjects.iter().map(|subject| self.found.party(subject)).collect();
        let open = subjects.iter().zip(&known).filter(|(_, id)| id.is_none());
        let pks = open.map(|(subject, _)| subject_key(subject.digest())).collect();
        let items = self.items(pks, SUBJECT, Consistency::Strong, DOING).await?;
        for (subject, id) in subjects.iter().zip(&mut known) {
            let pk = subject_key(subject.digest());
            if let (None, Some(item)) = (*id, items.get(&pk)) {
                let party = party_in(item, &pk).map_err(|err| unavailable(DOING, err))?;
                self.found.keep_party(subject, party);
                *id = Some(party);
            }
        }
        Ok(known)
    }

    async fn parties_by_id(&self, ids: &[PartyId]) -> Result<Vec<Option<Party>>, Unavailable> {
        const DOING: &str = "loading parties";
        let pks = ids.iter().map(|id| party_key(*id)).collect();
        let items = self.items(pks, PARTY, Consistency::Strong, DOING).await?;
        // A caller that asks for a party often seals what it wrote: its key came with it.
        let party = |id: &PartyId| {
            let Some(item) = items.get(&party_key(*id)) else { return Ok(None) };
            if let Some(key) = key_in(*id, item)? {
                self.found.keep_key(*id, &key);
            }
            parse_party(*id, item).map(Some)
        };
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
        if let Some(key) = self.found.key(party) {
            return Ok(Some(key));
        }
        let pk = party_key(party);
        let items = self.items(vec![pk.clone()], PARTY, Consistency::Strong, DOING).await?;
        let key = items.get(&pk).map(|item| key_in(party, item)).transpose();
        let key = key.map_err(|err| unavailable(DOING, err))?.flatten();
        match &key {
            Some(key) => self.found.keep_key(party, key),
            // It was erased: what led to it leads to someone new from now on.
            None => self.found.forget(party),
        }
        Ok(key)
    }
}

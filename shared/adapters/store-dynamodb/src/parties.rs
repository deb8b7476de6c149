//! What is on record of parties: standing, memberships in the programme, misuse.

use case::Owner;
use contract::party::{membership, misuse, standing};
use port::{Committed, Parties, PartyRecord, Unavailable};
use programme::Participant;

use crate::index::KEPT_PARTY;
use crate::item::{Corrupt, Fields, Item, key, new_item, number, text, texts};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

const SORT_KEY: &str = "record";

fn partition_key(subject: &Participant) -> String {
    match subject {
        Participant::Complainant(Owner::Account(id)) => format!("account#{id}"),
        Participant::Complainant(Owner::Party(id)) => format!("party#{id}"),
        Participant::Seller(id) => format!("seller#{id}"),
    }
}

fn subject_of(pk: &str) -> Option<Participant> {
    let subject = match pk.split_once('#')? {
        ("account", id) => Participant::Complainant(Owner::Account(id.parse().ok()?)),
        ("party", id) => Participant::Complainant(Owner::Party(id.parse().ok()?)),
        ("seller", id) => Participant::Seller(id.parse().ok()?),
        _ => return None,
    };
    Some(subject)
}

fn item_of(record: &PartyRecord) -> Item {
    let mut item = new_item(partition_key(&record.subject), SORT_KEY);
    let mut put = |name: &str, value| item.insert(name.to_owned(), value);
    put("programme", texts(record.programme_log.iter().map(membership::encode)));
    put("misuse", texts(record.misuse_log.iter().map(misuse::encode)));
    put("version", number(record.version.saturating_add(1)));
    if let Some(snapshot) = &record.standing {
        put("standing", text(standing::encode(snapshot)));
    }
    if record.is_kept() {
        put("due_shard", text(KEPT_PARTY));
        // All are looked at each day. A time that never changes costs no write of the index.
        put("due_at", number(0));
    }
    item
}

fn parse(subject: &Participant, item: &Item) -> Result<PartyRecord, Corrupt> {
    let fields = Fields::of(item, partition_key(subject))?;
    let decoded = fields.texts("programme")?.into_iter().map(membership::decode);
    let programme_log = decoded.collect::<Result<_, _>>().map_err(|err| fields.because("programme", err))?;
    let decoded = fields.texts("misuse")?.into_iter().map(misuse::decode);
    let misuse_log = decoded.collect::<Result<_, _>>().map_err(|err| fields.because("misuse", err))?;
    let record = PartyRecord::fold(*subject, programme_log, misuse_log);
    let snapshot = match fields.optional("standing", Fields::text)? {
        Some(line) => Some(standing::decode(line).map_err(|err| fields.because("standing", err))?),
        None => None,
    };
    Ok(PartyRecord {
        standing: snapshot,
        version: fields.number("version")?,
        ..record.map_err(|err| fields.because("programme and misuse", err))?
    })
}

impl Parties for DynamoStore {
    async fn parties(&self, subjects: &[Participant]) -> Result<Vec<Option<PartyRecord>>, Unavailable> {
        const DOING: &str = "loading parties";
        let pks = subjects.iter().map(partition_key).collect();
        let items = self.items(pks, SORT_KEY, Consistency::Strong, DOING).await?;
        let record = |subject: &Participant| {
            items.get(&partition_key(subject)).map(|item| parse(subject, item)).transpose()
        };
        subjects.iter().map(record).collect::<Result<_, _>>().map_err(|err| unavailable(DOING, err))
    }

    async fn put_party(&self, record: &PartyRecord) -> Result<Committed, Unavailable> {
        self.put_versioned(item_of(record), record.version, "pk", "storing a party").await
    }

    async fn kept_parties(
        &self,
        after: Option<Participant>,
        limit: u16,
    ) -> Result<Vec<Participant>, Unavailable> {
        let start = after.map(|subject| {
            let mut start = key(partition_key(&subject), SORT_KEY);
            start.insert("due_shard".to_owned(), text(KEPT_PARTY));
            start.insert("due_at".to_owned(), number(0));
            start
        });
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .index_name("due")
            .key_condition_expression("due_shard = :shard")
            .expression_attribute_values(":shard", text(KEPT_PARTY))
            .limit(i32::from(limit))
            .set_exclusive_start_key(start)
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable("asking whose records are kept", err))?;
        self.count_read("Query", answer.consumed_capacity());
        let entries = answer.items.unwrap_or_default();
        let subject = |entry: &Item| subject_of(entry.get("pk")?.as_s().ok()?);
        Ok(entries.iter().filter_map(subject).collect())
    }
}

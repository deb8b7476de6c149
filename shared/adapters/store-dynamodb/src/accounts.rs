//! Brand accounts, and the complaints that they filed.

use aws_sdk_dynamodb::types::AttributeValue;
use case::{AccountId, CaseId, ComplaintId, Digest};
use port::{
    Account, Accounts, ApiKey, Committed, Member, OwnComplaint, OwnComplaints, TrustedFlagger, Unavailable,
    Webhook,
};
use uuid::Uuid;

use crate::item::{Corrupt, Fields, Item, bytes, new_item, number, text, texts, time};
use crate::read::Consistency;
use crate::{DynamoStore, unavailable};

const ACCOUNT: &str = "account";
const COMPLAINT: &str = "complaint#";

fn partition_key(id: &AccountId) -> String {
    format!("account#{id}")
}

fn key_item(key: &ApiKey) -> AttributeValue {
    let mut item = Item::new();
    let mut put = |name: &str, value| item.insert(name.to_owned(), value);
    put("number", number(key.number));
    put("hash", bytes(key.hash.bytes()));
    put("scopes", texts(key.scopes.iter().map(|scope| scope.name())));
    put("created_at", time(key.created_at));
    if let Some(at) = key.expires_at {
        put("expires_at", time(at));
    }
    if let Some(at) = key.revoked_at {
        put("revoked_at", time(at));
    }
    AttributeValue::M(item)
}

fn parse_key(account: &str, value: &AttributeValue) -> Result<ApiKey, Corrupt> {
    let nothing = Item::new();
    let fields = Fields::part(value.as_m().unwrap_or(&nothing), account);
    Ok(ApiKey {
        number: fields.number("number")?,
        hash: Digest::new(fields.bytes("hash")?),
        scopes: fields.all_parsed("scopes")?,
        created_at: fields.time("created_at")?,
        expires_at: fields.optional("expires_at", Fields::time)?,
        revoked_at: fields.optional("revoked_at", Fields::time)?,
    })
}

fn member_item(member: &Member) -> AttributeValue {
    let mut item = Item::from([
        ("party".to_owned(), text(member.party.to_string())),
        ("from".to_owned(), time(member.from)),
    ]);
    for (name, at) in [("until", member.until), ("history_from", member.history_from)] {
        item.extend(at.map(|at| (name.to_owned(), time(at))));
    }
    AttributeValue::M(item)
}

fn parse_member(account: &str, value: &AttributeValue) -> Result<Member, Corrupt> {
    let nothing = Item::new();
    let fields = Fields::part(value.as_m().unwrap_or(&nothing), account);
    Ok(Member {
        party: fields.parsed("party")?,
        from: fields.time("from")?,
        until: fields.optional("until", Fields::time)?,
        history_from: fields.optional("history_from", Fields::time)?,
    })
}

fn item_of(account: &Account) -> Item {
    let mut item = new_item(partition_key(&account.id), ACCOUNT);
    let mut put = |name: &str, value| item.insert(name.to_owned(), value);
    put("name", text(&account.name));
    put("email", text(&account.email));
    put("kind", text(account.kind.code()));
    put("members", AttributeValue::L(account.members.iter().map(member_item).collect()));
    if let Some(secret) = account.secret {
        put("secret", bytes(secret.bytes()));
    }
    put("keys", AttributeValue::L(account.keys.iter().map(key_item).collect()));
    put("version", number(account.version.saturating_add(1)));
    if let Some(webhook) = &account.webhook {
        put("webhook_url", text(&webhook.url));
        put("webhook_secret", text(&webhook.secret));
        if let Some(at) = webhook.gone_at {
            put("webhook_gone_at", time(at));
        }
    }
    if let Some(flagger) = &account.flagger {
        put("flagger", AttributeValue::M(flagger_item(flagger)));
    }
    item
}

fn flagger_item(flagger: &TrustedFlagger) -> Item {
    let mut item = Item::from([
        ("coordinator".to_owned(), text(flagger.coordinator.to_string())),
        ("claims".to_owned(), texts(flagger.claims.iter().map(|claim| claim.code()))),
        ("territories".to_owned(), texts(flagger.territories.iter().map(ToString::to_string))),
        ("from".to_owned(), text(flagger.from.to_string())),
    ]);
    item.extend(flagger.until.map(|until| ("until".to_owned(), text(until.to_string()))));
    item
}

fn parse_flagger(account: &str, value: &AttributeValue) -> Result<TrustedFlagger, Corrupt> {
    let nothing = Item::new();
    let fields = Fields::part(value.as_m().unwrap_or(&nothing), account);
    Ok(TrustedFlagger {
        coordinator: fields.parsed("coordinator")?,
        claims: fields.all_parsed("claims")?,
        territories: fields.all_parsed("territories")?,
        from: fields.parsed("from")?,
        until: fields.optional("until", Fields::parsed)?,
    })
}

fn parse_account(id: &AccountId, item: &Item) -> Result<Account, Corrupt> {
    let pk = partition_key(id);
    let fields = Fields::of(item, &pk)?;
    let keys = fields.list("keys", Some)?;
    let members = fields.list("members", Some)?;
    let webhook = match fields.optional("webhook_url", Fields::text)? {
        None => None,
        Some(url) => Some(Webhook {
            url: url.to_owned(),
            secret: fields.text("webhook_secret")?.to_owned(),
            gone_at: fields.optional("webhook_gone_at", Fields::time)?,
        }),
    };
    Ok(Account {
        id: *id,
        name: fields.text("name")?.to_owned(),
        email: fields.text("email")?.to_owned(),
        kind: fields.parsed("kind")?,
        members: members.into_iter().map(|it| parse_member(&pk, it)).collect::<Result<_, _>>()?,
        secret: fields.optional("secret", Fields::bytes)?.map(Digest::new),
        keys: keys.into_iter().map(|key| parse_key(&pk, key)).collect::<Result<_, _>>()?,
        webhook,
        flagger: fields
            .optional("flagger", |fields, name| fields.any(name))?
            .map(|value| parse_flagger(&pk, value))
            .transpose()?,
        version: fields.number("version")?,
    })
}

impl Accounts for DynamoStore {
    async fn account(&self, id: &AccountId) -> Result<Option<Account>, Unavailable> {
        const DOING: &str = "looking an account up";
        let pk = partition_key(id);
        let items = self.items(vec![pk.clone()], ACCOUNT, Consistency::Strong, DOING).await?;
        items.get(&pk).map(|item| parse_account(id, item)).transpose().map_err(|err| unavailable(DOING, err))
    }

    async fn put_account(&self, account: &Account) -> Result<Committed, Unavailable> {
        self.put_versioned(item_of(account), account.version, "pk", "storing an account").await
    }
}

fn parse_own(account: &AccountId, item: &Item) -> Result<OwnComplaint, Corrupt> {
    let fields = Fields::of(item, partition_key(account))?;
    let id = fields.text("sk")?.strip_prefix(COMPLAINT).and_then(|id| id.parse().ok());
    Ok(OwnComplaint {
        account: *account,
        complaint: id.ok_or_else(|| fields.corrupt("sk"))?,
        reference: fields.parsed("reference")?,
        filed_at: fields.time("filed_at")?,
        listings: fields.number("listings")?,
        case: fields.optional("case", Fields::bytes)?.map(|id| CaseId::new(Uuid::from_bytes(id))),
    })
}

impl OwnComplaints for DynamoStore {
    async fn note_own(&self, own: &OwnComplaint) -> Result<(), Unavailable> {
        let mut item = new_item(partition_key(&own.account), format!("{COMPLAINT}{}", own.complaint));
        let mut put = |name: &str, value| item.insert(name.to_owned(), value);
        put("reference", text(own.reference.compact()));
        put("filed_at", time(own.filed_at));
        put("listings", number(own.listings));
        if let Some(case) = own.case {
            put("case", bytes(case.uuid().as_bytes()));
        }
        self.put(item, "noting an account's complaint").await
    }

    async fn own_complaint(
        &self,
        account: &AccountId,
        complaint: ComplaintId,
    ) -> Result<Option<OwnComplaint>, Unavailable> {
        const DOING: &str = "looking an account's complaint up";
        let item = self.item(&partition_key(account), &format!("{COMPLAINT}{complaint}"), DOING).await?;
        let own = item.map(|item| parse_own(account, &item)).transpose();
        own.map_err(|err| unavailable(DOING, err))
    }

    async fn own_complaints(
        &self,
        account: &AccountId,
        before: Option<ComplaintId>,
        limit: u16,
    ) -> Result<Vec<OwnComplaint>, Unavailable> {
        const DOING: &str = "listing an account's complaints";
        // `~` sorts after every hex digit; a bound of `BETWEEN` is inclusive, so it is cut by one below.
        let until = before.map_or_else(|| format!("{COMPLAINT}~"), |id| format!("{COMPLAINT}{id}"));
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk AND sk BETWEEN :from AND :until")
            .expression_attribute_values(":pk", text(partition_key(account)))
            .expression_attribute_values(":from", text(COMPLAINT))
            .expression_attribute_values(":until", text(until))
            .scan_index_forward(false)
            .limit(i32::from(limit) + i32::from(before.is_some()))
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable(DOING, err))?;
        self.count_read("Query", answer.consumed_capacity());
        let own = answer.items().iter().map(|item| parse_own(account, item));
        let mut own: Vec<_> = own.collect::<Result<_, _>>().map_err(|err| unavailable(DOING, err))?;
        own.retain(|it| Some(it.complaint) != before);
        own.truncate(usize::from(limit));
        Ok(own)
    }
}

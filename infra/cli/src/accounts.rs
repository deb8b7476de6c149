//! `account`: brands and agencies, their people, secrets, API keys and webhooks.

mod flagger;

use anyhow::{Context as _, anyhow, bail, ensure};
use app::filing::{NewSecret, new_key};
use app::{
    AccountError, ErasableMember, add_member, change_address, members_of, open_account, remove_member,
    renew_secret,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use case::{AccountId, AccountKind, Digest};
use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use port::{
    Account, Accounts, ApiKey, Cases, Committed, Complaints, Ids, KeyId, KeyScope, OwnComplaints, PartyCases,
    Subjects, WallClock, Webhook,
};
use serde_json::{Value, json};
use url::Url;

use crate::output::{Output, facts, table};
pub(crate) use flagger::{FlaggerCommand, encoded, told};

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Adds an account, and shows its secret, this once; it has no key yet.
    Add(NewAccount),
    /// Writes to it at another address from now on: a member's, or one that becomes a member. The former address stays
    /// a member.
    Address {
        /// The account.
        account: AccountId,
        /// The address.
        address: String,
    },
    /// Its people.
    #[command(subcommand)]
    Member(MemberCommand),
    /// Gives it a new secret, which is shown this once; the former one ends.
    RenewSecret {
        /// The account.
        account: AccountId,
    },
    /// Shows an account with its keys, without their secrets.
    Show {
        /// The account.
        account: AccountId,
    },
    /// API keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Where an account's events are posted.
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Its status of trusted flagger.
    #[command(subcommand)]
    Flagger(FlaggerCommand),
}

#[derive(Debug, Args)]
pub(crate) struct NewAccount {
    /// Its id, e.g. northlight.
    #[arg(long)]
    id: AccountId,
    /// Name of the person or firm.
    #[arg(long)]
    name: String,
    /// The address by which it is written to; its first member.
    #[arg(long)]
    email: String,
    /// brand, to which rights belong; or agency, which acts for brands under mandates.
    #[arg(long, default_value = "brand")]
    kind: AccountKind,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MemberCommand {
    /// Lets an address belong to an account. What it filed for itself before counts for the account from now on.
    Add {
        /// The account.
        account: AccountId,
        /// The address.
        address: String,
    },
    /// Removes an address from an account. The account's secret ends, and a new one is shown, this once. What was filed for the
    /// account stays the account's. Revoke the keys that the address knows.
    Remove {
        /// The account.
        account: AccountId,
        /// The address.
        address: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Makes a key and shows it, this once. Earlier keys stay good: revoke them once the new one is in use.
    New {
        /// The account.
        account: AccountId,
        /// What it may be used for: complaints:write, complaints:read.
        #[arg(long, num_args = 1.., default_values = ["complaints:write", "complaints:read"])]
        scope: Vec<KeyScope>,
        /// After how many days it ends; never when left out.
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: Option<u16>,
    },
    /// Revokes a key, from this moment on.
    Revoke {
        /// The key's id, e.g. northlight.1f09b2c4.
        key: KeyId,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// Posts events to an address from now on, and shows the secret that they are signed with, this once.
    Set {
        /// The account.
        account: AccountId,
        /// The address, https.
        #[arg(long)]
        url: Url,
    },
    /// Posts no more events.
    Off {
        /// The account.
        account: AccountId,
    },
}

pub(crate) async fn run<A, C, I>(
    command: AccountCommand,
    accounts: &A,
    clock: &C,
    ids: &I,
) -> anyhow::Result<Output>
where
    A: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
    C: WallClock,
    I: Ids,
{
    let now = clock.now();
    match command {
        AccountCommand::Add(new) => add(new, accounts, ids, now).await,
        AccountCommand::Address { account, address } => address_of(&account, &address, accounts, now).await,
        AccountCommand::Member(command) => member(command, accounts, ids, now).await,
        AccountCommand::RenewSecret { account } => {
            let secret = renew_secret(accounts, ids, &account).await?;
            Ok(shown(&account, &format!("account {account} has a new secret"), &secret))
        }
        AccountCommand::Show { account } => show(&load(accounts, &account).await?, accounts, now).await,
        AccountCommand::Key(KeyCommand::New { account, scope, days }) => {
            let end = days.map(|days| now.saturating_add(SignedDuration::from_hours(24 * i64::from(days))));
            let mut account = load(accounts, &account).await?;
            let new = new_key(&account.id, scope, now, end.transpose()?, ids);
            let id = KeyId { account: account.id, number: new.key.number }.to_string();
            account.keys.push(new.key);
            store(accounts, &account).await?;
            let text = format!("key {id} is good from now on; it is shown this once:\n{}", new.text);
            Ok(Output::new(text, json!({"key": id, "text": new.text})))
        }
        AccountCommand::Key(KeyCommand::Revoke { key: id }) => {
            let mut account = load(accounts, &id.account).await?;
            let key = account.keys.iter_mut().find(|key| key.number == id.number);
            let key = key.with_context(|| format!("there is no key {id}"))?;
            key.revoked_at.get_or_insert(now);
            store(accounts, &account).await?;
            Ok(Output::new(format!("key {id} is revoked"), json!({"key": id.to_string()})))
        }
        AccountCommand::Webhook(WebhookCommand::Set { account, url }) => {
            ensure!(
                app::is_fit_to_call(&url),
                "--url must be https://host/path (http only on this machine), without user, password or fragment"
            );
            let mut account = load(accounts, &account).await?;
            // Three random ids hold more than 256 random bits.
            let noise: Vec<u8> = (0..3).flat_map(|_| ids.random().into_bytes()).collect();
            let secret = format!("whsec_{}", STANDARD.encode(Digest::of(&noise).bytes()));
            account.webhook = Some(Webhook { url: url.into(), secret: secret.clone(), gone_at: None });
            store(accounts, &account).await?;
            let text = format!("events are posted from now on; their secret is shown this once:\n{secret}");
            Ok(Output::new(text, json!({"account": account.id.to_string(), "secret": secret})))
        }
        AccountCommand::Flagger(command) => flagger::run(command, accounts).await,
        AccountCommand::Webhook(WebhookCommand::Off { account }) => {
            let mut account = load(accounts, &account).await?;
            account.webhook = None;
            store(accounts, &account).await?;
            let text = format!("no more events are posted for {}", account.id);
            Ok(Output::new(text, json!({"account": account.id.to_string()})))
        }
    }
}

async fn add<A, I>(new: NewAccount, accounts: &A, ids: &I, now: Timestamp) -> anyhow::Result<Output>
where
    A: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
    I: Ids,
{
    ensure!(notice::is_mail_address(&new.email), "--email must be a mail address, e.g. ip@brand.example");
    let name = new.name.trim().to_owned();
    ensure!(!name.is_empty(), "--name must not be empty");
    let email = new.email.clone();
    let account = app::NewAccount { id: new.id, kind: new.kind, name, email: new.email };
    let secret = open_account(accounts, ids, account, now).await;
    let secret = secret.map_err(|error| explained(error, &email))?;
    Ok(shown(&new.id, &format!("account {} is added; it has no key yet", new.id), &secret))
}

/// A refusal with the command that is the way out.
fn explained(error: AccountError, address: &str) -> anyhow::Error {
    match &error {
        AccountError::Elsewhere(other) => {
            anyhow!("{error}: goodfaith account member remove {other} {address}")
        }
        AccountError::Contact(account) => {
            anyhow!("{error}: goodfaith account address {account} ADDRESS")
        }
        _ => error.into(),
    }
}

async fn address_of<A>(
    account: &AccountId,
    address: &str,
    accounts: &A,
    now: Timestamp,
) -> anyhow::Result<Output>
where
    A: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
{
    ensure!(notice::is_mail_address(address), "{address} is no mail address");
    let party = change_address(accounts, account, address, now).await;
    let party = party.map_err(|error| explained(error, address))?;
    let text = format!("account {account} is written to at {address} from now on, party {party}");
    Ok(Output::new(text, json!({"account": account.to_string(), "party": party.to_string()})))
}

async fn member<A, I>(command: MemberCommand, accounts: &A, ids: &I, now: Timestamp) -> anyhow::Result<Output>
where
    A: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
    I: Ids,
{
    match command {
        MemberCommand::Add { account, address } => {
            ensure!(notice::is_mail_address(&address), "{address} is no mail address");
            let party = add_member(accounts, &account, &address, now).await;
            let party = party.map_err(|error| explained(error, &address))?;
            let text = format!("{address} belongs to {account} from now on, as party {party}");
            Ok(Output::new(text, json!({"account": account.to_string(), "party": party.to_string()})))
        }
        MemberCommand::Remove { account, address } => {
            let secret = remove_member(accounts, ids, &account, &address, now).await;
            let secret = secret.map_err(|error| explained(error, &address))?;
            Ok(shown(&account, &format!("{address} belongs to {account} no longer"), &secret))
        }
    }
}

fn shown(account: &AccountId, what: &str, secret: &NewSecret) -> Output {
    let text = format!("{what}; its secret is shown this once:\n{}", secret.text);
    Output::new(text, json!({"account": account.to_string(), "secret": secret.text}))
}

async fn load<A: Accounts>(accounts: &A, id: &AccountId) -> anyhow::Result<Account> {
    accounts.account(id).await?.with_context(|| format!("there is no account {id}"))
}

async fn store<A: Accounts>(accounts: &A, account: &Account) -> anyhow::Result<()> {
    match accounts.put_account(account).await? {
        Committed::Done => Ok(()),
        Committed::Conflict => bail!("someone else changed the account meanwhile: try again"),
    }
}

fn time(at: Option<Timestamp>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

/// The rows of its people.
fn member_rows(members: &[ErasableMember]) -> Vec<Vec<String>> {
    let row = |it: &ErasableMember| {
        let ErasableMember { member, erased_at } = it;
        vec![member.party.to_string(), member.from.to_string(), time(member.until), time(*erased_at)]
    };
    members.iter().map(row).collect()
}

fn key_rows(account: &Account, now: Timestamp) -> Vec<Vec<String>> {
    let row = |key: &ApiKey| {
        let id = KeyId { account: account.id, number: key.number };
        let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.name()).collect();
        let good = if key.is_good(now) { "yes" } else { "no" };
        let (made, ends, revoked) = (key.created_at.to_string(), time(key.expires_at), time(key.revoked_at));
        vec![id.to_string(), good.to_owned(), scopes.join(" "), made, ends, revoked]
    };
    account.keys.iter().map(row).collect()
}

fn key_json(account: &Account, key: &ApiKey, now: Timestamp) -> Value {
    json!({
        "key": KeyId { account: account.id, number: key.number }.to_string(),
        "good": key.is_good(now),
        "scopes": key.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>(),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
    })
}

async fn show<S: Subjects>(account: &Account, store: &S, now: Timestamp) -> anyhow::Result<Output> {
    let members = members_of(store, account).await?;
    let webhook = account.webhook.as_ref();
    let state = match webhook {
        None => "none".to_owned(),
        Some(Webhook { url, gone_at: None, .. }) => url.clone(),
        Some(Webhook { url, gone_at: Some(at), .. }) => format!("{url} (said at {at} that it is gone)"),
    };
    let mut text = facts(&[
        ("account", account.id.to_string()),
        ("name", account.name.clone()),
        ("e-mail", account.email.clone()),
        ("kind", account.kind.to_string()),
        ("secret", if account.secret.is_some() { "set" } else { "none" }.to_owned()),
        ("webhook", state),
        ("trusted flagger", account.flagger.as_ref().map_or_else(|| "no".to_owned(), told)),
    ]);
    let heads = ["member", "since", "removed", "erased"];
    text.push('\n');
    text.push_str(&table(&heads, &member_rows(&members), "it has no member"));
    let heads = ["key", "good", "scopes", "made", "ends", "revoked"];
    text.push('\n');
    text.push_str(&table(&heads, &key_rows(account, now), "it has no key"));
    let json = json!({
        "account": account.id.to_string(),
        "name": account.name,
        "email": account.email,
        "kind": account.kind.code(),
        "has_secret": account.secret.is_some(),
        "members": members.iter().map(|ErasableMember { member, erased_at }| json!({
            "party": member.party.to_string(),
            "since": member.from,
            "removed_at": member.until,
            "erased_at": erased_at,
        })).collect::<Vec<_>>(),
        "keys": account.keys.iter().map(|key| key_json(account, key, now)).collect::<Vec<_>>(),
        "flagger": account.flagger.as_ref().map(encoded),
        "webhook": webhook.map(|webhook| json!({"url": webhook.url, "gone_at": webhook.gone_at})),
    });
    Ok(Output::new(text, json))
}

#[cfg(test)]
mod tests;

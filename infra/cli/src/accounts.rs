//! `account`: brands and agencies, their people, secrets, API keys and webhooks.

use anyhow::{Context as _, bail, ensure};
use app::filing::{NewSecret, new_key};
use app::{add_member, open_account, remove_member, renew_secret};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use case::{AccountId, AccountKind, Digest};
use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};
use port::{
    Account, Accounts, Cases, Clock, Committed, Complaints, Ids, KeyId, KeyScope, Member, OwnComplaints,
    PartyCases, Subjects, Webhook,
};
use serde_json::json;
use url::Url;

use crate::output::{Output, facts, table};

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Adds an account, and shows its secret, this once; it has no key yet.
    Add(NewAccount),
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
    C: Clock,
    I: Ids,
{
    let now = clock.now();
    match command {
        AccountCommand::Add(new) => add(new, accounts, ids, now).await,
        AccountCommand::Member(command) => member(command, accounts, ids, now).await,
        AccountCommand::RenewSecret { account } => {
            let secret = renew_secret(accounts, ids, &account).await?;
            Ok(shown(&account, &format!("account {account} has a new secret"), &secret))
        }
        AccountCommand::Show { account } => Ok(show(&load(accounts, &account).await?, now)),
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
            ensure!(["https", "http"].contains(&url.scheme()), "--url must be https");
            let mut account = load(accounts, &account).await?;
            // Three random ids hold more than 256 random bits.
            let noise: Vec<u8> = (0..3).flat_map(|_| ids.random().into_bytes()).collect();
            let secret = format!("whsec_{}", STANDARD.encode(Digest::of(&noise).bytes()));
            account.webhook = Some(Webhook { url: url.into(), secret: secret.clone(), gone_at: None });
            store(accounts, &account).await?;
            let text = format!("events are posted from now on; their secret is shown this once:\n{secret}");
            Ok(Output::new(text, json!({"account": account.id.to_string(), "secret": secret})))
        }
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
    let account = app::NewAccount { id: new.id, kind: new.kind, name, email: new.email };
    let secret = open_account(accounts, ids, account, now).await?;
    Ok(shown(&new.id, &format!("account {} is added; it has no key yet", new.id), &secret))
}

async fn member<A, I>(command: MemberCommand, accounts: &A, ids: &I, now: Timestamp) -> anyhow::Result<Output>
where
    A: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
    I: Ids,
{
    match command {
        MemberCommand::Add { account, address } => {
            ensure!(notice::is_mail_address(&address), "{address} is no mail address");
            let party = add_member(accounts, &account, &address, now).await?;
            let text = format!("{address} belongs to {account} from now on, as party {party}");
            Ok(Output::new(text, json!({"account": account.to_string(), "party": party.to_string()})))
        }
        MemberCommand::Remove { account, address } => {
            let secret = remove_member(accounts, ids, &account, &address, now).await?;
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

/// The rows of its people.
fn members(account: &Account) -> Vec<Vec<String>> {
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let row = |it: &Member| vec![it.party.to_string(), it.from.to_string(), time(it.until)];
    account.members.iter().map(row).collect()
}

fn show(account: &Account, now: Timestamp) -> Output {
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
    ]);
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let rows: Vec<Vec<String>> = account
        .keys
        .iter()
        .map(|key| {
            let id = KeyId { account: account.id, number: key.number };
            let scopes: Vec<_> = key.scopes.iter().map(|scope| scope.name()).collect();
            let good = if key.is_good(now) { "yes" } else { "no" };
            let (made, ends, revoked) =
                (key.created_at.to_string(), time(key.expires_at), time(key.revoked_at));
            vec![id.to_string(), good.to_owned(), scopes.join(" "), made, ends, revoked]
        })
        .collect();
    text.push('\n');
    text.push_str(&table(&["member", "since", "removed"], &members(account), "it has no member"));
    let heads = ["key", "good", "scopes", "made", "ends", "revoked"];
    text.push('\n');
    text.push_str(&table(&heads, &rows, "it has no key"));
    let keys: Vec<_> = rows
        .iter()
        .zip(&account.keys)
        .map(|(row, key)| {
            json!({
                "key": row[0],
                "good": key.is_good(now),
                "scopes": key.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>(),
                "created_at": key.created_at,
                "expires_at": key.expires_at,
                "revoked_at": key.revoked_at,
            })
        })
        .collect();
    let json = json!({
        "account": account.id.to_string(),
        "name": account.name,
        "email": account.email,
        "kind": account.kind.code(),
        "has_secret": account.secret.is_some(),
        "members": account.members.iter().map(|it| json!({
            "party": it.party.to_string(), "since": it.from, "removed_at": it.until,
        })).collect::<Vec<_>>(),
        "keys": keys,
        "webhook": webhook.map(|webhook| json!({"url": webhook.url, "gone_at": webhook.gone_at})),
    });
    Output::new(text, json)
}

#[cfg(test)]
mod tests {
    use testkit::world::World;

    use super::*;
    use crate::Command;
    use crate::tests::parsed;

    async fn asked(world: &World, line: &str) -> anyhow::Result<Output> {
        let Command::Account(command) = parsed(line).unwrap() else { panic!("{line}") };
        run(command, world, world, world).await
    }

    async fn new_key(world: &World, more: &str) -> (String, String) {
        let output = asked(world, &format!("account key new northlight {more}")).await.unwrap();
        let member = |name: &str| output.json[name].as_str().unwrap().to_owned();
        assert!(output.text.contains(&member("text")));
        (member("key"), member("text"))
    }

    #[tokio::test]
    async fn keys_are_made_rotated_and_revoked_and_their_secrets_shown_once() {
        let world = World::new();
        let add = "account add --id northlight --name Northlight --email brand@northlight.example";
        asked(&world, add).await.unwrap();
        let other = add.replace("--name Northlight", "--name Other");
        assert!(asked(&world, &other).await.unwrap_err().to_string().contains("already"));
        let (old, old_text) = new_key(&world, "").await;
        let (new, new_text) = new_key(&world, "--scope complaints:read --days 30").await;
        let good = async |text: &str| app::filing::authenticate(&world, text, world.now()).await.unwrap();
        assert!(good(&old_text).await.unwrap().may(KeyScope::Write));
        assert!(!good(&new_text).await.unwrap().may(KeyScope::Write));
        asked(&world, &format!("account key revoke {old}")).await.unwrap();
        assert!(good(&old_text).await.is_none() && good(&new_text).await.is_some());

        let output = asked(&world, "account show northlight").await.unwrap();
        assert!(output.text.contains(&new) && output.text.contains("complaints:read"), "{}", output.text);
        assert_eq!(
            (&output.json["keys"][0]["good"], &output.json["keys"][1]["good"]),
            (&json!(false), &json!(true))
        );
        for text in [old_text, new_text] {
            let secret = text.rsplit('_').next().unwrap().to_owned();
            assert!(!output.text.contains(&secret) && !output.json.to_string().contains(&secret));
        }
    }

    #[tokio::test]
    async fn a_webhook_is_set_and_taken_away() {
        let world = World::new();
        let wrong = asked(&world, "account webhook off northlight").await.unwrap_err().to_string();
        assert_eq!(wrong, "there is no account northlight");
        asked(&world, "account add --id northlight --name N --email brand@northlight.example").await.unwrap();
        let set = "account webhook set northlight --url https://brand.example/hook";
        let output = asked(&world, set).await.unwrap();
        let secret = output.json["secret"].as_str().unwrap().to_owned();
        assert!(secret.starts_with("whsec_"));
        let output = asked(&world, "account show northlight").await.unwrap();
        assert!(output.text.contains("https://brand.example/hook") && !output.text.contains(&secret));
        asked(&world, "account webhook off northlight").await.unwrap();
        let output = asked(&world, "account show northlight").await.unwrap();
        assert_eq!(output.json["webhook"], json!(null));
    }
}

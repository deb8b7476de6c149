//! `right mandate`: agents who may complain under a right.

use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use case::{Claim, Language, MarketplaceId, PartyKey, RightRef};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Documents, Registry, RightIndex};
use register::right::{DocumentKind, Likeness, Mandate, compare_owners};
use serde_json::json;
use web::letter::Authority;

use super::store::{attach, change, find, seal};
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum MandateCommand {
    /// Lets an agent complain under a right.
    Add(NewMandate),
    /// Ends every mandate of an agent under a right.
    Revoke {
        /// The right.
        right: RightRef,
        /// The agent's mail address.
        #[arg(long, value_name = "EMAIL")]
        agent: String,
        /// The first day without it; today when left out.
        #[arg(long)]
        on: Option<Date>,
    },
    /// Writes a letter of authority for the owner to sign.
    Template(Template),
}

#[derive(Debug, Args)]
pub(crate) struct NewMandate {
    /// The right.
    right: RightRef,
    /// The agent's mail address. Only its key is stored.
    #[arg(long, value_name = "EMAIL")]
    agent: String,
    #[command(flatten)]
    scope: Scope,
    /// The signed letter of authority, which is sealed in the evidence store.
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
}

/// What a mandate allows.
#[derive(Debug, Args)]
struct Scope {
    /// The claims that it names; all when left out.
    #[arg(long, num_args = 1..)]
    claim: Vec<Claim>,
    /// The marketplaces that it names; all when left out.
    #[arg(long, num_args = 1..)]
    marketplace: Vec<MarketplaceId>,
    /// Its last day; without end when left out.
    #[arg(long)]
    until: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Template {
    /// The rights, all of one owner.
    #[arg(required = true)]
    rights: Vec<RightRef>,
    /// The agent's name.
    #[arg(long)]
    agent: String,
    #[command(flatten)]
    scope: Scope,
    /// The language: en or zh.
    #[arg(long, default_value = "en")]
    language: Language,
}

/// At most so many marketplaces are named by one mandate; more is all of them.
const MOST_MARKETPLACES: usize = 20;

pub(super) async fn run<S, D>(
    command: MandateCommand,
    store: &S,
    documents: impl FnOnce() -> anyhow::Result<D>,
    now: Timestamp,
) -> anyhow::Result<Output>
where
    S: Registry + RightIndex,
    D: Documents,
{
    match command {
        MandateCommand::Add(new) => new.run(store, documents, now).await,
        MandateCommand::Revoke { right, agent, on } => {
            let agent = key_of(&agent)?;
            let day = on.unwrap_or_else(|| now.to_zoned(TimeZone::UTC).date());
            let ended = change(store, &right, |right| Ok(right.revoke_mandates(Some(agent), day))).await?;
            ensure!(ended > 0, "this agent has no mandate under {right} on {day}");
            let text = format!("{ended} mandates under {right} are revoked from {day} on");
            Ok(Output::new(
                text,
                json!({"right": right.to_string(), "revoked": ended, "on": day.to_string()}),
            ))
        }
        MandateCommand::Template(template) => template.run(store).await,
    }
}

fn key_of(agent: &str) -> anyhow::Result<PartyKey> {
    ensure!(notice::is_mail_address(agent), "--agent must be a mail address, e.g. agent@ip.example");
    Ok(PartyKey::of_address(agent))
}

impl NewMandate {
    async fn run<S, D>(
        self,
        store: &S,
        documents: impl FnOnce() -> anyhow::Result<D>,
        now: Timestamp,
    ) -> anyhow::Result<Output>
    where
        S: Registry + RightIndex,
        D: Documents,
    {
        let Self { right, agent, scope, document } = self;
        let agent = key_of(&agent)?;
        ensure!(
            scope.marketplace.len() <= MOST_MARKETPLACES,
            "--marketplace may be given at most {MOST_MARKETPLACES} times"
        );
        find(store, &right).await?;
        let letter = match document {
            Some(file) => Some(seal(&file, &right, store, &documents()?).await?),
            None => None,
        };
        let mandate = Mandate {
            agent,
            claims: scope.claim,
            marketplaces: scope.marketplace,
            until: scope.until,
            revoked_on: None,
            document: letter,
        };
        let new = change(store, &right, |right| {
            if let Some(letter) = letter {
                attach(right, letter, DocumentKind::LetterOfAuthority, now)?;
            }
            Ok(right.add_mandate(mandate.clone())?)
        })
        .await?;
        let until = scope.until.map(|day| format!(" until {day}")).unwrap_or_default();
        let already = if new { "" } else { "; it was there already" };
        let missing = if letter.is_none() { "; its letter of authority is missing" } else { "" };
        let text = format!("a mandate under {right} holds{until}{already}{missing}");
        let json = json!({
            "right": right.to_string(),
            "new": new,
            "until": scope.until.map(|day| day.to_string()),
            "sha256": letter.map(|digest| digest.to_string()),
        });
        Ok(Output::new(text, json))
    }
}

impl Template {
    async fn run<S: Registry>(self, store: &S) -> anyhow::Result<Output> {
        ensure!(self.rights.len() <= 100, "a letter names at most 100 rights");
        let found = store.rights(&self.rights).await?;
        let mut rights = Vec::new();
        for (named, found) in self.rights.iter().zip(found) {
            rights.push(found.with_context(|| format!("the register has no right {named}"))?);
        }
        let owner = rights.first().map(|right| right.owner.clone()).unwrap_or_default();
        let other =
            rights.iter().find(|it| matches!(compare_owners(&it.owner, &owner), Likeness::Different(_)));
        if let Some(other) = other {
            anyhow::bail!("{} has another owner than {}: write a letter each", other.right, self.rights[0]);
        }
        let territories =
            rights.iter().flat_map(|right| &right.territories).collect::<std::collections::BTreeSet<_>>();
        let wanted = self.scope.marketplace;
        let all = store.marketplaces().await?;
        let marketplaces = wanted.iter().map(|id| {
            let named = all.iter().find(|marketplace| marketplace.id == *id);
            named.map(|it| it.name.clone()).with_context(|| format!("there is no marketplace {id}"))
        });
        let letter = Authority {
            language: self.language,
            owner,
            agent: self.agent.trim().to_owned(),
            rights: rights.iter().map(|it| (it.right.clone(), it.title.clone())).collect(),
            claims: self.scope.claim,
            marketplaces: marketplaces.collect::<anyhow::Result<_>>()?,
            territories: territories.into_iter().copied().collect(),
            until: self.scope.until,
        };
        let text = letter.text();
        Ok(Output::new(text.clone(), json!({"language": self.language.code(), "text": text})))
    }
}

//! `right mandate`: agents who may complain under a right.

use std::path::PathBuf;

use app::register::{
    Authorisation, NewMandate as Mandate, add_mandate, letter_of_authority, revoke_mandates,
};
use case::{AccountId, Claim, Language, MarketplaceId, RightRef};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Documents, Registry, RightIndex};
use serde_json::json;

use super::file::Read;
use crate::day::day;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum MandateCommand {
    /// Lets an agent complain under a right.
    Add(NewMandate),
    /// Ends every mandate of an agent under a right.
    Revoke {
        /// The right.
        right: RightRef,
        /// The agency's account.
        #[arg(long)]
        agent: AccountId,
        /// The first day without it; today when left out.
        #[arg(long, value_name = "DAY", value_parser = day)]
        on: Option<Date>,
    },
    /// Writes a letter of authority for the owner to sign.
    Template(Template),
}

#[derive(Debug, Args)]
pub(crate) struct NewMandate {
    /// The right.
    right: RightRef,
    /// The agency's account.
    #[arg(long)]
    agent: AccountId,
    #[command(flatten)]
    scope: MandateScope,
    /// The signed letter of authority, which is sealed in the evidence store.
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
}

/// What a mandate allows.
#[derive(Debug, Args)]
struct MandateScope {
    /// The claims that it names; all when left out.
    #[arg(long, num_args = 1..)]
    claim: Vec<Claim>,
    /// The marketplaces that it names; all when left out.
    #[arg(long, num_args = 1..)]
    marketplace: Vec<MarketplaceId>,
    /// Its last day; without end when left out.
    #[arg(long, value_name = "DAY", value_parser = day)]
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
    scope: MandateScope,
    /// The language: en or zh.
    #[arg(long, default_value = "en")]
    language: Language,
}

pub(super) async fn run<S, D>(
    command: MandateCommand,
    store: &S,
    documents: impl FnOnce() -> anyhow::Result<D>,
    now: Timestamp,
) -> anyhow::Result<Output>
where
    S: Accounts + Registry + RightIndex,
    D: Documents,
{
    match command {
        MandateCommand::Add(new) => new.run(store, documents, now).await,
        MandateCommand::Revoke { right, agent, on } => {
            let day = on.unwrap_or_else(|| now.to_zoned(TimeZone::UTC).date());
            let ended = revoke_mandates(store, &right, agent, day).await?;
            let text = format!("{ended} mandates under {right} are revoked from {day} on");
            Ok(Output::new(
                text,
                json!({"right": right.to_string(), "revoked": ended, "on": day.to_string()}),
            ))
        }
        MandateCommand::Template(template) => template.run(store).await,
    }
}

impl NewMandate {
    async fn run<S, D>(
        self,
        store: &S,
        documents: impl FnOnce() -> anyhow::Result<D>,
        now: Timestamp,
    ) -> anyhow::Result<Output>
    where
        S: Accounts + Registry + RightIndex,
        D: Documents,
    {
        let Self { right, agent, scope, document } = self;
        let until = scope.until;
        let read = document.as_deref().map(Read::from).transpose()?;
        let new = Mandate {
            agent,
            claims: scope.claim,
            marketplaces: scope.marketplace,
            until,
            letter: read.as_ref().map(Read::file),
        };
        let added = add_mandate(store, &documents()?, &right, new, now).await?;
        let (is_new, letter) = (added.is_new, added.letter);
        let ends = until.map(|day| format!(" until {day}")).unwrap_or_default();
        let already = if is_new { "" } else { "; it was there already" };
        let missing = if letter.is_none() { "; its letter of authority is missing" } else { "" };
        let text = format!("a mandate under {right} holds{ends}{already}{missing}");
        let json = json!({
            "right": right.to_string(),
            "new": is_new,
            "until": until.map(|day| day.to_string()),
            "sha256": letter.map(|digest| digest.to_string()),
        });
        Ok(Output::new(text, json))
    }
}

impl Template {
    async fn run<S: Registry>(self, store: &S) -> anyhow::Result<Output> {
        let language = self.language;
        let asked = Authorisation {
            rights: self.rights,
            agent: self.agent,
            claims: self.scope.claim,
            marketplaces: self.scope.marketplace,
            until: self.scope.until,
            language,
        };
        let text = letter_of_authority(store, asked).await?;
        Ok(Output::new(text.clone(), json!({"language": language.code(), "text": text})))
    }
}

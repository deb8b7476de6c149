//! `account flagger`: the status of trusted flagger.

use app::flaggers::note_flagger;
use case::{AccountId, Claim, Territory};
use clap::Subcommand;
use jiff::civil::Date;
use port::{Accounts, TrustedFlagger};
use serde_json::{Value, json};

use crate::output::Output;
use crate::territory::territory;

#[derive(Debug, Subcommand)]
pub(crate) enum FlaggerCommand {
    /// Notes that a Digital Services Coordinator awarded the status to the account (DSA Art. 22), in place of what was
    /// noted before. Its notices come first at the desk; they are decided as any other.
    Set {
        /// The account.
        account: AccountId,
        /// The member state whose coordinator awarded it, e.g. DE.
        #[arg(long, value_parser = territory)]
        coordinator: Territory,
        /// Its area of expertise.
        #[arg(long, num_args = 1.., required = true)]
        claim: Vec<Claim>,
        /// Where: member states, or EU.
        #[arg(long, num_args = 1.., default_values = ["EU"], value_parser = territory)]
        territory: Vec<Territory>,
        /// From which day on.
        #[arg(long, value_parser = crate::day::day)]
        from: Date,
        /// On which day it has ended, where it has: suspended, revoked, or awarded for a time.
        #[arg(long, value_parser = crate::day::day)]
        until: Option<Date>,
    },
    /// Forgets that it was noted, as after a mistake. A status that has ended keeps its time: use `set` with --until.
    Off {
        /// The account.
        account: AccountId,
    },
}

pub(super) async fn run<A: Accounts>(command: FlaggerCommand, accounts: &A) -> anyhow::Result<Output> {
    match command {
        FlaggerCommand::Set { account, coordinator, claim: claims, territory: territories, from, until } => {
            anyhow::ensure!(until.is_none_or(|until| from < until), "--until must be after --from");
            let status = TrustedFlagger { coordinator, claims, territories, from, until };
            note_flagger(accounts, &account, Some(&status)).await?;
            let text = format!("account {account} is a trusted flagger: {}", told(&status));
            Ok(Output::new(text, json!({"account": account.to_string(), "flagger": encoded(&status)})))
        }
        FlaggerCommand::Off { account } => {
            note_flagger(accounts, &account, None).await?;
            let text = format!("account {account} has no status of trusted flagger on record");
            Ok(Output::new(text, json!({"account": account.to_string(), "flagger": null})))
        }
    }
}

/// The status in a line.
pub(crate) fn told(status: &TrustedFlagger) -> String {
    let claims: Vec<&str> = status.claims.iter().map(|claim| claim.code()).collect();
    let places: Vec<String> = status.territories.iter().map(ToString::to_string).collect();
    let until = status.until.map(|until| format!(" until {until}")).unwrap_or_default();
    let (claims, places) = (claims.join(", "), places.join(", "));
    format!("{claims} in {places}, awarded in {} from {}{until}", status.coordinator, status.from)
}

pub(crate) fn encoded(status: &TrustedFlagger) -> Value {
    json!({
        "coordinator": status.coordinator.to_string(),
        "claims": status.claims.iter().map(|claim| claim.code()).collect::<Vec<_>>(),
        "territories": status.territories.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "from": status.from,
        "until": status.until,
    })
}

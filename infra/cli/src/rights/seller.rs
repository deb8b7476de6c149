//! `right seller`: who may offer the goods of a right.

use anyhow::Context as _;
use app::register::{NewSeller, SellerName, allow_seller, disallow_seller};
use case::{MarketplaceId, PartyId, RightRef};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use port::{Registry, Subjects};
use serde_json::json;

use crate::day::day;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum SellerCommand {
    /// Puts a seller on the allow-list of a right, in place of its former entry.
    Allow {
        #[command(flatten)]
        seller: Seller,
        /// The last day on which it is allowed; without end when left out.
        #[arg(long, value_name = "DAY", value_parser = day)]
        until: Option<Date>,
        /// What to remember of it, at most 60 characters; no personal data.
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Takes a seller from the allow-list.
    Disallow {
        #[command(flatten)]
        seller: Seller,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Seller {
    /// The right.
    right: RightRef,
    /// Where it sells.
    #[arg(long)]
    marketplace: MarketplaceId,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// The seller's id there. Only its party id is stored.
    #[arg(long)]
    seller: Option<String>,
    /// The seller's party id.
    #[arg(long)]
    party: Option<PartyId>,
}

impl Which {
    fn name(self) -> anyhow::Result<SellerName> {
        let by_party = self.party.map(SellerName::Party);
        self.seller.map(SellerName::Id).or(by_party).context("--seller or --party is missing")
    }
}

pub(super) async fn run<S: Registry + Subjects>(
    command: SellerCommand,
    store: &S,
    now: Timestamp,
) -> anyhow::Result<Output> {
    let (right, key, allowed, text) = match command {
        SellerCommand::Allow { seller: Seller { right, marketplace, which }, until, note } => {
            let new = NewSeller { marketplace, seller: which.name()?, until, note };
            let key = allow_seller(store, &right, new, now).await?;
            let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
            (right, key, true, format!("seller {key} is allowed{until}"))
        }
        SellerCommand::Disallow { seller: Seller { right, marketplace, which } } => {
            let (key, was) = disallow_seller(store, &right, &marketplace, &which.name()?).await?;
            let text = if was { "is allowed no more" } else { "was not allowed" };
            (right, key, false, format!("seller {key} {text}"))
        }
    };
    Ok(Output::new(text, json!({"right": right.to_string(), "seller": key.to_string(), "allowed": allowed})))
}

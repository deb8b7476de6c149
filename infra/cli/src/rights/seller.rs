//! `right seller`: who may offer the goods of a right.

use anyhow::{Context as _, ensure};
use app::register::{allow_seller, disallow_seller};
use case::{MarketplaceId, PartyId, RightRef, Subject};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use port::{Registry, Subjects};
use register::right::AuthorisedSeller;
use serde_json::json;

use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum SellerCommand {
    /// Puts a seller on the allow-list of a right, in place of its former entry.
    Allow {
        #[command(flatten)]
        seller: Seller,
        /// The last day on which it is allowed; without end when left out.
        #[arg(long)]
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

impl Seller {
    async fn party<S: Subjects>(&self, store: &S) -> anyhow::Result<PartyId> {
        match &self.which {
            Which { seller: Some(seller), .. } => {
                ensure!(!seller.trim().is_empty(), "--seller must not be empty");
                Ok(store.party_of(&Subject::of_seller(&self.marketplace, seller)).await?)
            }
            Which { party, .. } => party.context("--seller or --party is missing"),
        }
    }
}

pub(super) async fn run<S: Registry + Subjects>(command: SellerCommand, store: &S) -> anyhow::Result<Output> {
    let (right, key, allowed, text) = match command {
        SellerCommand::Allow { seller, until, note } => {
            let key = seller.party(store).await?;
            let note = note.trim().to_owned();
            let entry = AuthorisedSeller { marketplace: seller.marketplace, seller: key, until, note };
            allow_seller(store, &seller.right, &entry).await?;
            let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
            (seller.right, key, true, format!("seller {key} is allowed{until}"))
        }
        SellerCommand::Disallow { seller } => {
            let key = seller.party(store).await?;
            let was = disallow_seller(store, &seller.right, key).await?;
            let text = if was { "is allowed no more" } else { "was not allowed" };
            (seller.right, key, false, format!("seller {key} {text}"))
        }
    };
    Ok(Output::new(text, json!({"right": right.to_string(), "seller": key.to_string(), "allowed": allowed})))
}

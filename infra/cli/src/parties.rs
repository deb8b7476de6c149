//! How parties are named on the command line.

mod erase;

use std::str::FromStr;

use anyhow::{Context as _, ensure};
use case::{InvalidId, MarketplaceId, PartyId, Subject};
use port::Subjects;
use programme::Participant;

pub(crate) use erase::{PartyCommand, run};

/// A complainant or a seller, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// A complainant by its mail address.
    Address(String),
    /// A seller by its id at a marketplace.
    Seller(MarketplaceId, String),
    /// By an id of this installation.
    Id(Participant),
}

impl FromStr for Named {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let rule = "a mail address, account/ID, party/ID, seller/ID, or seller/MARKETPLACE/SELLER";
        let wrong = |_| InvalidId { kind: "party", rule };
        if let Some((marketplace, seller)) = s.strip_prefix("seller/").and_then(|rest| rest.split_once('/')) {
            return Ok(Self::Seller(marketplace.parse().map_err(wrong)?, seller.to_owned()));
        }
        if s.contains('@') {
            return Ok(Self::Address(s.to_owned()));
        }
        s.parse().map(Self::Id).map_err(wrong)
    }
}

impl Named {
    /// Who it is; a member of an account stands for its account. Asking for a party does not create it.
    pub(crate) async fn find<S: Subjects>(&self, store: &S) -> anyhow::Result<Participant> {
        match self {
            Self::Address(address) => {
                let filer =
                    app::known_filer(store, address).await?.context("no party is known by this address")?;
                Ok(Participant::Complainant(filer.owner))
            }
            Self::Seller(marketplace, id) => {
                let subject = Subject::of_seller(marketplace, id);
                let known = store.known_parties(&[subject]).await?.pop().flatten();
                Ok(Participant::Seller(known.context("no seller is known by this id")?))
            }
            Self::Id(participant) => Ok(*participant),
        }
    }
}

/// The party that writes from `address`; a new one where there is none.
pub(crate) async fn party_of<S: Subjects>(store: &S, address: &str) -> anyhow::Result<PartyId> {
    ensure!(notice::is_mail_address(address), "{address} is no mail address");
    Ok(store.party_of(&Subject::of_address(address)).await?)
}

/// The parties that write from `addresses`.
pub(crate) async fn parties_of<S: Subjects>(store: &S, addresses: &[String]) -> anyhow::Result<Vec<PartyId>> {
    let mut parties = Vec::new();
    for address in addresses {
        parties.push(party_of(store, address).await?);
    }
    Ok(parties)
}

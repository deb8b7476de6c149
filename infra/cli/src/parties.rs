//! How parties are named on the command line.

use std::str::FromStr;

use case::{InvalidId, MarketplaceId, PartyKey, SellerKey};
use programme::Subject;

/// A complainant: by mail address, or by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Complainant(pub(crate) PartyKey);

impl FromStr for Complainant {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        if s.contains('@') { Ok(Self(PartyKey::of_address(s))) } else { s.parse().map(Self) }
    }
}

/// A complainant or a seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Party(pub(crate) Subject);

impl FromStr for Party {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let rule = "a mail address, complainant/KEY, seller/KEY, or seller/MARKETPLACE/SELLER";
        let wrong = |_| InvalidId { kind: "party", rule };
        if let Some((marketplace, seller)) = s.strip_prefix("seller/").and_then(|rest| rest.split_once('/')) {
            let marketplace: MarketplaceId = marketplace.parse().map_err(wrong)?;
            return Ok(Self(Subject::Seller(SellerKey::of_seller(&marketplace, seller))));
        }
        if s.contains('@') {
            return Ok(Self(Subject::Complainant(PartyKey::of_address(s))));
        }
        s.parse().map(Self).map_err(wrong)
    }
}

//! Who may offer the goods of a right.

use case::{MarketplaceId, PartyId, RightRef, Subject};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Registry, Subjects, Unavailable};
use register::right::{AuthorisedSeller, Full};

use super::store::{RightError, change, find};
use crate::marketplaces::{MarketplaceNameError, find_marketplaces};

/// A seller, as it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SellerName {
    /// By its id at its marketplace.
    Id(String),
    /// By its party id.
    Party(PartyId),
}

/// A seller to be allowed.
#[derive(Debug, Clone)]
pub struct NewSeller {
    /// Where it sells.
    pub marketplace: MarketplaceId,
    /// Which seller.
    pub seller: SellerName,
    /// The last day on which it is allowed, if that ends.
    pub until: Option<Date>,
    /// What to remember of it.
    pub note: String,
}

/// Why the list of allowed sellers stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum SellerError {
    /// The note is too long.
    #[error("note must have at most {} characters", AuthorisedSeller::LONGEST_NOTE)]
    LongNote,
    /// Its id is empty.
    #[error("seller must not be empty")]
    Unnamed,
    /// Its last day has passed.
    #[error("a seller allowed until {until} would never be: today (UTC) is {today}")]
    Past {
        /// Its last day.
        until: Date,
        /// Today.
        today: Date,
    },
    /// Its marketplace cannot be named.
    #[error(transparent)]
    Marketplace(#[from] MarketplaceNameError),
    /// No party has this id.
    #[error("there is no party {0}")]
    NoParty(PartyId),
    /// Nobody is known by this id there.
    #[error("no seller {seller} is known at {marketplace}")]
    Unknown {
        /// Where it was looked for.
        marketplace: MarketplaceId,
        /// Its id there.
        seller: String,
    },
    /// The list is full.
    #[error(transparent)]
    Full(#[from] Full),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

impl From<Unavailable> for SellerError {
    fn from(error: Unavailable) -> Self {
        Self::Right(error.into())
    }
}

/// Puts a seller on the list of a right, in place of its former entry. Returns its party id.
///
/// # Errors
/// [`SellerError`]; the list is then as it was.
pub async fn allow_seller<S: Registry + Subjects>(
    store: &S,
    right: &RightRef,
    new: NewSeller,
    now: Timestamp,
) -> Result<PartyId, SellerError> {
    let note = new.note.trim().to_owned();
    if note.chars().count() > AuthorisedSeller::LONGEST_NOTE {
        return Err(SellerError::LongNote);
    }
    let today = now.to_zoned(TimeZone::UTC).date();
    if let Some(until) = new.until.filter(|until| *until < today) {
        return Err(SellerError::Past { until, today });
    }
    find(store, right).await?;
    find_marketplaces(store, std::slice::from_ref(&new.marketplace)).await?;
    let seller = match &new.seller {
        SellerName::Id(id) if id.trim().is_empty() => return Err(SellerError::Unnamed),
        SellerName::Id(id) => store.party_of(&Subject::of_seller(&new.marketplace, id)).await?,
        SellerName::Party(id) => {
            store.parties_by_id(&[*id]).await?.pop().flatten().ok_or(SellerError::NoParty(*id))?.id
        }
    };
    let entry = AuthorisedSeller { marketplace: new.marketplace, seller, until: new.until, note };
    change(store, right, |right| Ok::<_, SellerError>(right.allow_seller(entry.clone())?)).await?;
    Ok(seller)
}

/// Takes a seller from the list of a right. Tells its party id, and whether it was on the list.
///
/// # Errors
/// [`SellerError`]; the list is then as it was.
pub async fn disallow_seller<S: Registry + Subjects>(
    store: &S,
    right: &RightRef,
    marketplace: &MarketplaceId,
    seller: &SellerName,
) -> Result<(PartyId, bool), SellerError> {
    let seller = match seller {
        SellerName::Id(id) => {
            let known = store.known_parties(&[Subject::of_seller(marketplace, id)]).await?.pop().flatten();
            known.ok_or_else(|| SellerError::Unknown {
                marketplace: marketplace.clone(),
                seller: id.clone(),
            })?
        }
        SellerName::Party(id) => *id,
    };
    let was = change(store, right, |right| Ok::<_, SellerError>(right.disallow_seller(seller))).await?;
    Ok((seller, was))
}

//! Sellers that the owner of a right has allowed to offer its goods.

use case::{MarketplaceId, PartyId};
use jiff::civil::Date;

use super::{Full, MOST_SELLERS, Right};

/// A seller on the allow-list of a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorisedSeller {
    /// Where it sells.
    pub marketplace: MarketplaceId,
    /// The seller that its marketplace knows by its id there.
    pub seller: PartyId,
    /// The last day on which it is allowed, if that ends.
    pub until: Option<Date>,
    /// What the owner noted, at most [`LONGEST_NOTE`](Self::LONGEST_NOTE) characters; empty for nothing.
    pub note: String,
}

impl AuthorisedSeller {
    /// At most so many characters of a note.
    pub const LONGEST_NOTE: usize = 60;

    /// Whether it is allowed on `today`.
    #[must_use]
    pub fn holds(&self, today: Date) -> bool {
        self.until.is_none_or(|last| last >= today)
    }
}

impl Right {
    /// Whether its owner has allowed `seller` to offer its goods on `today`.
    #[must_use]
    pub fn is_authorised(&self, seller: PartyId, today: Date) -> bool {
        self.sellers.iter().any(|it| it.seller == seller && it.holds(today))
    }

    /// Puts a seller on the allow-list, in place of its former entry.
    ///
    /// # Errors
    /// [`Full`] when there are [`MOST_SELLERS`] already.
    pub fn allow_seller(&mut self, seller: AuthorisedSeller) -> Result<(), Full> {
        if let Some(there) = self.sellers.iter_mut().find(|there| there.seller == seller.seller) {
            *there = seller;
            return Ok(());
        }
        if self.sellers.len() >= MOST_SELLERS {
            return Err(Full { what: "authorised sellers", most: MOST_SELLERS });
        }
        self.sellers.push(seller);
        Ok(())
    }

    /// Takes a seller from the allow-list. Returns whether it was there.
    pub fn disallow_seller(&mut self, seller: PartyId) -> bool {
        let before = self.sellers.len();
        self.sellers.retain(|there| there.seller != seller);
        self.sellers.len() < before
    }
}

//! Questions asked of all cases together, each answered by an index: at a cost that does not grow with the table.
//!
//! An index may be a moment behind, and it knows no state: load the cases and choose among them.

use std::fmt;
use std::future::Future;
use std::str::FromStr;

use case::{CaseId, DeskQueue, InvalidId, ListingRef, Owner, PartyId};
use jiff::Timestamp;

use crate::Unavailable;

/// A case in a list by time, and so a place at which to go on with the list. Written `<ms>.<case id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseAt {
    /// By which time it is listed.
    pub at: Timestamp,
    /// The case.
    pub case: CaseId,
}

impl fmt::Display for CaseAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.as_millisecond(), self.case)
    }
}

impl FromStr for CaseAt {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let wrong = InvalidId { kind: "place in a list", rule: "milliseconds, a dot and a case id" };
        let (at, case) = s.split_once('.').ok_or_else(|| wrong.clone())?;
        let at = at.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok()).ok_or(wrong)?;
        Ok(Self { at, case: case.parse()? })
    }
}

/// A part of a list of cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CasePage {
    /// The cases, in the list's order.
    pub cases: Vec<CaseAt>,
    /// After which the next page begins; `None` when the list ends here.
    pub next: Option<CaseAt>,
}

/// What waits for a person ([`policy::waiting`]), whenever it was filed.
pub trait WaitingCases: Send + Sync {
    /// At most `limit` cases of a queue after `after`, the one that should be done first at the head.
    fn waiting_cases(
        &self,
        queue: DeskQueue,
        after: Option<CaseAt>,
        limit: u16,
    ) -> impl Future<Output = Result<CasePage, Unavailable>> + Send;
}

/// Whose complaints there are.
pub trait OwnerCases: Send + Sync {
    /// At most `limit` of the owner's cases after `after`, newest first.
    fn owner_cases(
        &self,
        owner: &Owner,
        after: Option<CaseAt>,
        limit: u16,
    ) -> impl Future<Output = Result<CasePage, Unavailable>> + Send;
}

/// What was complained of about a listing.
pub trait ListingCases: Send + Sync {
    /// At most `limit` of the listing's cases after `after`, newest first.
    fn listing_cases(
        &self,
        listing: &ListingRef,
        after: Option<CaseAt>,
        limit: u16,
    ) -> impl Future<Output = Result<CasePage, Unavailable>> + Send;
}

/// What was complained of about a seller.
pub trait SellerCases: Send + Sync {
    /// At most `limit` of the seller's cases after `after`, newest first. A case is the seller's once validation has
    /// asked the marketplace who the seller is.
    fn seller_cases(
        &self,
        seller: PartyId,
        after: Option<CaseAt>,
        limit: u16,
    ) -> impl Future<Output = Result<CasePage, Unavailable>> + Send;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_list_reads_back_and_nothing_else_is_one() {
        let place = CaseAt {
            at: Timestamp::from_millisecond(1_795_262_400_123).unwrap(),
            case: CaseId::new(uuid::Uuid::from_u128(7)),
        };
        assert_eq!(place.to_string().parse(), Ok(place));
        for wrong in ["", ".", "7", "x.00000000000000000000000000000007", "7.x", "99999999999999999.7"] {
            assert!(wrong.parse::<CaseAt>().is_err(), "{wrong}");
        }
    }
}

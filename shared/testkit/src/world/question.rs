//! Questions asked of all cases, in memory.

use case::{DeskQueue, ListingRef, Owner, PartyId};
use jiff::Timestamp;
use port::{CaseAt, CasePage, ListingCases, OwnerCases, SellerCases, StoredCase, Unavailable, WaitingCases};

use super::{Inner, World};

/// A page of the cases for which `place` has a time: earliest first, or newest first.
fn page(
    inner: &mut Inner,
    place: impl Fn(&StoredCase) -> Option<Timestamp>,
    newest_first: bool,
    after: Option<CaseAt>,
    limit: u16,
) -> CasePage {
    let placed = |stored: &StoredCase| Some(CaseAt { at: place(stored)?, case: stored.case.id });
    let mut cases: Vec<CaseAt> = inner.indexed().values().filter_map(placed).collect();
    cases.sort_unstable();
    if newest_first {
        cases.reverse();
    }
    let is_past =
        |it: &CaseAt| after.is_none_or(|after| if newest_first { *it < after } else { *it > after });
    cases.retain(is_past);
    let more = cases.len() > usize::from(limit);
    cases.truncate(usize::from(limit));
    let next = if more { cases.last().copied() } else { None };
    CasePage { cases, next }
}

impl WaitingCases for World {
    async fn waiting_cases(
        &self,
        queue: DeskQueue,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        let place = |stored: &StoredCase| stored.waiting.filter(|it| it.queue == queue).map(|it| it.by);
        self.call("waiting.cases", |inner| page(inner, place, false, after, limit)).await
    }
}

impl OwnerCases for World {
    async fn owner_cases(
        &self,
        owner: &Owner,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        let place = |it: &StoredCase| (it.case.filing.owner == *owner).then_some(it.case.filed_at);
        self.call("owner.cases", |inner| page(inner, place, true, after, limit)).await
    }
}

impl ListingCases for World {
    async fn listing_cases(
        &self,
        listing: &ListingRef,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        let place = |it: &StoredCase| (it.case.filing.listing == *listing).then_some(it.case.filed_at);
        self.call("listing.cases", |inner| page(inner, place, true, after, limit)).await
    }
}

impl SellerCases for World {
    async fn seller_cases(
        &self,
        seller: PartyId,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        let is_of = |it: &StoredCase| it.case.record.as_ref().and_then(|it| it.seller) == Some(seller);
        let place = |it: &StoredCase| is_of(it).then_some(it.case.filed_at);
        self.call("seller.cases", |inner| page(inner, place, true, after, limit)).await
    }
}

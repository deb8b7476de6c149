//! Cases by a question: what waits for a person, whose they are, which listing and seller they are about.

use case::{DeskQueue, ListingRef, Owner, PartyId};
use jiff::Timestamp;
use port::{CaseAt, CasePage, ListingCases, OwnerCases, SellerCases, Unavailable, WaitingCases};

use crate::cases::{SORT_KEY, id_of, partition_key};
use crate::item::{Item, key, text, time};
use crate::{DynamoStore, unavailable};

/// An index of cases, named by its question.
pub(crate) struct Index {
    pub(crate) name: &'static str,
    /// The attribute that a question names.
    pub(crate) hash: &'static str,
    /// The attribute by which the answer is in order.
    pub(crate) range: &'static str,
    /// Whether the latest come first.
    newest_first: bool,
}

pub(crate) const WAITING: Index =
    Index { name: "waiting", hash: "waiting_queue", range: "waiting_by", newest_first: false };
pub(crate) const OWNER: Index =
    Index { name: "owner", hash: "owner_key", range: "filed_at", newest_first: true };
pub(crate) const LISTING: Index =
    Index { name: "listing", hash: "listing_key", range: "filed_at", newest_first: true };
pub(crate) const SELLER: Index =
    Index { name: "seller", hash: "seller_key", range: "filed_at", newest_first: true };

impl DynamoStore {
    /// A page of the cases that `index` holds under `value`.
    async fn page(
        &self,
        index: &Index,
        value: &str,
        after: Option<CaseAt>,
        limit: u16,
        doing: &'static str,
    ) -> Result<CasePage, Unavailable> {
        let start = after.map(|place| {
            let mut start = key(partition_key(place.case), SORT_KEY);
            start.insert(index.hash.to_owned(), text(value));
            start.insert(index.range.to_owned(), time(place.at));
            start
        });
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(index.name)
            .key_condition_expression("#hash = :hash")
            .expression_attribute_names("#hash", index.hash)
            .expression_attribute_values(":hash", text(value))
            .scan_index_forward(!index.newest_first)
            // One more than asked for tells whether there is more.
            .limit(i32::from(limit) + 1)
            .set_exclusive_start_key(start)
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable(doing, err))?;
        self.count_read("Query", answer.consumed_capacity());
        let entries = answer.items.unwrap_or_default();
        let mut cases: Vec<CaseAt> = entries.iter().filter_map(|entry| place_of(index, entry)).collect();
        let more = cases.len() > usize::from(limit) || answer.last_evaluated_key.is_some();
        cases.truncate(usize::from(limit));
        let next = if more { cases.last().copied() } else { None };
        Ok(CasePage { cases, next })
    }
}

pub(crate) fn place_of(index: &Index, entry: &Item) -> Option<CaseAt> {
    let at = entry.get(index.range)?.as_n().ok()?.parse().ok()?;
    Some(CaseAt { at: Timestamp::from_millisecond(at).ok()?, case: id_of(entry.get("pk")?.as_s().ok()?)? })
}

impl WaitingCases for DynamoStore {
    async fn waiting_cases(
        &self,
        queue: DeskQueue,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        self.page(&WAITING, queue.code(), after, limit, "asking what waits for a person").await
    }
}

impl OwnerCases for DynamoStore {
    async fn owner_cases(
        &self,
        owner: &Owner,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        self.page(&OWNER, &owner.to_string(), after, limit, "asking for an owner's cases").await
    }
}

impl ListingCases for DynamoStore {
    async fn listing_cases(
        &self,
        listing: &ListingRef,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        self.page(&LISTING, &listing.to_string(), after, limit, "asking for a listing's cases").await
    }
}

impl SellerCases for DynamoStore {
    async fn seller_cases(
        &self,
        seller: PartyId,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        self.page(&SELLER, &seller.to_string(), after, limit, "asking for a seller's cases").await
    }
}

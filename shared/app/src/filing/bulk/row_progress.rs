//! The progress of the rows of a table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use case::{Case, ComplaintId, Digest, Filing, ListingRef, RightRef};
use jiff::civil::Date;
use matching::ListingUrls;
use notice::Problem;
use port::{Batch, Cases, MarketplaceConfig, Registry, Subjects, Unavailable};
use register::Right;

use super::Table;
use crate::filing::check::{Claimant, of_every_kind, of_register, territories};
use crate::filing::file::MOST_REFILINGS;
use crate::filing::listing_urls;
use crate::identity::known_filer;

/// What a store loads in one request.
const CHUNK: usize = 100;

/// The progress of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowProgress {
    /// What keeps it from being filed.
    pub problems: Vec<Problem>,
    /// What it would probably be declined for, as far as the register here knows.
    pub advice: Vec<Problem>,
    /// The complaint that it is part of.
    pub complaint: Option<ComplaintId>,
    /// The cases of its listings, in their order: those opened so far.
    pub cases: Vec<Case>,
    /// Whether its complaint waits to be filed.
    pub waits: bool,
}

/// The progress of the rows at `places` (of [`notice::bulk::Bulk::rows`]) of a table, in their order.
///
/// # Errors
/// [`Unavailable`] when the register or the cases cannot be read now.
pub async fn row_progress<S: Cases + Registry + Subjects>(
    store: &S,
    table: &Table,
    batch: &Batch,
    places: Range<usize>,
    marketplaces: &[MarketplaceConfig],
    today: Date,
) -> Result<Vec<RowProgress>, Unavailable> {
    let urls = listing_urls(marketplaces);
    let rows = table.bulk.rows.get(places).unwrap_or_default();
    let groups = groups_by_number(table);
    let mut row_progress = vec![RowProgress::default(); rows.len()];

    // What each row says by itself, and which complaint it is part of.
    let mut part_of: Vec<Option<u16>> = vec![None; rows.len()];
    for ((row, progress), part) in rows.iter().zip(&mut row_progress).zip(&mut part_of) {
        progress.problems.clone_from(&row.problems);
        if row.problems.is_empty() {
            progress.problems.extend(row.draft.locate(&urls).unknown_addresses);
        }
        if progress.problems.is_empty() {
            *part = groups.get(&row.repeats.unwrap_or(row.number)).copied();
            progress.complaint = part.map(|number| table.complaint_id(number));
            progress.waits = part.is_some_and(|number| number >= batch.done);
        }
    }

    let party = match table.party {
        Some(party) => Some(party),
        None => known_filer(store, &table.email).await?.map(|filer| filer.party),
    };
    let acting = party.map(|party| (party, Some(table.account)));
    advise(store, Claimant::Proved(acting), rows, &mut row_progress, &urls, marketplaces, today).await?;

    // The cases of the complaints that are filed.
    let filed: BTreeSet<u16> = part_of.iter().flatten().copied().filter(|it| *it < batch.done).collect();
    let mut filings: BTreeMap<(u16, ListingRef), Filing> = BTreeMap::new();
    for number in filed {
        let Some(complaint) = table.complaint(number, marketplaces, &urls) else { continue };
        for index in 0..complaint.complaint.listings.len() {
            if let Some(filing) = complaint.filing(index, Digest::of(&[])) {
                filings.insert((number, filing.listing.clone()), filing);
            }
        }
    }
    let wanted: BTreeSet<(u16, ListingRef)> = rows
        .iter()
        .zip(&part_of)
        .filter_map(|(row, part)| part.map(|part| (row, part)))
        .flat_map(|(row, part)| row.draft.locate(&urls).listings.into_iter().map(move |(it, _)| (part, it)))
        .collect();
    filings.retain(|key, _| wanted.contains(key));
    let cases = cases_of(store, filings).await?;
    for ((row, progress), part) in rows.iter().zip(&mut row_progress).zip(&part_of) {
        let Some(part) = part else { continue };
        let listings = row.draft.locate(&urls).listings.into_iter();
        progress.cases = listings.filter_map(|(listing, _)| cases.get(&(*part, listing)).cloned()).collect();
    }
    Ok(row_progress)
}

/// The number of the complaint that each row, by its number in the sheet, is part of.
fn groups_by_number(table: &Table) -> BTreeMap<usize, u16> {
    let mut groups = BTreeMap::new();
    for (number, group) in (0_u16..).zip(&table.bulk.groups) {
        for row in group.rows.iter().filter_map(|place| table.bulk.rows.get(*place)) {
            groups.insert(row.number, number);
        }
    }
    groups
}

/// What the law where its listings are demands of a sound row besides, and what the register says about its right.
async fn advise<S: Registry>(
    store: &S,
    claimant: Claimant,
    rows: &[notice::bulk::Row],
    row_progress: &mut [RowProgress],
    urls: &ListingUrls,
    marketplaces: &[MarketplaceConfig],
    today: Date,
) -> Result<(), Unavailable> {
    let sound = || rows.iter().map(|row| row.draft.right_ref().ok().flatten());
    let named: BTreeSet<RightRef> = sound().flatten().flat_map(|right| of_every_kind(&right)).collect();
    let named: Vec<RightRef> = named.into_iter().collect();
    let mut known: BTreeMap<RightRef, Right> = BTreeMap::new();
    for chunk in named.chunks(CHUNK) {
        let found = store.rights(chunk).await?;
        known.extend(found.into_iter().flatten().map(|right| (right.right.clone(), right)));
    }
    for ((row, progress), right) in rows.iter().zip(row_progress).zip(sound()) {
        if !progress.problems.is_empty() {
            continue;
        }
        let located = row.draft.locate(urls);
        progress.advice = row.draft.missing_fields(&territories(&located, marketplaces));
        let Some(right) = right else { continue };
        let kinds: Vec<_> = of_every_kind(&right).iter().filter_map(|kind| known.get(kind)).collect();
        progress.advice.extend(of_register(
            &right,
            &kinds,
            &row.draft,
            &located,
            marketplaces,
            claimant,
            today,
        ));
    }
    Ok(())
}

/// The case of each filing, where there is one: the one that it opened or was merged into, refiling by refiling.
async fn cases_of<S: Cases, K: Ord + Clone>(
    store: &S,
    filings: BTreeMap<K, Filing>,
) -> Result<BTreeMap<K, Case>, Unavailable> {
    let mut found = BTreeMap::new();
    let mut open: Vec<(K, Filing)> = filings.into_iter().collect();
    for refiling in 0..=MOST_REFILINGS {
        let mut next = Vec::new();
        for chunk in open.chunks_mut(CHUNK) {
            let ids: Vec<_> = chunk
                .iter_mut()
                .map(|(_, filing)| {
                    filing.refiling = refiling;
                    filing.case_id()
                })
                .collect();
            for ((key, filing), stored) in chunk.iter().zip(store.load(&ids).await?) {
                let Some(stored) = stored else { continue };
                let complaint = filing.complaint;
                let own =
                    stored.case.filing.complaint == complaint || stored.case.merged.contains(&complaint);
                if !own {
                    next.push((key.clone(), filing.clone()));
                }
                found.insert(key.clone(), stored.case);
            }
        }
        if next.is_empty() {
            break;
        }
        open = next;
    }
    Ok(found)
}

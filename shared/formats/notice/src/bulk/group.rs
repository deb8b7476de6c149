//! Rows that say the same but for their listings: one complaint.

use std::collections::HashMap;

use matching::ListingUrls;

use super::{Bulk, Row};
use crate::draft::Draft;
use crate::limit;
use crate::problem::Problem;

/// A complaint that rows of a table make together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its rows, as places in [`Bulk::rows`]; at most [`limit::LISTINGS`] listings in all.
    pub rows: Vec<usize>,
}

/// A complaint, by the marketplaces that are served.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// What would be filed; `None` when no row is left.
    pub draft: Option<Draft>,
    /// Rows that name an address which is no listing here, as places in [`Bulk::rows`], each with its problem.
    pub unknown_addresses: Vec<(usize, Problem)>,
}

/// What rows of one complaint have in common.
pub(super) fn key(draft: &Draft) -> String {
    let Draft { claim, complainant, right, explanation, statements, language, .. } = draft;
    let classes: Vec<_> = right.classes.iter().map(u8::to_string).collect();
    [
        claim.map_or("", |claim| claim.code()),
        &complainant.name,
        &complainant.email,
        &complainant.postal_address,
        &complainant.telephone,
        &right.office,
        &right.number,
        &right.work,
        &classes.join(","),
        explanation,
        if statements.good_faith { "good faith" } else { "" },
        if statements.perjury { "perjury" } else { "" },
        &statements.signature,
        if statements.truth { "truth" } else { "" },
        language.map_or("", |language| language.code()),
    ]
    .join("\u{1f}")
}

/// The complaints of the sound rows, in the order of their first rows.
pub(super) fn of(rows: &[Row]) -> Vec<Group> {
    let mut groups: Vec<(Group, usize)> = Vec::new();
    let mut open: HashMap<String, usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        if row.repeats.is_some() || !row.problems.is_empty() {
            continue;
        }
        let listings = row.draft.listings.len();
        let key = key(&row.draft);
        let room = open
            .get(&key)
            .copied()
            .filter(|at| groups.get(*at).is_some_and(|(_, taken)| taken + listings <= limit::LISTINGS));
        let at = room.unwrap_or_else(|| {
            groups.push((Group { rows: Vec::new() }, 0));
            open.insert(key, groups.len() - 1);
            groups.len() - 1
        });
        if let Some((group, taken)) = groups.get_mut(at) {
            group.rows.push(place);
            *taken += listings;
        }
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

impl Bulk {
    /// The complaint of `group`, without the rows that name what is no listing of a marketplace in `urls`.
    #[must_use]
    pub fn settle(&self, group: &Group, urls: &ListingUrls) -> Settled {
        let mut settled = Settled::default();
        for place in &group.rows {
            let Some(row) = self.rows.get(*place) else { continue };
            if let Some(unknown) = row.draft.locate(urls).unknown_addresses.into_iter().next() {
                settled.unknown_addresses.push((*place, unknown));
                continue;
            }
            match &mut settled.draft {
                Some(draft) => {
                    let new: Vec<_> = row
                        .draft
                        .listings
                        .iter()
                        .filter(|it| !draft.listings.contains(it))
                        .cloned()
                        .collect();
                    draft.listings.extend(new);
                }
                None => settled.draft = Some(row.draft.clone()),
            }
        }
        settled
    }
}

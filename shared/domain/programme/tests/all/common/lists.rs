//! Patterns of misuse as their definition reads, over the whole list of a party's cases: what the search, which
//! keeps no cases, is held against.

use std::collections::{BTreeMap, BTreeSet};

use case::{CaseId, Digest, MarketplaceId, Owner, PartyId, RightRef};
use jiff::Timestamp;
use policy::misuse::MisuseRules;
use policy::programme::{Blame, Share, blame_of};
use programme::{CaseBackground, CaseOutcome, Ending, Figures, MisuseFinding, Participant, Pattern, Window};

/// What is known of cases beside their events.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) owners: BTreeMap<CaseId, Digest>,
    pub(crate) reused: BTreeSet<CaseId>,
    pub(crate) sells_on: BTreeMap<Owner, BTreeSet<MarketplaceId>>,
}

impl Known {
    /// What is known of this one.
    pub(crate) fn of(&self, it: &CaseOutcome) -> CaseBackground {
        let sells_on = self.sells_on.get(&it.complainant);
        CaseBackground {
            owner: self.owners.get(&it.case).copied(),
            reused_document: self.reused.contains(&it.case),
            complainant_sells_there: sells_on.is_some_and(|places| places.contains(&it.listing.marketplace)),
        }
    }
}

/// The patterns in the cases of `subject`, each of which comes once.
pub(crate) fn patterns_of(
    subject: Participant,
    outcomes: &[CaseOutcome],
    known: &Known,
    rules: &MisuseRules,
    as_of: Timestamp,
    warned: impl Fn(Pattern) -> Option<Timestamp>,
) -> Vec<MisuseFinding> {
    let window = Window::ending(as_of, rules.window_months);
    let own = |it: &&CaseOutcome| match subject {
        Participant::Complainant(party) => it.complainant == party && it.proved,
        Participant::Seller(seller) => it.seller == Some(seller),
    };
    let cases: Vec<&CaseOutcome> = outcomes.iter().filter(own).filter(|it| window.holds(it)).collect();
    let patterns = Pattern::ALL.iter().filter(|pattern| pattern.is_of(subject));
    patterns
        .filter_map(|pattern| Look { pattern: *pattern, known, rules }.find(&cases, warned(*pattern)))
        .collect()
}

/// The search for one pattern.
struct Look<'a> {
    pattern: Pattern,
    known: &'a Known,
    rules: &'a MisuseRules,
}

impl Look<'_> {
    fn find(&self, cases: &[&CaseOutcome], warned: Option<Timestamp>) -> Option<MisuseFinding> {
        let later = |it: &&CaseOutcome| warned.is_none_or(|warned| self.act_of(it) > warned);
        let counted: Vec<&CaseOutcome> =
            cases.iter().copied().filter(|it| self.counts(it)).filter(later).collect();
        let hits: Vec<&CaseOutcome> = counted.iter().copied().filter(|it| self.is_hit(it)).collect();
        let often = self.pattern.often(self.rules);
        let (n, of) = (count(hits.len()), count(counted.len()));
        let least = if warned.is_some() { often.least_after_warning } else { often.least };
        let Share(share) = often.share;
        let large_share = u64::from(n) * u64::from(Share::WHOLE) >= u64::from(of) * u64::from(share);
        // Who was warned and goes on needs not do it under several rights again.
        let broad = warned.is_some() || self.is_broad(cases, &hits);
        if n < least.max(1) || !large_share || !broad {
            return None;
        }
        let hours = hits.iter().filter(|it| it.ending.overturned() == Some(true)).filter_map(|it| {
            let since = it.in_force_at?;
            u32::try_from(it.ended_at.duration_since(since).as_hours()).ok()
        });
        let figures = Figures {
            hits: n,
            of,
            harmed: self.harmed(&hits),
            hours_down: hours.fold(0, u32::saturating_add),
            knowing: count(hits.iter().filter(|it| self.is_knowing(it, cases)).count()),
        };
        let acts = || hits.iter().map(|it| self.act_of(it));
        Some(MisuseFinding { pattern: self.pattern, figures, first: acts().min()?, last: acts().max()? })
    }

    /// Whether a case is part of the whole that the share is of.
    fn counts(&self, it: &CaseOutcome) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints => it.ending.overturned().is_some() || is_unfounded(it.ending),
            Pattern::CompetitorOverlap | Pattern::RepeatInfringement => it.ending.overturned().is_some(),
            Pattern::ReusedDocuments => true,
            Pattern::BulkWithdrawals => !matches!(it.ending, Ending::Open | Ending::HeldForCourt),
            Pattern::UnfoundedObjections => {
                it.ending == Ending::ObjectionLost || it.ending.overturned() == Some(true)
            }
        }
    }

    fn is_hit(&self, it: &CaseOutcome) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints => it.ending.overturned() == Some(true) || is_unfounded(it.ending),
            Pattern::CompetitorOverlap => {
                let sells_on = self.known.sells_on.get(&it.complainant);
                it.ending.overturned() == Some(true)
                    && sells_on.is_some_and(|marketplaces| marketplaces.contains(&it.listing.marketplace))
            }
            Pattern::ReusedDocuments => self.known.reused.contains(&it.case),
            Pattern::BulkWithdrawals => matches!(
                it.ending,
                Ending::WithdrawnBefore | Ending::WithdrawnInForce | Ending::WithdrawnAfterObjection
            ),
            Pattern::RepeatInfringement => it.ending.taken_down() == Some(true),
            Pattern::UnfoundedObjections => it.ending == Ending::ObjectionLost,
        }
    }

    /// When the act was done that the pattern is about: the complaint, or the objection. When a listing was put
    /// up is not known: its complaint stands for it.
    fn act_of(&self, it: &CaseOutcome) -> Timestamp {
        match self.pattern {
            Pattern::UnfoundedObjections => it.objected_at.unwrap_or(it.filed_at),
            Pattern::UnfoundedComplaints
            | Pattern::CompetitorOverlap
            | Pattern::ReusedDocuments
            | Pattern::BulkWithdrawals
            | Pattern::RepeatInfringement => it.filed_at,
        }
    }

    /// Whether the pattern is as broad as the rules ask for.
    fn is_broad(&self, cases: &[&CaseOutcome], hits: &[&CaseOutcome]) -> bool {
        match self.pattern {
            Pattern::BulkWithdrawals => self.owners(cases) >= self.rules.agency_owners,
            Pattern::RepeatInfringement => rights(hits) >= self.rules.infringed_rights,
            Pattern::UnfoundedComplaints
            | Pattern::CompetitorOverlap
            | Pattern::ReusedDocuments
            | Pattern::UnfoundedObjections => true,
        }
    }

    fn owners(&self, cases: &[&CaseOutcome]) -> u32 {
        let mut known = BTreeSet::new();
        let mut unknown: BTreeSet<&RightRef> = BTreeSet::new();
        for it in cases {
            match self.known.owners.get(&it.case) {
                Some(owner) => _ = known.insert(owner),
                None => unknown.extend(&it.right),
            }
        }
        count(known.len() + unknown.len())
    }

    fn harmed(&self, hits: &[&CaseOutcome]) -> u32 {
        match self.pattern {
            Pattern::RepeatInfringement | Pattern::UnfoundedObjections => rights(hits),
            Pattern::UnfoundedComplaints
            | Pattern::CompetitorOverlap
            | Pattern::ReusedDocuments
            | Pattern::BulkWithdrawals => {
                let known: BTreeSet<PartyId> = hits.iter().filter_map(|it| it.seller).collect();
                count(known.len())
            }
        }
    }

    fn is_knowing(&self, it: &CaseOutcome, cases: &[&CaseOutcome]) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints | Pattern::CompetitorOverlap | Pattern::BulkWithdrawals => {
                it.ending == Ending::WithdrawnAfterObjection
            }
            Pattern::ReusedDocuments => true,
            Pattern::RepeatInfringement => cases.iter().any(|before| {
                before.right.is_some()
                    && before.right == it.right
                    && before.listing != it.listing
                    && before.ending.taken_down() == Some(true)
                    && before.in_force_at.is_some_and(|told| told < it.filed_at)
            }),
            Pattern::UnfoundedObjections => false,
        }
    }
}

/// Whether a complaint was declined for what its complainant could see.
fn is_unfounded(ending: Ending) -> bool {
    matches!(ending, Ending::Declined(code) if blame_of(code) == Blame::Unfounded)
}

/// Rights that were infringed; cases that name none are about one and the same.
fn rights(hits: &[&CaseOutcome]) -> u32 {
    let distinct: BTreeSet<&Option<RightRef>> = hits.iter().map(|it| &it.right).collect();
    count(distinct.len())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

//! The search for patterns of misuse in a party's cases, one case after the other: counts are kept, not cases, so
//! that a party of a million cases takes no more memory than one of a thousand.

use std::collections::{BTreeMap, BTreeSet};

use case::{Digest, ListingRef};
use jiff::Timestamp;
use policy::misuse::MisuseRules;
use policy::programme::Share;

use crate::misuse::{Figures, MisuseFinding, Participant, Pattern};
use crate::outcome::{CaseOutcome, Ending, Verdict, once_each};
use crate::window::Window;

/// Up to how many sellers, rights or owners are told apart in one party's cases. Beyond that the number stays as it
/// is: "10,000 or more". It bounds the memory of the search, and no rule asks for more.
pub const MOST_DISTINCT: usize = 10_000;

/// What the events of a case cannot tell about it, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CaseBackground {
    /// The owner of the right that it rests on, by the digest of its name. Where that is not known, each right
    /// counts as an owner of its own.
    pub owner: Option<Digest>,
    /// Whether it rests on a document which others filed first, for another owner:
    /// [`reused_documents`](crate::reused_documents).
    pub reused_document: bool,
    /// Whether its complainant sells on its marketplace, itself or through someone it belongs to.
    pub complainant_sells_there: bool,
}

/// The patterns in the cases of `subject` filed in the window before `as_of`; the cases in any order.
///
/// Once `subject` was warned of a pattern, `warned` tells from when on acts count as done in spite of that.
/// Only those count then, and fewer suffice.
#[must_use]
pub fn patterns_of(
    subject: Participant,
    outcomes: &[CaseOutcome],
    background: impl Fn(&CaseOutcome) -> CaseBackground,
    rules: &MisuseRules,
    as_of: Timestamp,
    warned: impl Fn(Pattern) -> Option<Timestamp>,
) -> Vec<MisuseFinding> {
    let own = outcomes.iter().filter(|it| subject.owns(it));
    let mut cases: Vec<&CaseOutcome> = once_each(own).into_values().collect();
    cases.sort_by_key(|it| (it.filed_at, it.case));
    let mut search = PatternSearch::new(subject, rules, as_of, warned);
    for outcome in cases {
        search.add(outcome, &background(outcome));
    }
    search.findings()
}

/// A search that is given the cases of one party, oldest first and each once.
#[derive(Debug)]
pub struct PatternSearch<'a> {
    subject: Participant,
    rules: &'a MisuseRules,
    window: Window,
    counts: Vec<Count>,
    /// Owners whose rights the cases rest on; no more of them than make an agency.
    owners: Distinct,
    /// When listings were taken down before, by right.
    told: BTreeMap<Digest, Told>,
}

impl<'a> PatternSearch<'a> {
    /// A search in the cases of `subject` filed in the window before `as_of`; `warned` as for [`patterns_of`].
    pub fn new(
        subject: Participant,
        rules: &'a MisuseRules,
        as_of: Timestamp,
        warned: impl Fn(Pattern) -> Option<Timestamp>,
    ) -> Self {
        let patterns = Pattern::ALL.iter().copied().filter(|pattern| pattern.is_of(subject));
        Self {
            subject,
            rules,
            window: Window::ending(as_of, rules.window_months),
            counts: patterns.map(|pattern| Count::new(pattern, warned(pattern))).collect(),
            owners: Distinct::up_to(usize::try_from(rules.agency_owners).unwrap_or(usize::MAX)),
            told: BTreeMap::new(),
        }
    }

    /// The fewest cases in which anything can be found.
    #[must_use]
    pub fn fewest_cases(&self) -> u32 {
        self.counts.iter().map(|count| count.least(self.rules)).min().unwrap_or(u32::MAX)
    }

    /// Whether it still matters whose right a case rests on.
    #[must_use]
    pub fn needs_owner(&self) -> bool {
        matches!(self.subject, Participant::Complainant(_)) && !self.owners.is_full()
    }

    /// Takes one more case. What is not the subject's own, or was filed outside the window, does not count.
    pub fn add(&mut self, it: &CaseOutcome, background: &CaseBackground) {
        if !self.subject.owns(it) || !self.window.holds(it) {
            return;
        }
        if self.needs_owner() {
            match (background.owner, &it.right) {
                (Some(owner), _) => self.owners.insert(owner),
                (None, Some(right)) => self.owners.insert(Digest::of(format!("right {right}").as_bytes())),
                (None, None) => {}
            }
        }
        let right = Digest::of(it.right.as_ref().map(ToString::to_string).unwrap_or_default().as_bytes());
        let told_before = it.right.is_some()
            && self.told.get(&right).is_some_and(|told| told.of_another(&it.listing, it.filed_at));
        for count in &mut self.counts {
            count.add(it, background, right, told_before);
        }
        self.note_told(it, right);
    }

    fn note_told(&mut self, it: &CaseOutcome, right: Digest) {
        let Some(at) = it.in_force_at.filter(|_| it.ending.taken_down() == Some(true)) else { return };
        // Only of a seller is it asked.
        if it.right.is_none() || matches!(self.subject, Participant::Complainant(_)) {
            return;
        }
        if let Some(told) = self.told.get_mut(&right) {
            told.add(&it.listing, at);
        } else if self.told.len() < MOST_DISTINCT {
            self.told.insert(right, Told::new(&it.listing, at));
        }
    }

    /// What was found.
    #[must_use]
    pub fn findings(&self) -> Vec<MisuseFinding> {
        self.counts.iter().filter_map(|count| count.finding(self.rules, self.owners.len())).collect()
    }
}

/// When a seller's listings were first taken down under one right, as far as it is asked for.
#[derive(Debug)]
struct Told {
    listing: Digest,
    at: Timestamp,
    /// When any other listing first was.
    another_at: Option<Timestamp>,
}

impl Told {
    fn new(listing: &ListingRef, at: Timestamp) -> Self {
        Self { listing: digest_of(listing), at, another_at: None }
    }

    fn add(&mut self, listing: &ListingRef, at: Timestamp) {
        let listing = digest_of(listing);
        if listing == self.listing {
            self.at = self.at.min(at);
        } else if at < self.at {
            *self = Self { listing, at, another_at: Some(self.at) };
        } else {
            self.another_at = Some(self.another_at.map_or(at, |first| first.min(at)));
        }
    }

    /// Whether another listing than this was taken down before `filed_at`.
    fn of_another(&self, listing: &ListingRef, filed_at: Timestamp) -> bool {
        let first = if digest_of(listing) == self.listing { self.another_at } else { Some(self.at) };
        first.is_some_and(|told| told < filed_at)
    }
}

fn digest_of(listing: &ListingRef) -> Digest {
    Digest::of(listing.to_string().as_bytes())
}

/// Different things, counted up to a limit.
#[derive(Debug)]
struct Distinct {
    known: BTreeSet<Digest>,
    most: usize,
}

impl Distinct {
    const fn up_to(most: usize) -> Self {
        Self { known: BTreeSet::new(), most }
    }

    fn is_full(&self) -> bool {
        self.known.len() >= self.most
    }

    fn insert(&mut self, one: Digest) {
        if !self.is_full() {
            self.known.insert(one);
        }
    }

    fn len(&self) -> u32 {
        u32::try_from(self.known.len()).unwrap_or(u32::MAX)
    }
}

/// What is counted for one pattern.
#[derive(Debug)]
struct Count {
    pattern: Pattern,
    /// Only acts after this count.
    warned: Option<Timestamp>,
    figures: Figures,
    harmed: Distinct,
    /// The acts that are hits, from the first to the last.
    acts: Option<(Timestamp, Timestamp)>,
}

impl Count {
    fn new(pattern: Pattern, warned: Option<Timestamp>) -> Self {
        let (figures, harmed) = (Figures::default(), Distinct::up_to(MOST_DISTINCT));
        Self { pattern, warned, figures, harmed, acts: None }
    }

    fn least(&self, rules: &MisuseRules) -> u32 {
        let often = self.pattern.often(rules);
        let least = if self.warned.is_some() { often.least_after_warning } else { often.least };
        least.max(1)
    }

    fn add(&mut self, it: &CaseOutcome, background: &CaseBackground, right: Digest, told_before: bool) {
        let act = self.act_of(it);
        if !self.counts(it) || self.warned.is_some_and(|warned| act <= warned) {
            return;
        }
        self.figures.of = self.figures.of.saturating_add(1);
        if !self.is_hit(it, background) {
            return;
        }
        self.figures.hits = self.figures.hits.saturating_add(1);
        let knowing = u32::from(self.is_knowing(it, told_before));
        self.figures.knowing = self.figures.knowing.saturating_add(knowing);
        self.figures.hours_down = self.figures.hours_down.saturating_add(hours_wrongly_down(it));
        if let Some(harmed) = self.harmed_by(it, right) {
            self.harmed.insert(harmed);
        }
        let (first, last) = self.acts.unwrap_or((act, act));
        self.acts = Some((first.min(act), last.max(act)));
    }

    /// What it comes to, if it makes the pattern.
    fn finding(&self, rules: &MisuseRules, owners: u32) -> Option<MisuseFinding> {
        let figures = Figures { harmed: self.harmed.len(), ..self.figures };
        let Share(share) = self.pattern.often(rules).share;
        let large_share =
            u64::from(figures.hits) * u64::from(Share::WHOLE) >= u64::from(figures.of) * u64::from(share);
        // Who was warned and goes on needs not do it under several rights again.
        let broad = self.warned.is_some()
            || match self.pattern {
                Pattern::BulkWithdrawals => owners >= rules.agency_owners,
                Pattern::RepeatInfringement => figures.harmed >= rules.infringed_rights,
                Pattern::UnfoundedComplaints
                | Pattern::CompetitorOverlap
                | Pattern::ReusedDocuments
                | Pattern::UnfoundedObjections => true,
            };
        if figures.hits < self.least(rules) || !large_share || !broad {
            return None;
        }
        let (first, last) = self.acts?;
        Some(MisuseFinding { pattern: self.pattern, figures, first, last })
    }

    /// Whether a case is part of the whole that the share is of.
    fn counts(&self, it: &CaseOutcome) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints => it.ending.overturned().is_some() || is_declined_unfounded(it),
            Pattern::CompetitorOverlap | Pattern::RepeatInfringement => it.ending.overturned().is_some(),
            Pattern::ReusedDocuments => true,
            Pattern::BulkWithdrawals => !matches!(it.ending, Ending::Open | Ending::HeldForCourt),
            Pattern::UnfoundedObjections => {
                it.ending == Ending::ObjectionLost || it.ending.overturned() == Some(true)
            }
        }
    }

    fn is_hit(&self, it: &CaseOutcome, background: &CaseBackground) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints => it.ending.overturned() == Some(true) || is_declined_unfounded(it),
            Pattern::CompetitorOverlap => {
                it.ending.overturned() == Some(true) && background.complainant_sells_there
            }
            Pattern::ReusedDocuments => background.reused_document,
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

    /// Who a hit harmed: a seller, or a right. Cases that name no right are about one and the same.
    fn harmed_by(&self, it: &CaseOutcome, right: Digest) -> Option<Digest> {
        match self.pattern {
            Pattern::RepeatInfringement | Pattern::UnfoundedObjections => Some(right),
            Pattern::UnfoundedComplaints
            | Pattern::CompetitorOverlap
            | Pattern::ReusedDocuments
            | Pattern::BulkWithdrawals => it.seller.map(|seller| Digest::of(seller.to_string().as_bytes())),
        }
    }

    fn is_knowing(&self, it: &CaseOutcome, told_before: bool) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints | Pattern::CompetitorOverlap | Pattern::BulkWithdrawals => {
                it.ending == Ending::WithdrawnAfterObjection
            }
            Pattern::ReusedDocuments => true,
            Pattern::RepeatInfringement => told_before,
            Pattern::UnfoundedObjections => false,
        }
    }
}

/// Whether the complaint was declined as manifestly unfounded, which nobody appealed with success, or at all.
fn is_declined_unfounded(it: &CaseOutcome) -> bool {
    it.ending.verdict() == Ok(Verdict::Unfounded)
}

/// For how long the listing was down that should not have been.
fn hours_wrongly_down(it: &CaseOutcome) -> u32 {
    match it.in_force_at {
        Some(since) if it.ending.overturned() == Some(true) => {
            u32::try_from(it.ended_at.duration_since(since).as_hours()).unwrap_or(0)
        }
        Some(_) | None => 0,
    }
}

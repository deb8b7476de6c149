//! Patterns of misuse on either side (Regulation (EU) 2022/2065 Art. 23), found by counting.
//!
//! A finding is a reason to look, never a verdict. It carries what Art. 23(3) asks to be weighed: the absolute
//! number, its share of all, how grave it was, and what speaks for intention.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use case::{CaseId, Digest, InvalidId, MarketplaceId, PartyKey, RightRef, SellerKey};
use jiff::Timestamp;
use policy::misuse::{MisuseRules, Often};
use policy::programme::Share;

use crate::outcome::{CaseOutcome, Ending, once_each};
use crate::window::Window;

/// Whose conduct it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Who complains.
    Complainant(PartyKey),
    /// Who offers.
    Seller(SellerKey),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Complainant(key) => write!(f, "complainant/{key}"),
            Self::Seller(key) => write!(f, "seller/{key}"),
        }
    }
}

impl FromStr for Subject {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        match s.split_once('/') {
            Some(("complainant", key)) => key.parse().map(Self::Complainant),
            Some(("seller", key)) => key.parse().map(Self::Seller),
            _ => Err(InvalidId {
                kind: "subject",
                rule: "complainant/KEY or seller/KEY, KEY of 32 hex digits",
            }),
        }
    }
}

case::codes! {
    /// A kind of misuse.
    Pattern, "pattern of misuse" {
        /// A complainant's takedowns fall once sellers object.
        UnfoundedComplaints = "unfounded_complaints",
        /// The same, where the complainant sells on the same marketplace.
        CompetitorOverlap = "competitor_overlap",
        /// A complainant files documents that others have filed for another owner.
        ReusedDocuments = "reused_documents",
        /// An agency for many owners withdraws much of what it files.
        BulkWithdrawals = "bulk_withdrawals",
        /// A seller's listings are taken down again and again, under several rights.
        RepeatInfringement = "repeat_infringement",
        /// A seller's counter-notices and appeals fail.
        UnfoundedObjections = "unfounded_objections",
    }
}

impl Pattern {
    /// How often makes this pattern.
    #[must_use]
    pub const fn often(self, rules: &MisuseRules) -> Often {
        match self {
            Self::UnfoundedComplaints => rules.unfounded_complaints,
            Self::CompetitorOverlap => rules.competitor_overlap,
            Self::ReusedDocuments => rules.reused_documents,
            Self::BulkWithdrawals => rules.bulk_withdrawals,
            Self::RepeatInfringement => rules.repeat_infringement,
            Self::UnfoundedObjections => rules.unfounded_objections,
        }
    }

    /// Whether this can be said of `subject`.
    #[must_use]
    pub const fn is_of(self, subject: Subject) -> bool {
        match (self, subject) {
            (
                Self::UnfoundedComplaints
                | Self::CompetitorOverlap
                | Self::ReusedDocuments
                | Self::BulkWithdrawals,
                Subject::Complainant(_),
            )
            | (Self::RepeatInfringement | Self::UnfoundedObjections, Subject::Seller(_)) => true,
            (
                Self::UnfoundedComplaints
                | Self::CompetitorOverlap
                | Self::ReusedDocuments
                | Self::BulkWithdrawals,
                Subject::Seller(_),
            )
            | (Self::RepeatInfringement | Self::UnfoundedObjections, Subject::Complainant(_)) => false,
        }
    }
}

/// What Art. 23(3) asks to be weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Figures {
    /// (a) The absolute number.
    pub hits: u32,
    /// (b) Of how many.
    pub of: u32,
    /// (c) Gravity: how many others it hit; sellers, or rights.
    pub harmed: u32,
    /// (c) Gravity: hours for which listings were down that should not have been.
    pub hours_down: u32,
    /// (d) Intention: how many of the hits look knowing. A complaint withdrawn only when the seller objected;
    /// another's document; a listing under a right under which one was taken down before.
    pub knowing: u32,
}

/// A pattern seen in somebody's cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Which.
    pub pattern: Pattern,
    /// Its numbers.
    pub figures: Figures,
    /// When the first act that counts was done.
    pub first: Timestamp,
    /// And the last.
    pub last: Timestamp,
}

/// What the cases' own events cannot tell, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The owner of the right that a case rests on, by the digest of its name. Where it is not known, each
    /// right counts as an owner of its own.
    pub owners: BTreeMap<CaseId, Digest>,
    /// Cases that rest on a document which others filed first, for another owner: [`reused_documents`].
    pub reused: BTreeSet<CaseId>,
    /// The marketplaces on which a complainant sells itself, or through somebody it belongs to.
    pub sells_on: BTreeMap<PartyKey, BTreeSet<MarketplaceId>>,
}

/// A document filed with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentUse {
    /// The case.
    pub case: CaseId,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// By whom.
    pub complainant: PartyKey,
    /// For which owner, by the digest of its name.
    pub owner: Digest,
    /// What.
    pub document: Digest,
}

/// The cases that rest on a document which another complainant filed before for another owner. Who filed it
/// first is not at fault that it was copied; an agency may use a paper of its own for each of its clients.
#[must_use]
pub fn reused_documents(uses: &[DocumentUse]) -> BTreeSet<CaseId> {
    let mut by_document: BTreeMap<Digest, Vec<&DocumentUse>> = BTreeMap::new();
    for one in uses {
        by_document.entry(one.document).or_default().push(one);
    }
    let mut reused = BTreeSet::new();
    for uses in by_document.values_mut() {
        uses.sort_by_key(|one| (one.filed_at, one.case));
        let Some(first) = uses.first().copied() else { continue };
        let copied = uses.iter().filter(|it| it.complainant != first.complainant && it.owner != first.owner);
        reused.extend(copied.map(|it| it.case));
    }
    reused
}

/// The patterns in the conduct of `subject`, of the cases filed in the window before `as_of`.
///
/// Once `subject` was warned of a pattern, `warned` tells from when on acts count as done in spite of that.
/// Only those count then, and fewer suffice.
#[must_use]
pub fn patterns_of(
    subject: Subject,
    outcomes: &[CaseOutcome],
    facts: &Facts,
    rules: &MisuseRules,
    as_of: Timestamp,
    warned: impl Fn(Pattern) -> Option<Timestamp>,
) -> Vec<Finding> {
    let window = Window::ending(as_of, rules.window_months);
    let own = |it: &&CaseOutcome| match subject {
        // Anybody can type somebody's address: only what was proved to be its own counts against it.
        Subject::Complainant(party) => it.complainant == party && it.proved,
        Subject::Seller(seller) => it.seller == Some(seller),
    };
    let once = once_each(outcomes.iter().filter(own));
    let cases: Vec<&CaseOutcome> = once.into_values().filter(|it| window.holds(it)).collect();
    let patterns = Pattern::ALL.iter().filter(|pattern| pattern.is_of(subject));
    patterns
        .filter_map(|pattern| Look { pattern: *pattern, facts, rules }.find(&cases, warned(*pattern)))
        .collect()
}

/// The search for one pattern.
struct Look<'a> {
    pattern: Pattern,
    facts: &'a Facts,
    rules: &'a MisuseRules,
}

impl Look<'_> {
    fn find(&self, cases: &[&CaseOutcome], warned: Option<Timestamp>) -> Option<Finding> {
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
        Some(Finding { pattern: self.pattern, figures, first: acts().min()?, last: acts().max()? })
    }

    /// Whether a case is part of the whole that the share is of.
    fn counts(&self, it: &CaseOutcome) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints | Pattern::CompetitorOverlap | Pattern::RepeatInfringement => {
                it.ending.overturned().is_some()
            }
            Pattern::ReusedDocuments => true,
            Pattern::BulkWithdrawals => it.ending != Ending::Open,
            Pattern::UnfoundedObjections => {
                it.ending == Ending::ObjectionLost || it.ending.overturned() == Some(true)
            }
        }
    }

    fn is_hit(&self, it: &CaseOutcome) -> bool {
        match self.pattern {
            Pattern::UnfoundedComplaints => it.ending.overturned() == Some(true),
            Pattern::CompetitorOverlap => {
                let sells_on = self.facts.sells_on.get(&it.complainant);
                it.ending.overturned() == Some(true)
                    && sells_on.is_some_and(|marketplaces| marketplaces.contains(&it.listing.marketplace))
            }
            Pattern::ReusedDocuments => self.facts.reused.contains(&it.case),
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
            match self.facts.owners.get(&it.case) {
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
                let known: BTreeSet<SellerKey> = hits.iter().filter_map(|it| it.seller).collect();
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

/// Rights that were infringed; cases that name none are about one and the same.
fn rights(hits: &[&CaseOutcome]) -> u32 {
    let distinct: BTreeSet<&Option<RightRef>> = hits.iter().map(|it| &it.right).collect();
    count(distinct.len())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

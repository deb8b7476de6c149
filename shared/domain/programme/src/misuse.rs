//! Patterns of misuse on either side (Regulation (EU) 2022/2065 Art. 23), found by counting.
//!
//! A finding is a reason to look, never a verdict. It carries what Art. 23(3) asks to be weighed: the absolute
//! number, its share of all, how grave it was, and what speaks for intention.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use case::{CaseId, Digest, InvalidId, Owner, PartyId};
use jiff::Timestamp;
use policy::misuse::{MisuseRules, Often};

use crate::outcome::CaseOutcome;

/// A party in its part: who complains, or who offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Participant {
    /// Who complains.
    Complainant(Owner),
    /// Who offers.
    Seller(PartyId),
}

impl Participant {
    /// Whether a case counts in what is found of it.
    pub(crate) fn owns(self, it: &CaseOutcome) -> bool {
        match self {
            // Anyone can type someone's address: only what was proved to be its own counts against it.
            Self::Complainant(party) => it.complainant == party && it.proved,
            Self::Seller(seller) => it.seller == Some(seller),
        }
    }
}

impl fmt::Display for Participant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Complainant(owner) => write!(f, "{owner}"),
            Self::Seller(id) => write!(f, "seller/{id}"),
        }
    }
}

impl FromStr for Participant {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        match s.split_once('/') {
            Some(("seller", id)) => id.parse().map(Self::Seller),
            Some(("account" | "party", _)) => s.parse().map(Self::Complainant),
            _ => Err(InvalidId { kind: "participant", rule: "account/ID, party/ID or seller/ID" }),
        }
    }
}

case::codes! {
    /// A kind of misuse.
    Pattern, "pattern of misuse" {
        /// A complainant's takedowns fall once sellers object, or its complaints are declined as manifestly unfounded.
        UnfoundedComplaints = "unfounded_complaints",
        /// Its takedowns fall where it sells on the same marketplace.
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
    pub const fn is_of(self, subject: Participant) -> bool {
        match (self, subject) {
            (
                Self::UnfoundedComplaints
                | Self::CompetitorOverlap
                | Self::ReusedDocuments
                | Self::BulkWithdrawals,
                Participant::Complainant(_),
            )
            | (Self::RepeatInfringement | Self::UnfoundedObjections, Participant::Seller(_)) => true,
            (
                Self::UnfoundedComplaints
                | Self::CompetitorOverlap
                | Self::ReusedDocuments
                | Self::BulkWithdrawals,
                Participant::Seller(_),
            )
            | (Self::RepeatInfringement | Self::UnfoundedObjections, Participant::Complainant(_)) => false,
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

/// A pattern seen in someone's cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MisuseFinding {
    /// Which.
    pub pattern: Pattern,
    /// Its numbers.
    pub figures: Figures,
    /// When the first act that counts was done.
    pub first: Timestamp,
    /// And the last.
    pub last: Timestamp,
}

/// A document filed with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentUse {
    /// The case.
    pub case: CaseId,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// By whom.
    pub complainant: Owner,
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

//! What counts as misuse, on either side, and what follows: Regulation (EU) 2022/2065 Art. 23. The law asks
//! for a prior warning, a reasonable time and four things to weigh; every number is the operator's, and
//! must stand in its terms with examples (Art. 23(4)).

use crate::programme::Share;

/// How often, and what share of all, makes a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Often {
    /// At least so many.
    pub least: u32,
    /// And at least this share of all that were decided.
    pub share: Share,
    /// Once warned, at least so many later ones.
    pub least_after_warning: u32,
}

/// When a pattern is noticed, and how it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MisuseRules {
    /// Over how many calendar months before today.
    pub window_months: u8,
    /// Complaints that did not stand against the seller's objection (withdrawn, conceded, lost, reversed), or were declined
    /// as manifestly unfounded ([`blame_of`](crate::programme::blame_of)).
    pub unfounded_complaints: Often,
    /// Complaints that did not stand against the objection, about sellers of a marketplace on which the complainant sells as well.
    pub competitor_overlap: Often,
    /// Complaints that rest on a document which others have filed for another owner.
    pub reused_documents: Often,
    /// Complaints withdrawn by an agency for many owners.
    pub bulk_withdrawals: Often,
    /// From how many owners on a complainant is an agency in bulk.
    pub agency_owners: u32,
    /// Listings taken down and standing.
    pub repeat_infringement: Often,
    /// Under at least so many rights.
    pub infringed_rights: u32,
    /// Counter-notices and appeals that failed.
    pub unfounded_objections: Often,
    /// After so many days a letter of a warning or a suspension that is not out is for a person.
    pub days_for_letter: u16,
    /// After so many days without its letter, a warning or a suspension lapses.
    pub days_to_tell: u16,
    /// A suspension comes at the earliest so many days after its warning was told.
    pub days_after_warning: u16,
    /// And at the latest so many calendar months after that.
    pub months_after_warning: u8,
    /// How many days the first, second, … suspension lasts; the last is for all further ones.
    pub ladder: &'static [u16],
    /// A suspension that ended longer ago, in calendar months, makes the next no longer.
    pub months_remembered: u8,
    /// Calendar months from when a suspension was told in which it can be appealed (Art. 20(1): at least six).
    pub months_to_appeal: u8,
    /// Whether rules may warn without a person.
    pub machine_warns: bool,
    /// Whether rules may suspend without a person. Art. 23(3) asks for a look at each case.
    pub machine_suspends: bool,
}

/// The operator's rules of misuse.
pub const MISUSE: MisuseRules = MisuseRules {
    window_months: 6,
    unfounded_complaints: Often { least: 5, share: Share(2_000), least_after_warning: 2 },
    competitor_overlap: Often { least: 3, share: Share(1_000), least_after_warning: 2 },
    reused_documents: Often { least: 3, share: Share(500), least_after_warning: 1 },
    // The agency that withdrew more than 60 % once sellers answered stood out far before that.
    bulk_withdrawals: Often { least: 20, share: Share(3_000), least_after_warning: 10 },
    agency_owners: 10,
    // AliExpress and Alibaba.com: three strikes.
    repeat_infringement: Often { least: 3, share: Share(0), least_after_warning: 1 },
    infringed_rights: 2,
    unfounded_objections: Often { least: 5, share: Share(8_000), least_after_warning: 2 },
    days_for_letter: 1,
    days_to_tell: 30,
    days_after_warning: 14,
    months_after_warning: 12,
    ladder: &[7, 30, 90, 180],
    months_remembered: 24,
    months_to_appeal: 6,
    machine_warns: true,
    machine_suspends: false,
};

/// How a seller's points are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PointRules {
    /// For how many calendar months a measure counts, from when it took force.
    pub months: u8,
}

/// The operator's rules of points. AliExpress: a penalty is valid for 365 days.
pub const POINTS: PointRules = PointRules { months: 12 };

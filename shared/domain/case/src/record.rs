//! The record of an automatic decision: what the rules looked at, so that anybody can decide it anew.

use std::fmt;
use std::str::FromStr;

use crate::filing::codes;
use crate::id::{InvalidId, SellerKey};

codes! {
    /// What the marketplace said of the listing.
    ListingSeen, "listing seen" {
        /// Everybody can see it.
        Visible = "visible",
        /// It is there, and nobody can see it.
        Hidden = "hidden",
        /// There is none.
        Gone = "gone",
        /// The marketplace was not asked.
        NotAsked = "not_asked",
    }
}

codes! {
    /// What the register of rights said of the right relied on.
    RightSeen, "right seen" {
        /// It knows none.
        Unknown = "unknown",
        /// It knows it as applied for.
        Pending = "pending",
        /// It knows it, and nobody has verified its documents.
        Unverified = "unverified",
        /// Its documents were rejected.
        Rejected = "rejected",
        /// It has ended: expired, surrendered, cancelled, assigned to somebody else.
        Ended = "ended",
        /// It exists without a registration, as copyright does.
        Unregistered = "unregistered",
        /// It is registered, verified and in force.
        InForce = "in_force",
    }
}

codes! {
    /// What the right protects.
    FormSeen, "form seen" {
        /// Words.
        Words = "words",
        /// A picture alone, or with words that do not decide.
        Figurative = "figurative",
        /// Something that is no mark.
        NoMark = "no_mark",
    }
}

codes! {
    /// Whether the right reaches the territory that governs the listing.
    TerritorySeen, "territory seen" {
        /// It does.
        Covered = "covered",
        /// It does not.
        Outside = "outside",
    }
}

codes! {
    /// By what the complainant may act for the right.
    AuthoritySeen, "authority seen" {
        /// It knows the right's filing code.
        FilingCode = "code",
        /// It is one of the right's people, or its agent within a mandate.
        OnFile = "on_file",
        /// By nothing on file.
        None = "none",
    }
}

codes! {
    /// How clearly the listing's words name the mark.
    MarkSeen, "mark seen" {
        /// Clearly enough for an automatic measure.
        Act = "act",
        /// So that a person should look.
        Desk = "desk",
        /// Only as one may name somebody's goods, e.g. "case for …".
        Note = "note",
        /// Not at all.
        Absent = "absent",
        /// There is no mark of words to look for.
        NoWords = "no_words",
    }
}

codes! {
    /// Whether the listing's goods are of the right's classes.
    ClassesSeen, "classes seen" {
        /// At least one is.
        Fit = "fit",
        /// None is.
        Differ = "differ",
        /// Nobody said what the listing's goods are, or the right has no classes.
        Unknown = "unknown",
    }
}

codes! {
    /// What the right's owner said of the seller.
    SellerSeen, "seller seen" {
        /// It is authorised.
        Authorised = "authorised",
        /// Nothing.
        NotListed = "not_listed",
    }
}

codes! {
    /// The complainant's standing in the good-faith programme, for complaints of this claim.
    StandingSeen, "standing seen" {
        /// It is a member.
        Member = "member",
        /// It is a member that was warned.
        Probation = "probation",
        /// It is none.
        None = "none",
    }
}

codes! {
    /// Whether the complainant has misused complaints (DSA Art. 23(2)).
    ConductSeen, "conduct seen" {
        /// Nothing is on record.
        Clear = "clear",
        /// It was warned.
        Warned = "warned",
        /// The processing of its complaints is suspended.
        Suspended = "suspended",
    }
}

codes! {
    /// How much is known of the complainant.
    HistorySeen, "history seen" {
        /// Fewer of its complaints have ended than the policy asks.
        New = "new",
        /// Enough have.
        Known = "known",
    }
}

codes! {
    /// How many listings the complaint names.
    SizeSeen, "size seen" {
        /// Not more than the policy takes from somebody new.
        Few = "few",
        /// More.
        Many = "many",
    }
}

codes! {
    /// Whether the listing is in dispute elsewhere.
    ConflictSeen, "conflict seen" {
        /// It is not.
        None = "none",
        /// Another complaint about it waits for a person.
        Open = "open",
        /// It came back after another complaint's counter-notice, court or appeal.
        Restored = "restored",
    }
}

/// What the rules looked at beside the filing. Each value is of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Saw {
    /// The marketplace's answer.
    pub listing: ListingSeen,
    /// The register's answer.
    pub right: RightSeen,
    /// What the right protects.
    pub form: FormSeen,
    /// Whether it reaches the listing's territory.
    pub territory: TerritorySeen,
    /// By what the complainant may act.
    pub authority: AuthoritySeen,
    /// How clearly the listing names the mark.
    pub mark: MarkSeen,
    /// Whether the goods are of the right's classes.
    pub classes: ClassesSeen,
    /// What the owner said of the seller.
    pub seller: SellerSeen,
    /// The complainant's standing.
    pub standing: StandingSeen,
    /// The complainant's conduct.
    pub conduct: ConductSeen,
    /// How much is known of the complainant.
    pub history: HistorySeen,
    /// How many listings it complains of.
    pub size: SizeSeen,
    /// Other complaints about the listing.
    pub conflict: ConflictSeen,
}

impl Saw {
    /// The codes of all values, in the order in which they are stored.
    #[must_use]
    pub const fn codes(&self) -> [&'static str; 13] {
        [
            self.listing.code(),
            self.right.code(),
            self.form.code(),
            self.territory.code(),
            self.authority.code(),
            self.mark.code(),
            self.classes.code(),
            self.seller.code(),
            self.standing.code(),
            self.conduct.code(),
            self.history.code(),
            self.size.code(),
            self.conflict.code(),
        ]
    }
}

/// The codes, apart by blanks.
impl fmt::Display for Saw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.codes().join(" "))
    }
}

impl FromStr for Saw {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let wrong = InvalidId { kind: "what the rules saw", rule: "13 codes, apart by blanks" };
        let codes: Vec<&str> = s.split(' ').collect();
        let [
            listing,
            right,
            form,
            territory,
            authority,
            mark,
            classes,
            seller,
            standing,
            conduct,
            history,
            size,
            conflict,
        ] = codes.as_slice()
        else {
            return Err(wrong);
        };
        Ok(Self {
            listing: listing.parse()?,
            right: right.parse()?,
            form: form.parse()?,
            territory: territory.parse()?,
            authority: authority.parse()?,
            mark: mark.parse()?,
            classes: classes.parse()?,
            seller: seller.parse()?,
            standing: standing.parse()?,
            conduct: conduct.parse()?,
            history: history.parse()?,
            size: size.parse()?,
            conflict: conflict.parse()?,
        })
    }
}

/// By which operation a mark was found in a listing, e.g. `confusable`: 1 to 24 of a-z and _.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding(String);

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl FromStr for Finding {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let ok = (1..=24).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let wrong = InvalidId { kind: "finding", rule: "1 to 24 of a-z and _" };
        if ok { Ok(Self(s.to_owned())) } else { Err(wrong) }
    }
}

/// The record of one automatic decision. With the rule set of its number and the filing, it decides the same
/// again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Number of the rule set.
    pub rules: u16,
    /// What the rules looked at.
    pub saw: Saw,
    /// By which operation the mark was found, where it was.
    pub found_by: Option<Finding>,
    /// Who offers the listing, where the marketplace said so.
    pub seller: Option<SellerKey>,
}

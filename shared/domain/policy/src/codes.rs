//! What codes mean.

use case::{Claim, DeclineCode, Measure};
use jiff::SignedDuration;

/// The measure that an accepted complaint of this claim leads to.
#[must_use]
pub const fn measure_for(claim: Claim) -> Measure {
    match claim {
        Claim::Counterfeit
        | Claim::TestPurchase
        | Claim::TrademarkMisuse
        | Claim::MarkOnGoods
        | Claim::SimilarMark
        | Claim::ShopName
        | Claim::ParallelImport
        | Claim::Copyright
        | Claim::PiratedMedia
        | Claim::Design
        | Claim::Patent
        | Claim::GeographicalIndication
        | Claim::TradeSecret
        | Claim::Other => Measure::Removal,
    }
}

/// How grave an infringement is: AliExpress's rules on intellectual property tell the two apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// A mark or a work is used without right.
    General,
    /// The goods themselves are unlawful: they carry a mark without its owner's consent, or are pirated copies.
    Serious,
}

impl Gravity {
    /// Each one.
    pub const ALL: &'static [Self] = &[Self::General, Self::Serious];

    /// Its code in a rule set.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Serious => "serious",
        }
    }
}

impl std::str::FromStr for Gravity {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|it| it.code() == code).ok_or(())
    }
}

/// How grave what is claimed would be.
#[must_use]
pub const fn gravity_of(claim: Claim) -> Gravity {
    match claim {
        Claim::Counterfeit | Claim::TestPurchase | Claim::MarkOnGoods | Claim::PiratedMedia => {
            Gravity::Serious
        }
        Claim::TrademarkMisuse
        | Claim::SimilarMark
        | Claim::ShopName
        | Claim::ParallelImport
        | Claim::Copyright
        | Claim::Design
        | Claim::Patent
        | Claim::GeographicalIndication
        | Claim::TradeSecret
        | Claim::Other => Gravity::General,
    }
}

/// Whether a complaint of `claim` rests on a proof that only the complainant can have: the report of a test purchase, a
/// picture of the mark on the goods.
#[must_use]
pub const fn asks_proof(claim: Claim) -> bool {
    matches!(claim, Claim::TestPurchase | Claim::MarkOnGoods)
}

/// On whose complaint of a claim a measure may be ordered without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AutomaticFor {
    /// Anyone's who is proved and may act for the right.
    Anyone,
    /// That of members of the good-faith programme.
    Members,
    /// Nobody's.
    Nobody,
}

impl AutomaticFor {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Members => "members",
            Self::Nobody => "nobody",
        }
    }
}

/// On whose complaint of `claim` a measure may be ordered without a person. No rule set can go beyond it.
///
/// A mark on the goods is a reason code of members: only a picture shows it, and no title confirms it. Where nothing of
/// this program compares what is claimed, a person does.
#[must_use]
pub const fn automatic_for(claim: Claim) -> AutomaticFor {
    match claim {
        Claim::Counterfeit | Claim::TestPurchase | Claim::TrademarkMisuse | Claim::Copyright => {
            AutomaticFor::Anyone
        }
        Claim::MarkOnGoods => AutomaticFor::Members,
        Claim::SimilarMark
        | Claim::ShopName
        | Claim::ParallelImport
        | Claim::PiratedMedia
        | Claim::Design
        | Claim::Patent
        | Claim::GeographicalIndication
        | Claim::TradeSecret
        | Claim::Other => AutomaticFor::Nobody,
    }
}

/// The field of the complaint that a decline points at, by its name in the form and the API.
#[must_use]
pub const fn field_of(code: DeclineCode) -> &'static str {
    match code {
        DeclineCode::InsufficientEvidence
        | DeclineCode::NoInfringement
        | DeclineCode::LawfulUse
        | DeclineCode::GenuineGoods
        | DeclineCode::Parody
        | DeclineCode::NotManifest => "evidence",
        DeclineCode::ListingMismatch
        | DeclineCode::ListingGone
        | DeclineCode::NotAListing
        | DeclineCode::AlreadyDecided
        | DeclineCode::Authorised => "listings",
        DeclineCode::RightUnknown
        | DeclineCode::RightNotInForce
        | DeclineCode::RightPending
        | DeclineCode::RightExpired
        | DeclineCode::WrongTerritory
        | DeclineCode::DocumentsRejected
        | DeclineCode::OwnershipDoubtful
        | DeclineCode::ValidityContested
        | DeclineCode::WrongClass => "right_number",
        DeclineCode::NotTheHolder | DeclineCode::ComplainantSuspended => "email",
        DeclineCode::WrongKindOfRight | DeclineCode::NotAnIpClaim => "claim",
        DeclineCode::StillIncomplete => "explanation",
    }
}

/// Whether a document can cure what this code declines: a letter of authority, a certificate, proof of renewal, the end
/// of a permission. Such a document is read by a person before the same is declined again.
#[must_use]
pub const fn is_cured_by_document(code: DeclineCode) -> bool {
    match code {
        DeclineCode::InsufficientEvidence
        | DeclineCode::Authorised
        | DeclineCode::RightUnknown
        | DeclineCode::RightNotInForce
        | DeclineCode::RightPending
        | DeclineCode::RightExpired
        | DeclineCode::WrongTerritory
        | DeclineCode::NotTheHolder
        | DeclineCode::DocumentsRejected
        | DeclineCode::WrongClass
        | DeclineCode::WrongKindOfRight
        | DeclineCode::GenuineGoods
        | DeclineCode::OwnershipDoubtful
        | DeclineCode::ValidityContested
        | DeclineCode::AlreadyDecided
        | DeclineCode::NotManifest => true,
        DeclineCode::ListingMismatch
        | DeclineCode::ListingGone
        | DeclineCode::NotAListing
        | DeclineCode::StillIncomplete
        | DeclineCode::NoInfringement
        | DeclineCode::LawfulUse
        | DeclineCode::Parody
        | DeclineCode::NotAnIpClaim
        | DeclineCode::ComplainantSuspended => false,
    }
}

/// How long a hidden listing is looked at again before the complaint about it is declined as gone: long enough for a
/// seller who is editing it, and short of the day within which complaints are decided.
pub const HIDDEN_FOR: SignedDuration = SignedDuration::from_hours(12);

/// After how many edits of a listing, each of which came before a measure could be ordered, a person decides: marketplaces
/// may count stock or views as a new version.
pub const MOST_EDITS: u8 = 3;

/// How long sealed evidence cannot be deleted: four years, by whose end claims about a listing are barred everywhere served
/// (People's Republic of China, Civil Code Art. 188; German Civil Code s. 195, counted from the year's end).
pub const EVIDENCE_RETENTION_DAYS: u16 = 4 * 365 + 1;

//! What codes mean.

use case::{Claim, DeclineCode, Measure};
use jiff::SignedDuration;

/// The measure that an accepted complaint of this claim leads to.
#[must_use]
pub const fn measure_for(claim: Claim) -> Measure {
    match claim {
        Claim::Counterfeit
        | Claim::TrademarkMisuse
        | Claim::Copyright
        | Claim::Design
        | Claim::Patent
        | Claim::GeographicalIndication => Measure::Removal,
    }
}

/// The field of the complaint that a decline points at, by its name in the form and the API.
#[must_use]
pub const fn field_of(code: DeclineCode) -> &'static str {
    match code {
        DeclineCode::InsufficientEvidence | DeclineCode::NoInfringement | DeclineCode::LawfulUse => {
            "evidence"
        }
        DeclineCode::ListingMismatch
        | DeclineCode::ListingGone
        | DeclineCode::NotAListing
        | DeclineCode::Authorised => "listings",
        DeclineCode::RightUnknown
        | DeclineCode::RightNotInForce
        | DeclineCode::RightPending
        | DeclineCode::RightExpired
        | DeclineCode::WrongTerritory
        | DeclineCode::DocumentsRejected
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
        | DeclineCode::WrongKindOfRight => true,
        DeclineCode::ListingMismatch
        | DeclineCode::ListingGone
        | DeclineCode::NotAListing
        | DeclineCode::StillIncomplete
        | DeclineCode::NoInfringement
        | DeclineCode::LawfulUse
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

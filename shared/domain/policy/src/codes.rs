//! What codes mean.

use case::{Claim, DeclineCode, Measure};

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
        | DeclineCode::WrongTerritory
        | DeclineCode::DocumentsRejected
        | DeclineCode::WrongClass => "right_number",
        DeclineCode::NotTheHolder | DeclineCode::ComplainantSuspended => "email",
        DeclineCode::WrongKindOfRight | DeclineCode::NotAnIpClaim => "claim",
        DeclineCode::StillIncomplete => "explanation",
    }
}

/// How long sealed evidence cannot be deleted: four years, by whose end claims about a listing are barred everywhere served
/// (People's Republic of China, Civil Code Art. 188; German Civil Code s. 195, counted from the year's end).
pub const EVIDENCE_RETENTION_DAYS: u16 = 4 * 365 + 1;

//! What a complaint cannot be declined for, because the register or the marketplace says otherwise.

use case::{
    AuthorityInput, DecisionInputs, DeclineCode, ListingInput, MisuseInput, RightInput, TerritoryInput,
};

/// What shows that a reason to decline is not so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contradiction {
    /// The register has the right as one that is in force.
    RightInForce,
    /// The register has the right as one that can still be renewed.
    RightRenewable,
    /// The register has the right as applied for.
    RightPending,
    /// The register has the right.
    RightKnown,
    /// The register has the right as registered, or as one that no office registers.
    RightRegistered,
    /// The right covers the listing's territory, or a part of it.
    TerritoryCovered,
    /// The complainant is on file for the right.
    OnFile,
    /// The marketplace shows the listing.
    ListingVisible,
    /// The marketplace has the listing.
    ListingExists,
    /// The complainant is not suspended.
    NotSuspended,
}

impl Contradiction {
    /// In words, for who decides.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::RightInForce => "the register has the right as registered, verified and in force",
            Self::RightRenewable => "by the register the right can still be renewed",
            Self::RightPending => "the register has the right as applied for, not as expired",
            Self::RightKnown => "the register has the right",
            Self::RightRegistered => "the register does not have the right as a mere application",
            Self::TerritoryCovered => {
                "by the register the right covers the listing's territory, or a part of it, to which a measure can be limited"
            }
            Self::OnFile => "the complainant is on file for the right",
            Self::ListingVisible => "the marketplace shows the listing to the public",
            Self::ListingExists => "the marketplace has such a listing",
            Self::NotSuspended => "its complainant is not suspended",
        }
    }
}

/// Whether the marketplace must be asked before someone declines for `code`.
#[must_use]
pub const fn asks_marketplace(code: DeclineCode) -> bool {
    matches!(code, DeclineCode::ListingGone | DeclineCode::NotAListing)
}

/// What of `inputs`, as they are now, contradicts that a complaint is declined for `code`. What the inputs leave open
/// contradicts nothing, and what only a person can judge is left to that person.
#[must_use]
pub fn contradiction(code: DeclineCode, inputs: &DecisionInputs) -> Option<Contradiction> {
    match code {
        DeclineCode::RightExpired => not_expired(inputs.get()?),
        DeclineCode::RightNotInForce | DeclineCode::DocumentsRejected => {
            (inputs.get() == Some(RightInput::InForce)).then_some(Contradiction::RightInForce)
        }
        DeclineCode::RightPending => match inputs.get::<RightInput>()? {
            RightInput::InForce
            | RightInput::Grace
            | RightInput::Expired
            | RightInput::Ended
            | RightInput::Unregistered => Some(Contradiction::RightRegistered),
            RightInput::Unknown | RightInput::Pending | RightInput::Unverified | RightInput::Rejected => None,
        },
        DeclineCode::RightUnknown => {
            (inputs.get::<RightInput>()? != RightInput::Unknown).then_some(Contradiction::RightKnown)
        }
        DeclineCode::WrongTerritory => {
            let reaches = matches!(inputs.get(), Some(TerritoryInput::Covered | TerritoryInput::Part));
            reaches.then_some(Contradiction::TerritoryCovered)
        }
        DeclineCode::NotTheHolder => {
            (inputs.get() == Some(AuthorityInput::OnFile)).then_some(Contradiction::OnFile)
        }
        DeclineCode::ListingGone => {
            let shown = matches!(inputs.get(), Some(ListingInput::Visible | ListingInput::Unsettled));
            shown.then_some(Contradiction::ListingVisible)
        }
        DeclineCode::NotAListing => match inputs.get::<ListingInput>()? {
            ListingInput::Visible
            | ListingInput::Unsettled
            | ListingInput::Hidden
            | ListingInput::LongHidden => Some(Contradiction::ListingExists),
            ListingInput::Gone | ListingInput::NotAsked => None,
        },
        DeclineCode::ComplainantSuspended => {
            (inputs.get::<MisuseInput>()? != MisuseInput::Suspended).then_some(Contradiction::NotSuspended)
        }
        DeclineCode::InsufficientEvidence
        | DeclineCode::ListingMismatch
        | DeclineCode::Authorised
        | DeclineCode::WrongClass
        | DeclineCode::WrongKindOfRight
        | DeclineCode::StillIncomplete
        | DeclineCode::NoInfringement
        | DeclineCode::LawfulUse
        | DeclineCode::GenuineGoods
        | DeclineCode::Parody
        | DeclineCode::ValidityContested
        | DeclineCode::AlreadyDecided
        | DeclineCode::OwnershipDoubtful
        | DeclineCode::NotManifest
        | DeclineCode::NotAnIpClaim => None,
    }
}

/// What contradicts that a right has expired.
const fn not_expired(right: RightInput) -> Option<Contradiction> {
    match right {
        RightInput::InForce => Some(Contradiction::RightInForce),
        RightInput::Grace => Some(Contradiction::RightRenewable),
        RightInput::Pending => Some(Contradiction::RightPending),
        RightInput::Unknown
        | RightInput::Unverified
        | RightInput::Rejected
        | RightInput::Expired
        | RightInput::Ended
        | RightInput::Unregistered => None,
    }
}

//! What a person cannot decide, because the register or the marketplace says otherwise.

use case::{
    AuthorityInput, ClassesInput, DecisionInputs, DeclineCode, EarlierInput, Filing, ListingInput,
    MisuseInput, RightInput, RightKind, SellerInput, TerritoryInput,
};

/// What shows that a decision would say what is not so.
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
    /// The right's owner has not allowed the seller.
    SellerNotAllowed,
    /// The claim rests on rights of that kind.
    KindFits,
    /// A class of the goods is one of the right's.
    ClassFits,
    /// No other case about the listing has been decided.
    NothingDecided,
    /// The register has the right as one that ended before its term did.
    RightEnded,
    /// The register has the right as expired for good.
    RightExpired,
    /// The register has the right, and its documents as rejected.
    RightRejected,
    /// The register has the right, and nobody has verified it.
    RightUnverified,
    /// The right does not cover the listing's territory.
    TerritoryOutside,
    /// The right's owner has allowed the seller.
    SellerAllowed,
    /// The marketplace has no such listing.
    ListingGone,
    /// The listing was edited since it was judged.
    ListingEdited,
    /// The complaint names no right, and its claim rests on one that offices register.
    NoRightNamed,
    /// The right that is named is not in the register.
    RightNotKnown,
}

impl Contradiction {
    /// In words, for who decides.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::RightInForce => "the register has the right as registered, verified and in force",
            Self::RightRenewable => "by the register the right can still be renewed",
            Self::RightPending => {
                "the register has the right as applied for, and not as registered: that is declined as right_pending"
            }
            Self::RightKnown => "the register has the right",
            Self::RightRegistered => "the register does not have the right as a mere application",
            Self::TerritoryCovered => {
                "by the register the right covers the listing's territory, or a part of it, to which a measure can be limited"
            }
            Self::OnFile => "the complainant is on file for the right",
            Self::ListingVisible => "the marketplace shows the listing to the public",
            Self::ListingExists => "the marketplace has such a listing",
            Self::NotSuspended => "its complainant is not suspended",
            Self::SellerNotAllowed => {
                "by the register the right's owner has not allowed this seller: if it has, enter that with `right seller allow` first"
            }
            Self::KindFits => "the claim can be based on a right of the kind that was named",
            Self::ClassFits => {
                "a class that the marketplace gives for the goods is one of those for which the register has the right"
            }
            Self::NothingDecided => "no other case about this listing has been decided",
            Self::RightEnded => {
                "the register has the right as ended before its term ran out: that is declined as right_not_in_force"
            }
            Self::RightExpired => {
                "the register has the right as expired, and it can no longer be renewed: that is declined as right_expired"
            }
            Self::RightRejected => {
                "the register has the documents of the right as rejected: decline as documents_rejected, or review the right first"
            }
            Self::RightUnverified => "nobody has verified the right in the register: `right verify` does",
            Self::TerritoryOutside => {
                "by the register the right does not cover the listing's territory: that is declined as wrong_territory"
            }
            Self::SellerAllowed => {
                "by the register the right's owner has allowed this seller: that is declined as authorised"
            }
            Self::ListingGone => {
                "the marketplace has no such listing any more: that is declined as listing_gone"
            }
            Self::ListingEdited => {
                "the listing was edited since it was judged: look at it as it is now before you decide"
            }
            Self::RightNotKnown => {
                "the right that the complaint names is not in the register of this installation: look it up at the office, and add it or decline as right_unknown"
            }
            Self::NoRightNamed => {
                "the complaint names no right, and what it claims rests on one that an office registers: a decline tells the complainant to name it"
            }
        }
    }
}

impl Contradiction {
    /// Whether a person may know better than the record and accept nevertheless, with a reason: the register may lag behind
    /// the office, an owner's permission may not cover the goods. Where there is no listing, nobody does.
    #[must_use]
    pub const fn may_be_known_better(self) -> bool {
        !matches!(self, Self::ListingGone)
    }
}

/// Whether the marketplace must be asked before someone declines for `code`.
#[must_use]
pub const fn asks_marketplace(code: DeclineCode) -> bool {
    matches!(code, DeclineCode::ListingGone | DeclineCode::NotAListing | DeclineCode::WrongClass)
}

/// What of `inputs`, as they are now, contradicts that a complaint is accepted; `is_edited` where the listing is not
/// the one that was judged. What the inputs leave open contradicts nothing. What nobody may know better comes first.
#[must_use]
pub fn against_accepting(inputs: &DecisionInputs, is_edited: bool) -> Option<Contradiction> {
    let right = inputs.get::<RightInput>();
    let found = [
        (inputs.get() == Some(ListingInput::Gone), Contradiction::ListingGone),
        (right == Some(RightInput::Ended), Contradiction::RightEnded),
        (right == Some(RightInput::Expired), Contradiction::RightExpired),
        (right == Some(RightInput::Pending), Contradiction::RightPending),
        (right == Some(RightInput::Rejected), Contradiction::RightRejected),
        (is_edited, Contradiction::ListingEdited),
        (inputs.get() == Some(SellerInput::Authorised), Contradiction::SellerAllowed),
        (
            right.is_some_and(|right| right != RightInput::Unknown)
                && inputs.get() == Some(TerritoryInput::Outside),
            Contradiction::TerritoryOutside,
        ),
        (right == Some(RightInput::Unverified), Contradiction::RightUnverified),
    ];
    found.into_iter().find_map(|(is_so, contradiction)| is_so.then_some(contradiction))
}

/// That the complaint names no right, or one that is not in the register of this installation, where its claim rests on one
/// that offices register.
#[must_use]
pub fn without_right(filing: &Filing, inputs: &DecisionInputs) -> Option<Contradiction> {
    let kind = filing.claim.right_kind().filter(|kind| *kind != RightKind::Copyright);
    match (kind, &filing.right) {
        (Some(_), None) => Some(Contradiction::NoRightNamed),
        (Some(_), Some(_)) if inputs.get() == Some(RightInput::Unknown) => Some(Contradiction::RightNotKnown),
        _ => None,
    }
}

/// What of `inputs`, as they are now, contradicts that a complaint is declined for `code`. What the inputs leave open
/// contradicts nothing, and what only a person can judge is left to that person.
#[must_use]
pub fn contradiction(code: DeclineCode, filing: &Filing, inputs: &DecisionInputs) -> Option<Contradiction> {
    match code {
        DeclineCode::RightExpired
        | DeclineCode::RightNotInForce
        | DeclineCode::DocumentsRejected
        | DeclineCode::RightPending
        | DeclineCode::RightUnknown => of_right(code, inputs.get()?),
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
        DeclineCode::Authorised => {
            (inputs.get() == Some(SellerInput::NotListed)).then_some(Contradiction::SellerNotAllowed)
        }
        DeclineCode::WrongClass => {
            (inputs.get() == Some(ClassesInput::Fit)).then_some(Contradiction::ClassFits)
        }
        DeclineCode::WrongKindOfRight => {
            // A number under which the register has no right of that kind may be that of another one.
            let is_known = inputs.get::<RightInput>().is_some_and(|right| right != RightInput::Unknown);
            let fits = filing.right.as_ref().is_some_and(|right| filing.claim.rests_on(right.kind()));
            (is_known && fits).then_some(Contradiction::KindFits)
        }
        DeclineCode::AlreadyDecided => {
            (inputs.get() == Some(EarlierInput::None)).then_some(Contradiction::NothingDecided)
        }
        DeclineCode::InsufficientEvidence
        | DeclineCode::ListingMismatch
        | DeclineCode::StillIncomplete
        | DeclineCode::NoInfringement
        | DeclineCode::LawfulUse
        | DeclineCode::GenuineGoods
        | DeclineCode::Parody
        | DeclineCode::ValidityContested
        | DeclineCode::OwnershipDoubtful
        | DeclineCode::NotManifest
        | DeclineCode::NotAnIpClaim => None,
    }
}

/// What contradicts what is said of a right.
fn of_right(code: DeclineCode, right: RightInput) -> Option<Contradiction> {
    match (code, right) {
        (DeclineCode::RightExpired, _) => not_expired(right),
        (DeclineCode::RightNotInForce, RightInput::Expired) => Some(Contradiction::RightExpired),
        (DeclineCode::RightNotInForce | DeclineCode::DocumentsRejected, RightInput::InForce) => {
            Some(Contradiction::RightInForce)
        }
        (
            DeclineCode::RightPending,
            RightInput::InForce
            | RightInput::Grace
            | RightInput::Expired
            | RightInput::Ended
            | RightInput::Unregistered,
        ) => Some(Contradiction::RightRegistered),
        (DeclineCode::RightUnknown, known) => {
            (known != RightInput::Unknown).then_some(Contradiction::RightKnown)
        }
        _ => None,
    }
}

/// What contradicts that a right has expired.
const fn not_expired(right: RightInput) -> Option<Contradiction> {
    match right {
        RightInput::InForce => Some(Contradiction::RightInForce),
        RightInput::Grace => Some(Contradiction::RightRenewable),
        RightInput::Pending => Some(Contradiction::RightPending),
        RightInput::Ended => Some(Contradiction::RightEnded),
        RightInput::Unknown
        | RightInput::Unverified
        | RightInput::Rejected
        | RightInput::Expired
        | RightInput::Unregistered => None,
    }
}

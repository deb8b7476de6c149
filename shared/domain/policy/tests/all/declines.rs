//! What a person cannot decline for.

use case::{
    ClassesInput, DecisionInputs, DeclineCode, EarlierInput, Filing, ListingInput, MisuseInput, RightInput,
    SellerInput, TerritoryInput,
};
use policy::rules::Verdict;
use policy::{Contradiction, against_accepting};
use proptest::prelude::*;

use crate::arbitrary;
use crate::rules::{filing, rules};

#[test]
fn the_unknown_contradicts_nothing_and_what_holds_is_not_denied() {
    let holds = DecisionInputs::default()
        .with(ListingInput::Visible)
        .with(RightInput::InForce)
        .with(TerritoryInput::Covered)
        .with(MisuseInput::Clear)
        .with(ClassesInput::Fit)
        .with(SellerInput::NotListed)
        .with(EarlierInput::None);
    let denied = [
        DeclineCode::RightExpired,
        DeclineCode::RightNotInForce,
        DeclineCode::RightPending,
        DeclineCode::RightUnknown,
        DeclineCode::WrongTerritory,
        DeclineCode::DocumentsRejected,
        DeclineCode::ListingGone,
        DeclineCode::NotAListing,
        DeclineCode::ComplainantSuspended,
        DeclineCode::Authorised,
        DeclineCode::WrongClass,
        DeclineCode::AlreadyDecided,
    ];
    let filing = Filing { right: None, ..filing(|_| {}) };
    for code in DeclineCode::ALL {
        assert_eq!(policy::contradiction(*code, &filing, &DecisionInputs::default()), None, "{code}");
        assert_eq!(policy::contradiction(*code, &filing, &holds).is_some(), denied.contains(code), "{code}");
    }
}

#[test]
fn a_kind_of_right_that_fits_the_claim_is_not_called_wrong() {
    for (right, fits) in [("trademark/EM/018999001", true), ("design/EM/008765432-0001", false)] {
        let filing = Filing { right: right.parse().ok(), claim: case::Claim::Counterfeit, ..filing(|_| {}) };
        for known in [RightInput::InForce, RightInput::Unknown] {
            let inputs = DecisionInputs::default().with(known);
            let found = policy::contradiction(DeclineCode::WrongKindOfRight, &filing, &inputs);
            assert_eq!(found.is_some(), fits && known == RightInput::InForce, "{right}");
        }
    }
}

#[test]
fn a_right_that_was_given_up_has_not_expired() {
    let ended = DecisionInputs::default().with(RightInput::Ended);
    let found = policy::contradiction(DeclineCode::RightExpired, &filing(|_| {}), &ended);
    assert_eq!(found, Some(Contradiction::RightEnded));
    assert!(found.unwrap().words().contains("right_not_in_force"));
}

#[test]
fn what_speaks_against_a_measure_is_said_and_where_there_is_no_listing_nobody_knows_better() {
    let fine = || {
        DecisionInputs::default()
            .with(ListingInput::Visible)
            .with(RightInput::InForce)
            .with(TerritoryInput::Part)
            .with(SellerInput::NotListed)
    };
    assert_eq!(against_accepting(&fine(), false), None);
    assert_eq!(against_accepting(&DecisionInputs::default(), false), None);
    assert_eq!(
        against_accepting(&fine().with(RightInput::Unknown).with(TerritoryInput::Outside), false),
        None
    );
    assert_eq!(against_accepting(&fine(), true), Some(Contradiction::ListingEdited));
    for (inputs, found) in [
        (fine().with(ListingInput::Gone), Contradiction::ListingGone),
        (fine().with(RightInput::Ended), Contradiction::RightEnded),
        (fine().with(RightInput::Expired), Contradiction::RightExpired),
        (fine().with(RightInput::Pending), Contradiction::RightPending),
        (fine().with(RightInput::Rejected), Contradiction::RightRejected),
        (fine().with(RightInput::Unverified), Contradiction::RightUnverified),
        (fine().with(TerritoryInput::Outside), Contradiction::TerritoryOutside),
        (fine().with(SellerInput::Authorised), Contradiction::SellerAllowed),
    ] {
        assert_eq!(against_accepting(&inputs, false), Some(found));
        assert_eq!(found.may_be_known_better(), found != Contradiction::ListingGone, "{found:?}");
    }
}

proptest! {
    /// A person may decline for whatever the rules may.
    #[test]
    fn rules_decline_for_nothing_that_is_contradicted(
        filing in arbitrary::filing(), record in arbitrary::record(),
    ) {
        if let Verdict::Decline(code) = rules().verdict(&filing, &record.inputs) {
            prop_assert_eq!(policy::contradiction(code, &filing, &record.inputs), None, "{}", code);
        }
    }
}

/// The case takes what letters and pages say that the law lets the complainant do.
#[test]
fn a_counter_notice_is_disputed_where_the_law_of_the_notice_lets_it() {
    for territory in ["EU", "DE", "US", "CN", "GB", "JP"] {
        for claim in case::Claim::ALL {
            let filing = Filing { territory: territory.parse().unwrap(), claim: *claim, ..filing(|_| {}) };
            let law = policy::NoticeLaw::of(filing.territory, Some(*claim));
            assert_eq!(law.lets_dispute(), filing.lets_dispute(), "{territory} {claim}");
        }
    }
}

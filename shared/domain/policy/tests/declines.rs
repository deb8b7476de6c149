//! What a person cannot decline for.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../case/tests/all/arbitrary.rs"]
#[allow(dead_code, reason = "filings and records alone are needed here")]
mod arbitrary;

use case::{DecisionInputs, DeclineCode, ListingInput, MisuseInput, RightInput, TerritoryInput};
use policy::rules::{RuleSet, Verdict};
use proptest::prelude::*;

fn rules() -> RuleSet {
    contract::rules::of_this_program().unwrap().pop().unwrap()
}

#[test]
fn the_unknown_contradicts_nothing_and_what_holds_is_not_denied() {
    let holds = DecisionInputs::default()
        .with(ListingInput::Visible)
        .with(RightInput::InForce)
        .with(TerritoryInput::Covered)
        .with(MisuseInput::Clear);
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
    ];
    for code in DeclineCode::ALL {
        assert_eq!(policy::contradiction(*code, &DecisionInputs::default()), None, "{code}");
        assert_eq!(policy::contradiction(*code, &holds).is_some(), denied.contains(code), "{code}");
    }
}

proptest! {
    /// A person may decline for whatever the rules may.
    #[test]
    fn rules_decline_for_nothing_that_is_contradicted(
        filing in arbitrary::filing(), record in arbitrary::record(),
    ) {
        if let Verdict::Decline(code) = rules().verdict(&filing, &record.inputs) {
            prop_assert_eq!(policy::contradiction(code, &record.inputs), None, "{}", code);
        }
    }
}

//! The desk's decisions, and the rule that two persons stand behind an overridden check.

use proptest::prelude::*;
use register::right::{
    Check, CheckCode, MOST_EVENTS, Outcome, RejectCode, ReviewState, RightEvent, Unfoldable,
};

use super::*;

fn check(code: CheckCode, outcome: Outcome, compared: &str) -> Check {
    Check { code, outcome, compared: compared.to_owned(), remedy: None }
}

fn verify(checks: Vec<Check>) -> RightCommand {
    RightCommand::Verify { checks, confirmed: vec!["documents_readable".to_owned()] }
}

fn override_name(checks: &[Check]) -> RightCommand {
    let why = "the register shows the former name".to_owned();
    RightCommand::Override { check: CheckCode::OwnerName, checks: checks.to_vec(), why }
}

#[test]
fn a_right_against_which_nothing_stands_is_verified_by_one() {
    let mut right = mark();
    let checks = register::right::checks(&right, &[], TODAY);
    assert_eq!(done(&mut right, &reviewer("ada"), &verify(checks.clone())), Ok(true));
    assert_eq!(right.history.state(), &ReviewState::Verified);
    assert_eq!(done(&mut right, &reviewer("bob"), &verify(checks)), Ok(false), "twice is once");
    let RightEvent::Verified { passed, overridden, confirmed } = &right.history.events()[1].event else {
        panic!()
    };
    assert!(passed.contains(&CheckCode::ClassPage) && overridden.is_empty());
    assert_eq!(confirmed, &["documents_readable"]);
}

#[test]
fn a_failed_check_needs_another_person() {
    let mut right = mark();
    let (ada, bob) = (reviewer("ada"), reviewer("bob"));
    let failed = vec![check(CheckCode::OwnerName, Outcome::Failed, "a | b")];
    let needs = Err(CommandError::NeedsOverride(vec![CheckCode::OwnerName]));
    assert_eq!(done(&mut right, &ada, &verify(failed.clone())), needs);
    assert_eq!(done(&mut right, &ada, &override_name(&failed)), Ok(true));
    assert_eq!(done(&mut right, &ada, &verify(failed.clone())), needs, "one's own override does not count");
    assert_eq!(done(&mut right, &bob, &override_name(&failed)), Ok(true));
    assert_eq!(done(&mut right, &bob, &override_name(&failed)), Ok(false), "twice is once");
    let other = vec![check(CheckCode::OwnerName, Outcome::Failed, "a | c")];
    assert_eq!(done(&mut right, &ada, &verify(other)), needs, "what was found has changed since");
    assert_eq!(done(&mut right, &ada, &verify(failed)), Ok(true));
}

#[test]
fn what_was_overridden_counts_no_more_when_the_right_is_submitted_anew() {
    let mut right = mark();
    let failed = vec![check(CheckCode::OwnerName, Outcome::Failed, "a | b")];
    done(&mut right, &reviewer("bob"), &override_name(&failed)).unwrap();
    done(&mut right, &reviewer("ada"), &RightCommand::Reject { code: RejectCode::OwnerDiffers }).unwrap();
    assert_eq!(done(&mut right, &By::Holder, &RightCommand::Submit), Ok(true));
    let needs = Err(CommandError::NeedsOverride(vec![CheckCode::OwnerName]));
    assert_eq!(done(&mut right, &reviewer("ada"), &verify(failed)), needs);
}

#[test]
fn a_check_that_passed_is_not_overridden() {
    let passed = [check(CheckCode::OwnerName, Outcome::Passed, "a | a")];
    let refused = done(&mut mark(), &reviewer("bob"), &override_name(&passed));
    assert_eq!(refused, Err(CommandError::NothingToOverride(CheckCode::OwnerName)));
}

#[test]
fn each_decision_is_for_those_whom_it_is_for() {
    let right = mark();
    for (by, command, says) in [
        (By::Holder, verify(vec![]), "verifying is not for the holder"),
        (By::Operator, verify(vec![]), "verifying is not for the operator"),
        (By::Machine, RightCommand::Reject { code: RejectCode::Ended }, "rejecting is not for the machine"),
        (reviewer("ada"), RightCommand::Submit, "submitting is not for a reviewer"),
        (By::Holder, RightCommand::Expire, "noting the expiry is not for the holder"),
        (By::Machine, RightCommand::Expire, "the right's last day has not passed"),
        (By::Holder, RightCommand::Assign { to: " ".to_owned() }, "the new owner's name must have"),
    ] {
        let refused = decide(&right, &by, &command, now()).unwrap_err().to_string();
        assert!(refused.starts_with(says), "{refused}");
    }
}

#[test]
fn a_right_that_was_given_up_stays_so() {
    let mut right = mark();
    assert_eq!(done(&mut right, &By::Holder, &RightCommand::Surrender), Ok(true));
    assert_eq!(done(&mut right, &By::Holder, &RightCommand::Surrender), Ok(false));
    let refused = done(&mut right, &By::Holder, &RightCommand::Submit).unwrap_err();
    assert_eq!(refused.to_string(), "submitting is not possible while the right is surrendered");
}

#[test]
fn a_history_that_cannot_have_happened_is_not_replayed() {
    let at = |by, event| RightRecorded { at: now(), by, event };
    let finding = check(CheckCode::OwnerName, Outcome::Failed, "a | b").finding();
    let verified = RightEvent::Verified { passed: vec![], overridden: vec![finding], confirmed: vec![] };
    let why = String::new();
    let submitted = at(By::Holder, RightEvent::Submitted);
    let own = at(reviewer("ada"), RightEvent::Overridden { finding, why });
    for (events, number) in [
        (vec![], 0),
        (vec![at(By::Machine, RightEvent::Expired)], 0),
        (vec![submitted.clone(), at(reviewer("ada"), verified.clone())], 1),
        (vec![submitted.clone(), own, at(reviewer("ada"), verified)], 2),
        (vec![submitted; MOST_EVENTS + 1], MOST_EVENTS),
    ] {
        assert_eq!(History::replay(events).unwrap_err(), Unfoldable { number });
    }
}

fn anybody() -> impl Strategy<Value = By> {
    prop_oneof![
        Just(By::Operator),
        Just(By::Holder),
        Just(By::Machine),
        "[abc]".prop_map(|name| reviewer(&name)),
    ]
}

fn some_checks() -> impl Strategy<Value = Vec<Check>> {
    let outcomes = prop_oneof![Just(Outcome::Passed), Just(Outcome::Failed), Just(Outcome::NotApplicable)];
    let of = |code: &CheckCode| (Just(*code), outcomes.clone(), "[xy]");
    CheckCode::ALL
        .iter()
        .map(of)
        .collect::<Vec<_>>()
        .prop_map(|all| all.into_iter().map(|(code, outcome, said)| check(code, outcome, &said)).collect())
}

fn anything() -> impl Strategy<Value = RightCommand> {
    prop_oneof![
        2 => Just(RightCommand::Submit),
        8 => (proptest::sample::select(CheckCode::ALL), some_checks(), "[a-z]{0,3}")
            .prop_map(|(check, checks, why)| RightCommand::Override { check, checks, why }),
        8 => some_checks().prop_map(verify),
        1 => proptest::sample::select(RejectCode::ALL).prop_map(|code| RightCommand::Reject { code }),
        1 => Just(RightCommand::Expire),
        1 => Just(RightCommand::Surrender),
        1 => "[a-z ]{0,4}".prop_map(|to| RightCommand::Assign { to }),
    ]
}

proptest! {
    /// Whatever is asked by whomever: deciding is total, every event that it gives folds, asking twice is
    /// asking once, and behind every verified right stands a second person for each failed check.
    #[test]
    fn whoever_overrides_never_verifies(asked in prop::collection::vec((anybody(), anything()), 0..80)) {
        let mut right = mark();
        for (by, command) in asked {
            let before = right.history.clone();
            match done(&mut right, &by, &command) {
                Ok(true) => {
                    let again = decide(&right, &by, &command, now());
                    prop_assert!(matches!(again, Ok(None) | Err(_)), "{:?}", again);
                }
                Ok(false) | Err(_) => prop_assert_eq!(&right.history, &before),
            }
            if let (RightCommand::Verify { checks, .. }, ReviewState::Verified) = (&command, right.history.state())
                && before.state() == &ReviewState::Submitted
            {
                for failed in checks.iter().filter(|check| check.outcome == Outcome::Failed) {
                    let by_others =
                        before.overrides().any(|(who, finding)| finding == failed.finding() && *who != by);
                    prop_assert!(by_others, "{} was verified alone", failed.code);
                }
            }
        }
        prop_assert_eq!(History::replay(right.history.events().to_vec()), Ok(right.history));
    }
}

#[test]
fn what_was_verified_with_a_document_is_verified_again_without_it() {
    let mut right = mark();
    let checks = register::right::checks(&right, &[], TODAY);
    done(&mut right, &reviewer("ada"), &verify(checks)).unwrap();
    let digest = right.documents[0].digest;
    let remove = |kind| RightCommand::RemoveDocument { digest, kind };
    assert_eq!(done(&mut right, &reviewer("ada"), &remove(DocumentKind::Translation)), Ok(false));
    assert_eq!(right.history.state(), &ReviewState::Verified);
    assert_eq!(done(&mut right, &reviewer("ada"), &remove(DocumentKind::Certificate)), Ok(true));
    assert_eq!(right.history.state(), &ReviewState::Submitted);
    done(&mut right, &reviewer("ada"), &RightCommand::Reject { code: RejectCode::CertificateMissing })
        .unwrap();
    let rejected = right.history.state().clone();
    done(&mut right, &By::Holder, &remove(DocumentKind::Certificate)).unwrap();
    assert_eq!(right.history.state(), &rejected, "nothing else is undone");
    let machine = done(&mut right, &By::Machine, &remove(DocumentKind::Certificate));
    assert!(matches!(machine, Err(CommandError::NotYours { .. })));
    done(&mut right, &By::Holder, &RightCommand::Surrender).unwrap();
    let late = done(&mut right, &By::Holder, &remove(DocumentKind::Certificate));
    assert!(matches!(late, Err(CommandError::NotNow { .. })));
}

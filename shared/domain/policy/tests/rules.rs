//! Automatic decisions: rules as data.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../../case/tests/all/arbitrary.rs"]
#[allow(dead_code, reason = "filings and records alone are needed here")]
mod arbitrary;

use case::{DecisionInputs, DeclineCode, Filing, Proof, Question};
use policy::rules::{Input, Mode, RuleSet, Verdict};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

const GOOD: &str =
    "visible in_force words covered account_secret act fit not_listed none clear known few none";

/// The inputs of these values, in the order of their names.
fn inputs(values: &str) -> DecisionInputs {
    let pairs: Vec<_> = DecisionInputs::NAMES
        .iter()
        .zip(values.split(' '))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join(" ").parse().unwrap()
}

#[test]
fn an_unknown_input_fits_no_rule_and_never_lifts_a_case_above_the_floor() {
    let all =
        contract::rules::read(r#"{"number":100,"rules":[{"code":"a","why":"x","when":{},"then":"accept"}]}"#);
    let all = all.unwrap();
    let good = inputs(GOOD).to_string();
    for (name, must_be_known) in [
        ("listing", true),
        ("right", true),
        ("territory", true),
        ("authority", true),
        ("misuse", true),
        ("mark", false),
        ("size", false),
    ] {
        let absent: Vec<_> = good.split(' ').filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
        let newer: Vec<_> = good
            .split(' ')
            .map(|pair| {
                if pair.starts_with(&format!("{name}=")) {
                    format!("{name}=of_a_later_version")
                } else {
                    pair.to_owned()
                }
            })
            .collect();
        for text in [absent.join(" "), newer.join(" ")] {
            let inputs: DecisionInputs = text.parse().unwrap();
            assert_eq!(inputs.to_string(), text, "kept as it is");
            let expected = if must_be_known { Verdict::Desk(Question::Policy) } else { Verdict::Accept };
            assert_eq!(all.verdict(&filing(|_| {}), &inputs), expected, "{text}");
        }
    }
    let more: DecisionInputs = format!("{good} weather=sunny").parse().unwrap();
    assert_eq!(rules().verdict(&filing(|_| {}), &more), rules().verdict(&filing(|_| {}), &inputs(GOOD)));
}

fn rules() -> RuleSet {
    contract::rules::of_this_program().unwrap()
}

fn filing(change: impl Fn(&mut Filing)) -> Filing {
    let mut filing = arbitrary::filing().new_tree(&mut TestRunner::deterministic()).unwrap().current();
    filing.missing.clear();
    filing.claim = case::Claim::Counterfeit;
    filing.proof = Proof::AccountSecret;
    change(&mut filing);
    filing
}

/// What the rules decide of the good input with one word replaced.
fn decided(from: &str, to: &str) -> Verdict {
    let words: Vec<_> = GOOD.split(' ').map(|word| if word == from { to } else { word }).collect();
    assert!(from == to || words.join(" ") != GOOD, "{from}");
    rules().verdict(&filing(|_| {}), &inputs(&words.join(" ")))
}

#[test]
fn each_input_has_its_verdict() {
    use Verdict::{Accept, Decline, Desk};
    for (from, to, verdict) in [
        ("visible", "visible", Accept),
        ("visible", "hidden", Decline(DeclineCode::ListingGone)),
        ("visible", "gone", Decline(DeclineCode::ListingGone)),
        ("visible", "not_asked", Desk(Question::Policy)),
        ("in_force", "unknown", Desk(Question::UnregisteredRight)),
        ("in_force", "unregistered", Desk(Question::UnregisteredRight)),
        ("in_force", "pending", Decline(DeclineCode::RightNotInForce)),
        ("in_force", "ended", Decline(DeclineCode::RightNotInForce)),
        ("in_force", "rejected", Decline(DeclineCode::DocumentsRejected)),
        ("in_force", "unverified", Desk(Question::UnverifiedRight)),
        ("covered", "outside", Decline(DeclineCode::WrongTerritory)),
        ("not_listed", "authorised", Decline(DeclineCode::Authorised)),
        ("act", "note", Desk(Question::NominativeUse)),
        ("act", "desk", Desk(Question::MarkUnclear)),
        ("act", "absent", Desk(Question::MarkUnclear)),
        ("act", "no_words", Desk(Question::MarkUnclear)),
        ("fit", "differ", Desk(Question::GoodsDiffer)),
        ("fit", "unknown", Accept),
        ("clear", "warned", Accept),
        ("clear", "suspended", Decline(DeclineCode::ComplainantSuspended)),
        ("few", "many", Accept),
    ] {
        assert_eq!(decided(from, to), verdict, "{from} -> {to}");
    }
}

#[test]
fn a_picture_is_for_the_desk_unless_the_listing_names_it() {
    let figurative = GOOD.replace("words", "figurative");
    let decide = |saw: &str| rules().verdict(&filing(|_| {}), &inputs(saw));
    assert_eq!(decide(&figurative), Verdict::Accept);
    assert_eq!(decide(&figurative.replace("act", "absent")), Verdict::Desk(Question::FigurativeMark));
}

#[test]
fn a_members_complaint_needs_lighter_proof_but_no_less_of_a_right() {
    let member = GOOD.replace("not_listed none", "not_listed member");
    let decide = |saw: &str| rules().verdict(&filing(|_| {}), &inputs(saw));
    assert_eq!(decide(&member.replace("act", "absent")), Verdict::Accept);
    let worse = [("in_force", "unverified"), ("in_force", "ended"), ("covered", "outside"), ("act", "note")];
    for (from, to) in worse {
        assert_ne!(decide(&member.replace(from, to)), Verdict::Accept, "{to}");
    }
    assert_ne!(decide(&member.replace("few none", "few open")), Verdict::Accept);
}

#[test]
fn the_first_complaints_of_somebody_new_are_read_when_they_name_many() {
    let new = inputs(&GOOD.replace("known few", "new many"));
    assert_eq!(rules().verdict(&filing(|_| {}), &new), Verdict::Desk(Question::NewComplainant));
}

#[test]
fn a_patent_is_never_decided_without_a_person() {
    let patent = filing(|filing| filing.claim = case::Claim::Patent);
    assert_eq!(rules().verdict(&patent, &inputs(GOOD)), Verdict::Desk(Question::NeedsExpert));
}

#[test]
fn what_is_missing_comes_first() {
    let incomplete = filing(|filing| filing.missing = vec![case::Element::GoodFaith]);
    assert_eq!(rules().verdict(&incomplete, &inputs(GOOD)), Verdict::Incomplete);
}

/// DSA Art. 16(1); 17 U.S.C. 512(c)(3)(A)(vi); PRC E-Commerce Law Art. 42(1).
#[test]
fn who_does_not_hold_the_right_is_heard_where_the_law_takes_notices_of_anyone() {
    let stranger = inputs(&GOOD.replace(" account_secret ", " none "));
    for (territory, claim, verdict) in [
        ("EU", case::Claim::Counterfeit, Verdict::Desk(Question::NonHolder)),
        ("DE", case::Claim::Copyright, Verdict::Desk(Question::NonHolder)),
        ("US", case::Claim::Copyright, Verdict::Decline(DeclineCode::NotTheHolder)),
        ("US", case::Claim::Counterfeit, Verdict::Decline(DeclineCode::NotTheHolder)),
        ("CN", case::Claim::Counterfeit, Verdict::Decline(DeclineCode::NotTheHolder)),
    ] {
        for proof in [Proof::Mail, Proof::Link, Proof::ApiKey] {
            let filing = filing(|filing| {
                filing.proof = proof;
                filing.claim = claim;
                filing.territory = territory.parse().unwrap();
            });
            assert_eq!(rules().verdict(&filing, &stranger), verdict, "{territory} {claim} {proof}");
        }
    }
}

#[test]
fn who_is_not_proved_is_for_a_person_whether_on_file_or_not() {
    for authority in [" none ", " on_file "] {
        let typed = filing(|filing| filing.proof = Proof::None);
        let saw = inputs(&GOOD.replace(" account_secret ", authority));
        assert_eq!(rules().verdict(&typed, &saw), Verdict::Desk(Question::WhoComplains), "{authority}");
    }
}

proptest! {
    #[test]
    fn the_same_input_is_always_decided_the_same_and_the_record_tells_it(
        filing in arbitrary::filing(), record in arbitrary::record(),
    ) {
        let rules = rules();
        let verdict = rules.verdict(&filing, &record.inputs);
        let again: DecisionInputs = record.inputs.to_string().parse().unwrap();
        let judgement = rules.judge(&filing, &again);
        prop_assert_eq!(judgement.verdict, verdict);
        // Every rule is in the record, with what it looked at.
        prop_assert_eq!(judgement.found.len(), rules.rules.len());
        for found in &judgement.found {
            prop_assert_eq!(found.inputs.len(), found.rule.when.len());
        }
        // The last rule takes what no other did.
        prop_assert!(judgement.by.is_some());
    }

    #[test]
    fn only_a_registered_right_in_force_here_is_ever_accepted_on(
        filing in arbitrary::filing(), record in arbitrary::record(),
    ) {
        if rules().verdict(&filing, &record.inputs) == Verdict::Accept {
            prop_assert_eq!(record.inputs.get(), Some(case::RightInput::InForce));
            prop_assert_eq!(record.inputs.get(), Some(case::TerritoryInput::Covered));
            prop_assert_eq!(record.inputs.get(), Some(case::ListingInput::Visible));
            prop_assert_ne!(record.inputs.get(), Some(case::MisuseInput::Suspended));
            prop_assert!(filing.proof != Proof::None && filing.missing.is_empty());
        }
    }

    /// Under any rules.
    #[test]
    fn nobody_is_declined_for_what_the_law_does_not_ask(
        filing in arbitrary::filing(), record in arbitrary::record(), code in prop::sample::select(DeclineCode::ALL),
    ) {
        let text = format!(r#"{{"number":100,"rules":[{{"code":"a","why":"x","when":{{}},"then":"decline {code}"}}]}}"#);
        let verdict = contract::rules::read(&text).unwrap().verdict(&filing, &record.inputs);
        let law = policy::NoticeLaw::of(filing.territory, Some(filing.claim));
        let anyone = law.notices_from() == policy::NoticesFrom::Anyone;
        let kept = filing.proof != Proof::None && !(anyone && code == DeclineCode::NotTheHolder);
        prop_assert_eq!(verdict == Verdict::Decline(code), kept);
        prop_assert!(kept || matches!(verdict, Verdict::Desk(_)));
    }
}

#[test]
fn a_shadow_rule_decides_nothing_and_shows_what_it_would_have() {
    let mut rules = rules();
    rules.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap().mode = Mode::Shadow;
    let saw: DecisionInputs = inputs(&GOOD.replace("act", "note"));
    let filing = filing(|_| {});
    assert_eq!(rules.verdict(&filing, &saw), Verdict::Accept);
    let judgement = rules.judge(&filing, &saw);
    let shadow = judgement.found.iter().find(|found| found.rule.code == "nominative_use").unwrap();
    assert!(shadow.applies);
    assert_eq!(shadow.inputs, [(Input::Claim, Some("counterfeit")), (Input::Mark, Some("note"))]);
    let live = rules.with_live("nominative_use").unwrap();
    assert_eq!(live.verdict(&filing, &saw), Verdict::Desk(Question::NominativeUse));
    assert!(rules.with_live("well_founded").is_none(), "it is live already");
}

#[test]
fn no_rules_accept_without_a_right_in_force_and_somebody_who_may_act() {
    let all =
        contract::rules::read(r#"{"number":100,"rules":[{"code":"a","why":"x","when":{},"then":"accept"}]}"#);
    let all = all.unwrap();
    let decide = |filing: &Filing, saw: &str| all.verdict(filing, &inputs(saw));
    let complete = filing(|_| {});
    assert_eq!(decide(&complete, GOOD), Verdict::Accept);
    for (from, to) in [
        ("visible", "gone"),
        ("in_force", "unverified"),
        ("in_force", "unregistered"),
        ("covered", "outside"),
        (" account_secret ", " none "),
        ("clear", "suspended"),
    ] {
        assert_eq!(decide(&complete, &GOOD.replace(from, to)), Verdict::Desk(Question::Policy), "{to}");
    }
    let unproved = filing(|filing| filing.proof = Proof::None);
    assert_eq!(decide(&unproved, GOOD), Verdict::Desk(Question::Policy));
}

#[test]
fn a_rule_that_was_never_in_shadow_is_noticed() {
    let old = rules();
    assert_eq!(old.unwatched(std::slice::from_ref(&old)).count(), 0);
    let mut new = old.clone();
    new.rules[2].then = Verdict::Accept;
    assert_eq!(new.unwatched(std::slice::from_ref(&old)).collect::<Vec<_>>(), ["listing_gone"]);
    let mut shadow = new.clone();
    shadow.rules[2].mode = Mode::Shadow;
    assert_eq!(shadow.unwatched(std::slice::from_ref(&old)).count(), 0);
    assert_eq!(new.unwatched(&[old, shadow]).count(), 0);
}

#[test]
fn about_two_in_a_hundred_automatic_decisions_are_read_again() {
    let id = |n: u128| case::CaseId::new(uuid::Uuid::new_v5(&uuid::Uuid::from_u128(n), b"case"));
    let sample = (0..10_000).filter(|n| policy::is_sampled(id(*n))).count();
    assert!((120..280).contains(&sample), "{sample}");
}

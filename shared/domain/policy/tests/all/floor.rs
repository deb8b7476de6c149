//! What holds under any rules, and how a rule comes in.

use case::{
    AutomaticInput, Claim, ClassesInput, DecisionInputs, FormInput, MarkInput, PictureInput, StandingInput,
    TextInput,
};
use case::{DeclineCode, Question};
use policy::rules::{Mode, Verdict};

use crate::rules::{GOOD, accept_everything, filing, inputs, pause_everything, rules};

/// What rules that accept everything come to, and those that pause everything, which the floor holds to the same.
fn decided(claim: Claim, saw: &DecisionInputs) -> Verdict {
    let filing = filing(|filing| filing.claim = claim);
    let verdict = accept_everything().verdict(&filing, saw);
    let paused = pause_everything().verdict(&filing, saw);
    assert_eq!(paused, if verdict == Verdict::Accept { Verdict::Pause } else { verdict }, "{claim}: {saw}");
    verdict
}

#[test]
fn what_no_comparison_shows_takes_a_person_under_any_rules() {
    let good = || inputs(GOOD);
    let pictured = || good().with(MarkInput::Absent).with(PictureInput::Same);
    let compared = |claim, saw: &DecisionInputs| match decided(claim, saw) {
        Verdict::Accept => true,
        Verdict::Desk(Question::NothingCompared) => false,
        other => panic!("{claim}: {other}"),
    };
    for claim in [Claim::Counterfeit, Claim::TestPurchase, Claim::TrademarkMisuse] {
        for (saw, is_compared) in [
            (good(), true),
            (good().with(FormInput::Figurative), false),
            (good().with(MarkInput::Desk), false),
            (good().with(ClassesInput::Differ), false),
            (good().with(ClassesInput::Unknown), false),
            (pictured(), true),
            (pictured().with(ClassesInput::Differ), false),
            (pictured().with(PictureInput::Near), false),
            (good().with(MarkInput::Absent).with(TextInput::Same), false),
        ] {
            assert_eq!(compared(claim, &saw), is_compared, "{claim}: {saw}");
        }
    }
    let member = || good().with(StandingInput::Member);
    for (claim, saw, is_compared) in [
        (Claim::MarkOnGoods, member(), false),
        (Claim::MarkOnGoods, member().with(PictureInput::Same), true),
        (Claim::MarkOnGoods, member().with(PictureInput::Same).with(ClassesInput::Differ), false),
        (Claim::Copyright, good(), false),
        (Claim::Copyright, good().with(PictureInput::Same).with(ClassesInput::Differ), true),
        (Claim::Copyright, good().with(TextInput::Same).with(ClassesInput::Differ), true),
        (Claim::Copyright, good().with(PictureInput::Near).with(TextInput::Near), false),
        (Claim::Design, member().with(PictureInput::Same).with(TextInput::Same), false),
        (Claim::SimilarMark, member().with(PictureInput::Same), false),
    ] {
        assert_eq!(compared(claim, &saw), is_compared, "{claim}: {saw}");
    }
}

#[test]
fn an_operator_may_have_what_only_a_title_shows_paused_and_the_rest_removed() {
    let text = r#"{"number":100,"rules":[
        {"code":"title_alone","why":"x","then":"pause",
         "when":{"mark":["act"],"picture":["near","different","not_compared"],"text":["near","different","not_compared"]}},
        {"code":"well_founded","why":"x","when":{},"then":"accept"}]}"#;
    let rules = contract::rules::read(text).unwrap();
    let decide = |claim, saw: &DecisionInputs| rules.verdict(&filing(|filing| filing.claim = claim), saw);
    let title = || inputs(GOOD).with(TextInput::NotCompared);
    for (claim, saw, verdict) in [
        (Claim::Counterfeit, title(), Verdict::Pause),
        (Claim::Counterfeit, title().with(PictureInput::Different), Verdict::Pause),
        (Claim::Counterfeit, title().with(PictureInput::Same), Verdict::Accept),
        (Claim::Copyright, title().with(TextInput::Same), Verdict::Accept),
        (Claim::Counterfeit, title().with(ClassesInput::Differ), Verdict::Desk(Question::NothingCompared)),
        (
            Claim::Counterfeit,
            title().with(AutomaticInput::Stopped),
            Verdict::Desk(Question::AutomaticStopped),
        ),
    ] {
        assert_eq!(decide(claim, &saw), verdict, "{claim}: {saw}");
    }
}

#[test]
fn a_claim_of_members_takes_a_person_for_anyone_else_under_any_rules() {
    for standing in [StandingInput::None, StandingInput::Probation] {
        let saw = inputs(GOOD).with(standing).with(PictureInput::Same);
        assert_eq!(decided(Claim::MarkOnGoods, &saw), Verdict::Desk(Question::MembersOnly), "{standing}");
        assert_eq!(decided(Claim::Counterfeit, &saw), Verdict::Accept, "{standing}");
    }
}

#[test]
fn a_rule_was_watched_only_if_it_looked_at_the_same_and_led_to_the_same_under_its_code() {
    let old = rules();
    let unwatched = |change: &dyn Fn(&mut policy::rules::Rule)| {
        let mut new = old.clone();
        change(&mut new.rules[2]);
        new.unwatched(std::slice::from_ref(&old)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(unwatched(&|_| {}).is_empty());
    assert_eq!(unwatched(&|rule| rule.then = Verdict::Decline(DeclineCode::Parody)), ["listing_gone"]);
    assert_eq!(unwatched(&|rule| rule.when.clear()), ["listing_gone"]);
    assert_eq!(unwatched(&|rule| rule.code = "listing_lost".to_owned()), ["listing_lost"]);
    assert!(unwatched(&|rule| rule.mode = Mode::Shadow).is_empty());
    assert!(unwatched(&|rule| rule.why = "said better".to_owned()).is_empty());
}

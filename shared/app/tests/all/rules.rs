//! The one way in for rules, and what a rule in shadow would change, over the world in memory.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::filing::IdentifiedComplaint;
use app::rules::{PutRulesError, compare_rules, judged, put_rules, rule_sets};
use case::{Actor, Command, Record};
use policy::rules::{FIRST_OF_OPERATOR, Mode, RuleSet, Verdict};
use port::{StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

const SAW: &str = "visible in_force words covered code note fit not_listed none clear known few none";

/// A world with one case that the rules sent to the desk for nominative use.
async fn judged_world() -> (World, StoredCase) {
    let world = sample::world(1);
    app::filing::file(
        &world,
        &world,
        &world,
        &IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap(),
    )
    .await
    .unwrap();
    let stored = world.look().cases.values().next().cloned().unwrap();
    let record = Record { found_by: "exact".parse().ok(), ..Record::of(1, testkit::sample::inputs(SAW)) };
    let commands = [Command::Judge(record), Command::AskDesk { question: case::Question::NominativeUse }];
    let changed = app::change(&world, stored, &Actor::Machine, &commands, world.now()).await.unwrap();
    (world, changed.stored)
}

fn next() -> RuleSet {
    RuleSet { number: FIRST_OF_OPERATOR, ..contract::rules::of_this_program().unwrap().pop().unwrap() }
}

/// The next set, with a rule in shadow that would decline what now goes to the desk for nominative use.
fn with_shadow() -> RuleSet {
    let mut set = next();
    let at = set.rules.iter().position(|rule| rule.code == "nominative_use").unwrap();
    let mut new = set.rules[at].clone();
    new.code = "nominative_declined".to_owned();
    new.then = Verdict::Decline(case::DeclineCode::LawfulUse);
    new.mode = Mode::Shadow;
    set.rules.insert(at, new);
    set
}

#[tokio::test]
async fn a_rule_is_watched_in_shadow_before_it_decides() {
    let (world, _) = judged_world().await;
    let mut changed = next();
    let rule = changed.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap();
    rule.then = Verdict::Decline(case::DeclineCode::LawfulUse);
    let error = put_rules(&world, &changed).await.unwrap_err();
    assert!(matches!(error, PutRulesError::NeverInShadow(rules) if rules == ["nominative_use"]));
    assert!(world.look().rule_sets.is_empty());

    // In shadow beside the one that decides, it shows what it would do.
    let shadow = with_shadow();
    put_rules(&world, &shadow).await.unwrap();
    let compared = compare_rules(&world, &world, 14).await.unwrap();
    assert_eq!((compared.decided, compared.in_shadow), (1, 1));
    assert_eq!(compared.changes[0].rule, "nominative_declined");
    assert_eq!(compared.changes[0].would_be, Verdict::Decline(case::DeclineCode::LawfulUse));

    let live = RuleSet { number: FIRST_OF_OPERATOR + 1, ..shadow.with_live("nominative_declined").unwrap() };
    put_rules(&world, &live).await.unwrap();
    assert_eq!(rule_sets(&world).await.unwrap().len(), 4);
    put_rules(&world, &live).await.unwrap();
    assert_eq!(rule_sets(&world).await.unwrap().len(), 4, "the same once more is the same");
}

#[tokio::test]
async fn a_number_that_is_not_the_next_is_refused() {
    let set = RuleSet { number: 7, ..contract::rules::of_this_program().unwrap().pop().unwrap() };
    let error = put_rules(&World::new(), &set).await.unwrap_err().to_string();
    assert_eq!(error, "the next rule set has the number 100, not 7");
    let own = contract::rules::of_this_program().unwrap().pop().unwrap();
    let error = put_rules(&World::new(), &own).await.unwrap_err().to_string();
    assert_eq!(error, "the next rule set has the number 100, not 2", "it would not decide");
}

#[tokio::test]
async fn a_set_whose_storing_lost_its_answer_is_stored_once() {
    for kind in [FaultKind::CrashAfter, FaultKind::LosesAnswer, FaultKind::Fails] {
        for nth in 0..2 {
            let world = World::new();
            world.plan([Fault { nth, kind }]);
            let _first = world.until_crash(put_rules(&world, &with_shadow())).await;
            put_rules(&world, &with_shadow()).await.unwrap();
            assert_eq!(rule_sets(&world).await.unwrap().len(), 3, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn the_last_decision_of_the_rules_is_found_in_the_log() {
    let (_, stored) = judged_world().await;
    let (filing, record) = judged(&stored).unwrap();
    assert_eq!(filing, stored.case.filing);
    assert_eq!(record.rules, 1);
    let set = contract::rules::of_this_program().unwrap().pop().unwrap();
    assert_eq!(set.verdict(&filing, &record.inputs), Verdict::Desk(case::Question::NominativeUse));
}

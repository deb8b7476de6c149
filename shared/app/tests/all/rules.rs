//! The one way in for rules, and what a rule in shadow would change, over the world in memory.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::filing::IdentifiedComplaint;
use app::rules::{PutRulesError, compare_rules, judged, put_rules, rule_sets, words_beside};
use case::{Actor, Command, Record};
use policy::rules::{FIRST_OF_OPERATOR, Mode, RuleSet, Verdict};
use port::{StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use web::explanation::ActsAs;

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

/// A world with a case of each listing, sent to the desk for nominative use by the rule sets of these numbers.
async fn world_judged_under(numbers: &[u16]) -> World {
    let world = sample::world(numbers.len());
    for (listing, rules) in numbers.iter().enumerate() {
        let complaint = IdentifiedComplaint::read(&sample::complaint(listing as u128, [listing])).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let stored = world.look().cases[&filed.opened.unwrap().case].clone();
        let record = Command::Judge(Record::of(*rules, sample::inputs(SAW)));
        app::change(&world, stored, &Actor::Machine, &[record], world.now()).await.unwrap();
    }
    world
}

#[tokio::test]
async fn only_cases_that_their_own_rules_decided_otherwise_are_decided_otherwise() {
    let live = FIRST_OF_OPERATOR + 1;
    let world = world_judged_under(&[1, 1, live]).await;
    put_rules(&world, &with_shadow()).await.unwrap();
    let compared = compare_rules(&world, &world, 1).await.unwrap();
    assert_eq!((compared.set, compared.decided, compared.otherwise), (FIRST_OF_OPERATOR, 3, 0));
    let changed: usize = compared.changes.iter().map(|change| change.cases.len()).sum();
    assert_eq!((compared.changes.len(), changed), (1, 3));

    let rules = RuleSet { number: live, ..with_shadow().with_live("nominative_declined").unwrap() };
    put_rules(&world, &rules).await.unwrap();
    let compared = compare_rules(&world, &world, 1).await.unwrap();
    assert_eq!((compared.set, compared.decided, compared.otherwise), (live, 3, 2));
    assert_eq!((compared.in_shadow, compared.changes), (0, vec![]));
}

#[tokio::test]
async fn cases_that_cannot_be_read_are_counted_apart_day_by_day() {
    let world = world_judged_under(&[1, 1, 1]).await;
    let all: Vec<_> = world.look().cases.keys().copied().collect();
    world.look().corrupt.extend(&all[..2]);
    world.pass(jiff::SignedDuration::from_hours(24));
    for (days, figures) in [(1, (0, 0)), (2, (1, 2))] {
        let compared = compare_rules(&world, &world, days).await.unwrap();
        assert_eq!((compared.decided, compared.unreadable), figures, "{days} days");
    }
}

#[tokio::test]
async fn who_complained_is_told_by_what_the_register_has_on_file() {
    let agents: case::AccountId = "agents".parse().unwrap();
    let mandate = register::right::Mandate {
        agent: agents,
        claims: Vec::new(),
        marketplaces: Vec::new(),
        given_on: None,
        until: None,
        revoked_on: None,
        document: None,
    };
    let (_, stored) = judged_world().await;
    let party = stored.case.filing.complainant;
    for (owner, holders, acts_as) in [
        (case::Owner::Account(sample::account().id), vec![], Some(ActsAs::HoldersAccount)),
        (case::Owner::Account(agents), vec![], Some(ActsAs::Agent)),
        (case::Owner::Party(party), vec![party], Some(ActsAs::Holder)),
        (case::Owner::Party(party), vec![], None),
    ] {
        let world = sample::world(1);
        let right = register::Right { holders, mandates: vec![mandate.clone()], ..sample::right() };
        world.look().rights.insert(right.right.clone(), right);
        let mut stored = stored.clone();
        stored.case.filing.owner = owner;
        let words = words_beside(&world, &stored).await.unwrap();
        assert_eq!((words.acts_as, words.right.as_deref()), (acts_as, Some("NORTHLIGHT")), "{owner:?}");
    }
}

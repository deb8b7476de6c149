//! Two measures on one listing: it returns when the last of them ends.

use app::change;
use app::filing::IdentifiedComplaint;
use case::{
    About, Actor, Case, CaseId, Claim, Command, Letter, Measure, MeasureState, Nudge, OrderCommand, Question,
    Record, State, Territory,
};
use port::{Cases as _, Queue, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use super::step::{run_once, visible};

/// Two cases about one listing, each accepted, for the territories that are named.
async fn accepted(places: [&[&str]; 2]) -> (World, [CaseId; 2]) {
    let world = sample::world(1);
    for (number, claim) in [(1, Claim::Counterfeit), (2, Claim::SimilarMark)] {
        let complaint = contract::complaint::Complaint {
            claim: claim.code().to_owned(),
            ..sample::complaint(number, [0])
        };
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
    let mut cases: Vec<Case> = world.look().cases.values().map(|stored| stored.case.clone()).collect();
    cases.sort_by_key(|case| case.filing.claim != Claim::Counterfeit);
    let ids = [cases[0].id, cases[1].id];
    for (id, places) in ids.into_iter().zip(places) {
        let only_in: Vec<Territory> = places.iter().map(|place| place.parse().unwrap()).collect();
        if !only_in.is_empty() {
            let record = Record { only_in, ..Record::of(2, "territory=part".parse().unwrap()) };
            command(&world, id, Actor::Machine, Command::Judge(record)).await;
        }
        command(&world, id, Actor::Machine, Command::AskDesk { question: Question::UnverifiedRight }).await;
        let ada = Actor::Reviewer("ada".parse().unwrap());
        let accept = Command::Accept { measure: Measure::Removal, although: false, note: None };
        command(&world, id, ada, accept).await;
    }
    (world, ids)
}

async fn command(world: &World, id: CaseId, by: Actor, command: Command) {
    let stored = world.load(&[id]).await.unwrap().pop().flatten().unwrap();
    change(world, stored, &by, &[command], world.now()).await.unwrap();
}

/// Works off a nudge about the case until no message is left.
async fn work(world: &World, id: CaseId) {
    let nudge = Nudge::new(About::Case(id), world.now());
    world.put_message(Queue::Takedown, &contract::nudge::encode(&nudge));
    while run_once(world).await {}
}

async fn withdraw(world: &World, id: CaseId) {
    command(world, id, Actor::Complainant, Command::Withdraw).await;
    work(world, id).await;
}

fn case(world: &World, id: CaseId) -> Case {
    world.look().cases[&id].case.clone()
}

fn letters(world: &World, id: CaseId) -> Vec<Letter> {
    case(world, id).letters.iter().map(|owed| owed.letter).collect()
}

fn restorations(world: &World) -> usize {
    world.look().orders.values().filter(|log| log.order.action.is_restore()).count()
}

#[tokio::test]
async fn a_listing_returns_when_its_last_measure_ends() {
    let (world, [first, second]) = accepted([&[], &[]]).await;
    for id in [first, second] {
        work(&world, id).await;
    }
    withdraw(&world, first).await;
    let ended = case(&world, first);
    assert_eq!((ended.state.code(), ended.measure_state()), ("restored", MeasureState::LeftDown));
    assert_eq!(ended.left_down, [case(&world, second).filing.reference]);
    assert!(!visible(&world) && restorations(&world) == 0, "the other measure is in force");
    assert!(letters(&world, first).contains(&Letter::LeftDownToSeller));
    assert!(!letters(&world, first).contains(&Letter::RestoredToSeller), "it is not available again");

    withdraw(&world, second).await;
    assert_eq!(case(&world, second).measure_state(), MeasureState::Lifted);
    assert!(visible(&world) && restorations(&world) == 1);
    assert!(letters(&world, second).contains(&Letter::RestoredToSeller));
}

#[tokio::test]
async fn a_measure_under_way_is_waited_for() {
    let (world, [first, second]) = accepted([&[], &[]]).await;
    work(&world, first).await;
    // The order of the second is recorded, and whether it went out is not known.
    command(&world, second, Actor::Machine, Command::Order(OrderCommand::Request)).await;
    command(&world, first, Actor::Complainant, Command::Withdraw).await;
    let nudge = Nudge::new(About::Case(first), world.now());
    world.put_message(Queue::Takedown, &contract::nudge::encode(&nudge));
    run_once(&world).await;
    assert_eq!((case(&world, first).state.code(), restorations(&world)), ("restore_due", 0));
    work(&world, second).await;
    work(&world, first).await;
    assert_eq!(case(&world, second).state.code(), "in_force");
    assert_eq!(case(&world, first).measure_state(), MeasureState::LeftDown);
    assert!(!visible(&world));
}

#[tokio::test]
async fn a_refused_measure_keeps_nothing_down() {
    let (world, [first, second]) = accepted([&[], &[]]).await;
    work(&world, first).await;
    let refuse = testkit::world::MarketMode::Refuses("no".to_owned());
    world.look().market_modes.push_back(refuse);
    work(&world, second).await;
    assert_eq!(case(&world, second).state.code(), "measure_refused");
    withdraw(&world, first).await;
    assert!(visible(&world));
}

#[tokio::test]
async fn only_a_measure_that_holds_wherever_the_ended_one_did_keeps_a_listing_down() {
    for (ended, other, stays) in [
        (&["DE"][..], &[][..], true),
        (&["DE"], &["DE", "NL"], true),
        (&["DE", "NL"], &["DE"], false),
        (&["DE"], &["NL"], false),
        (&[], &["DE"], false),
    ] {
        let (world, [first, second]) = accepted([ended, other]).await;
        for id in [first, second] {
            work(&world, id).await;
        }
        withdraw(&world, first).await;
        let is_left = case(&world, first).measure_state() == MeasureState::LeftDown;
        assert_eq!((is_left, restorations(&world)), (stays, usize::from(!stays)), "{ended:?} {other:?}");
    }
}

#[tokio::test]
async fn a_crash_at_any_call_leaves_it_down_once_and_told_once() {
    let begun = || async {
        let (world, [first, second]) = accepted([&[], &[]]).await;
        for id in [first, second] {
            work(&world, id).await;
        }
        command(&world, first, Actor::Complainant, Command::Withdraw).await;
        (world, first)
    };
    let calls = {
        let (world, first) = begun().await;
        let before = world.look().calls.len();
        work(&world, first).await;
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::LosesAnswer] {
            let (world, first) = begun().await;
            world.plan([Fault { nth, kind }]);
            work(&world, first).await;
            work(&world, first).await;
            assert!(matches!(case(&world, first).state, State::Restored { .. }), "{nth} {kind:?}");
            let told = letters(&world, first).iter().filter(|it| **it == Letter::LeftDownToSeller).count();
            assert_eq!((told, restorations(&world), visible(&world)), (1, 0, false), "{nth} {kind:?}");
        }
    }
}

//! A measure that is limited to some territories.

use case::{Actor, Command, Measure, Question, Record};
use testkit::world::{Fault, FaultKind, MarketMode, World};

use super::step::{command, filed, nudge, run_once, state, visible};

/// A case that a person accepted, under a right that covers Germany alone.
async fn accepted_for_germany() -> World {
    let world = filed().await;
    let only_in = vec!["DE".parse().unwrap()];
    let record = Record { only_in, ..Record::of(2, "territory=part".parse().unwrap()) };
    command(&world, Actor::Machine, Command::Judge(record)).await;
    command(&world, Actor::Machine, Command::AskDesk { question: Question::PartOfTerritory }).await;
    let ada = Actor::Reviewer("ada".parse().unwrap());
    command(&world, ada, Command::Accept { measure: Measure::Removal, although: false, note: None }).await;
    nudge(&world);
    world
}

/// What the marketplace did, oldest first: what, where, and how often.
fn orders(world: &World) -> Vec<(&'static str, String, u32)> {
    let inner = world.look();
    let mut orders: Vec<_> = inner.orders.values().collect();
    orders.sort_by_key(|log| log.order.action.is_restore());
    let place = |log: &testkit::world::OrderLog| {
        log.order.only_in.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    orders.into_iter().map(|log| (log.order.action.code(), place(log), log.done)).collect()
}

#[tokio::test]
async fn it_is_ordered_where_the_right_holds_and_lifted_there() {
    let world = accepted_for_germany().await;
    while run_once(&world).await {}
    assert_eq!(state(&world).code(), "in_force");
    assert!(visible(&world), "it stays on offer elsewhere");
    command(&world, Actor::Complainant, Command::Withdraw).await;
    nudge(&world);
    while run_once(&world).await {}
    assert_eq!(state(&world).code(), "restored");
    assert_eq!(orders(&world), [("removal", "DE".to_owned(), 1), ("restore", "DE".to_owned(), 1)]);
}

#[tokio::test]
async fn it_is_the_same_order_however_it_goes_wrong() {
    for mode in [MarketMode::LosesAnswer, MarketMode::NeverHears, MarketMode::Unreachable] {
        let world = accepted_for_germany().await;
        world.look().market_modes.push_back(mode);
        while run_once(&world).await {}
        assert_eq!(orders(&world), [("removal", "DE".to_owned(), 1)]);
    }
    let calls = {
        let world = accepted_for_germany().await;
        let before = world.look().calls.len();
        run_once(&world).await;
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::LosesAnswer] {
            let world = accepted_for_germany().await;
            world.plan([Fault { nth, kind }]);
            while run_once(&world).await {}
            nudge(&world);
            while run_once(&world).await {}
            assert_eq!(orders(&world), [("removal", "DE".to_owned(), 1)], "{nth} {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_marketplace_that_cannot_limit_a_measure_leaves_it_to_a_person() {
    let world = accepted_for_germany().await;
    let reason = "a measure cannot be limited to some territories";
    world.look().market_modes.push_back(MarketMode::Refuses(reason.to_owned()));
    while run_once(&world).await {}
    assert_eq!(state(&world).code(), "measure_refused");
    let inner = world.look();
    let waiting = policy::waiting(&inner.cases.values().next().unwrap().case).map(|it| it.queue);
    assert_eq!(waiting, Some(case::DeskQueue::RefusedOrder));
}

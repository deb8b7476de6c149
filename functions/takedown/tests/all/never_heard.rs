//! An order of which the marketplace never heard: it is looked at once more before it is sent again.

use case::{Action, Actor, Command, Effect, Event, Measure, OrderCommand, OrderStep, WhyReconsider};
use jiff::SignedDuration;
use port::{Enforcement as _, OrderRequest, Queue};
use testkit::sample;
use testkit::world::{Fault, FaultKind, MarketMode, World};

use super::reconsidered::{accepted_by_rules, edit, let_go, stop, waiting};
use super::step::{command, filed, nudge, run_once, state, under_way, visible};

/// An order of a measure that rules decided was recorded, and whoever recorded it died before it was sent.
async fn recorded() -> World {
    let world = accepted_by_rules().await;
    command(&world, Actor::Machine, Command::Order(OrderCommand::Request)).await;
    world
}

/// Works until nothing waits, for as long as an order may be on its way, and longer.
async fn in_the_end(world: &World) {
    for _ in 0..3 {
        nudge(world);
        while run_once(world).await {}
        world.pass(Effect::ARRIVES_WITHIN);
    }
}

fn happened(world: &World, what: &OrderStep) -> usize {
    let log = world.look().cases.values().next().unwrap().log.clone();
    log.iter().filter(|it| matches!(&it.event, Event::Order { step, .. } if step == what)).count()
}

#[tokio::test]
async fn the_listing_that_was_judged_is_taken_down_at_once() {
    let world = recorded().await;
    run_once(&world).await;
    assert!(!visible(&world));
    assert_eq!(happened(&world, &OrderStep::SentAgain), 1);
    assert_eq!(world.look().orders.len(), 1, "under the same id");
}

#[tokio::test]
async fn another_listing_is_not_taken_down_and_judged_again_once_the_order_cannot_arrive() {
    for (change, edits) in [(edit as fn(&World), 1), (let_go, 0)] {
        let world = recorded().await;
        change(&world);
        run_once(&world).await;
        assert_eq!(state(&world).code(), "measure_requested", "it may still be on its way");
        assert_eq!(waiting(&world, Queue::Takedown), 1, "it is asked after again");
        assert_eq!(waiting(&world, Queue::Validation), 0);
        world.pass(Effect::ARRIVES_WITHIN);
        run_once(&world).await;
        assert_eq!(state(&world).code(), "filed");
        assert_eq!(waiting(&world, Queue::Validation), 1, "it is judged again at once");
        assert!(world.look().orders.is_empty(), "nothing was ordered");
        let case = world.look().cases.values().next().unwrap().case.clone();
        assert_eq!((case.edits, case.decided_at, case.automatic), (edits, None, None));
    }
}

#[tokio::test]
async fn a_listing_that_is_only_hidden_may_have_been_taken_down_by_it_and_is_ordered_again() {
    let world = recorded().await;
    world.look().listings.values_mut().for_each(|it| it.view.visible = false);
    in_the_end(&world).await;
    assert_eq!(state(&world).code(), "in_force");
    assert_eq!(world.look().orders.len(), 1, "under the same id");
}

#[tokio::test]
async fn where_the_listing_is_gone_a_person_finds_out_whether_it_was_taken_down() {
    let world = recorded().await;
    world.look().listings.values_mut().for_each(|it| it.exists = false);
    in_the_end(&world).await;
    assert_eq!(state(&world).code(), "measure_refused");
    assert!(policy::waiting(&world.look().cases.values().next().unwrap().case).is_some());
    assert_eq!(happened(&world, &OrderStep::TakenBack), 0);
}

#[tokio::test]
async fn a_stop_holds_before_the_order_is_sent_again() {
    let world = recorded().await;
    stop(&world, "all").await;
    in_the_end(&world).await;
    assert!(visible(&world));
    assert_eq!(state(&world).code(), "filed");
    let log = world.look().cases.values().next().unwrap().log.clone();
    let stopped = Event::Reconsidered { why: WhyReconsider::Stopped };
    assert!(log.iter().any(|it| it.event == stopped), "{log:?}");
}

#[tokio::test]
async fn an_order_that_arrives_late_is_what_the_case_says() {
    let world = recorded().await;
    edit(&world);
    run_once(&world).await;
    // It was on its way.
    let id = under_way(&state(&world)).unwrap();
    let request =
        OrderRequest { action: Action::Apply(Measure::Removal), reason: "counterfeit", only_in: Vec::new() };
    world.order(&sample::marketplace(), &sample::listing(0), id, &request).await;
    in_the_end(&world).await;
    assert_eq!(state(&world).code(), "in_force");
    assert!(!visible(&world));
    assert_eq!(happened(&world, &OrderStep::TakenBack), 0, "an order that went out is never taken back");
}

#[tokio::test]
async fn each_sending_has_its_own_time_in_which_it_may_arrive() {
    let world = recorded().await;
    world.pass(Effect::ARRIVES_WITHIN);
    world.look().market_modes.push_back(MarketMode::NeverHears);
    run_once(&world).await;
    assert_eq!(happened(&world, &OrderStep::SentAgain), 1);
    edit(&world);
    world.pass(Effect::ARRIVES_WITHIN - SignedDuration::from_secs(1));
    run_once(&world).await;
    assert_eq!(state(&world).code(), "measure_unknown", "the second may still be on its way");
    world.pass(SignedDuration::from_secs(1));
    run_once(&world).await;
    assert_eq!(state(&world).code(), "filed");
}

#[tokio::test]
async fn what_a_person_accepted_is_sent_again_as_it_is() {
    let world = filed().await;
    command(&world, Actor::Machine, Command::AskDesk { question: case::Question::MarkUnclear }).await;
    let ada = Actor::Reviewer("ada".parse().unwrap());
    command(&world, ada, Command::Accept { measure: Measure::Removal, although: false, note: None }).await;
    command(&world, Actor::Machine, Command::Order(OrderCommand::Request)).await;
    edit(&world);
    stop(&world, "all").await;
    nudge(&world);
    run_once(&world).await;
    assert!(!visible(&world));
}

#[tokio::test]
async fn a_withdrawn_complaint_has_nothing_sent_again() {
    let world = recorded().await;
    command(&world, Actor::Complainant, Command::Withdraw).await;
    in_the_end(&world).await;
    assert_eq!(state(&world).code(), "withdrawn");
    assert!(world.look().orders.is_empty() && visible(&world));
}

#[tokio::test]
async fn what_a_withdrawn_complaint_may_have_hidden_is_put_back() {
    let world = recorded().await;
    command(&world, Actor::Complainant, Command::Withdraw).await;
    world.look().listings.values_mut().for_each(|it| it.view.visible = false);
    in_the_end(&world).await;
    assert!(visible(&world), "only what is done can be lifted");
    assert_eq!(state(&world).code(), "restored");
}

#[tokio::test]
async fn wherever_it_crashes_at_most_one_order_goes_out_and_never_for_another_listing() {
    for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::LosesAnswer, FaultKind::Fails] {
        for edited in [false, true] {
            for nth in 0..16 {
                let world = recorded().await;
                if edited {
                    edit(&world);
                }
                let before = world.look().calls.len();
                world.plan([Fault { nth: before + nth, kind }]);
                in_the_end(&world).await;
                let case = world.look().cases.values().next().unwrap().case.clone();
                let orders: Vec<u32> = world.look().orders.values().map(|order| order.done).collect();
                if edited {
                    assert_eq!((case.state.code(), case.edits), ("filed", 1), "{kind:?} at call {nth}");
                    assert!(orders.is_empty() && visible(&world), "{kind:?} at call {nth}");
                } else {
                    assert_eq!(case.state.code(), "in_force", "{kind:?} at call {nth}");
                    assert_eq!(orders, [1], "{kind:?} at call {nth}");
                }
            }
        }
    }
}

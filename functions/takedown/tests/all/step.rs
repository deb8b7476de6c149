//! Takedown over the world in memory, with a marketplace that answers, refuses, hangs and loses answers.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use app::filing::IdentifiedComplaint;
use app::{MarketplaceCache, change};
use case::{
    About, Action, Actor, CaseId, Command, EffectId, Measure, Nudge, Order, OrderCommand, Stage, State,
    WhyRestore,
};
use port::{Cases as _, Queue, WallClock as _};
use step::{BatchContext, work_batch};
use takedown::Takedown;
use testkit::sample;
use testkit::world::{Fault, FaultKind, MarketMode, World};

fn step(world: &World) -> Takedown<World, World, World> {
    Takedown {
        store: world.clone(),
        marketplace: world.clone(),
        clock: world.clone(),
        marketplaces: MarketplaceCache::default(),
    }
}

fn context(world: &World) -> BatchContext<'_, World, World, World, World, World> {
    let time = Duration::from_secs(30);
    BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time }
}

pub(super) async fn run_once(world: &World) -> bool {
    let step = step(world);
    let Some((taken, event)) = world.receive(Queue::Takedown, 10) else { return false };
    let context = context(world);
    let response = world.until_crash(work_batch(&step, &context, &event)).await;
    world.finish(Queue::Takedown, taken, response.as_ref());
    true
}

pub(super) async fn command(world: &World, by: Actor, command: Command) {
    let id = id(world);
    let stored = world.load(&[id]).await.unwrap().pop().flatten().unwrap();
    change(world, stored, &by, &[command], world.now()).await.unwrap();
}

pub(super) fn id(world: &World) -> CaseId {
    *world.look().cases.keys().next().unwrap()
}

pub(super) fn state(world: &World) -> State {
    world.look().cases.values().next().unwrap().case.state.clone()
}

pub(super) fn nudge(world: &World) {
    let nudge = Nudge::new(About::Case(id(world)), world.now());
    world.put_message(Queue::Takedown, &contract::nudge::encode(&nudge));
}

/// A world with one case, about which no message is under way.
pub(super) async fn filed() -> World {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
    world
}

/// A world with one accepted case and a nudge about it.
pub(super) async fn accepted() -> World {
    let world = filed().await;
    command(
        &world,
        Actor::Machine,
        Command::Accept { measure: Measure::Removal, although: false, note: None },
    )
    .await;
    nudge(&world);
    world
}

/// How often the marketplace really did something, over all effect ids.
fn done(world: &World) -> u32 {
    world.look().orders.values().map(|log| log.done).sum()
}

pub(super) fn visible(world: &World) -> bool {
    world.look().listings.values().next().unwrap().view.visible
}

#[tokio::test]
async fn an_accepted_case_is_taken_down_and_letters_are_nudged() {
    let world = accepted().await;
    run_once(&world).await;
    assert!(matches!(state(&world), State::InForce { .. }), "{:?}", state(&world));
    assert!(!visible(&world));
    assert_eq!(done(&world), 1);
    assert_eq!(world.look().queues[&Queue::Notify].len(), 1);
}

#[tokio::test]
async fn the_same_nudge_twice_takes_down_once() {
    let world = accepted().await;
    nudge(&world);
    while run_once(&world).await {}
    nudge(&world);
    while run_once(&world).await {}
    assert_eq!(done(&world), 1);
    assert_eq!(world.look().orders.values().map(|log| log.asked).sum::<u32>(), 1);
    assert_eq!(world.look().queues[&Queue::Notify].len(), 1, "the letters are nudged for once");
}

#[tokio::test]
async fn a_refusal_waits_for_a_person_and_is_not_repeated() {
    let world = accepted().await;
    world.look().market_modes.push_back(MarketMode::Refuses("listing is under investigation".to_owned()));
    run_once(&world).await;
    let state = state(&world);
    assert!(
        matches!(
            &state,
            State::Ordered { order: Order { action: Action::Apply(_), stage: Stage::Refused { reason, .. } }, .. }
                if reason == "listing is under investigation"
        ),
        "{state:?}"
    );
    nudge(&world);
    while run_once(&world).await {}
    assert_eq!(world.look().orders.len(), 1);
    assert!(world.look().queues[&Queue::Notify].is_empty(), "whoever accepted it has nudged for its letters");
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_then_asked_for_not_ordered_again() {
    let world = accepted().await;
    world.look().market_modes.push_back(MarketMode::LosesAnswer);
    run_once(&world).await;
    assert_eq!(state(&world).code(), "measure_unknown");
    run_once(&world).await;
    assert!(matches!(state(&world), State::InForce { .. }), "{:?}", state(&world));
    let inner = world.look();
    assert_eq!(inner.orders.values().map(|log| (log.asked, log.done)).collect::<Vec<_>>(), [(1, 1)]);
}

#[tokio::test]
async fn an_order_that_was_never_heard_is_given_again_under_the_same_id() {
    let world = accepted().await;
    world.look().market_modes.push_back(MarketMode::NeverHears);
    run_once(&world).await;
    assert_eq!(state(&world).code(), "measure_unknown");
    run_once(&world).await;
    assert!(matches!(state(&world), State::InForce { .. }));
    assert_eq!(done(&world), 1);
}

#[tokio::test]
async fn a_marketplace_that_cannot_be_reached_is_tried_again_soon() {
    let world = accepted().await;
    world.look().market_modes.push_back(MarketMode::Unreachable);
    run_once(&world).await;
    assert_eq!(state(&world).code(), "measure_requested");
    assert_eq!(world.look().queues[&Queue::Takedown].len(), 1, "it nudges itself");
    run_once(&world).await;
    assert!(matches!(state(&world), State::InForce { .. }));
}

#[tokio::test]
async fn an_order_that_stays_unclear_is_asked_after_soon_then_seldom_then_by_a_person_and_the_sweep() {
    let world = accepted().await;
    world.look().market_modes.extend(vec![MarketMode::NeverHears; 20]);
    while run_once(&world).await {}
    let waits: Vec<u32> = world.look().postponed.iter().map(|postponed| postponed.after_s).collect();
    assert_eq!(waits.len(), 10, "{waits:?}");
    assert_eq!((waits[0], waits[9]), (1, 0), "{waits:?}");
    assert!(waits[..9].is_sorted() && waits.iter().sum::<u32>() > 30 * 60, "{waits:?}");
    let inner = world.look();
    assert_eq!(inner.dead.len(), 1, "a person is called");
    assert!(inner.cases.values().all(|stored| stored.due.is_some()), "the sweep will find it");
}

#[tokio::test]
async fn a_crash_anywhere_takes_down_exactly_once() {
    let calls = {
        let world = accepted().await;
        let before = world.look().calls.len();
        run_once(&world).await;
        before..world.look().calls.len()
    };
    assert!(calls.len() >= 5, "{calls:?}");
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = accepted().await;
            world.plan([Fault { nth, kind }]);
            while run_once(&world).await {}
            // What no redelivery finds, the sweep does.
            nudge(&world);
            while run_once(&world).await {}
            assert!(matches!(state(&world), State::InForce { .. }), "{nth} {kind:?}: {:?}", state(&world));
            assert_eq!(done(&world), 1, "{nth} {kind:?}");
            assert!(!visible(&world));
        }
    }
}

#[tokio::test]
async fn a_withdrawal_while_the_order_is_unclear_ends_with_the_listing_back() {
    let world = accepted().await;
    world.look().market_modes.push_back(MarketMode::LosesAnswer);
    run_once(&world).await;
    command(&world, Actor::Complainant, Command::Withdraw).await;
    while run_once(&world).await {}
    let state = state(&world);
    assert!(matches!(state, State::Restored { why: WhyRestore::Withdrawn, .. }), "{state:?}");
    assert!(visible(&world));
    assert_eq!(world.look().orders.len(), 2, "one order each way");
}

/// The marketplace answers an order late, when a person has ordered again: the late answer is about the old
/// order and must not be taken for the new one's.
#[tokio::test]
async fn a_late_answer_is_never_taken_for_the_answer_to_a_newer_order() {
    use app::ChangeError;
    use case::ReviewerId;
    use port::{EffectStatus, Enforcement as _};

    let order = |order| Command::Order(order);
    let world = accepted().await;
    command(&world, Actor::Machine, order(OrderCommand::Request)).await;
    let asked = world.look().cases.values().next().cloned().unwrap();
    let old = under_way(&asked.case.state).expect("not requested");
    let refused = || order(OrderCommand::Refuse { id: old, reason: "busy".to_owned() });
    // Another delivery hears the refusal first; a person orders again, and the order is recorded.
    let reviewer = Actor::Reviewer("rita".parse::<ReviewerId>().unwrap());
    command(&world, Actor::Machine, refused()).await;
    command(&world, reviewer, order(OrderCommand::Retry)).await;
    command(&world, Actor::Machine, order(OrderCommand::Request)).await;
    let newer = under_way(&state(&world)).unwrap();
    assert_ne!(newer, old);
    // The first delivery's answer arrives now, whatever it is.
    for late in [
        refused(),
        order(OrderCommand::Unclear { id: old }),
        order(OrderCommand::Confirm { id: old, reference: "w-1".to_owned() }),
    ] {
        let outcome = change(&world, asked.clone(), &Actor::Machine, &[late], world.now()).await;
        assert!(matches!(outcome, Err(ChangeError::Illegal(_))), "{outcome:?}");
    }
    assert_eq!(under_way(&state(&world)), Some(newer));
    while run_once(&world).await {}
    assert!(matches!(state(&world), State::InForce { .. }));
    // The marketplace never heard the first order, and does not confuse the two either.
    let status = world.status(&sample::marketplace(), old).await.unwrap();
    assert_eq!(status, EffectStatus::NeverHeard);
    assert_eq!(world.look().orders.len(), 1);
}

/// The id of the order under way in this state.
pub(super) fn under_way(state: &State) -> Option<EffectId> {
    let State::Ordered { order, .. } = state else { return None };
    order.under_way().map(|effect| effect.id)
}

#[tokio::test]
async fn the_marketplace_hears_the_action_and_the_reason_of_each_order() {
    let world = accepted().await;
    run_once(&world).await;
    command(&world, Actor::Complainant, Command::Withdraw).await;
    nudge(&world);
    while run_once(&world).await {}
    let mut heard: Vec<_> =
        world.look().orders.values().map(|log| (log.order.action.code(), log.order.reason)).collect();
    heard.sort_unstable();
    assert_eq!(heard, [("removal", "counterfeit"), ("restore", "withdrawn")]);
}

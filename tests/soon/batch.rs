//! A batch in which something fails: the others go on, and what failed comes back soon.

use std::collections::BTreeMap;
use std::time::Duration;

use app::MarketplaceCache;
use app::filing::IdentifiedComplaint;
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use jiff::{SignedDuration, Timestamp};
use port::{Queue, WallClock as _};
use step::{BatchContext, Watched, work_batch};
use testkit::sample;
use testkit::world::{Fault, FaultKind, LookMode, Waiting, World};
use validation::Validation;

pub(super) type Market = Watched<World, World, World>;

pub(super) fn market(world: &World) -> Market {
    Watched::new(world.clone(), world.clone(), world.clone())
}

pub(super) fn validation<M>(world: &World, catalogue: M) -> Validation<World, World, M, World> {
    Validation {
        store: world.clone(),
        documents: world.clone(),
        catalogue,
        clock: world.clone(),
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        marketplaces: MarketplaceCache::default(),
        rules: app::RuleSetCache::default(),
        marks: app::MarkCache::default(),
    }
}

pub(super) const fn context(world: &World) -> BatchContext<'_, World, World, World, World, World> {
    let time = Duration::from_secs(25);
    BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time }
}

/// Files a complaint about each of the first listings, each by itself.
pub(super) async fn file(world: &World, listings: usize) {
    for number in 0..listings {
        let complaint = sample::complaint(number as u128, [number]);
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(world, world, world, &complaint).await.unwrap();
    }
}

/// Lets looks at listing `number` end so, and all others be answered.
fn treat(world: &World, of: BTreeMap<usize, LookMode>) {
    let of: BTreeMap<String, LookMode> =
        of.into_iter().map(|(number, mode)| (sample::listing(number).id.to_string(), mode)).collect();
    world.look().look_mode = Box::new(move |_, id| of.get(id).copied().unwrap_or(LookMode::Answers));
}

/// One invocation of validation with all that waits.
async fn invoke(world: &World, market: &Market) -> (Vec<Waiting>, Option<SqsBatchResponse>) {
    let (taken, event) = world.receive(Queue::Validation, 10).unwrap();
    (taken, invoke_with(world, market, &event).await)
}

async fn invoke_with(world: &World, market: &Market, event: &SqsEvent) -> Option<SqsBatchResponse> {
    let step = validation(world, market.clone());
    let context = context(world);
    world.until_crash(world.in_time(work_batch(&step, &context, event))).await
}

/// Since `from`, in milliseconds, when each nudge of takedown was there.
fn nudged_after(world: &World, from: Timestamp) -> Vec<i64> {
    let after = |waiting: &Waiting| waiting.visible_at.as_millisecond() - from.as_millisecond();
    world.look().queues[&Queue::Takedown].iter().map(after).collect()
}

#[tokio::test]
async fn one_listing_that_hangs_delays_the_others_by_no_more_than_a_tenth_of_a_second() {
    let world = sample::world(10);
    file(&world, 10).await;
    treat(&world, BTreeMap::from([(4, LookMode::Hangs)]));
    let started = world.now();
    let (taken, response) = invoke(&world, &market(&world)).await;
    let after = nudged_after(&world, started);
    assert_eq!(after.len(), 9);
    assert!(after.iter().all(|after| *after <= 100), "{after:?}");
    // The batch ends in bounded time, and the one comes back alone, a second later.
    assert_eq!(world.now().duration_since(started), SignedDuration::from_secs(4));
    assert_eq!(response.as_ref().unwrap().batch_item_failures.len(), 1);
    world.finish(Queue::Validation, taken, response.as_ref());
    let again = world.look().queues[&Queue::Validation].clone();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].visible_at.duration_since(started), SignedDuration::from_secs(5));
}

#[tokio::test]
async fn what_failed_does_not_wait_for_what_hangs_to_come_back() {
    let world = sample::world(10);
    file(&world, 10).await;
    treat(&world, BTreeMap::from([(4, LookMode::Hangs), (5, LookMode::Fails)]));
    let started = world.now();
    let (taken, response) = invoke(&world, &market(&world)).await;
    world.finish(Queue::Validation, taken, response.as_ref());
    let mut again: Vec<i64> = world.look().queues[&Queue::Validation]
        .iter()
        .map(|waiting| waiting.visible_at.as_millisecond() - started.as_millisecond())
        .collect();
    again.sort_unstable();
    assert_eq!(again, [1_100, 5_000]);
}

#[tokio::test]
async fn a_calm_batch_nudges_in_one_request_for_each_queue() {
    let world = sample::world(10);
    file(&world, 10).await;
    let before = world.look().calls.len();
    invoke(&world, &market(&world)).await;
    let calls = world.look().calls[before..].to_vec();
    assert_eq!(calls.iter().filter(|call| **call == "nudges.nudge").count(), 2, "takedown and notify");
    assert!(!calls.contains(&"redelivery.postpone"));
}

/// What became of the message about a listing whose look fails, when the `nth` call of this name goes wrong.
async fn with_fault(call: &'static str, kind: FaultKind) -> (World, Timestamp) {
    let prepared = async || {
        let world = sample::world(1);
        file(&world, 1).await;
        treat(&world, BTreeMap::from([(0, LookMode::Fails)]));
        world
    };
    let nth = {
        let world = prepared().await;
        let before = world.look().calls.len();
        invoke(&world, &market(&world)).await;
        let calls = world.look().calls.clone();
        before + calls[before..].iter().position(|made| *made == call).unwrap()
    };
    let world = prepared().await;
    world.plan([Fault { nth, kind }]);
    let started = world.now();
    let (taken, response) = invoke(&world, &market(&world)).await;
    world.finish(Queue::Validation, taken, response.as_ref());
    (world, started)
}

#[tokio::test]
async fn a_message_comes_back_whatever_becomes_of_its_postponement() {
    for (kind, seconds) in [
        (FaultKind::CrashBefore, 180),
        (FaultKind::CrashAfter, 1),
        (FaultKind::Fails, 180),
        (FaultKind::LosesAnswer, 1),
    ] {
        let (world, started) = with_fault("redelivery.postpone", kind).await;
        let waiting: Vec<Waiting> = world.look().queues[&Queue::Validation].iter().cloned().collect();
        assert_eq!(waiting.len(), 1, "{kind:?}: neither lost nor doubled");
        let after = waiting[0].visible_at.duration_since(started);
        let seconds = SignedDuration::from_secs(seconds)..SignedDuration::from_secs(seconds + 1);
        assert!(seconds.contains(&after), "{kind:?}: {after}");
        // And then it is worked on.
        treat(&world, BTreeMap::new());
        let (taken, response) = invoke(&world, &market(&world)).await;
        world.finish(Queue::Validation, taken, response.as_ref());
        assert_eq!(world.look().queues[&Queue::Takedown].len(), 1, "{kind:?}");
        assert!(world.look().queues[&Queue::Validation].is_empty());
    }
}

/// A market that is out, as validation knows by now; and a complaint about another listing.
async fn out() -> (World, Market) {
    let world = sample::world(4);
    let market = market(&world);
    world.look().look_mode = Box::new(|_, _| LookMode::Fails);
    for number in 1..4 {
        let (demo, listing) = (sample::marketplace(), sample::listing(number));
        world.in_time(port::Catalogue::listing(&market, &demo, &listing)).await.unwrap_err();
    }
    file(&world, 1).await;
    (world, market)
}

#[tokio::test]
async fn a_message_of_a_marketplace_that_is_out_is_sent_anew_as_often_as_it_takes() {
    let (world, market) = out().await;
    let first_sent = world.look().queues[&Queue::Validation][0].body.clone();
    for round in 0..100 {
        let (taken, response) = invoke(&world, &market).await;
        assert_eq!(response.as_ref().unwrap().batch_item_failures.len(), 0, "the old message is deleted");
        world.finish(Queue::Validation, taken, response.as_ref());
        let waiting: Vec<Waiting> = world.look().queues[&Queue::Validation].iter().cloned().collect();
        assert_eq!((waiting.len(), waiting[0].deliveries), (1, 0), "round {round}");
        assert_eq!(waiting[0].body, first_sent, "it keeps its time");
        let wait = waiting[0].visible_at.duration_since(world.now());
        assert!((15..=300).contains(&wait.as_secs()), "round {round}: {wait}");
        // Someone else finds out meanwhile that the marketplace is still out.
        world.pass(SignedDuration::from_secs(14));
        let (demo, listing) = (sample::marketplace(), sample::listing(1));
        let _ = world.in_time(port::Catalogue::listing(&market, &demo, &listing)).await;
    }
    assert!(world.look().dead.is_empty());
    assert!(world.look().journal.iter().any(|line| line.contains(r#""outcome":"waits""#)));
}

#[tokio::test]
async fn a_message_comes_back_whatever_becomes_of_its_sending_anew() {
    for (kind, copies) in [
        (FaultKind::CrashBefore, 1),
        (FaultKind::CrashAfter, 2),
        (FaultKind::Fails, 1),
        (FaultKind::LosesAnswer, 2),
    ] {
        let (world, market) = out().await;
        let nth = world.look().calls.len();
        let calls = {
            let (world, market) = out().await;
            invoke(&world, &market).await;
            world.look().calls.clone()
        };
        // A nudge for the receipt goes before it.
        let nth = nth + calls[nth..].iter().rposition(|made| *made == "nudges.nudge").unwrap();
        world.plan([Fault { nth, kind }]);
        let (taken, response) = invoke(&world, &market).await;
        world.finish(Queue::Validation, taken, response.as_ref());
        assert_eq!(world.look().queues[&Queue::Validation].len(), copies, "{kind:?}");
        // Doubled or not, the case is decided once.
        world.look().look_mode = Box::new(|_, _| LookMode::Answers);
        world.pass(SignedDuration::from_secs(15));
        let (taken, response) = invoke(&world, &market).await;
        world.finish(Queue::Validation, taken, response.as_ref());
        assert!(world.look().queues[&Queue::Validation].is_empty(), "{kind:?}");
        let case = world.look().cases.values().next().unwrap().case.clone();
        assert_eq!(case.state.code(), "accepted", "{kind:?}");
    }
}

#[tokio::test]
async fn the_same_message_delivered_to_two_at_once_is_postponed_by_both_and_comes_back_once() {
    let world = sample::world(1);
    file(&world, 1).await;
    treat(&world, BTreeMap::from([(0, LookMode::Hangs)]));
    let (taken, event) = world.receive(Queue::Validation, 10).unwrap();
    let market = market(&world);
    let step = validation(&world, market.clone());
    let context = context(&world);
    let (first, _second) = world
        .in_time(async {
            tokio::join!(work_batch(&step, &context, &event), work_batch(&step, &context, &event))
        })
        .await;
    world.finish(Queue::Validation, taken, Some(&first));
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    assert_eq!(world.look().postponed.len(), 2);
}

#[tokio::test]
async fn a_reject_that_cannot_be_put_aside_comes_back_soon() {
    let world = sample::world(1);
    world.put_message(Queue::Validation, "no nudge");
    world.plan([Fault { nth: 0, kind: FaultKind::Fails }]);
    let (taken, response) = invoke(&world, &market(&world)).await;
    assert_eq!(world.look().calls, ["rejects.reject", "redelivery.postpone"]);
    world.finish(Queue::Validation, taken, response.as_ref());
    let now = world.now();
    let visible_at = world.look().queues[&Queue::Validation][0].visible_at;
    assert_eq!(visible_at.duration_since(now), SignedDuration::from_secs(1));
    invoke(&world, &market(&world)).await;
    assert_eq!(world.look().rejects.len(), 1);
}

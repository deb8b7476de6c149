//! A watched marketplace.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::{Action, CaseId, EffectId, ListingRef, Measure};
use jiff::SignedDuration;
use port::{Catalogue as _, Enforcement as _, MarketplaceConfig, OrderOutcome, OrderRequest, WallClock as _};
use step::Watched;
use step::retry::Trouble;
use testkit::sample;
use testkit::world::{LookMode, MarketMode, World};
use uuid::Uuid;

const REMOVE: OrderRequest =
    OrderRequest { action: Action::Apply(Measure::Removal), reason: "counterfeit", only_in: Vec::new() };

fn watched(world: &World) -> Watched<World, World, World> {
    Watched::new(world.clone(), world.clone(), world.clone())
}

/// Lets the marketplace treat looks so, first come first served, and answer all that come after; how often it
/// was looked at.
fn treat(world: &World, modes: &[LookMode]) -> Arc<AtomicUsize> {
    let (count, modes) = (Arc::new(AtomicUsize::new(0)), modes.to_vec());
    let counted = Arc::clone(&count);
    world.look().look_mode = Box::new(move |_, _| {
        let nth = counted.fetch_add(1, Ordering::Relaxed);
        modes.get(nth).copied().unwrap_or(LookMode::Answers)
    });
    count
}

/// Lets every look end so.
fn always(world: &World, mode: LookMode) -> Arc<AtomicUsize> {
    treat(world, &vec![mode; 10_000])
}

/// Looks at a listing; how it ended, and after how many milliseconds.
async fn look(world: &World, at: &Watched<World, World, World>, number: usize) -> (Result<(), Trouble>, i64) {
    look_at(world, at, &sample::marketplace(), &sample::listing(number)).await
}

async fn look_at(
    world: &World,
    at: &Watched<World, World, World>,
    marketplace: &MarketplaceConfig,
    listing: &ListingRef,
) -> (Result<(), Trouble>, i64) {
    let started = world.now();
    let answer = world.in_time(at.listing(marketplace, listing)).await;
    let took = i64::try_from(world.now().duration_since(started).as_millis()).unwrap();
    (answer.map(drop).map_err(|error| Trouble::of(&error)), took)
}

#[tokio::test]
async fn a_look_that_hangs_is_given_up_after_two_seconds_and_repeated_at_once() {
    let world = sample::world(1);
    let looks = treat(&world, &[LookMode::Hangs]);
    assert_eq!(look(&world, &watched(&world), 0).await, (Ok(()), 2_000));
    assert_eq!(looks.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_look_that_fails_is_repeated_at_once_and_only_once() {
    let world = sample::world(1);
    let looks = treat(&world, &[LookMode::Fails]);
    assert_eq!(look(&world, &watched(&world), 0).await, (Ok(()), 0));
    assert_eq!(looks.load(Ordering::Relaxed), 2);

    let looks = treat(&world, &[LookMode::Hangs, LookMode::Hangs]);
    assert_eq!(look(&world, &watched(&world), 0).await, (Err(Trouble::Passing), 4_000));
    assert_eq!(looks.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_marketplace_that_answers_nothing_about_three_listings_is_left_alone() {
    let world = sample::world(9);
    let (looks, watched) = (always(&world, LookMode::Fails), watched(&world));
    for number in 0..3 {
        assert_eq!(look(&world, &watched, number).await.0, Err(Trouble::Passing), "look {number}");
    }
    let journal = world.look().journal.clone();
    assert_eq!(journal.len(), 1, "{journal:?}");
    assert!(journal[0].contains(r#""marketplace_out":1"#) && journal[0].contains(r#""marketplace":"demo""#));
    let asked = looks.load(Ordering::Relaxed);
    for number in 3..9 {
        let ended = look(&world, &watched, number).await;
        assert!(matches!(ended, (Err(Trouble::MarketplaceOut(_)), 0)), "{ended:?}");
    }
    assert_eq!(looks.load(Ordering::Relaxed), asked, "it is not asked");
}

#[tokio::test]
async fn one_call_each_quarter_of_a_minute_finds_out_whether_it_is_back() {
    let world = sample::world(9);
    let (looks, watched) = (always(&world, LookMode::Fails), watched(&world));
    for number in 0..3 {
        look(&world, &watched, number).await.0.unwrap_err();
    }
    for round in 1..=4 {
        world.pass(SignedDuration::from_secs(15));
        let asked = looks.load(Ordering::Relaxed);
        assert_eq!(look(&world, &watched, 3).await.0, Err(Trouble::Passing), "this one asks");
        let lasted = std::time::Duration::from_secs(15 * round);
        assert_eq!(look(&world, &watched, 4).await.0, Err(Trouble::MarketplaceOut(lasted)));
        assert_eq!(looks.load(Ordering::Relaxed), asked + 2);
    }
    assert_eq!(world.look().journal.len(), 5, "each call in vain rings the alarm again");
    always(&world, LookMode::Answers);
    world.pass(SignedDuration::from_secs(15));
    for number in 0..9 {
        assert_eq!(look(&world, &watched, number).await.0, Ok(()), "it is back");
    }
}

#[tokio::test]
async fn a_marketplace_that_answers_nothing_about_one_listing_is_out_after_five_minutes_to_the_second() {
    for (seconds, ended) in
        [(299, Trouble::Passing), (300, Trouble::MarketplaceOut(std::time::Duration::from_secs(300)))]
    {
        let world = sample::world(1);
        let watched = watched(&world);
        always(&world, LookMode::Fails);
        assert_eq!(look(&world, &watched, 0).await.0, Err(Trouble::Passing));
        world.pass(SignedDuration::from_secs(seconds));
        assert_eq!(look(&world, &watched, 0).await.0, Err(ended), "after {seconds} s");
    }
}

/// The one that was to find out died, and nobody knows what it saw.
#[tokio::test]
async fn a_call_that_dies_while_it_finds_out_does_not_shut_the_marketplace_for_ever() {
    let world = sample::world(4);
    let watched = watched(&world);
    always(&world, LookMode::Fails);
    for number in 0..3 {
        look(&world, &watched, number).await.0.unwrap_err();
    }
    world.pass(SignedDuration::from_secs(15));
    always(&world, LookMode::Hangs);
    {
        let (demo, listing) = (sample::marketplace(), sample::listing(0));
        let mut dies = Box::pin(watched.listing(&demo, &listing));
        assert!(futures_poll(&mut dies).await.is_none());
    }
    always(&world, LookMode::Answers);
    world.pass(SignedDuration::from_secs(15));
    assert_eq!(look(&world, &watched, 1).await.0, Ok(()));
}

/// Polls once.
async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
            std::task::Poll::Ready(done) => Some(done),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test]
async fn one_bad_listing_holds_up_no_other() {
    let world = sample::world(2);
    let watched = watched(&world);
    let bad = sample::listing(0).id.to_string();
    world.look().look_mode =
        Box::new(move |_, id| if id == bad { LookMode::Fails } else { LookMode::Answers });
    for _ in 0..50 {
        assert_eq!(look(&world, &watched, 0).await.0, Err(Trouble::Passing));
    }
    assert_eq!(look(&world, &watched, 1).await.0, Ok(()));
}

#[tokio::test]
async fn one_marketplace_that_is_out_holds_up_no_other() {
    let world = sample::world(1);
    let watched = watched(&world);
    always(&world, LookMode::Fails);
    for number in 0..3 {
        look(&world, &watched, number).await.0.unwrap_err();
    }
    always(&world, LookMode::Answers);
    let other = MarketplaceConfig { id: "other".parse().unwrap(), ..sample::marketplace() };
    let listing: ListingRef = "other/1".parse().unwrap();
    assert_eq!(look_at(&world, &watched, &other, &listing).await.0, Ok(()));
}

#[tokio::test]
async fn an_answer_that_does_not_count_is_a_sign_of_life() {
    let world = sample::world(9);
    let watched = watched(&world);
    always(&world, LookMode::Babbles);
    for number in 0..9 {
        assert_eq!(look(&world, &watched, number).await.0, Err(Trouble::Passing));
    }
    assert!(world.look().journal.is_empty());
}

fn effect(number: u32) -> EffectId {
    EffectId::derive(CaseId::new(Uuid::from_u128(7)), number, "order")
}

async fn order(world: &World, at: &Watched<World, World, World>, number: u32) -> OrderOutcome {
    let demo = sample::marketplace();
    world.in_time(at.order(&demo, &sample::listing(0), effect(number), &REMOVE)).await
}

#[tokio::test]
async fn an_order_is_never_repeated() {
    for mode in [MarketMode::LosesAnswer, MarketMode::NeverHears, MarketMode::Unreachable] {
        let world = sample::world(1);
        world.look().market_modes.push_back(mode);
        let outcome = order(&world, &watched(&world), 1).await;
        assert!(matches!(outcome, OrderOutcome::Unknown(_) | OrderOutcome::NotSent(_)), "{outcome:?}");
        let calls = world.look().calls.iter().filter(|call| **call == "enforcement.order").count();
        assert_eq!(calls, 1);
    }
}

#[tokio::test]
async fn a_marketplace_that_is_out_gets_no_orders_and_whoever_sends_one_knows_it_did_not_go() {
    let world = sample::world(1);
    let watched = watched(&world);
    world.look().market_modes.extend(vec![MarketMode::NeverHears; 3]);
    for number in 0..3 {
        assert!(matches!(order(&world, &watched, number).await, OrderOutcome::Unknown(_)));
    }
    let OrderOutcome::NotSent(error) = order(&world, &watched, 3).await else { panic!("it went out") };
    assert!(matches!(Trouble::of(error.as_ref()), Trouble::MarketplaceOut(_)), "{error}");
    let calls = world.look().calls.iter().filter(|call| **call == "enforcement.order").count();
    assert_eq!(calls, 3);
    // What became of the first is asked, once the pause is over; that it answers opens the way.
    world.pass(SignedDuration::from_secs(15));
    let asked = world.in_time(watched.status(&sample::marketplace(), effect(0))).await;
    assert!(asked.is_ok());
    assert!(matches!(order(&world, &watched, 3).await, OrderOutcome::Done(_)));
}

#[tokio::test]
async fn an_order_in_doubt_and_the_question_after_it_are_one_thing_that_is_unanswered() {
    let world = sample::world(1);
    let watched = watched(&world);
    always(&world, LookMode::Fails);
    world.look().market_modes.push_back(MarketMode::NeverHears);
    order(&world, &watched, 1).await;
    for _ in 0..5 {
        world.in_time(watched.status(&sample::marketplace(), effect(1))).await.unwrap_err();
    }
    assert!(matches!(order(&world, &watched, 2).await, OrderOutcome::Done(_)), "others still go out");
}

//! Services that keep less than they seem to promise: queues that take a part of a batch, indexes that are behind,
//! a marketplace that forgets, a table that deletes what has expired.

use jiff::SignedDuration;
use testkit::world::{EndpointMode, MarketMode};

use super::chain::Chain;
use super::dice::Dice;
use super::invariants::Allowed;
use super::story::{Story, run};

#[tokio::test]
async fn what_of_a_batch_a_queue_does_not_take_is_not_lost() {
    for story in Story::ALL {
        for seed in 0..20 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            let mut entries = 60;
            world.look().services.takes_entry = Box::new(move || {
                entries -= 1;
                entries < 0 || !dice.falls(30)
            });
            let allowed = Allowed::NOTHING.or_repeated_posts();
            let mut findings = run(story, &Chain::new(&world), allowed).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} with queues {seed}: {findings:#?}");
        }
    }
}

#[tokio::test]
async fn indexes_that_are_behind_delay_and_lose_nothing() {
    for story in Story::ALL {
        for seed in 0..20 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            world.look().services.index_lag = SignedDuration::from_secs(1 << dice.below(10));
            world.interleave(seed);
            let faults = [dice.fault(60), dice.fault(60)];
            world.plan(faults);
            let mut findings = run(story, &Chain::new(&world), Allowed::after(&faults)).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} with indexes {seed}, {faults:?}: {findings:#?}");
        }
    }
}

/// The API asks marketplaces to know an order's id for years. One that does not may do it twice; the listing and its
/// case still agree.
#[tokio::test]
async fn a_marketplace_that_forgets_its_orders_ends_in_the_same_state() {
    let modes = [MarketMode::Does, MarketMode::Forgets, MarketMode::NeverHears];
    let mut forgotten = 0;
    for story in Story::ALL {
        for seed in 0..20 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            world.look().market_modes.extend((0..dice.below(6)).map(|_| dice.pick(&modes)));
            let mut findings = run(story, &Chain::new(&world), Allowed::NOTHING).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} at marketplace {seed}: {findings:#?}");
            forgotten += world.look().orders.values().filter(|order| order.done > 1).count();
        }
    }
    assert!(forgotten > 50, "only {forgotten} orders were done twice");
}

#[tokio::test]
async fn what_has_expired_is_missed_by_nobody() {
    for story in Story::ALL {
        for seed in 0..20 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            let faults = [dice.fault(120), dice.fault(120)];
            world.plan(faults);
            let chain = Chain::new(&world).expiring();
            let mut findings = run(story, &chain, Allowed::after(&faults)).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} with {faults:?}: {findings:#?}");
        }
    }
}

#[tokio::test]
async fn an_endpoint_that_fails_is_told_in_the_end() {
    let modes = [EndpointMode::Takes, EndpointMode::LosesAnswer, EndpointMode::Fails];
    for story in [Story::ByApi, Story::Table, Story::Appealed] {
        for seed in 0..20 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            world.look().endpoint_modes.extend((0..12).map(|_| dice.pick(&modes)));
            let allowed = Allowed::NOTHING.or_repeated_posts();
            let mut findings = run(story, &Chain::new(&world), allowed).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} with endpoint {seed}: {findings:#?}");
        }
    }
}

//! Services that keep less than they seem to promise: queues that take a part of a batch, indexes that are behind,
//! a marketplace that forgets, a table that deletes what has expired, a mail service that pauses.

use std::time::Duration;

use jiff::SignedDuration;
use testkit::world::{EndpointMode, MailMode, MarketMode, World};

use super::chain::Chain;
use super::dice::Dice;
use super::invariants::Allowed;
use super::story::{Story, ends_well};

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
            ends_well(story, &Chain::new(&world), allowed, &format!("with queues {seed}")).await;
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
            ends_well(
                story,
                &Chain::new(&world),
                Allowed::after(&faults),
                &format!("with indexes {seed}, {faults:?}"),
            )
            .await;
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
            ends_well(story, &Chain::new(&world), Allowed::NOTHING, &format!("at marketplace {seed}")).await;
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
            ends_well(story, &chain, Allowed::after(&faults), &format!("with {faults:?}")).await;
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
            ends_well(story, &Chain::new(&world), allowed, &format!("with endpoint {seed}")).await;
        }
    }
}

/// Has the mail service pause at some of the next mails.
pub(super) fn pauses(world: &World, dice: &mut Dice) {
    let modes = [MailMode::Takes, pause(5), pause(30), pause(900)];
    world.look().mail_modes.extend((0..6).map(|_| dice.pick(&modes)));
}

const fn pause(seconds: u64) -> MailMode {
    MailMode::Pauses(Duration::from_secs(seconds))
}

/// A letter waits until the mail service takes it, and goes out once: it is certain that it was not out before.
#[tokio::test]
async fn letters_wait_while_the_mail_service_pauses() {
    for story in Story::ALL {
        for seed in 0..20 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            pauses(&world, &mut dice);
            world.interleave(seed);
            let chain = Chain::new(&world);
            let chain = if dice.falls(50) { chain.together() } else { chain };
            let allowed = Allowed::NOTHING.or_repeated_posts();
            ends_well(story, &chain, allowed, &format!("with mail {seed}")).await;
            assert!(world.look().mail_modes.is_empty(), "{story:?} with mail {seed}: no pause is left");
        }
    }
}

//! A marketplace that refuses, loses answers, never hears, cannot be reached, or is out for a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::{SignedDuration, Timestamp};
use port::WallClock as _;
use testkit::world::{MOST_DELIVERIES, MarketMode, World};

use super::chain::Chain;
use super::dice::Dice;
use super::invariants::Allowed;
use super::story::{Story, ends_well, run};

/// Fewer failures than make a dead letter.
const MOST: usize = MOST_DELIVERIES as usize;

#[tokio::test]
async fn whatever_the_marketplace_does_the_case_knows_the_truth() {
    let modes = [
        MarketMode::Does,
        MarketMode::Refuses("the listing is under review".to_owned()),
        MarketMode::LosesAnswer,
        MarketMode::NeverHears,
        MarketMode::Unreachable,
    ];
    for story in [Story::OneListing, Story::FiveListings, Story::Withdrawn] {
        for seed in 0..80 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            let treats: Vec<MarketMode> = (0..dice.below(MOST)).map(|_| dice.pick(&modes)).collect();
            world.look().market_modes.extend(treats.iter().cloned());
            world.interleave(seed);
            let findings = run(story, &Chain::new(&world), Allowed::NOTHING).await;
            assert!(findings.is_empty(), "{story:?} at a marketplace that {treats:?}: {findings:#?}");
        }
    }
}

#[tokio::test]
async fn a_listing_returns_after_silence_though_the_marketplace_is_hard_to_reach() {
    let modes = [MarketMode::LosesAnswer, MarketMode::NeverHears, MarketMode::Unreachable];
    for seed in 0..80 {
        let (story, mut dice) = (Story::CounterNotice, Dice::new(seed));
        let world = story.world();
        let treats: Vec<MarketMode> = (0..dice.below(MOST)).map(|_| dice.pick(&modes)).collect();
        world.look().market_modes.extend(treats.iter().cloned());
        ends_well(story, &Chain::new(&world), Allowed::NOTHING, &format!("at a marketplace that {treats:?}"))
            .await;
    }
}

/// How often the marketplace is out, each time for so many minutes.
const OUT_EACH: SignedDuration = SignedDuration::from_hours(6);

/// Has the marketplace be out for so long from now on, and again each few hours. Counts what was asked of it
/// meanwhile.
pub(super) fn is_out(world: &World, from: SignedDuration, lasts: SignedDuration) -> Arc<AtomicUsize> {
    let asked = Arc::new(AtomicUsize::new(0));
    let (count, from) = (Arc::clone(&asked), world.now() + from);
    world.look().market_is_out = Box::new(move |now: Timestamp| {
        let since = now.duration_since(from);
        let is_out = !since.is_negative() && since.as_secs() % OUT_EACH.as_secs() < lasts.as_secs();
        count.fetch_add(usize::from(is_out), Ordering::Relaxed);
        is_out
    });
    asked
}

/// A time of fewer than `most` seconds.
pub(super) fn seconds(dice: &mut Dice, most: usize) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(dice.below(most)).unwrap())
}

/// Once a process knows that the marketplace is out, it looks twice each quarter of a minute; before that, two functions
/// may look at each of five listings a few times.
fn most_asked(lasts: SignedDuration) -> usize {
    2 * usize::try_from(lasts.as_secs() / 15).unwrap() + 40
}

#[tokio::test]
async fn every_case_goes_on_once_a_marketplace_that_was_out_is_back() {
    let mut waited = 0;
    for story in Story::ALL {
        for seed in 0..20 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            let (from, lasts) = (seconds(&mut dice, 60), SignedDuration::from_mins(1 << dice.below(8)));
            let asked = is_out(&world, from, lasts);
            let how = format!("at a marketplace that is out from {from} on for {lasts}");
            ends_well(story, &Chain::new(&world), Allowed::NOTHING, &how).await;
            let asked = asked.load(Ordering::Relaxed);
            assert!(asked <= most_asked(lasts), "{story:?} {how}: asked {asked} times meanwhile");
            let waits = |line: &&String| line.contains(r#""outcome":"waits""#);
            waited += world.look().journal.iter().filter(waits).count();
        }
    }
    assert!(waited > 1_000, "only {waited} messages waited");
}

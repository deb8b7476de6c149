//! A marketplace that refuses, loses answers, never hears, or cannot be reached.

use testkit::world::{MOST_DELIVERIES, MarketMode};

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

//! Several workers on the same case, who take turns at every call, in any order.

use testkit::world::MarketMode;

use super::chain::Chain;
use super::dice::{Dice, Weather};
use super::invariants::Allowed;
use super::market::{is_out, seconds};
use super::services::pauses;
use super::story::{Story, calls_of, ends_well};

#[tokio::test]
async fn two_workers_on_the_same_message_do_its_work_once() {
    for story in Story::ALL {
        for seed in 0..100 {
            let world = story.world();
            world.interleave(seed);
            let chain = Chain::new(&world).together();
            ends_well(story, &chain, Allowed::NOTHING, &format!("with turns {seed}")).await;
        }
    }
}

#[tokio::test]
async fn workers_whose_clocks_disagree_do_its_work_once() {
    for story in Story::ALL {
        for seed in 0..50 {
            let world = story.world();
            world.interleave(seed);
            let chain = Chain::new(&world).together().with_wrong_clocks(seed);
            ends_well(story, &chain, Allowed::NOTHING, &format!("with clocks and turns {seed}")).await;
        }
    }
}

#[tokio::test]
async fn workers_that_meet_may_fail_as_well() {
    for story in [Story::OneListing, Story::Withdrawn, Story::CounterNotice] {
        let calls = 2 * calls_of(story).await;
        for seed in 0..50 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            let faults = [dice.fault(calls), dice.fault(calls)];
            world.interleave(seed);
            world.plan(faults);
            let chain = Chain::new(&world).together();
            ends_well(story, &chain, Allowed::after(&faults), &format!("with {faults:?}, turns {seed}"))
                .await;
        }
    }
}

#[tokio::test]
async fn on_the_worst_of_days_every_case_still_comes_to_its_end() {
    let hard_to_reach =
        [MarketMode::Does, MarketMode::LosesAnswer, MarketMode::NeverHears, MarketMode::Unreachable];
    for story in Story::ALL {
        let calls = 2 * calls_of(story).await;
        for seed in 0..30 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            world.interleave(seed);
            let faults: Vec<_> = (0..4).map(|_| dice.fault(calls)).collect();
            world.plan(faults.iter().copied());
            let treats = (0..dice.below(8)).map(|_| dice.pick(&hard_to_reach));
            world.look().market_modes.extend(treats);
            pauses(&world, &mut dice);
            is_out(&world, seconds(&mut dice, 300), seconds(&mut dice, 300));
            let chain = Chain::new(&world).together().in_weather(Weather::bad(seed)).with_wrong_clocks(seed);
            ends_well(
                story,
                &chain,
                Allowed::after(&faults).or_dead_letters().or_repeated_posts(),
                &format!("on day {seed}"),
            )
            .await;
        }
    }
}

//! Messages that come twice, late, in any order, or never.

use super::chain::Chain;
use super::dice::Weather;
use super::invariants::Allowed;
use super::story::{Story, ends_well};

#[tokio::test]
async fn the_sweep_brings_every_case_home_whatever_the_queues_do() {
    for story in Story::ALL {
        for seed in 0..50 {
            let world = story.world();
            let chain = Chain::new(&world).in_weather(Weather::bad(seed));
            ends_well(story, &chain, Allowed::NOTHING.or_repeated_posts(), &format!("in weather {seed}"))
                .await;
        }
    }
}

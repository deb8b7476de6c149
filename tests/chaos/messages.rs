//! Messages that come twice, late, in any order, or never.

use super::chain::Chain;
use super::dice::Weather;
use super::invariants::Allowed;
use super::story::{Story, run};

#[tokio::test]
async fn the_sweep_brings_every_case_home_whatever_the_queues_do() {
    for story in Story::ALL {
        for seed in 0..50 {
            let world = story.world();
            let chain = Chain::new(&world).in_weather(Weather::bad(seed));
            let mut findings = run(story, &chain, Allowed::NOTHING.or_repeated_posts()).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} in weather {seed}: {findings:#?}");
        }
    }
}

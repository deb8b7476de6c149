//! Several workers on the same case, one call of each at a time, in any order.

use super::chain::Chain;
use super::dice::Dice;
use super::invariants::Allowed;
use super::story::{Story, calls_of, run};

#[tokio::test]
async fn two_workers_on_the_same_message_do_its_work_once() {
    for story in Story::ALL {
        for seed in 0..25 {
            let world = story.world();
            world.interleave(seed);
            let chain = Chain::new(&world).together();
            let mut findings = run(story, &chain, Allowed::Nothing).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} with turns {seed}: {findings:#?}");
        }
    }
}

#[tokio::test]
async fn workers_that_meet_may_fail_as_well() {
    for story in [Story::OneListing, Story::Withdrawn, Story::CounterNotice] {
        let calls = 2 * calls_of(story).await;
        for seed in 0..25 {
            let world = story.world();
            let mut dice = Dice::new(seed);
            let faults = [dice.fault(calls), dice.fault(calls)];
            world.interleave(seed);
            world.plan(faults);
            let chain = Chain::new(&world).together();
            let mut findings = run(story, &chain, Allowed::Nothing).await;
            findings.extend(story.ending(&world));
            assert!(findings.is_empty(), "{story:?} with {faults:?}, turns {seed}: {findings:#?}");
        }
    }
}

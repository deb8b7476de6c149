//! The receipt goes out while the marketplace gives no answer, once, whatever becomes of the nudge for it.

use jiff::SignedDuration;
use port::{Queue, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, LookMode, World};

use super::batch::file;
use crate::chaos::chain::Chain;
use crate::chaos::invariants::{Allowed, findings};

/// A complaint, and a marketplace whose looks fail.
async fn unanswered() -> Chain {
    let world = sample::world(1);
    file(&world, 1).await;
    world.look().look_mode = Box::new(|_, _| LookMode::Fails);
    Chain::new(&world)
}

/// Which call is the nudge for the receipt.
async fn nudge_for_receipt() -> usize {
    let chain = unanswered().await;
    let before = chain.world.look().calls.len();
    chain.deliver(Queue::Validation).await;
    assert_eq!(chain.world.look().queues[&Queue::Notify].len(), 1);
    let calls = chain.world.look().calls[before..].to_vec();
    let nudges: Vec<usize> =
        (before..).zip(calls).filter(|(_, call)| *call == "nudges.nudge").map(|(nth, _)| nth).collect();
    assert_eq!(nudges.len(), 1);
    nudges[0]
}

/// How many mails went to the complainant, who is owed nothing else yet.
fn receipts(world: &World) -> usize {
    world.look().sent.iter().filter(|mail| mail.to == sample::HOLDER).count()
}

/// The marketplace answers; all goes on to its end.
async fn goes_on(chain: &Chain, told: &str) {
    let world = &chain.world;
    world.look().look_mode = Box::new(|_, _| LookMode::Answers);
    chain.until_quiet().await.unwrap();
    let in_force = world.look().cases.values().all(|stored| stored.case.in_force_at.is_some());
    assert!(in_force, "{told}");
    let found = findings(world, Allowed::NOTHING);
    assert!(found.is_empty(), "{told}: {found:#?}");
}

#[tokio::test]
async fn the_receipt_goes_out_once_whatever_becomes_of_the_nudge_for_it() {
    let nth = nudge_for_receipt().await;
    // Whether it goes out at once, and after how many seconds validation comes again, which nudges for what is still owed.
    for (kind, at_once, again_s) in [
        (FaultKind::CrashBefore, false, 180),
        (FaultKind::CrashAfter, true, 180),
        (FaultKind::Fails, false, 1),
        (FaultKind::LosesAnswer, true, 1),
        (FaultKind::HappensTwice, true, 1),
    ] {
        let chain = unanswered().await;
        let world = &chain.world;
        world.plan([Fault { nth, kind }]);
        for queue in Queue::ALL {
            chain.deliver(queue).await;
        }
        assert_eq!(receipts(world), usize::from(at_once), "{kind:?}");
        world.pass(SignedDuration::from_secs(again_s));
        for queue in Queue::ALL {
            chain.deliver(queue).await;
        }
        assert_eq!(receipts(world), 1, "{kind:?}");
        goes_on(&chain, &format!("{kind:?}")).await;
    }
}

/// Each message is delivered to two at once, and the sweep comes in between.
#[tokio::test]
async fn of_two_nudges_for_a_receipt_one_sends_it() {
    for seed in 0..20 {
        let chain = unanswered().await.together();
        let world = chain.world.clone();
        let answers = world.now() + SignedDuration::from_mins(5);
        world.interleave(seed);
        while world.now() < answers {
            chain.deliver_together().await;
            world.pass(SignedDuration::from_secs(10));
        }
        assert_eq!(receipts(&world), 1, "turns {seed}");
        goes_on(&chain, &format!("turns {seed}")).await;
    }
}

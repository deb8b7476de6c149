//! An unauthenticated complaint waits for its confirmation, and is then filed once.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use std::sync::Arc;

use app::filing::{LinkKey, Submitted, Within, check, confirm_pending, submit, within, writer_within};
use app::parties::complaint_document;
use case::{Channel, ComplaintId, Proof};
use contract::pending::PendingConfirmation;
use jiff::SignedDuration;
use jiff::civil::date;
use notice::{Draft, Reading};
use policy::LimitedAction;
use port::{PendingConfirmations as _, Queue, Registry as _, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

fn links() -> LinkKey {
    LinkKey::new("a secret of at least thirty-two characters").unwrap()
}

fn id() -> ComplaintId {
    sample::complaint(1, [0]).complaint.parse().unwrap()
}

/// Sends a complaint about the sample's first `listings` listings.
async fn sent(world: &World, listings: usize, proof: Proof) -> Submitted {
    world.put_right(&sample::right()).await.unwrap();
    let draft = Draft::of(&sample::complaint(1, 0..listings));
    let reading = Reading { draft, problems: Vec::new() };
    let marketplaces = Arc::new(vec![sample::marketplace()]);
    let checked = check(world, marketplaces, reading, proof.into(), date(2026, 11, 2)).await.unwrap();
    let complaint = checked.complaint(id(), world.now(), Channel::Web).unwrap();
    submit((world, world, world, world), complaint, None, None).await.unwrap()
}

async fn confirmed(world: &World) -> Option<String> {
    confirm_pending((world, world, world, world), &links(), id(), world.now()).await.unwrap()
}

#[tokio::test]
async fn nothing_happens_before_the_confirmation() {
    let world = World::new();
    assert!(matches!(sent(&world, 1, Proof::None).await, Submitted::Pending(_)));
    let inner = world.look();
    assert!(inner.cases.is_empty() && inner.fan_outs.is_empty() && inner.sealed.is_empty());
    assert!(inner.queues.values().all(std::collections::VecDeque::is_empty));
    assert_eq!(inner.pending.len(), 1);
}

#[tokio::test]
async fn a_proved_complainant_waits_for_nothing() {
    let world = World::new();
    assert!(matches!(sent(&world, 1, Proof::Mail).await, Submitted::Filed(..)));
    assert!(world.look().pending.is_empty());
    assert_eq!(world.look().cases.len(), 1);
}

#[tokio::test]
async fn confirming_files_it_with_clocks_that_run_from_then() {
    for listings in [1, 3] {
        let world = World::new();
        sent(&world, listings, Proof::None).await;
        let came = world.now();
        world.pass(SignedDuration::from_hours(30));
        let token = confirmed(&world).await.unwrap();
        assert!(links().read(&token).is_ok());
        let sealed = *world.look().sealed.keys().next().unwrap();
        let document = complaint_document(&world, &world, sealed).await.unwrap();
        let inner = world.look();
        assert_eq!(document.proof, "link");
        assert_eq!(document.received_at, came.to_string());
        assert_eq!(document.filed_at, inner.now.to_string());
        assert_eq!(inner.queues[&Queue::Validation].len(), 1);
        assert_eq!(inner.cases.len() + inner.fan_outs.len(), 1);
        assert!(!String::from_utf8_lossy(&inner.pending[&id()]).contains('@'), "what was pending is gone");
    }
}

#[tokio::test]
async fn confirming_twice_is_confirming_once() {
    let world = World::new();
    sent(&world, 1, Proof::None).await;
    let first = confirmed(&world).await;
    world.pass(SignedDuration::from_mins(5));
    assert_eq!(confirmed(&world).await, first);
    assert_eq!(world.look().cases.len(), 1);
}

#[tokio::test]
async fn what_is_not_held_any_longer_cannot_be_confirmed() {
    assert_eq!(confirmed(&World::new()).await, None);
}

/// Every port call of a confirmation fails, crashes before and after, and loses its answer; the complainant
/// presses again; in the end there is one case.
#[tokio::test]
async fn a_confirmation_that_broke_off_can_be_pressed_again() {
    let calls = {
        let world = World::new();
        sent(&world, 1, Proof::None).await;
        let before = world.look().calls.len();
        confirmed(&world).await;
        before..world.look().calls.len()
    };
    assert!(calls.len() >= 4, "{calls:?}");
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = World::new();
            sent(&world, 1, Proof::None).await;
            world.plan([Fault { nth, kind }]);
            let links = links();
            let first = confirm_pending((&world, &world, &world, &world), &links, id(), world.now());
            let _broken = world.until_crash(first).await;
            world.pass(SignedDuration::from_mins(1));
            let token = confirmed(&world).await.unwrap();
            assert!(links.read(&token).is_ok());
            assert_eq!(world.look().cases.len(), 1, "call {nth}, {kind:?}");
            let pending = world.find(id()).await.unwrap().unwrap();
            assert_eq!(PendingConfirmation::decode(&pending).unwrap(), PendingConfirmation::Filed { token });
        }
    }
}

#[tokio::test]
async fn a_limit_holds_within_its_hour_and_for_one_address() {
    let world = World::new();
    let try_once = async |who: &'static str| {
        within(&world, &links(), LimitedAction::FileUnproved, who, world.now()).await.unwrap() == Within::Yes
    };
    let (most, window) = LimitedAction::FileUnproved.most();
    for _ in 0..most {
        assert!(try_once("192.0.2.1").await);
    }
    assert!(!try_once("192.0.2.1").await);
    assert!(try_once("192.0.2.2").await);
    world.pass(window);
    assert!(try_once("192.0.2.1").await);
}

#[tokio::test]
async fn a_plus_tag_gets_no_limit_of_its_own_and_another_address_does() {
    let world = World::new();
    let act = LimitedAction::AskToConfirm;
    let try_once = async |address: String| {
        writer_within(&world, &links(), act, &address, world.now()).await.unwrap() == Within::Yes
    };
    let (most, _) = act.most();
    for number in 0..most {
        assert!(try_once(format!("Ada+{number}@Brand.example")).await);
    }
    assert!(!try_once("ada@brand.example".to_owned()).await);
    assert!(try_once("ben@brand.example".to_owned()).await);
}

#[tokio::test]
async fn what_is_counted_of_an_address_is_known_only_to_who_has_the_key() {
    let world = World::new();
    let other = LinkKey::new("another secret of at least thirty-two").unwrap();
    for links in [links(), other, links()] {
        within(&world, &links, LimitedAction::FileUnproved, "192.0.2.1", world.now()).await.unwrap();
    }
    let mut counts: Vec<u32> = world.look().counts.values().copied().collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2], "one count for each key");
}

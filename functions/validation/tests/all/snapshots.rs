//! What was judged is kept before the judgement is, and is what was judged.

use std::time::Duration;

use app::filing::IdentifiedComplaint;
use app::{MarkCache, MarketplaceCache, RuleSetCache, change, open_snapshot};
use case::{Actor, Command, WhyReconsider};
use contract::snapshot::Snapshot;
use jiff::SignedDuration;
use policy::programme::{RuleSetName, rule_set};
use port::{Attribute, Price, Queue, StoredCase, WallClock as _};
use step::{BatchContext, work_batch};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use validation::Validation;

use crate::decisions::{decided, listed, run};

/// The last snapshot that the case names.
async fn judged(world: &World, stored: &StoredCase) -> Snapshot {
    let digest = stored.case.record.as_ref().unwrap().snapshot.expect("a snapshot");
    Snapshot::decode(&open_snapshot(world, stored.case.id, digest).await.unwrap()).unwrap()
}

fn only(world: &World) -> StoredCase {
    world.look().cases.values().next().unwrap().clone()
}

fn retitle(world: &World, title: &str) {
    world.look().listings.values_mut().for_each(|listing| title.clone_into(&mut listing.view.title));
}

#[tokio::test]
async fn what_the_marketplace_said_is_kept_as_it_was() {
    let world = listed("NORTHLIGHT jacket", "Warm");
    for listing in world.look().listings.values_mut() {
        listing.view.attributes = vec![Attribute { name: "Brand".into(), value: "NORTHLIGHT".into() }];
        listing.view.price = Some(Price { amount: "19.90".into(), currency: "EUR".into() });
    }
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    retitle(&world, "Something else");
    let judged = judged(&world, &stored).await;
    assert_eq!((judged.title.as_str(), judged.text.as_str()), ("NORTHLIGHT jacket", "Warm"));
    assert_eq!(judged.attributes, [["Brand", "NORTHLIGHT"].map(str::to_owned)]);
    assert_eq!(judged.price, Some(["19.90", "EUR"].map(str::to_owned)));
    assert_eq!((judged.seller.as_str(), judged.listing.as_str()), ("seller-1", "demo/1001"));
    assert_eq!(Some(judged.version), stored.case.record.unwrap().version);
    assert_eq!((judged.case, judged.cut.len()), (stored.case.id.to_string(), 0));
    // Nothing of it is to be read without the seller's key.
    let kept: Vec<Vec<u8>> = world.look().snapshots.values().cloned().collect();
    assert_eq!(kept.len(), 1);
    assert!(!kept[0].windows(6).any(|part| part == b"jacket"));
}

#[tokio::test]
async fn nothing_is_kept_of_what_was_not_seen() {
    let world = sample::world(1);
    world.look().listings.values_mut().for_each(|listing| listing.exists = false);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    assert_eq!(stored.case.record.unwrap().snapshot, None);
    assert!(world.look().snapshots.is_empty());
}

#[tokio::test]
async fn an_edited_listing_is_kept_again_only_once_it_is_judged_again() {
    let world = listed("NORTHLIGHT jacket", "");
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    retitle(&world, "NORTHLIGHT jacket, blue");
    let again = Command::Reconsider { why: WhyReconsider::Edited };
    change(&world, stored.clone(), &Actor::Machine, &[again], world.now()).await.unwrap();
    assert_eq!(world.look().snapshots.len(), 1);
    let nudge = app::OutgoingNudge::case(Queue::Validation, stored.case.id);
    app::send_nudges(&world, &world, vec![nudge]).await;
    run(&world).await;
    assert_eq!(judged(&world, &only(&world)).await.title, "NORTHLIGHT jacket, blue");
    assert_eq!(world.look().snapshots.len(), 2, "and the first is still there");
    assert_eq!(judged(&world, &stored).await.title, "NORTHLIGHT jacket");
}

/// One batch, which a fault may end.
async fn once(world: &World) {
    let step = Validation {
        store: world.clone(),
        documents: world.clone(),
        catalogue: world.clone(),
        clock: world.clone(),
        programme: rule_set(RuleSetName::Honest),
        marketplaces: MarketplaceCache::default(),
        rules: RuleSetCache::default(),
        marks: MarkCache::default(),
    };
    let Some((taken, event)) = world.receive(Queue::Validation, 10) else { return };
    let time = Duration::from_secs(30);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
    let response = world.until_crash(work_batch(&step, &context, &event)).await;
    // A fresh message each time it dies: the sweep would send one.
    for message in taken.iter().filter(|_| response.is_none()) {
        world.put_message(Queue::Validation, &message.body);
    }
    world.finish(Queue::Validation, taken, Some(&response.unwrap_or_default()));
}

async fn filed() -> World {
    let world = listed("NORTHLIGHT jacket", "");
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    world
}

#[tokio::test]
async fn whenever_validation_dies_what_a_record_names_is_there_and_is_kept_once() {
    let calls = {
        let world = filed().await;
        let before = world.look().calls.len();
        once(&world).await;
        assert!(world.look().calls[before..].contains(&"snapshots.keep"));
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = filed().await;
            world.plan([Fault { nth, kind }]);
            once(&world).await;
            let named = only(&world).case.record.and_then(|record| record.snapshot);
            if let Some(digest) = named {
                assert!(
                    open_snapshot(&world, only(&world).case.id, digest).await.is_ok(),
                    "{kind:?} at {nth}"
                );
            }
            for _ in 0..20 {
                world.pass(SignedDuration::from_mins(5));
                once(&world).await;
            }
            app::sweep(&world, &world, &world).await.unwrap();
            once(&world).await;
            assert_eq!(judged(&world, &only(&world)).await.title, "NORTHLIGHT jacket", "{kind:?} at {nth}");
            assert_eq!(world.look().snapshots.len(), 1, "{kind:?} at call {nth}: the same is one");
        }
    }
}

#[tokio::test]
async fn of_what_is_too_long_the_beginning_is_kept_and_the_rest_is_said() {
    // Nothing that can be compressed.
    let noise = |length: usize| -> String {
        let digests = (0..).map(|nth: u32| case::Digest::of(&nth.to_be_bytes()).to_string());
        digests.flat_map(|digest| digest.chars().collect::<Vec<_>>()).take(length).collect()
    };
    let world = listed(&format!("NORTHLIGHT 夹克 {}", "夹".repeat(2_000)), &noise(300_000));
    for listing in world.look().listings.values_mut() {
        let attribute = |nth: usize| Attribute { name: format!("{nth}"), value: noise(3_000) };
        listing.view.attributes = (0..50).map(attribute).collect();
        listing.view.url = format!("https://m.example/{}", noise(5_000));
        listing.view.classes = vec![25; 5_000];
    }
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    let judged = judged(&world, &stored).await;
    let cut: Vec<(&str, u64)> = judged.cut.iter().map(|it| (it.field.as_str(), it.bytes)).collect();
    assert_eq!(cut[..3], [("title", 6_018), ("text", 300_000), ("url", 5_018)]);
    assert_eq!(cut[3..].iter().map(|it| it.0).collect::<Vec<_>>(), ["attributes", "classes"]);
    assert_eq!(judged.cut[1].sha256, case::Digest::of(noise(300_000).as_bytes()).to_string());
    assert!(judged.title.starts_with("NORTHLIGHT 夹克") && judged.title.len() <= 1_000);
    assert_eq!((judged.text.len(), judged.attributes.len()), (8_000, 1));
    let kept = world.look().snapshots.values().next().unwrap().len();
    assert!(kept < 16_000, "{kept} bytes are {} write units", kept / 1_024 + 1);
}

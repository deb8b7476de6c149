//! A work that is copied word for word.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use app::register::{File, add_text, remove_text};
use case::{Claim, Digest, Question, RightKind, RightRef, State, TextInput};
use port::{ListedPicture, Queue, WallClock as _};
use register::Right;
use register::right::RightStatus;
use testkit::sample;
use testkit::world::World;

use crate::decisions::{decided, is_accepted, listed, question};

const WORK: &str = "The kettle is spun by hand from a single sheet of copper and lined with tin in our own workshop above \
    the harbour. Its spout is drawn long and low, so that the water falls exactly where you want it and never drips on \
    the cloth. The handle of pear wood stays cool even when the lid rattles.";

fn right() -> RightRef {
    RightRef::new(RightKind::Copyright, "EM", "018999001").unwrap()
}

/// A listing that says this, with a picture, and a registered work with its text.
async fn world_of(said: &str) -> World {
    let world = listed("Copper kettle", said);
    for listing in world.look().listings.values_mut() {
        listing.view.pictures = vec![ListedPicture { id: "main".parse().unwrap(), digest: None }];
    }
    let mark = world.look().rights.values().next().unwrap().clone();
    let work = Right { right: right(), status: RightStatus::Registered, classes: Vec::new(), ..mark };
    world.look().rights.insert(work.right.clone(), work);
    let file = File { name: "work.txt", bytes: WORK.as_bytes() };
    let added = add_text(&world, &world, &right(), file, &"ada".parse().unwrap(), world.now()).await.unwrap();
    assert!(added.is_new);
    world
}

async fn outcome(world: &World) -> port::StoredCase {
    let mut complaint = sample::complaint(1, [0]);
    complaint.claim = Claim::Copyright.to_string();
    decided(world, &complaint).await
}

#[tokio::test]
async fn a_copied_text_is_removed_and_what_was_copied_is_on_record() {
    let world = world_of(&format!("New! {WORK} Free shipping.")).await;
    let stored = outcome(&world).await;
    assert!(is_accepted(&stored), "{:?}", stored.case.state);
    assert_eq!(world.look().queues[&Queue::Pictures].len(), 0, "its pictures decide nothing any more");
    let record = stored.case.record.expect("a record");
    assert_eq!(record.rule.unwrap().to_string(), "copied_text");
    assert_eq!(record.inputs.get(), Some(TextInput::Same));
    let copied = record.copied.expect("a text");
    assert_eq!((copied.text, copied.share), (Digest::of(WORK.as_bytes()), 100));
    assert!(copied.words > 50, "{}", copied.words);
}

#[tokio::test]
async fn a_passage_leaves_it_to_the_pictures() {
    let world = world_of(
        "They say that its spout is drawn long and low, so that the water falls exactly where you want it.",
    )
    .await;
    let stored = outcome(&world).await;
    assert_eq!((stored.case.state, world.look().queues[&Queue::Pictures].len()), (State::Filed, 1));
}

#[tokio::test]
async fn only_a_work_has_texts_that_can_be_compared() {
    let world = world_of(WORK).await;
    let mark = RightRef::new(RightKind::Trademark, "EM", "018999001").unwrap();
    for (right, words, says) in [
        (mark, WORK, "is no copyright"),
        (right(), "Copper kettle, 1.2 litres", "at least 40 are needed"),
        (RightRef::new(RightKind::Copyright, "US", "TX0").unwrap(), WORK, "the register has no right"),
    ] {
        let file = File { name: "work.txt", bytes: words.as_bytes() };
        let error =
            add_text(&world, &world, &right, file, &"ada".parse().unwrap(), world.now()).await.unwrap_err();
        assert!(error.to_string().contains(says), "{right}: {error}");
    }
}

#[tokio::test]
async fn a_text_that_was_removed_decides_nothing() {
    let world = world_of(WORK).await;
    world.look().listings.values_mut().for_each(|it| it.view.pictures.clear());
    let digest = Digest::of(WORK.as_bytes()).to_string();
    remove_text(&world, &right(), &digest[..8]).await.unwrap();
    assert!(remove_text(&world, &right(), &digest[..8]).await.unwrap_err().to_string().contains("0 texts"));
    assert_eq!(question(&outcome(&world).await), Some(Question::NothingCompared));
}

#[tokio::test]
async fn the_same_text_is_no_work_of_two_owners() {
    let world = world_of(WORK).await;
    let own = world.look().rights[&right()].clone();
    let other = RightRef::new(RightKind::Copyright, "US", "TX0009120101").unwrap();
    let rival =
        Right { right: other.clone(), account: None, holders: vec![world.party("rival@b.example")], ..own };
    world.look().rights.insert(other.clone(), Right { texts: Vec::new(), ..rival });
    let shouted = WORK.to_uppercase();
    let file = File { name: "work.txt", bytes: shouted.as_bytes() };
    let error =
        add_text(&world, &world, &other, file, &"ada".parse().unwrap(), world.now()).await.unwrap_err();
    assert!(error.to_string().contains(&right().to_string()), "{error}");
    let digest = Digest::of(WORK.as_bytes()).to_string();
    remove_text(&world, &right(), &digest).await.unwrap();
    add_text(&world, &world, &other, file, &"ada".parse().unwrap(), world.now()).await.unwrap();
}

#[tokio::test]
async fn a_copied_text_in_used_goods_or_a_book_about_it_is_left_to_a_person() {
    for (title, before, asked) in [
        ("Copper kettle", "Second-hand, from an estate.", Question::Resale),
        ("Book: how kettles are sold", "One text in full:", Question::LawfulUse),
    ] {
        let world = world_of(&format!("{before} {WORK}")).await;
        for listing in world.look().listings.values_mut() {
            title.clone_into(&mut listing.view.title);
            listing.view.pictures.clear();
        }
        assert_eq!(question(&outcome(&world).await), Some(asked), "{title}");
    }
}

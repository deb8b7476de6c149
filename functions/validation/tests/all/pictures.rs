//! When the pictures of a listing are asked for, and what is done while they are compared.

use app::change;
use case::{Actor, Command, Comparison, Digest, Event, PictureInput, State};
use port::{ListedPicture, Queue, StoredCase, WallClock as _};
use register::right::{PictureRole, RightPicture};
use testkit::sample;
use testkit::world::World;

use crate::decisions::{decided, run};

fn reference(world: &World) {
    let picture = RightPicture {
        digest: Digest::of(b"logo"),
        role: PictureRole::Reference,
        hash: [7; 32],
        quality: 100,
        by: "ada".parse().unwrap(),
        added_at: world.now(),
    };
    world.look().rights.values_mut().for_each(|right| assert!(right.add_picture(picture.clone()).unwrap()));
}

/// A listing of this title that shows a picture, and a right with a reference picture.
fn pictured(title: &str) -> World {
    let world = sample::world(1);
    reference(&world);
    for listing in world.look().listings.values_mut() {
        title.clone_into(&mut listing.view.title);
        listing.view.pictures = vec![ListedPicture { id: "main".parse().unwrap(), digest: None }];
    }
    world
}

fn edit(world: &World, text: &str) {
    for listing in world.look().listings.values_mut() {
        text.clone_into(&mut listing.view.text);
    }
}

fn asked(world: &World) -> usize {
    world.look().queues[&Queue::Pictures].len()
}

fn stored(world: &World) -> StoredCase {
    world.look().cases.values().next().unwrap().clone()
}

/// As the function does that compares them.
async fn compared(world: &World, result: PictureInput) {
    let case::Pictures::Asked { version, .. } = stored(world).case.pictures else { panic!("not asked") };
    let comparison = Comparison { version, result, compared: 1, left_out: 0, nearest: None };
    let commands = [Command::ComparePictures(comparison)];
    change(world, stored(world), &Actor::Machine, &commands, world.now()).await.unwrap();
    let nudge = case::Nudge::new(case::About::Case(stored(world).case.id), world.now());
    world.put_message(Queue::Validation, &contract::nudge::encode(&nudge));
}

#[tokio::test]
async fn a_mark_in_the_title_needs_no_picture_and_costs_none() {
    let plain = sample::world(1);
    decided(&plain, &sample::complaint(1, [0])).await;
    let with = pictured("NORTHLIGHT jacket");
    let stored = decided(&with, &sample::complaint(1, [0])).await;
    assert_eq!(stored.case.state.code(), "accepted");
    assert_eq!(with.look().calls, plain.look().calls);
    assert_eq!(asked(&with), 0);
}

#[tokio::test]
async fn without_a_mark_in_the_title_the_pictures_are_compared_before_anyone_decides() {
    let world = pictured("Down jacket, blue");
    let waiting = decided(&world, &sample::complaint(1, [0])).await;
    assert_eq!((waiting.case.state.clone(), asked(&world)), (State::Filed, 1));
    // Another delivery asks nothing more, and decides nothing.
    let nudge = case::Nudge::new(case::About::Case(waiting.case.id), world.now());
    world.put_message(Queue::Validation, &contract::nudge::encode(&nudge));
    run(&world).await;
    assert_eq!(stored(&world).log, waiting.log);

    compared(&world, PictureInput::Near).await;
    run(&world).await;
    assert_eq!(stored(&world).case.state.code(), "at_desk");
}

#[tokio::test]
async fn an_edited_listing_is_compared_again_and_in_the_end_a_person_looks() {
    let world = pictured("Down jacket, blue");
    decided(&world, &sample::complaint(1, [0])).await;
    let mut rounds = 0;
    while stored(&world).case.state == State::Filed {
        rounds += 1;
        assert!(rounds < 20, "a seller that edits for ever holds the case up for ever");
        edit(&world, &format!("edit {rounds}"));
        compared(&world, PictureInput::Same).await;
        run(&world).await;
    }
    assert_eq!((stored(&world).case.state.code(), rounds), ("at_desk", 5));
    let asked =
        stored(&world).log.iter().filter(|it| matches!(it.event, Event::PicturesAsked { .. })).count();
    assert_eq!(asked, 5);
}

#[tokio::test]
async fn pictures_are_not_asked_for_where_they_cannot_matter() {
    let no_pictures = pictured("Down jacket, blue");
    no_pictures.look().listings.values_mut().for_each(|it| it.view.pictures.clear());
    let no_reference = pictured("Down jacket, blue");
    no_reference.look().rights.values_mut().for_each(|right| right.pictures.clear());
    let hidden = pictured("Down jacket, blue");
    hidden.look().listings.values_mut().for_each(|it| it.view.visible = false);
    for world in [no_pictures, no_reference, hidden] {
        decided(&world, &sample::complaint(1, [0])).await;
        assert_eq!(asked(&world), 0);
    }
}

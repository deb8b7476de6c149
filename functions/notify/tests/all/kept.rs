//! The letters about a measure that rules decided: what its seller may ask, that a person kept it, and that it is a pause.

use case::{Actor, Answer, Command, Digest, Measure, OrderCommand, State};
use testkit::sample::{self, HOLDER, SELLER};
use testkit::world::World;

use super::step::{Received, commands, counter_notice, open, received, run, stored, taken_down};

const NOTE: &str = "The title offers the jacket under the mark.";

fn ada() -> Actor {
    Actor::Reviewer("ada".parse().unwrap())
}

/// Lets the letters that are owed go out; those to `to`.
async fn told(world: &World, to: &str) -> Vec<Received> {
    let before = received(world).len();
    run(world).await;
    received(world).into_iter().skip(before).filter(|mail| mail.to == to).collect()
}

/// A listing that rules had taken down, of whose seller the marketplace says that it reads English.
async fn in_english() -> (World, case::CaseId) {
    let (world, cases) = taken_down(1).await;
    world
        .look()
        .listings
        .values_mut()
        .for_each(|listing| listing.view.seller_language = Some("en".to_owned()));
    (world, cases[0])
}

#[tokio::test]
async fn the_statement_of_reasons_offers_a_person_and_what_is_kept_is_told_to_both_sides() {
    let (world, id) = in_english().await;
    let statement = told(&world, SELLER).await.pop().unwrap().text;
    assert!(
        statement.contains("you can ask that a person look at the automated decision now"),
        "{statement}"
    );
    let ask = Command::AskPerson { document: Digest::of(b"why") };
    commands(&world, id, Actor::Seller, &[ask]).await;
    commands(&world, id, ada(), &[Command::Keep { note: NOTE.parse().unwrap() }]).await;
    let before = received(&world).len();
    run(&world).await;
    let letters = received(&world)[before..].to_vec();
    assert_eq!(letters.len(), 2);
    for mail in &letters {
        assert!(mail.text.contains(NOTE) && mail.text.contains("by automated means"), "{}", mail.text);
        assert!(mail.text.contains("A person decided this on"), "{}", mail.text);
        assert!(!mail.text.contains("you can ask that a person"), "{}", mail.text);
    }
    let to = |address: &str| letters.iter().find(|mail| mail.to == address).unwrap().text.clone();
    assert!(to(SELLER).contains("As you asked") && to(SELLER).contains("You can object and appeal until"));
    assert!(to(HOLDER).contains("As the seller asked") && !to(HOLDER).contains("appeal until"));
}

#[tokio::test]
async fn how_a_kept_measure_was_decided_is_told_with_what_becomes_of_it_later() {
    let (world, id) = in_english().await;
    run(&world).await;
    commands(&world, id, Actor::Seller, &[Command::AskPerson { document: Digest::of(b"why") }]).await;
    commands(&world, id, ada(), &[Command::Keep { note: NOTE.parse().unwrap() }]).await;
    counter_notice(&world, id).await;
    run(&world).await;
    let contest = Command::Answer { answer: Answer::Contest, document: Digest::of(b"it is not") };
    commands(&world, id, Actor::Complainant, &[contest]).await;
    commands(&world, id, ada(), &[Command::Rule { measure_stays: true, note: None }]).await;
    assert!(matches!(stored(&world, id).case.state, State::Upheld { .. }));
    // The dispute itself was never written here.
    for owed in stored(&world, id).case.letters {
        if owed.letter == case::Letter::Disputed {
            commands(&world, id, Actor::Machine, &[Command::LetterSent(owed, case::Posted::default())]).await;
        }
    }
    let upheld = told(&world, SELLER).await.pop().unwrap().text;
    assert!(upheld.contains("a person had looked at it, as the seller had asked, and kept it"), "{upheld}");
}

#[tokio::test]
async fn a_pause_is_told_as_a_pause() {
    let world = sample::world(1);
    world
        .look()
        .listings
        .values_mut()
        .for_each(|listing| listing.view.seller_language = Some("en".to_owned()));
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    let accept = Command::Accept { measure: Measure::Pause, although: false, note: None };
    commands(&world, id, Actor::Machine, &[accept, Command::Order(OrderCommand::Request)]).await;
    let State::Ordered { order, .. } = stored(&world, id).case.state else { panic!("no order") };
    let confirm = OrderCommand::Confirm { id: order.under_way().unwrap().id, reference: "m-1".to_owned() };
    commands(&world, id, Actor::Machine, &[Command::Order(confirm)]).await;
    run(&world).await;
    let letters = received(&world);
    let [.., taken, statement] = &letters[..] else { panic!("{} letters", letters.len()) };
    assert!(
        taken.subject.starts_with("Paused: ") && statement.subject.starts_with("Your listing was paused")
    );
    for mail in [taken, statement] {
        assert!(mail.text.contains("has been paused"), "{}", mail.text);
        assert!(
            !mail.text.contains("taken down") && !mail.text.contains("has been removed"),
            "{}",
            mail.text
        );
    }
    assert!(statement.text.contains("It was not removed."), "{}", statement.text);
    assert!(statement.text.contains("is paused on Demo Bazaar, not removed"), "{}", statement.text);
}

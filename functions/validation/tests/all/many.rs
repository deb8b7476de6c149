//! Many listings of someone new: in one complaint, in many, by one channel or another.

use app::filing::{self, IdentifiedComplaint};
use case::{Question, State};
use jiff::SignedDuration;
use port::{Queue, WallClock as _};
use step::CaseStep as _;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use crate::decisions::run;
use crate::step::step;

/// Files a complaint about each of the first `count` listings, all before any is judged.
async fn file_one_by_one(world: &World, count: usize, proof: &str) {
    for number in 0..count {
        let mut complaint = sample::complaint(number as u128 + 1, [number]);
        proof.clone_into(&mut complaint.proof);
        complaint.filed_at = world.now().to_string();
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        filing::file(world, world, world, &complaint).await.unwrap();
    }
}

/// How many cases rules accepted, and how many wait for a person because of who complains.
fn outcome(world: &World) -> (usize, usize) {
    let inner = world.look();
    let count = |is: fn(&State) -> bool| inner.cases.values().filter(|it| is(&it.case.state)).count();
    let waits = |it: &State| matches!(it, State::AtDesk { question: Question::NewComplainant, .. });
    (count(|it| it.code() == "accepted"), count(waits))
}

fn asked(world: &World) -> usize {
    world.look().calls.iter().filter(|call| **call == "owner.cases").count()
}

#[tokio::test]
async fn many_complaints_of_one_listing_are_one_complaint_of_many() {
    let one = sample::world(300);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, 0..300)).unwrap();
    filing::file(&one, &one, &one, &complaint).await.unwrap();
    let many = sample::world(300);
    file_one_by_one(&many, 300, "mail").await;
    for world in [one, many] {
        run(&world).await;
        assert_eq!(outcome(&world), (0, 300));
    }
}

#[tokio::test]
async fn more_addresses_of_a_right_are_not_more_complainants() {
    let world = sample::world(12);
    let addresses = ["one@brand.example", "two@brand.example", "three@brand.example"];
    let holders: Vec<_> = addresses.iter().map(|address| world.party(address)).collect();
    world.look().rights.values_mut().for_each(|right| {
        (right.account, right.holders) = (None, holders.clone());
    });
    for number in 0..12 {
        let mut complaint = sample::complaint(number as u128 + 1, [number]);
        "mail".clone_into(&mut complaint.proof);
        addresses[number % 3].clone_into(&mut complaint.complainant.email);
        complaint.party = holders[number % 3].to_string();
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    run(&world).await;
    assert_eq!(outcome(&world), (0, 12));
}

#[tokio::test]
async fn what_was_filed_long_ago_does_not_count_and_the_first_ten_do_not_wait() {
    let world = sample::world(11);
    file_one_by_one(&world, 10, "mail").await;
    run(&world).await;
    assert_eq!(outcome(&world), (10, 0));
    world.pass(policy::LATELY + SignedDuration::from_secs(1));
    let mut complaint = sample::complaint(20, [10]);
    complaint.filed_at = world.now().to_string();
    let complaint = IdentifiedComplaint::read(&complaint).unwrap();
    filing::file(&world, &world, &world, &complaint).await.unwrap();
    run(&world).await;
    assert_eq!(outcome(&world), (11, 0));
}

#[tokio::test]
async fn only_of_someone_new_it_is_asked_and_once_for_a_batch() {
    let new = sample::world(10);
    file_one_by_one(&new, 10, "mail").await;
    run(&new).await;
    // For the account, and for the person who complains for it.
    assert_eq!(asked(&new), 2);

    let known = sample::world_of_known(30);
    file_one_by_one(&known, 30, "mail").await;
    run(&known).await;
    assert_eq!((asked(&known), outcome(&known)), (0, (30, 0)));
}

/// How many cases are open, and how many messages ask for more, after one message about a complaint.
async fn after_one_message(world: &World) -> (usize, usize) {
    let complaint = *world.look().fan_outs.keys().next().unwrap();
    let nudges = step(world).complaint(complaint).await.unwrap();
    let again = nudges.iter().filter(|nudge| nudge.about == case::About::Complaint(complaint)).count();
    assert!(nudges.iter().all(|nudge| nudge.queue == Queue::Validation));
    (world.look().cases.len(), again)
}

#[tokio::test]
async fn one_message_opens_so_many_cases_and_asks_for_the_next_message() {
    let world = sample::world(225);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, 0..225)).unwrap();
    filing::file(&world, &world, &world, &complaint).await.unwrap();
    assert_eq!(after_one_message(&world).await, (200, 1));
    assert_eq!(after_one_message(&world).await, (225, 0));
}

#[tokio::test]
async fn a_complaint_that_cannot_be_read_now_is_not_given_up() {
    let reads = {
        let world = sample::world(3);
        let complaint = IdentifiedComplaint::read(&sample::complaint(1, 0..3)).unwrap();
        filing::file(&world, &world, &world, &complaint).await.unwrap();
        let before = world.look().calls.len();
        after_one_message(&world).await;
        before..world.look().calls.len()
    };
    assert!(reads.len() > 4, "{reads:?}");
    for nth in reads {
        let world = sample::world(3);
        let complaint = IdentifiedComplaint::read(&sample::complaint(1, 0..3)).unwrap();
        filing::file(&world, &world, &world, &complaint).await.unwrap();
        world.plan([Fault { nth, kind: FaultKind::Fails }]);
        let id = complaint.complaint.id;
        assert!(step(&world).complaint(id).await.is_err(), "call {nth}");
        assert_eq!(after_one_message(&world).await, (3, 0), "call {nth}");
    }
}

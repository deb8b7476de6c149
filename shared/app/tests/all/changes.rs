//! Changing a case while clocks differ, and filing what was filed before.

use app::filing::{IdentifiedComplaint, file};
use app::{Changed, change};
use case::{Actor, Command, DeclineCode, Digest, Element, Question};
use jiff::SignedDuration;
use port::{Queue, StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::World;

async fn filed() -> World {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    file(&world, &world, &world, &complaint).await.unwrap();
    world
}

fn stored(world: &World) -> StoredCase {
    world.look().cases.values().next().cloned().unwrap()
}

async fn machine(world: &World, command: Command) -> Changed {
    change(world, stored(world), &Actor::Machine, &[command], world.now()).await.unwrap()
}

#[tokio::test]
async fn time_never_runs_backwards_within_a_case() {
    let world = filed().await;
    world.pass(SignedDuration::from_mins(5));
    machine(&world, Command::FindIncomplete { missing: vec![Element::GoodFaith] }).await;
    // The next to change the case runs on a machine whose clock is behind.
    world.pass(SignedDuration::from_mins(-4));
    let complete = Command::Complete {
        document: case::Digest::of(b"completion"),
        missing: Vec::new(),
        right: stored(&world).case.filing.right,
        proof: case::Proof::AccountSecret,
    };
    change(&world, stored(&world), &Actor::Complainant, &[complete], world.now()).await.unwrap();
    let times: Vec<_> = stored(&world).log.iter().map(|recorded| recorded.at).collect();
    assert!(times.len() == 3 && times.is_sorted(), "{times:?}");
    assert_eq!(stored(&world).case.waited, SignedDuration::ZERO, "nothing was waited for");
}

#[tokio::test]
async fn a_complaint_sent_again_is_no_repeat_of_itself() {
    let world = filed().await;
    machine(&world, Command::AskDesk { question: Question::WhoComplains }).await;
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    let again = file(&world, &world, &world, &complaint).await.unwrap();
    assert!(again.opened.is_some_and(|opened| !opened.is_merged), "it is told as new, as the first time");
    assert!(world.look().queues[&Queue::Notify].is_empty(), "nor is there another letter");
    let (own, document) = (stored(&world).case.filing.complaint, Digest::of(b"again"));
    assert_eq!(machine(&world, Command::Merge { complaint: own, document }).await.events, 0);
    assert_eq!(stored(&world).log.len(), 2);
    let other = Command::Merge { complaint: case::ComplaintId::new(uuid::Uuid::from_u128(2)), document };
    assert_eq!(machine(&world, other.clone()).await.events, 1);
    assert_eq!(machine(&world, other).await.events, 0, "a repeat is noted once");
    assert!(stored(&world).case.knows(&document), "what it says lies before whoever reads the case");
}

#[tokio::test]
async fn a_change_nudges_for_letters_only_where_it_made_some_owed() {
    let world = filed().await;
    let queues = |changed: &Changed| changed.nudges().iter().map(|nudge| nudge.queue).collect::<Vec<_>>();
    let asked = machine(&world, Command::AskDesk { question: Question::WhoComplains }).await;
    assert!(!asked.stored.case.letters.is_empty(), "the receipt is owed, and was nudged for before");
    assert_eq!(queues(&asked), []);
    let decline = Command::Decline { code: DeclineCode::NotAListing, note: None };
    let rita = Actor::Reviewer("rita".parse().unwrap());
    let declined = change(&world, stored(&world), &rita, &[decline], world.now()).await.unwrap();
    assert_eq!(queues(&declined), [Queue::Notify]);
}

#[tokio::test]
async fn a_change_that_is_so_already_nudges_for_all_that_is_owed() {
    let world = filed().await;
    let ask = Command::AskDesk { question: Question::WhoComplains };
    let first = machine(&world, ask.clone()).await;
    let again = machine(&world, ask).await;
    assert_eq!((first.events, again.events), (1, 0));
    assert_eq!(again.nudges(), app::nudges_owed(&again.stored.case), "who asked it first may have died");
    assert!(!again.nudges().is_empty());
}

#[tokio::test]
async fn letters_wait_for_a_measure_that_is_under_way_and_for_nothing_else() {
    let delays = |changed: &Changed| {
        let owed = app::nudges_owed(&changed.stored.case);
        owed.into_iter().map(|nudge| (nudge.queue, nudge.delay_s)).collect::<Vec<_>>()
    };
    let world = filed().await;
    let accept = Command::Accept { measure: case::Measure::Removal, although: false, note: None };
    let accepted = machine(&world, accept).await;
    assert_eq!(delays(&accepted), [(Queue::Takedown, 0), (Queue::Notify, 20)]);

    let world = filed().await;
    let declined = machine(&world, Command::Decline { code: DeclineCode::NotAListing, note: None }).await;
    assert_eq!(delays(&declined), [(Queue::Notify, 0)]);
}

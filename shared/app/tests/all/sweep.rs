//! The sweep over the world in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use app::filing::IdentifiedComplaint;
use app::{Swept, change, sweep};
use case::{About, Actor, Command, DeclineCode, Element, Outcome, State};
use jiff::{SignedDuration, Timestamp};
use port::{Batch, Batches as _, Queue, StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

async fn filed(listings: usize) -> World {
    let world = sample::world(listings);
    for number in 0..listings {
        let complaint = sample::complaint(number as u128, [number]);
        app::filing::file(&world, &world, &world, &IdentifiedComplaint::read(&complaint).unwrap())
            .await
            .unwrap();
    }
    world
}

fn stored(world: &World) -> StoredCase {
    world.look().cases.values().next().cloned().unwrap()
}

async fn command(world: &World, by: Actor, command: Command) {
    let stored = stored(world);
    change(world, stored, &by, &[command], world.now()).await.unwrap();
}

fn forget_messages(world: &World) {
    world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
}

async fn send_letters(world: &World) {
    let letters = stored(world).case.letters;
    for letter in letters {
        command(world, Actor::Machine, Command::LetterSent(letter, case::Posted::default())).await;
    }
}

#[tokio::test]
async fn nothing_is_swept_before_its_time() {
    let world = filed(1).await;
    assert_eq!(sweep(&world, &world, &world).await.unwrap(), Swept::default());
}

#[tokio::test]
async fn a_lost_nudge_is_sent_again_and_then_less_and_less_often() {
    let world = filed(1).await;
    forget_messages(&world);
    world.pass(SignedDuration::from_mins(4));
    let swept = sweep(&world, &world, &world).await.unwrap();
    assert_eq!((swept.looked_at, swept.nudged), (1, 1));
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    // Not again at once …
    assert_eq!(sweep(&world, &world, &world).await.unwrap().looked_at, 0);
    // … but over two days no more than a dozen times.
    let mut nudged = 0;
    for _ in 0..2 * 24 * 60 {
        world.pass(SignedDuration::from_mins(1));
        nudged += sweep(&world, &world, &world).await.unwrap().nudged;
    }
    assert!((8..=16).contains(&nudged), "{nudged}");
}

#[tokio::test]
async fn a_crash_of_the_sweep_loses_nothing() {
    let calls = {
        let world = filed(1).await;
        forget_messages(&world);
        world.pass(SignedDuration::from_mins(4));
        let before = world.look().calls.len();
        sweep(&world, &world, &world).await.unwrap();
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails] {
            let world = filed(1).await;
            forget_messages(&world);
            world.pass(SignedDuration::from_mins(4));
            world.plan([Fault { nth, kind }]);
            let _first = world.until_crash(sweep(&world, &world, &world)).await;
            for _ in 0..10 {
                world.pass(SignedDuration::from_mins(1));
                sweep(&world, &world, &world).await.unwrap();
            }
            assert!(!world.look().queues[&Queue::Validation].is_empty(), "{nth} {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_fan_out_that_stopped_is_nudged_again() {
    let world = sample::world(3);
    app::filing::file(
        &world,
        &world,
        &world,
        &IdentifiedComplaint::read(&sample::complaint(1, 0..3)).unwrap(),
    )
    .await
    .unwrap();
    forget_messages(&world);
    world.pass(SignedDuration::from_mins(4));
    assert_eq!(sweep(&world, &world, &world).await.unwrap().complaints, 1);
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
}

#[tokio::test]
async fn letters_are_nudged_again_long_before_the_clocks_of_their_case_end() {
    for asked in [
        Command::Decline { code: DeclineCode::NotAListing, note: None },
        Command::FindIncomplete { missing: vec![Element::GoodFaith] },
    ] {
        let world = filed(1).await;
        command(&world, Actor::Machine, asked).await;
        forget_messages(&world);
        world.pass(SignedDuration::from_mins(4));
        assert_eq!(sweep(&world, &world, &world).await.unwrap().nudged, 1);
        assert_eq!(world.look().queues[&Queue::Notify].len(), 1);
    }
}

#[tokio::test]
async fn a_table_whose_working_off_stopped_is_nudged_again() {
    let world = World::new();
    let batch = Batch {
        batch: case::BatchId::new(uuid::Uuid::from_u128(7)),
        document: case::Digest::of(b"table"),
        received_at: world.now(),
        complaints: 3,
        done: 1,
    };
    world.begin_batch(&batch).await.unwrap();
    assert_eq!(sweep(&world, &world, &world).await.unwrap().batches, 0, "it is being worked off");
    world.pass(SignedDuration::from_mins(4));
    assert_eq!(sweep(&world, &world, &world).await.unwrap().batches, 1);
    let (_, event) = world.receive(Queue::Validation, 10).expect("a nudge");
    let nudge = contract::nudge::decode(event.records[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(nudge.about, About::Batch(batch.batch));
}

#[tokio::test]
async fn a_complaint_that_stays_incomplete_is_declined_when_its_time_ends() {
    let world = filed(1).await;
    command(&world, Actor::Machine, Command::FindIncomplete { missing: vec![Element::GoodFaith] }).await;
    send_letters(&world).await;
    world.pass(SignedDuration::from_hours(24 * 14));
    sweep(&world, &world, &world).await.unwrap();
    assert!(matches!(stored(&world).case.state, State::Incomplete { .. }), "not before the day ends");
    world.pass(SignedDuration::from_hours(24));
    assert_eq!(sweep(&world, &world, &world).await.unwrap().clocks_ended, 1);
    let state = stored(&world).case.state;
    assert!(
        matches!(&state, State::Declined { decline } if decline.code == DeclineCode::StillIncomplete),
        "{state:?}"
    );
    assert_eq!(world.look().queues[&Queue::Notify].len(), 1, "the letter about it is nudged");
}

#[tokio::test]
async fn a_case_whose_time_to_appeal_ended_is_closed() {
    let world = filed(1).await;
    command(&world, Actor::Machine, Command::Decline { code: DeclineCode::NotAListing, note: None }).await;
    send_letters(&world).await;
    world.pass(SignedDuration::from_hours(24 * 180));
    sweep(&world, &world, &world).await.unwrap();
    assert!(matches!(stored(&world).case.state, State::Declined { .. }), "six months are not over");
    // 2 May 2027 is a Sunday and Orthodox Easter; with Ascension Day no day is one of business everywhere before 10 May.
    world.pass(SignedDuration::from_hours(24 * 9));
    sweep(&world, &world, &world).await.unwrap();
    assert!(matches!(stored(&world).case.state, State::Declined { .. }), "nowhere in the Union on a holiday");
    world.pass(SignedDuration::from_hours(24));
    sweep(&world, &world, &world).await.unwrap();
    assert_eq!(stored(&world).case.state, State::Closed(Outcome::Declined));
    assert_eq!(stored(&world).due, None, "nothing can fall due any more");
}

#[test]
fn time_is_what_the_sample_says() {
    assert_eq!(World::new().now(), "2026-11-02T09:00:00Z".parse::<Timestamp>().unwrap());
}

#[tokio::test]
async fn a_case_is_nudged_about_at_its_time_and_one_that_is_indexed_early_gets_its_true_one() {
    let world = filed(1).await;
    forget_messages(&world);
    let due = stored(&world).due.unwrap();
    let early = Some(world.now());
    world.look().cases.values_mut().for_each(|stored| stored.due = early);
    let looked = Swept { looked_at: 1, ..Swept::default() };
    assert_eq!(sweep(&world, &world, &world).await.unwrap(), looked);
    assert_eq!((stored(&world).due, stored(&world).swept), (Some(due), 0), "it was no look that counts");

    world.pass(due.duration_since(world.now()));
    assert_eq!(sweep(&world, &world, &world).await.unwrap(), Swept { nudged: 1, ..looked });
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    assert!(stored(&world).due > Some(due) && stored(&world).swept == 1);
}

#[tokio::test]
async fn a_missed_target_ends_no_clock_and_the_case_is_nudged_about() {
    let world = filed(1).await;
    forget_messages(&world);
    let case = stored(&world).case;
    world.pass(policy::clock_ends(&case, case.decision_clock()).duration_since(world.now()));
    let swept = sweep(&world, &world, &world).await.unwrap();
    assert_eq!(swept, Swept { looked_at: 1, nudged: 1, ..Swept::default() });
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    assert_eq!(stored(&world).swept, 1, "the look is noted");
}

#[tokio::test]
async fn cases_that_cannot_be_read_or_changed_are_counted_and_the_others_swept() {
    let world = filed(4).await;
    forget_messages(&world);
    world.pass(SignedDuration::from_mins(4));
    let all: Vec<_> = world.look().cases.keys().copied().collect();
    world.look().corrupt.extend(&all[..2]);
    let swept = sweep(&world, &world, &world).await.unwrap();
    assert_eq!(swept, Swept { looked_at: 2, nudged: 2, failed: 2, ..Swept::default() });

    let world = filed(3).await;
    forget_messages(&world);
    world.pass(SignedDuration::from_mins(4));
    let calls = world.look().calls.len();
    sweep(&world, &world, &world).await.unwrap();
    let notes: Vec<usize> = {
        let inner = world.look();
        let notes = inner.calls.iter().enumerate().skip(calls).filter(|(_, call)| **call == "cases.append");
        notes.map(|(nth, _)| nth).take(2).collect()
    };

    let world = filed(3).await;
    forget_messages(&world);
    world.pass(SignedDuration::from_mins(4));
    // That of two of them was looked at cannot be noted.
    world.plan(notes.into_iter().map(|nth| Fault { nth, kind: FaultKind::Fails }));
    let swept = sweep(&world, &world, &world).await.unwrap();
    assert_eq!(swept, Swept { looked_at: 3, nudged: 3, failed: 2, ..Swept::default() });
    let now = world.now();
    let due = world.look().cases.values().filter(|stored| stored.due <= Some(now)).count();
    assert_eq!(due, 2, "they stay due");
}

//! Which rights' words are looked for in listings.

use app::compile_marks;
use case::{RightKind, RightRef};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use register::Right;
use register::right::{By, RejectCode, RightCommand, RightRecorded, RightStatus, decide};
use testkit::sample;
use testkit::world::World;

/// The world begins on this day.
const TODAY: Date = date(2026, 11, 2);

fn right(number: usize, kind: RightKind) -> Right {
    let right = RightRef::new(kind, "EM", &format!("01899900{number}")).unwrap();
    Right { right, title: format!("NORTHLIGHT {number}"), names: Vec::new(), ..sample::right() }
}

fn rejected(mut right: Right) -> Right {
    let (by, at) = (By::Reviewer("ada".parse().unwrap()), Timestamp::UNIX_EPOCH);
    let reject = RightCommand::Reject { code: RejectCode::Ended };
    let event = decide(&right, &by, &reject, at).unwrap().unwrap();
    right.history = right.history.evolve(RightRecorded { at, by, event }).unwrap();
    right
}

#[tokio::test]
async fn the_marks_of_rights_that_are_in_force_are_looked_for_and_no_others() {
    let mark = |number| right(number, RightKind::Trademark);
    let rights = [
        mark(1),
        Right { expires_on: Some(TODAY), ..mark(2) },
        Right { expires_on: None, ..mark(3) },
        Right { expires_on: Some(date(2026, 11, 1)), ..mark(4) },
        rejected(mark(5)),
        Right { status: RightStatus::Pending, ..mark(6) },
        right(7, RightKind::Design),
    ];
    let world = World::new();
    for right in rights {
        world.look().rights.insert(right.right.clone(), right);
    }
    assert_eq!(compile_marks(&world, &world, &world).await.unwrap(), 3);
    let kept = world.look().marks.clone().unwrap();
    assert_eq!(compile_marks(&world, &world, &world).await.unwrap(), 3);
    assert_eq!(world.look().marks, Some(kept), "the same rights make the same blob");

    let none = World::new();
    assert_eq!(compile_marks(&none, &none, &none).await.unwrap(), 0);
}

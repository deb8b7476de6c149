//! Parties whose standing cannot be computed, or not be stored: they are counted, and the others are looked at.

use case::{Owner, PartyId};
use jiff::civil::date;
use programme::Participant;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use super::standings::{DAY, End, case, run};

/// Three brands, each with a complaint about a seller of its own.
async fn brands() -> World {
    let world = sample::world(0);
    for n in 0..3 {
        case(&world, n, brand(n), End::Stands, date(2026, 10, 1)).await;
    }
    world
}

fn brand(n: usize) -> PartyId {
    PartyId::new(uuid::Uuid::from_u128(0xb4a4d + n as u128))
}

/// The first calls of this name when standings are computed.
async fn calls_of(name: &str) -> Vec<usize> {
    let world = brands().await;
    let before = world.look().calls.len();
    run(&world, DAY).await;
    let inner = world.look();
    let of_name = inner.calls.iter().enumerate().skip(before).filter(|(_, call)| **call == name);
    of_name.map(|(nth, _)| nth).collect()
}

fn recorded(world: &World) -> Vec<usize> {
    let is_recorded = |n: &usize| {
        let brand = Participant::Complainant(Owner::Party(brand(*n)));
        world.look().parties.contains_key(&brand)
    };
    (0..3).filter(is_recorded).collect()
}

#[tokio::test]
async fn a_record_that_cannot_be_read_hides_no_other() {
    let first = calls_of("parties.parties").await[0];
    let world = brands().await;
    // Of all three, then of the first two alone.
    world.plan([first, first + 1, first + 2].map(|nth| Fault { nth, kind: FaultKind::Fails }));
    let done = run(&world, DAY).await;
    // The brand that is left, and the sellers.
    assert_eq!((done.failed, done.parties, done.changed), (2, 1 + 3, 1));
    assert_eq!(recorded(&world).len(), 1);
    let done = run(&world, DAY).await;
    assert_eq!((done.failed, done.parties, done.changed), (0, 3 + 3, 2), "the next run makes up for it");
}

#[tokio::test]
async fn a_standing_that_cannot_be_stored_is_counted_and_computed_again() {
    let stored = calls_of("parties.put_party").await;
    let world = brands().await;
    world.plan(stored[..2].iter().map(|nth| Fault { nth: *nth, kind: FaultKind::Fails }));
    let done = run(&world, DAY).await;
    assert_eq!((done.failed, done.parties, done.changed), (2, 3 + 3, 1));
    assert_eq!(recorded(&world).len(), 1);
    let done = run(&world, DAY).await;
    assert_eq!((done.failed, done.changed, recorded(&world)), (0, 2, vec![0, 1, 2]));
}

//! Which cases a day's standings count, up to which moment, and what is read for them.

use case::{Owner, PartyId, RightKind, RightRef};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use programme::{Participant, Pattern, Scope};
use register::Right;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use super::standings::{DAY, End, case, case_at, record, run};

fn brand() -> PartyId {
    PartyId::new(uuid::Uuid::from_u128(0xb4a4d))
}

fn complainant() -> Participant {
    Participant::Complainant(Owner::Party(brand()))
}

/// The first moment of [`DAY`].
fn midnight() -> Timestamp {
    DAY.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

async fn filed(world: &World, n: usize, end: End, at: Timestamp) {
    let who = (brand(), Owner::Party(brand()));
    case_at(world, n, who, (sample::right().right, end), at).await;
}

/// Takedowns of the brand that stand, and that fell.
fn counted(world: &World) -> (u32, u32) {
    let all = record(world, complainant()).standing.unwrap().tallies[&Scope::Overall].all;
    (all.taken_down, all.overturned)
}

fn calls(world: &World, name: &str) -> usize {
    world.look().calls.iter().filter(|call| **call == name).count()
}

#[tokio::test]
async fn what_happens_at_midnight_is_of_the_day_that_begins() {
    let world = sample::world(0);
    case(&world, 0, brand(), End::Stands, date(2026, 11, 1)).await;
    // The seller objects at once, and it falls seven minutes after it is filed.
    filed(&world, 1, End::Lost, midnight() - SignedDuration::from_mins(7)).await;
    filed(&world, 2, End::Stands, midnight()).await;
    let done = run(&world, DAY).await;
    assert_eq!((done.cases, counted(&world)), (2, (1, 0)), "of the objection nothing is decided yet");
    run(&world, date(2026, 11, 3)).await;
    assert_eq!(counted(&world), (2, 1));
}

#[tokio::test]
async fn a_seller_with_so_few_cases_that_they_show_nothing_costs_no_reads() {
    for (cases, read) in [(2, 2), (3, 2 * 3)] {
        let world = sample::world(0);
        for n in 0..cases {
            // All about the first seller.
            case(&world, n * super::standings::SELLERS, brand(), End::Stands, date(2026, 10, 1)).await;
        }
        assert_eq!(run(&world, DAY).await.cases, read, "{cases} cases");
    }
}

#[tokio::test]
async fn pages_of_what_was_filed_since_are_not_asked_for() {
    let world = sample::world(0);
    filed(&world, 0, End::Stands, midnight() - SignedDuration::from_hours(1)).await;
    for n in 1..150 {
        filed(&world, n * super::standings::SELLERS, End::Stands, midnight()).await;
    }
    run(&world, DAY).await;
    // A page for the brand and one for the seller, and one more for the brand whose record is kept.
    assert_eq!(calls(&world, "party_cases.cases_since"), 3);
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_counted_as_failed_and_hides_no_other() {
    let world = sample::world(0);
    for n in 0..3 {
        case(&world, n, brand(), End::Stands, date(2026, 10, 1)).await;
    }
    let unreadable = *world.look().cases.keys().next().unwrap();
    world.look().corrupt.insert(unreadable);
    let done = run(&world, DAY).await;
    assert_eq!((done.failed, done.cases, counted(&world)), (1, 2, (2, 0)));
    // Once it can be read, the same day is computed again.
    world.look().corrupt.clear();
    let done = run(&world, DAY).await;
    assert_eq!((done.failed, done.cases, counted(&world)), (0, 3, (3, 0)));
}

#[tokio::test]
async fn a_person_who_cannot_be_read_is_counted_as_failed() {
    let world = || async {
        let world = sample::world(0);
        case(&world, 0, brand(), End::Stands, date(2026, 10, 1)).await;
        world
    };
    let nth = {
        let world = world().await;
        run(&world, DAY).await;
        world.look().calls.iter().position(|call| *call == "subjects.parties_by_id").unwrap()
    };
    let world = world().await;
    // With the others, then alone.
    world.plan([nth, nth + 1].map(|nth| Fault { nth, kind: FaultKind::Fails }));
    let done = run(&world, DAY).await;
    assert_eq!((done.failed, done.parties), (1, 1), "only the seller was looked at");
}

#[tokio::test]
async fn an_earlier_day_leaves_the_figures_of_a_later_one() {
    let world = sample::world(0);
    case(&world, 0, brand(), End::Stands, date(2026, 10, 1)).await;
    case(&world, 1, brand(), End::Lost, DAY).await;
    run(&world, date(2026, 11, 3)).await;
    assert_eq!(counted(&world), (1, 1));
    assert_eq!(run(&world, DAY).await.changed, 0);
    assert_eq!(counted(&world), (1, 1));
}

/// A complainant that withdrew twenty complaints under as many rights of so many owners.
async fn withdrawn(owners: usize) -> World {
    let world = sample::world(0);
    for n in 0..20 {
        let right = RightRef::new(RightKind::Trademark, "EM", &format!("0180010{n:02}")).unwrap();
        let owner = format!("Client {}", n % owners);
        // However it is typed.
        let owner = if n < 10 { owner } else { format!(" {}", owner.to_uppercase()) };
        let stored = Right { right: right.clone(), owner, ..sample::right() };
        world.look().rights.insert(right.clone(), stored);
        let who = (brand(), Owner::Party(brand()));
        case_at(&world, n, who, (right, End::Withdrawn), midnight() - SignedDuration::from_hours(48)).await;
    }
    world
}

#[tokio::test]
async fn who_withdraws_for_many_owners_is_an_agency_and_who_does_for_its_own_many_rights_is_not() {
    for (owners, is_agency) in [(1, false), (9, false), (10, true)] {
        let world = withdrawn(owners).await;
        let done = run(&world, DAY).await;
        assert_eq!((done.failed, done.noticed), (0, usize::from(is_agency)), "{owners} owners");
        let warned = record(&world, complainant()).misuse.warnings;
        let patterns: Vec<Pattern> = warned.iter().map(|it| it.finding.pattern).collect();
        assert_eq!(patterns, vec![Pattern::BulkWithdrawals; done.noticed], "{owners} owners");
    }
}

//! A seller's points: what gives one, what counts once, and that what falls takes its points with it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{endings, noon, outcome, party, seller};
use case::{ComplaintId, WhyRestore};
use jiff::{SignedDuration, Timestamp};
use policy::misuse::POINTS;
use programme::{CaseOutcome, Ending, Points, points_of};
use proptest::prelude::*;

const NOW: &str = "2026-11-26";

/// Case number `n` of the seller, of complaint `complaint`, whose measure took force at `since`.
fn case(n: usize, complaint: u128, ending: Ending, since: Timestamp) -> CaseOutcome {
    let complaint = ComplaintId::new(uuid::Uuid::from_u128(complaint));
    let in_force_at = Some(since);
    CaseOutcome { complaint, seller: Some(seller(1)), in_force_at, ..outcome(n, &party("me"), ending, since) }
}

fn points(outcomes: &[CaseOutcome]) -> Points {
    points_of(seller(1), outcomes, &POINTS, noon(NOW))
}

/// How many points these make.
fn count(outcomes: &[CaseOutcome]) -> u32 {
    points(outcomes).points
}

#[test]
fn a_measure_that_stands_or_was_upheld_is_a_point_for_twelve_months() {
    for ending in [Ending::Stands, Ending::ObjectionLost] {
        let made = points(&[case(1, 1, ending, noon("2025-11-27"))]);
        assert_eq!((made.points, made.measures, made.next_expiry), (1, 1, Some(noon("2026-11-27"))));
        assert_eq!(points(&[case(1, 1, ending, noon("2025-11-26"))]), Points::default(), "expired");
        assert_eq!(points(&[case(1, 1, ending, noon("2026-11-27"))]), Points::default(), "not yet in force");
    }
}

#[test]
fn many_listings_of_one_complaint_count_once_and_so_do_many_complaints_of_one_day() {
    let day = |n: usize| noon("2026-10-01") + SignedDuration::from_hours(24 * i64::try_from(n).unwrap());
    let one_complaint: Vec<_> = (0..9).map(|n| case(n, 1, Ending::Stands, day(n))).collect();
    assert_eq!(count(&one_complaint), 1);
    let one_day: Vec<_> = (0..9).map(|n| case(n, n as u128, Ending::Stands, day(0))).collect();
    assert_eq!(count(&one_day), 1);
    let apart: Vec<_> = (0..9).map(|n| case(n, n as u128, Ending::Stands, day(n))).collect();
    let made = points(&apart);
    assert_eq!((made.points, made.complaints, made.days, made.measures), (9, 9, 9, 9));
}

#[test]
fn while_an_objection_is_open_there_is_no_point_and_once_it_succeeds_there_never_was_one() {
    let stands = case(1, 1, Ending::Stands, noon("2026-10-01"));
    for ending in [Ending::Open, Ending::HeldForCourt] {
        let made = points(&[stands.clone(), case(2, 2, ending, noon("2026-10-02"))]);
        assert_eq!((made.points, made.open), (1, 1), "{ending:?}");
    }
    for ending in [Ending::Reversed, Ending::ObjectionWon(WhyRestore::Silence), Ending::WithdrawnInForce] {
        let made = points(&[stands.clone(), case(2, 2, ending, noon("2026-10-02"))]);
        assert_eq!(made, points(std::slice::from_ref(&stands)), "{ending:?}");
    }
}

#[test]
fn what_others_offered_and_what_never_took_force_is_no_point() {
    let stands = case(1, 1, Ending::Stands, noon("2026-10-01"));
    assert_eq!(count(&[CaseOutcome { seller: Some(seller(2)), ..stands.clone() }]), 0);
    assert_eq!(count(&[CaseOutcome { in_force_at: None, ..stands.clone() }]), 0);
    assert_eq!(count(&[stands.clone(), stands]), 1, "a case counts once");
}

proptest! {
    #[test]
    fn a_reversal_never_adds_a_point(
        drawn in proptest::collection::vec((endings(), 0..5_u128, 0..400_i64), 1..20),
        falls in any::<prop::sample::Index>(),
    ) {
        let since = |hours: i64| noon("2026-10-01") + SignedDuration::from_hours(hours);
        let made = drawn.into_iter().enumerate();
        let mut cases: Vec<_> =
            made.map(|(n, (ending, complaint, hours))| case(n, complaint, ending, since(hours))).collect();
        let before = count(&cases);
        let fallen = falls.index(cases.len());
        let was = cases[fallen].ending;
        cases[fallen].ending = Ending::Reversed;
        let after = count(&cases);
        prop_assert!(after <= before && before - after <= 1);
        prop_assert!(was.taken_down() == Some(true) || after == before);
    }
}

//! The table of waits.

use std::collections::BTreeSet;
use std::time::Duration;

use app::NotConfigured;
use port::Unavailable;
use step::retry::{Again, MOST_DELIVERIES, MarketplaceOut, NotTaken, Trouble};

const COUNTED: [Trouble; 5] =
    [Trouble::Passing, Trouble::OutOfTime, Trouble::Panicked, Trouble::NotConfigured, Trouble::Endpoint];

fn hidden(trouble: Trouble, deliveries: u32, seed: &str) -> u32 {
    match trouble.again(deliveries, seed) {
        Again::Hidden(seconds) => seconds,
        Again::Anew(_) => panic!("{trouble:?} is sent anew"),
    }
}

/// The waits of a message, one after the other, until it is a dead letter.
fn waits(trouble: Trouble, seed: &str) -> Vec<u32> {
    (1..MOST_DELIVERIES).map(|deliveries| hidden(trouble, deliveries, seed)).collect()
}

#[test]
fn what_passes_is_tried_again_after_1_5_15_and_45_seconds() {
    for seed in ["m1", "5fea7756-0ea4-451a-a703-a558b933e274", ""] {
        let waits = waits(Trouble::Passing, seed);
        let longest = [1, 5, 15, 45, 120, 300, 600, 900, 900];
        let fits = |(wait, longest): (&u32, u32)| (longest * 3 / 4..=longest).contains(wait) && *wait > 0;
        assert!(waits.len() == longest.len() && waits.iter().zip(longest).all(fits), "{waits:?}");
    }
}

#[test]
fn no_message_is_a_dead_letter_within_a_quarter_of_an_hour() {
    for (trouble, minutes) in COUNTED.iter().zip([30, 30, 12, 30, 15 * 60]) {
        let sum: u32 = waits(*trouble, "m1").iter().sum();
        assert!(sum >= minutes * 60, "{trouble:?}: {sum} s");
        assert!(sum <= 24 * 3_600, "{trouble:?}: {sum} s");
    }
}

#[test]
fn after_its_last_delivery_a_message_is_shown_at_once_so_that_the_queue_puts_it_aside() {
    for trouble in COUNTED {
        assert_eq!(hidden(trouble, MOST_DELIVERIES, "m1"), 0);
        assert_eq!(hidden(trouble, u32::MAX, "m1"), 0);
        assert_eq!(hidden(trouble, 0, "m1"), hidden(trouble, 1, "m1"));
    }
}

#[test]
fn messages_that_failed_together_come_back_apart_and_the_same_one_always_alike() {
    let apart: BTreeSet<u32> =
        (0..200).map(|number| hidden(Trouble::Passing, 6, &format!("message-{number}"))).collect();
    assert!(apart.len() > 40, "{apart:?}");
    assert_eq!(waits(Trouble::Passing, "m7"), waits(Trouble::Passing, "m7"));
}

#[test]
fn a_marketplace_that_is_out_makes_no_dead_letters_and_is_waited_for_about_as_long_again() {
    for (lasted, within) in [(0, 15..=30), (100, 50..=100), (7_200, 150..=300), (u64::MAX, 150..=300)] {
        for deliveries in [1, MOST_DELIVERIES, 1_000] {
            let trouble = Trouble::MarketplaceOut(Duration::from_secs(lasted));
            match trouble.again(deliveries, "m1") {
                Again::Anew(seconds) => assert!(within.contains(&seconds), "{lasted} s out: {seconds} s"),
                Again::Hidden(_) => panic!("its deliveries are counted"),
            }
        }
    }
}

#[test]
fn an_error_is_known_by_any_of_its_causes() {
    let out = || MarketplaceOut { lasted: Duration::from_secs(9) };
    let unavailable = Unavailable::new("marketplace", "reading a listing", out());
    assert_eq!(Trouble::of(&unavailable), Trouble::MarketplaceOut(Duration::from_secs(9)));
    assert_eq!(Trouble::of(&out()), Trouble::MarketplaceOut(Duration::from_secs(9)));
    assert_eq!(Trouble::of(&NotConfigured("demo".parse().unwrap())), Trouble::NotConfigured);
    assert_eq!(Trouble::of(&NotTaken("status 500".into())), Trouble::Endpoint);
    let throttled = Unavailable::new("dynamodb", "loading cases", "throttled");
    assert_eq!(Trouble::of(&throttled), Trouble::Passing);
}

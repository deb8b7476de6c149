//! [`References`].

use case::{ComplaintId, Reference};
use port::{References, Referred};
use uuid::Uuid;

use super::sample::case_id;

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

fn complaint(number: u128) -> ComplaintId {
    ComplaintId::new(Uuid::from_u128(number))
}

/// A reference stands for what it was given to first, and for nothing else.
pub async fn are_given_once<S: References>(store: &S) {
    let [first, second] = [0, 1].map(|attempt| Reference::draw(complaint(1), 0, DAY, attempt));
    let whole = Referred { complaint: complaint(1), place: 0, case: None };
    assert_eq!(store.referred(first).await.unwrap(), None);
    for _ in 0..2 {
        assert!(store.give_reference(first, whole).await.unwrap(), "twice is once");
    }
    assert_eq!(store.referred(first).await.unwrap(), Some(whole));
    let other = Referred { complaint: complaint(2), ..whole };
    let listing = Referred { place: 1, case: Some(case_id(1)), ..whole };
    for another in [other, listing] {
        assert!(!store.give_reference(first, another).await.unwrap(), "it is taken");
    }
    assert_eq!(store.referred(first).await.unwrap(), Some(whole));
    assert!(store.give_reference(second, listing).await.unwrap());
    let moved = Referred { case: Some(case_id(2)), ..listing };
    assert!(store.give_reference(second, moved).await.unwrap(), "its case moves on");
    assert_eq!(store.referred(second).await.unwrap(), Some(moved));
}

/// The cases of a day are found by their references. The store must hold none.
pub async fn find_the_cases_of_a_day<S: References>(store: &S) {
    assert_eq!(store.referred_on(DAY).await.unwrap(), []);
    let give = async |number: u16, place: u16, day, case| {
        let complaint = complaint(u128::from(number));
        let reference = Reference::draw(complaint, place, day, 0);
        assert!(store.give_reference(reference, Referred { complaint, place, case }).await.unwrap());
    };
    for number in 1..=40 {
        give(number, 0, DAY, Some(case_id(number))).await;
    }
    give(41, 0, DAY, None).await;
    give(41, 1, DAY, Some(case_id(41))).await;
    give(42, 0, DAY, Some(case_id(7))).await;
    give(43, 0, DAY.tomorrow().unwrap(), Some(case_id(43))).await;
    let mut expected: Vec<_> = (1..=41).map(case_id).collect();
    expected.sort_unstable();
    assert_eq!(store.referred_on(DAY).await.unwrap(), expected, "each once");
    assert_eq!(store.referred_on(DAY.tomorrow().unwrap()).await.unwrap(), [case_id(43)]);
}

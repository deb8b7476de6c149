//! The hash chain shows any change to the stored events.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use case::{CaseId, Digest, Link, verify};
use proptest::prelude::*;
use proptest::sample::Index;

fn case_id() -> CaseId {
    "6a1d6e0c5c1f5f0e9d3b2a1908f7e6d5".parse().unwrap()
}

fn head(case: CaseId, events: &[Vec<u8>]) -> Digest {
    events.iter().fold(Link::START, |link, event| link.append(case, event)).head().unwrap()
}

fn holds(case: CaseId, events: &[Vec<u8>], head: Digest) -> bool {
    verify(case, events.iter().map(Vec::as_slice), head).is_ok()
}

fn log() -> impl Strategy<Value = Vec<Vec<u8>>> {
    proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..60), 1..12)
}

proptest! {
    #[test]
    fn an_untouched_log_verifies_and_can_be_continued(events in log(), next: Vec<u8>) {
        let link = verify(case_id(), events.iter().map(Vec::as_slice), head(case_id(), &events)).unwrap();
        let continued: Vec<_> = events.into_iter().chain([next.clone()]).collect();
        prop_assert_eq!(link.append(case_id(), &next).head(), Some(head(case_id(), &continued)));
    }

    #[test]
    fn a_changed_bit_shows(mut events in log(), event: Index, byte: Index, bit in 0..8_u8) {
        let head = head(case_id(), &events);
        let event = event.get_mut(&mut events);
        if event.is_empty() {
            event.push(0);
        } else {
            *byte.get_mut(event) ^= 1 << bit;
        }
        prop_assert!(!holds(case_id(), &events, head));
    }

    #[test]
    fn a_dropped_event_shows(mut events in log(), event: Index) {
        let head = head(case_id(), &events);
        events.remove(event.index(events.len()));
        prop_assert!(!holds(case_id(), &events, head));
    }

    #[test]
    fn a_cut_tail_or_beginning_shows(events in log(), at: Index) {
        let head = head(case_id(), &events);
        let at = at.index(events.len());
        prop_assert!(!holds(case_id(), &events[..at], head));
        prop_assert!(at == 0 || !holds(case_id(), &events[at..], head));
    }

    #[test]
    fn swapped_events_show(mut events in log(), one: Index, other: Index) {
        let head = head(case_id(), &events);
        let (one, other) = (one.index(events.len()), other.index(events.len()));
        prop_assume!(events[one] != events[other]);
        events.swap(one, other);
        prop_assert!(!holds(case_id(), &events, head));
    }

    #[test]
    fn an_inserted_event_shows(mut events in log(), at: Index, event: Vec<u8>) {
        let head = head(case_id(), &events);
        let at = at.index(events.len() + 1);
        events.insert(at, event);
        prop_assert!(!holds(case_id(), &events, head));
    }

    #[test]
    fn bytes_moved_from_one_event_to_the_next_show(mut events in log(), event: Index) {
        prop_assume!(events.len() > 1);
        let head = head(case_id(), &events);
        let event = event.index(events.len() - 1);
        prop_assume!(!events[event].is_empty());
        let byte = events[event].pop().unwrap();
        events[event + 1].insert(0, byte);
        prop_assert!(!holds(case_id(), &events, head));
    }

    #[test]
    fn the_log_of_another_case_shows(events in log(), other: u128) {
        let other = CaseId::new(uuid::Uuid::from_u128(other));
        prop_assume!(other != case_id());
        prop_assert!(!holds(other, &events, head(case_id(), &events)));
    }
}

#[test]
fn no_events_match_no_head() {
    assert!(!holds(case_id(), &[], Digest::of(b"")));
}

#[test]
fn the_chain_is_what_its_description_says() {
    // The id's 32 hex digits and "one", then that digest's bytes and "two".
    let link = Link::START.append(case_id(), b"one").append(case_id(), b"two");
    let first = Digest::of(b"6a1d6e0c5c1f5f0e9d3b2a1908f7e6d5one");
    let second = Digest::of(&[first.bytes().as_slice(), b"two"].concat());
    assert_eq!(link.head(), Some(second));
}

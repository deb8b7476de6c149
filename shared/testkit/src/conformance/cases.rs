//! [`Cases`] and [`DueCases`].

use case::Recorded;
use jiff::Timestamp;
use port::{Append, Appended, Cases, Created, DueCases, StoredCase};

use super::sample::{at, case_id, events, filed};
use crate::world::after;

async fn load<S: Cases>(store: &S, number: u16) -> Option<StoredCase> {
    store.load(&[case_id(number)]).await.unwrap().pop().unwrap()
}

async fn create<S: Cases>(store: &S, number: u16, filed_at: Timestamp, due: Timestamp) -> StoredCase {
    let created = store.create(case_id(number), &filed(number, filed_at), due).await.unwrap();
    assert_eq!(created, Created::New, "case {number} is new");
    load(store, number).await.expect("a created case is there")
}

async fn append<S: Cases>(
    store: &S,
    stored: &StoredCase,
    events: &[Recorded],
    due: Option<Timestamp>,
    swept: u32,
) -> Appended {
    store.append(Append { stored, events, due, swept }).await.unwrap()
}

fn done(stored: &StoredCase) -> Appended {
    Appended::Done(Box::new(stored.clone()))
}

/// What is stored of a new case.
fn opened(number: u16) -> StoredCase {
    let filed = filed(number, at(0));
    StoredCase::opened(case_id(number), &filed, contract::event::encode(&filed), at(60)).unwrap()
}

/// Cases are created once, read back as written, and changed only by the caller that loaded them last.
pub async fn are_kept<S: Cases>(store: &S) {
    // What is read is what was written.
    let stored = create(store, 1, at(0), at(60)).await;
    let expected = opened(1);
    assert_eq!(stored, expected, "a new case reads back as it was written");

    // The same case again, by another complaint at another time, changes nothing.
    let again = store.create(case_id(1), &filed(1, at(5)), at(99)).await.unwrap();
    assert_eq!(again, Created::Exists(Box::new(expected)), "creating twice returns the first");

    // Events are appended, with the due time and the sweep counter.
    let [accepted, requested, in_force] = events(at(10));
    let one = [accepted];
    let expected = after(&Append { stored: &stored, events: &one, due: Some(at(61)), swept: 0 }).unwrap();
    assert_eq!(append(store, &stored, &one, Some(at(61)), 0).await, done(&expected));
    let after = load(store, 1).await.unwrap();
    assert_eq!(after, expected, "an appended event reads back as written");

    // Who had loaded the case before comes too late, and changes nothing.
    let late = [Recorded { at: at(11), ..one[0].clone() }];
    assert_eq!(append(store, &stored, &late, Some(at(1)), 7).await, Appended::Conflict);
    assert_eq!(load(store, 1).await.unwrap(), after, "a conflict changes nothing");

    // Several events in one write; nothing falls due any more.
    let rest = [requested, in_force];
    let appended = append(store, &after, &rest, None, 0).await;
    let taken_down = load(store, 1).await.unwrap();
    assert_eq!(appended, done(&taken_down));
    assert_eq!((taken_down.log.len(), taken_down.due), (4, None));
    assert_eq!(taken_down.case.order_reference.as_deref(), Some("mk-2026-000123"));

    // The due time and the counter change without an event, and back.
    let appended = append(store, &taken_down, &[], Some(at(500)), 3).await;
    let swept = load(store, 1).await.unwrap();
    assert_eq!(appended, done(&swept));
    assert_eq!((swept.due, swept.swept, swept.head), (Some(at(500)), 3, taken_down.head));
    let appended = append(store, &swept, &[], Some(at(500)), 0).await;
    let reset = load(store, 1).await.unwrap();
    assert_eq!((appended, reset.swept), (done(&reset), 0));

    // Nothing to change is done.
    let same = load(store, 1).await.unwrap();
    assert_eq!(append(store, &same, &[], same.due, same.swept).await, done(&same));
    assert_eq!(load(store, 1).await.unwrap(), same);

    // A case that is gone is a conflict, and is not brought back.
    let gone = opened(2);
    assert_eq!(append(store, &gone, &one, None, 0).await, Appended::Conflict);
    assert_eq!(load(store, 2).await, None);

    // Several at once: in the order asked, absent ones as such, the same one twice.
    create(store, 3, at(0), at(60)).await;
    let ids = [3, 2, 1, 3].map(case_id);
    let loaded = store.load(&ids).await.unwrap();
    let found: Vec<_> = loaded.iter().map(|stored| stored.as_ref().map(|s| s.case.id)).collect();
    assert_eq!(found, [Some(ids[0]), None, Some(ids[2]), Some(ids[3])]);
    assert!(store.load(&[]).await.unwrap().is_empty());

    // A hundred at once.
    for number in 1_000..1_100 {
        create(store, number, at(0), at(60)).await;
    }
    let ids: Vec<_> = (1_000..1_100).map(case_id).collect();
    let loaded = store.load(&ids).await.unwrap();
    assert!(loaded.iter().zip(&ids).all(|(stored, id)| stored.as_ref().is_some_and(|s| s.case.id == *id)));
}

/// The sweep finds what falls due, earliest first, and nothing else. The store must be empty.
pub async fn due_are_found<S: Cases + DueCases>(store: &S) {
    assert!(store.due(at(10_000), 10).await.unwrap().is_empty(), "the store must be empty");
    // 20 cases, due in the reverse order of their numbers.
    for number in 0..20 {
        create(store, number, at(0), at(100 - i64::from(number))).await;
    }
    let numbers = |range: std::ops::RangeInclusive<u16>| range.rev().map(case_id).collect::<Vec<_>>();
    assert!(store.due(at(80), 10).await.unwrap().is_empty());
    assert_eq!(store.due(at(81), 10).await.unwrap(), numbers(19..=19), "at or before");
    assert_eq!(store.due(at(90), 100).await.unwrap(), numbers(10..=19), "earliest first");
    assert_eq!(store.due(at(1_000), 7).await.unwrap(), numbers(13..=19), "at most so many");

    // A due time that moves, goes and comes back moves, leaves and enters the index.
    let first = load(store, 19).await.unwrap();
    append(store, &first, &[], Some(at(300)), 0).await;
    assert_eq!(store.due(at(82), 10).await.unwrap(), numbers(18..=18));
    let second = load(store, 18).await.unwrap();
    append(store, &second, &[], None, 0).await;
    assert!(store.due(at(82), 10).await.unwrap().is_empty());
    let second = load(store, 18).await.unwrap();
    append(store, &second, &[], Some(at(50)), 0).await;
    assert_eq!(store.due(at(82), 10).await.unwrap(), numbers(18..=18));
    assert_eq!(store.due(at(1_000), 100).await.unwrap().len(), 20);
}

//! [`PendingNotes`] and [`PendingErasures`].

use case::{Channel, Claim};
use jiff::SignedDuration;
use port::{Committed, PendingErasures, PendingNote, PendingNotes, PendingSettled, Settlement};

use super::{at, complaint_id};

/// A note of the complaint with this number, due one minute after the one before.
fn note(number: u16) -> PendingNote {
    let minutes = i64::from(number);
    let received_at = at(0) + SignedDuration::from_mins(minutes);
    PendingNote {
        complaint: complaint_id(number),
        received_at,
        channel: Channel::Web,
        claim: Claim::Counterfeit,
        listing: "demo/1001".parse().unwrap(),
        listings: 2,
        disowned: false,
        queued: true,
        due_at: received_at + SignedDuration::from_hours(24),
        expires_at: received_at + SignedDuration::from_hours(24 * 60),
        settled: None,
        confirmed_at: None,
        version: 0,
    }
}

/// A note is written once, changed only by who has read it as it is, and read back as it was written.
pub async fn notes_are_kept<S: PendingNotes>(store: &S) {
    let first = note(1);
    assert_eq!(store.pending_note(first.complaint).await.unwrap(), None);
    for _ in 0..2 {
        assert_eq!(store.put_pending_note(&first).await.unwrap(), Committed::Done, "twice is once");
    }
    let other = PendingNote { listings: 7, ..note(1) };
    assert_eq!(store.put_pending_note(&other).await.unwrap(), Committed::Conflict);
    let read = store.pending_note(first.complaint).await.unwrap().unwrap();
    assert_eq!(read, PendingNote { version: 1, ..first });
    let settlements = [
        PendingSettled::Dropped("ada".parse().unwrap(), "an advertisement".to_owned()),
        PendingSettled::Filed("ben".parse().unwrap()),
        PendingSettled::Confirmed,
    ];
    for (version, how) in (1..).zip(settlements) {
        let settled = Some(Settlement { how, at: at(7) });
        let changed =
            PendingNote { settled, queued: false, confirmed_at: Some(at(9)), version, ..read.clone() };
        assert_eq!(store.put_pending_note(&changed).await.unwrap(), Committed::Done);
        let late = PendingNote { version, listings: 9, ..read.clone() };
        assert_eq!(store.put_pending_note(&late).await.unwrap(), Committed::Conflict);
        let stored = store.pending_note(read.complaint).await.unwrap().unwrap();
        assert_eq!(stored, PendingNote { version: version + 1, ..changed });
    }
}

/// What waits is listed once it is due, oldest first, page by page, until it waits no longer. The store must be empty.
pub async fn unconfirmed_are_listed<S: PendingNotes>(store: &S) {
    for number in [3, 1, 2, 4] {
        store.put_pending_note(&note(number)).await.unwrap();
    }
    store.put_pending_note(&PendingNote { queued: false, ..note(5) }).await.unwrap();
    let listed = async |until, after, limit| {
        let page = store.unconfirmed(until, after, limit).await.unwrap();
        (page.complaints.iter().map(|it| it.complaint).collect::<Vec<_>>(), page.next)
    };
    assert_eq!(listed(note(1).due_at - SignedDuration::from_millis(1), None, 10).await, (vec![], None));
    let until = note(3).due_at;
    let (first, next) = listed(until, None, 2).await;
    assert_eq!(first, [complaint_id(1), complaint_id(2)]);
    assert_eq!(listed(until, next, 2).await, (vec![complaint_id(3)], None));
    let read = store.pending_note(complaint_id(1)).await.unwrap().unwrap();
    store.put_pending_note(&PendingNote { queued: false, ..read }).await.unwrap();
    assert_eq!(listed(until, None, 10).await.0, [complaint_id(2), complaint_id(3)]);
}

/// What is noted is found and forgotten. The store must be empty.
pub async fn notes_are_forgotten<S: PendingNotes + PendingErasures>(store: &S) {
    for number in [1, 2] {
        store.put_pending_note(&note(number)).await.unwrap();
    }
    let mut noted = store.noted_complaints().await.unwrap();
    noted.sort_unstable();
    assert_eq!(noted, [complaint_id(1), complaint_id(2)]);
    for _ in 0..2 {
        store.forget_pending_note(complaint_id(1)).await.unwrap();
    }
    assert_eq!(store.pending_note(complaint_id(1)).await.unwrap(), None);
    assert_eq!(store.noted_complaints().await.unwrap(), [complaint_id(2)]);
}

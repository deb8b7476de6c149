//! [`PendingConfirmations`], [`Bounces`] and [`Limits`].

use case::{Digest, PartyId};
use jiff::{SignedDuration, Timestamp};
use port::{Bounces, Count, Limits, PendingConfirmations};
use uuid::Uuid;

use super::complaint_id;

/// A pending complaint is read back, is replaced by holding again, and one that was never pending is not there.
pub async fn pending_complaints_are_kept<S: PendingConfirmations>(store: &S) {
    let (one, other) = (complaint_id(1), complaint_id(2));
    assert_eq!(store.find(one).await.unwrap(), None);
    store.keep(one, b"first").await.unwrap();
    store.keep(other, b"other").await.unwrap();
    store.keep(one, b"second").await.unwrap();
    assert_eq!(store.find(one).await.unwrap().as_deref(), Some(b"second".as_slice()));
    assert_eq!(store.find(other).await.unwrap().as_deref(), Some(b"other".as_slice()));
    let file = Digest::of(b"file");
    assert_eq!(store.find_file(one, file).await.unwrap(), None);
    store.keep_file(one, b"file").await.unwrap();
    store.keep_file(one, b"file").await.unwrap();
    assert_eq!(store.find_file(one, file).await.unwrap().as_deref(), Some(b"file".as_slice()));
    assert_eq!(store.find_file(other, file).await.unwrap(), None, "a file belongs to its complaint");
    for _ in 0..2 {
        store.forget(one, Some("mail/none")).await.unwrap();
    }
    assert_eq!((store.find(one).await.unwrap(), store.find_file(one, file).await.unwrap()), (None, None));
    assert_eq!(store.find(other).await.unwrap().as_deref(), Some(b"other".as_slice()));
}

/// Each act of each person counts apart, and from zero in the next span of time.
pub async fn counters_count<S: Limits>(store: &S) {
    let hour = SignedDuration::from_hours(1);
    let now = Timestamp::from_second(1_793_610_000).unwrap();
    let count = |act: &str, who: &str, at| Count::new("pepper", act, who, hour, at);
    let mine = count("file", "a@b.example", now);
    assert_eq!(store.count(&mine).await.unwrap(), 1);
    assert_eq!(
        store.count(&count("file", "A@b.example", now)).await.unwrap(),
        2,
        "letter case is no difference"
    );
    assert_eq!(store.count(&count("file", "c@b.example", now)).await.unwrap(), 1);
    assert_eq!(store.count(&count("answer", "a@b.example", now)).await.unwrap(), 1);
    assert_eq!(store.count(&count("file", "a@b.example", now + hour)).await.unwrap(), 1);
    assert_eq!(store.count(&mine).await.unwrap(), 3);
}

/// A party is marked, again at a later time, and no other is.
pub async fn bounces_are_marked<S: Bounces>(store: &S) {
    let at = |second: i64| Timestamp::from_second(1_793_610_000 + second).unwrap();
    let (one, other) = (PartyId::new(Uuid::from_u128(1)), PartyId::new(Uuid::from_u128(2)));
    assert_eq!(store.marked(one).await.unwrap(), None);
    store.mark(one, at(0)).await.unwrap();
    store.mark(one, at(60)).await.unwrap();
    assert_eq!(store.marked(one).await.unwrap(), Some(at(60)));
    assert_eq!(store.marked(other).await.unwrap(), None);
}

//! [`Snapshots`].

use case::Digest;
use port::Snapshots;

use super::case_id;

/// What was judged is kept with its case, under its digest.
pub async fn are_kept<S: Snapshots>(store: &S) {
    let (case, other) = (case_id(1), case_id(2));
    let (first, second) = (Digest::of(b"first"), Digest::of(b"second"));
    assert_eq!(store.snapshot(case, first).await.unwrap(), None);
    for _ in 0..2 {
        store.keep_snapshot(case, first, b"\0as it was").await.unwrap();
    }
    store.keep_snapshot(case, second, b"as it was later").await.unwrap();
    assert_eq!(store.snapshot(case, first).await.unwrap().unwrap(), b"\0as it was");
    assert_eq!(store.snapshot(case, second).await.unwrap().unwrap(), b"as it was later");
    assert_eq!(store.snapshot(other, first).await.unwrap(), None, "each case has its own");
    // More than anything that is kept.
    let large = vec![7; 40_000];
    store.keep_snapshot(other, first, &large).await.unwrap();
    assert_eq!(store.snapshot(other, first).await.unwrap().unwrap(), large);
}

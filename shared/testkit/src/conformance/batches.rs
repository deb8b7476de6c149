//! [`Batches`].

use case::{BatchId, Digest};
use port::{Batch, Batches, Committed};
use uuid::Uuid;

use super::sample::at;

fn batch(number: u16, complaints: u16) -> Batch {
    Batch {
        batch: BatchId::new(Uuid::from_u128(u128::from(number))),
        document: Digest::of(&number.to_be_bytes()),
        received_at: at(i64::from(number)),
        complaints,
        done: 0,
    }
}

/// A batch is begun once, advances from where it is, and is unfinished until it is done. The store must hold
/// no batch.
pub async fn are_kept<S: Batches>(store: &S) {
    let first = batch(1, 60);
    assert_eq!(store.batch(first.batch).await.unwrap(), None);
    assert_eq!(store.begin_batch(&first).await.unwrap(), None, "it is new");
    assert_eq!(store.batch(first.batch).await.unwrap(), Some(first));
    let again = Batch { received_at: at(9), ..first };
    assert_eq!(store.begin_batch(&again).await.unwrap(), Some(first), "beginning twice returns the first");

    let (second, empty) = (batch(2, 1), batch(3, 0));
    assert_eq!(store.begin_batch(&second).await.unwrap(), None);
    assert_eq!(store.begin_batch(&empty).await.unwrap(), None);
    assert_eq!(store.unfinished_batches(at(1)).await.unwrap(), []);
    assert_eq!(store.unfinished_batches(at(2)).await.unwrap(), [first.batch]);
    let mut open = store.unfinished_batches(at(100)).await.unwrap();
    open.sort_unstable();
    assert_eq!(open, [first.batch, second.batch], "one without complaints is done");

    assert_eq!(store.advance_batch(&first, 25).await.unwrap(), Committed::Done);
    assert_eq!(store.advance_batch(&first, 50).await.unwrap(), Committed::Conflict, "who comes late");
    let there = store.batch(first.batch).await.unwrap().unwrap();
    assert_eq!(there, Batch { done: 25, ..first });
    assert_eq!(store.advance_batch(&there, 60).await.unwrap(), Committed::Done);
    assert_eq!(store.unfinished_batches(at(100)).await.unwrap(), [second.batch], "done is not unfinished");
    assert_eq!(store.advance_batch(&batch(4, 1), 1).await.unwrap(), Committed::Conflict, "there is none");
    assert_eq!(store.batch(batch(4, 1).batch).await.unwrap(), None);
}

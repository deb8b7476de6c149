//! [`ReplayGuard`].

use port::ReplayGuard;
use uuid::Uuid;

use super::{at, complaint_id};

/// A token is spent on one complaint, as often as that one asks, and on no other.
pub async fn is_spent_on_one<S: ReplayGuard>(store: &S) {
    let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let spend =
        async |token, complaint| store.spend(token, complaint_id(complaint), at(3_600)).await.unwrap();
    assert!(spend(first, 1).await);
    assert!(!spend(first, 2).await, "it is spent");
    assert!(spend(first, 1).await, "the same request again");
    assert!(!spend(first, 2).await, "and that changes nothing");
    assert!(spend(second, 2).await, "another token");
}

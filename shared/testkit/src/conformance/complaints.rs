//! [`Complaints`].

use case::{CaseId, ComplaintId, Digest, Reference};
use port::{Committed, Complaints, FanOut};
use uuid::Uuid;

use super::sample::at;

fn fan_out(number: u16, listings: u16) -> FanOut {
    let complaint = ComplaintId::new(Uuid::from_u128(u128::from(number)));
    FanOut {
        complaint,
        reference: Reference::draw(complaint, 0, jiff::civil::date(2026, 11, 21), 0),
        document: Digest::of(&number.to_be_bytes()),
        filed_at: at(i64::from(number)),
        listings,
        done: 0,
        cases: Vec::new(),
    }
}

fn cases(range: std::ops::Range<u16>) -> Vec<CaseId> {
    range.map(|number| CaseId::new(Uuid::from_u128(u128::from(number)))).collect()
}

/// A complaint is begun once, advances from where it is, and is unfinished until it is done. The store
/// must hold no complaint.
pub async fn are_kept<S: Complaints>(store: &S) {
    let first = fan_out(1, 1_000);
    assert_eq!(store.fan_out(first.complaint).await.unwrap(), None);
    assert_eq!(store.begin(&first).await.unwrap(), None, "it is new");
    assert_eq!(store.fan_out(first.complaint).await.unwrap().as_ref(), Some(&first));
    let other = FanOut { filed_at: at(9), ..first.clone() };
    assert_eq!(
        store.begin(&other).await.unwrap().as_ref(),
        Some(&first),
        "beginning twice returns the first"
    );

    // Unfinished, and only those begun before the time asked for.
    let second = fan_out(2, 3);
    assert_eq!(store.begin(&second).await.unwrap(), None);
    assert_eq!(store.unfinished(at(1)).await.unwrap(), []);
    assert_eq!(store.unfinished(at(2)).await.unwrap(), [first.complaint]);
    let mut both = store.unfinished(at(3)).await.unwrap();
    both.sort_unstable();
    assert_eq!(both, [first.complaint, second.complaint]);

    // Step by step to the end, in order.
    let mut stored = first.clone();
    for start in (0..1_000).step_by(250) {
        let more = cases(start..start + 250);
        assert_eq!(store.advance(&stored, &more).await.unwrap(), Committed::Done);
        stored = store.fan_out(first.complaint).await.unwrap().unwrap();
        assert_eq!((stored.done, &stored.cases), (start + 250, &cases(0..start + 250)));
    }
    assert_eq!(store.unfinished(at(100)).await.unwrap(), [second.complaint], "done is not unfinished");
    assert_eq!(store.begin(&other).await.unwrap(), Some(stored), "a finished complaint is not begun again");

    // What is given up is done with the cases that there are.
    let third = fan_out(4, 3);
    assert_eq!(store.begin(&third).await.unwrap(), None);
    assert_eq!(store.advance(&third, &cases(0..1)).await.unwrap(), Committed::Done);
    assert_eq!(store.abandon(&third).await.unwrap(), Committed::Conflict, "it has come further");
    let further = store.fan_out(third.complaint).await.unwrap().unwrap();
    assert_eq!(store.abandon(&further).await.unwrap(), Committed::Done);
    assert_eq!(store.abandon(&further).await.unwrap(), Committed::Done, "once more");
    let ended = store.fan_out(third.complaint).await.unwrap().unwrap();
    assert_eq!((ended.listings, ended.done, &ended.cases), (1, 1, &cases(0..1)));
    assert_eq!(store.unfinished(at(100)).await.unwrap(), [second.complaint], "it is not unfinished");

    // Who comes late changes nothing.
    assert_eq!(store.advance(&second, &cases(0..1)).await.unwrap(), Committed::Done);
    assert_eq!(store.advance(&second, &cases(7..9)).await.unwrap(), Committed::Conflict);
    assert_eq!(store.fan_out(second.complaint).await.unwrap().unwrap().cases, cases(0..1));
    assert_eq!(store.advance(&fan_out(3, 1), &cases(0..1)).await.unwrap(), Committed::Conflict, "it is gone");
    assert_eq!(store.abandon(&fan_out(3, 1)).await.unwrap(), Committed::Conflict, "it is gone");
    assert_eq!(store.fan_out(fan_out(3, 1).complaint).await.unwrap(), None);
}

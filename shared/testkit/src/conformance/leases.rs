//! [`Leases`].

use jiff::SignedDuration;
use port::{Lease, Leases};

use super::{at, case_id};

/// One reviewer has a case at a time, until the lease ends or is given back.
pub async fn are_kept<S: Leases>(store: &S) {
    let (case, other, now) = (case_id(1), case_id(2), at(0));
    let half_an_hour = SignedDuration::from_mins(30);
    let lease =
        |by: &str, from: jiff::Timestamp| Lease { case, by: by.parse().unwrap(), until: from + half_an_hour };
    assert_eq!(store.leases(&[case, other]).await.unwrap(), [None, None]);
    let first = lease("ada", now);
    for _ in 0..2 {
        assert_eq!(store.put_lease(&first, now).await.unwrap(), None, "twice is once");
    }
    assert_eq!(store.leases(&[other, case]).await.unwrap(), [None, Some(first.clone())]);

    let just_before = first.until - SignedDuration::from_millis(1);
    let late = lease("ben", just_before);
    assert_eq!(store.put_lease(&late, just_before).await.unwrap(), Some(first.clone()));
    assert_eq!(store.leases(&[case]).await.unwrap(), [Some(first.clone())], "and nothing changed");
    let longer = lease("ada", just_before);
    assert_eq!(store.put_lease(&longer, just_before).await.unwrap(), None, "its own is prolonged");

    let after = lease("ben", longer.until);
    assert_eq!(store.put_lease(&after, longer.until).await.unwrap(), None, "what ended is taken over");
    let back = Lease { until: longer.until, ..after };
    for _ in 0..2 {
        assert_eq!(store.put_lease(&back, longer.until).await.unwrap(), None, "given back");
    }
    let again = lease("ada", longer.until);
    assert_eq!(store.put_lease(&again, longer.until).await.unwrap(), None);
    assert_eq!(store.leases(&[case]).await.unwrap(), [Some(again)]);
}

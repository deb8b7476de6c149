//! [`LetterClaims`].

use case::{Digest, RightKind, RightRef};
use port::{ClaimStage, LetterClaim, LetterClaims, LetterKey};
use uuid::Uuid;

use super::{at, case_id, complaint_id};

/// Letters are claimed by one at a time; who takes over names the claim that it replaces.
pub async fn are_kept<S: LetterClaims>(store: &S) {
    let key = LetterKey::Case(case_id(1));
    let claim = |by: u128, from: u32, through: u32| LetterClaim {
        key: key.clone(),
        by: Uuid::from_u128(by),
        from,
        through,
        until: at(2),
        attempt: 1,
        stage: ClaimStage::Sending,
        doubt: None,
    };
    let first = claim(1, 0, 3);
    for _ in 0..2 {
        assert_eq!(store.claim(&first, None).await.unwrap(), None, "twice is once");
    }
    assert_eq!(store.claim(&claim(2, 3, 5), None).await.unwrap(), Some(first.clone()), "one is covered");
    assert_eq!(store.claim(&claim(2, 0, 0), Some(Uuid::from_u128(9))).await.unwrap(), Some(first.clone()));

    let newer = claim(2, 4, 5);
    assert_eq!(store.claim(&newer, None).await.unwrap(), None, "newer letters are free");
    let released =
        LetterClaim { until: at(1), attempt: 2, stage: ClaimStage::Clear, doubt: Some(3), ..newer.clone() };
    assert_eq!(store.claim(&released, None).await.unwrap(), None, "its own is changed");
    assert_eq!(store.claim(&claim(3, 0, 5), None).await.unwrap(), Some(released), "and read as it was left");

    let taken_over = LetterClaim { stage: ClaimStage::Unanswered, ..claim(3, 0, 5) };
    assert_eq!(store.claim(&taken_over, Some(newer.by)).await.unwrap(), None);
    assert_eq!(store.claim(&claim(4, 0, 5), Some(newer.by)).await.unwrap(), Some(taken_over), "only once");

    let day = jiff::civil::date(2026, 11, 30);
    let right = RightRef::new(RightKind::Trademark, "EM", "018999001").unwrap();
    let others = [
        LetterKey::Confirmation(complaint_id(1)),
        LetterKey::Answer(Digest::of(b"mail")),
        LetterKey::Renewal(right.clone(), day),
        LetterKey::Renewal(right, day.tomorrow().unwrap()),
        LetterKey::Standing("northlight".parse().unwrap(), 0),
        LetterKey::Standing("northlight".parse().unwrap(), 1),
        LetterKey::Misuse("account/northlight".parse().unwrap(), 0),
        LetterKey::Misuse("seller/00000000000000000000000000000001".parse().unwrap(), 0),
        LetterKey::Case(case_id(2)),
    ];
    for key in others {
        let own = LetterClaim { key, ..claim(5, 0, 0) };
        assert_eq!(store.claim(&own, None).await.unwrap(), None, "others are apart: {}", own.key);
        let other = LetterClaim { by: Uuid::from_u128(6), ..own.clone() };
        assert_eq!(store.claim(&other, None).await.unwrap(), Some(own));
    }
}

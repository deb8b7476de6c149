//! [`Accounts`], [`OwnComplaints`] and [`Idempotency`].

use case::{AccountKind, CaseId, Claim, ComplaintId, Digest};
use port::{
    Account, Accounts, ApiKey, Committed, Conclusion, Idempotency, KeyScope, Member, OwnComplaint,
    OwnComplaints, Reservation, Reserved, Settled, TrustedFlagger, Webhook,
};
use uuid::Uuid;

use super::sample::{at, party};

fn account(id: &str) -> Account {
    Account {
        id: id.parse().unwrap(),
        name: "Northlight Outfitters GmbH 北光".into(),
        email: "brand@northlight.example".into(),
        kind: AccountKind::Brand,
        members: Vec::new(),
        secret: None,
        keys: vec![],
        webhook: None,
        flagger: None,
        version: 0,
    }
}

/// Accounts read back as stored, and are changed only by who saw their last change. The store must hold no
/// account.
pub async fn are_kept<S: Accounts>(store: &S) {
    let new = account("northlight");
    assert_eq!(store.account(&new.id).await.unwrap(), None);
    assert_eq!(store.put_account(&new).await.unwrap(), Committed::Done);
    let first = Account { version: 1, ..new.clone() };
    assert_eq!(store.account(&new.id).await.unwrap().as_ref(), Some(&first));
    let other = Account { name: "Somebody else".into(), ..new.clone() };
    assert_eq!(store.put_account(&other).await.unwrap(), Committed::Conflict, "it is not new any more");

    let key = |number, expires_at, revoked_at| ApiKey {
        number,
        hash: Digest::of(&[7]),
        scopes: vec![KeyScope::Write, KeyScope::Read],
        created_at: at(1),
        expires_at,
        revoked_at,
    };
    let member = |number, until| Member { party: party(number), from: at(1), until, history_from: until };
    let flagger = TrustedFlagger {
        coordinator: "DE".parse().unwrap(),
        claims: vec![Claim::Counterfeit, Claim::Copyright],
        territories: vec!["EU".parse().unwrap()],
        from: jiff::civil::date(2026, 1, 1),
        until: Some(jiff::civil::date(2027, 1, 1)),
    };
    let full = Account {
        flagger: Some(flagger),
        kind: AccountKind::Agency,
        members: vec![member(1, None), member(2, Some(at(3)))],
        secret: Some(Digest::of(b"secret")),
        keys: vec![key(u32::MAX, None, None), key(0, Some(at(90)), Some(at(2)))],
        webhook: Some(Webhook {
            url: "https://brand.example/hook".into(),
            secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into(),
            gone_at: Some(at(3)),
        }),
        ..first.clone()
    };
    assert_eq!(store.put_account(&full).await.unwrap(), Committed::Done);
    assert_eq!(store.put_account(&full).await.unwrap(), Committed::Done, "the same once more");
    let stored = store.account(&new.id).await.unwrap().unwrap();
    assert_eq!(stored, Account { version: 2, ..full });
    let late = Account { keys: vec![], ..first };
    assert_eq!(store.put_account(&late).await.unwrap(), Committed::Conflict, "a late change");
    assert_eq!(store.account(&new.id).await.unwrap(), Some(stored), "changes nothing");
    assert_eq!(store.account(&"north".parse().unwrap()).await.unwrap(), None);
}

/// Each account's complaints are listed, newest first, page by page. The store must hold none.
pub async fn own_are_listed<S: OwnComplaints>(store: &S) {
    let own = |account: &str, number: u8| OwnComplaint {
        account: account.parse().unwrap(),
        complaint: ComplaintId::new(Uuid::from_u128(0xf0 + u128::from(number))),
        reference: "0A47KM2Q0".parse().unwrap(),
        filed_at: at(i64::from(number)),
        listings: u16::from(number),
        case: (number == 1).then(|| CaseId::new(Uuid::from_u128(9))),
    };
    let (north, south) = ("north".parse().unwrap(), "south".parse().unwrap());
    assert_eq!(store.own_complaints(&north, None, 10).await.unwrap(), []);
    for number in [3, 1, 4, 2, 5, 1] {
        store.note_own(&own("north", number)).await.unwrap();
    }
    store.note_own(&own("south", 6)).await.unwrap();
    let page = async |before: Option<u8>, limit| {
        let before = before.map(|number| own("north", number).complaint);
        let page = store.own_complaints(&north, before, limit).await.unwrap();
        page.iter().map(|own| own.listings).collect::<Vec<_>>()
    };
    assert_eq!(page(None, 10).await, [5, 4, 3, 2, 1]);
    assert_eq!(page(None, 2).await, [5, 4]);
    assert_eq!(page(Some(4), 2).await, [3, 2]);
    assert_eq!(page(Some(2), 2).await, [1]);
    assert_eq!(page(Some(1), 2).await, [0_u16; 0]);
    let first = own("north", 1);
    assert_eq!(store.own_complaint(&north, first.complaint).await.unwrap(), Some(first.clone()));
    assert_eq!(store.own_complaint(&south, first.complaint).await.unwrap(), None, "it is not theirs");
}

/// A request is done by one at a time, and once. The store must hold none.
pub async fn requests_are_reserved<S: Idempotency>(store: &S) {
    let reservation = |request: u8, complaint: u128, minutes: i64| Reservation {
        request: Digest::of(&[request]),
        body: Digest::of(b"body"),
        complaint: ComplaintId::new(Uuid::from_u128(complaint)),
        at: at(minutes),
        busy_until: at(minutes + 1),
        expires_at: at(minutes + 60),
    };
    let first = reservation(1, 1, 0);
    assert_eq!(store.reserve(&first).await.unwrap(), Reserved::Go(first.complaint, at(0)));
    assert_eq!(store.reserve(&first).await.unwrap(), Reserved::Go(first.complaint, at(0)), "a lost answer");
    assert_eq!(store.reserve(&reservation(1, 2, 0)).await.unwrap(), Reserved::Busy);
    let other = Reservation { body: Digest::of(b"other"), ..reservation(1, 2, 0) };
    assert_eq!(store.reserve(&other).await.unwrap(), Reserved::OtherBody);
    assert_eq!(
        store.reserve(&reservation(2, 2, 0)).await.unwrap(),
        Reserved::Go(reservation(2, 2, 0).complaint, at(0))
    );

    // The first one died: the next goes on with its complaint, as of its time, and the first one's end
    // does not count any more.
    let second = reservation(1, 3, 5);
    assert_eq!(store.reserve(&second).await.unwrap(), Reserved::Go(first.complaint, at(0)));
    store.conclude(&first, Conclusion::Nothing).await.unwrap();
    assert_eq!(store.reserve(&reservation(1, 4, 5)).await.unwrap(), Reserved::Busy);

    // One that failed half-way leaves it to the next at once.
    store.conclude(&second, Conclusion::Unfinished).await.unwrap();
    let third = reservation(1, 5, 6);
    assert_eq!(store.reserve(&third).await.unwrap(), Reserved::Go(first.complaint, at(0)));
    let settled = Settled {
        complaint: first.complaint,
        listings: 1,
        case: Some(CaseId::new(Uuid::from_u128(8))),
        merged: true,
        reference: "0A47KM2Q0".parse().ok(),
        advice: "[]".into(),
    };
    store.conclude(&third, Conclusion::Done(settled.clone())).await.unwrap();
    assert_eq!(store.reserve(&reservation(1, 6, 7)).await.unwrap(), Reserved::Done(settled));
    assert_eq!(
        store.reserve(&Reservation { body: other.body, ..reservation(1, 6, 7) }).await.unwrap(),
        Reserved::OtherBody
    );
    let expired = reservation(1, 7, 61);
    assert_eq!(store.reserve(&expired).await.unwrap(), Reserved::Go(expired.complaint, at(61)), "forgotten");

    // Nothing came of it: the key is free again, for another body too.
    let refused = reservation(3, 8, 0);
    store.reserve(&refused).await.unwrap();
    store.conclude(&refused, Conclusion::Nothing).await.unwrap();
    let corrected = Reservation { body: other.body, ..reservation(3, 9, 0) };
    assert_eq!(store.reserve(&corrected).await.unwrap(), Reserved::Go(corrected.complaint, at(0)));
    let many = Settled {
        complaint: corrected.complaint,
        listings: 300,
        case: None,
        merged: false,
        reference: None,
        advice: "北".into(),
    };
    store.conclude(&corrected, Conclusion::Done(many.clone())).await.unwrap();
    assert_eq!(store.reserve(&corrected).await.unwrap(), Reserved::Done(many));
}

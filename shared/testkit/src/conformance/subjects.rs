//! [`Subjects`].

use case::{Membership, Party, Subject};
use port::{Committed, Erasures, Subjects};

use super::sample::at;

fn ada() -> Subject {
    Subject::of_address("ada@brand.example")
}

/// A subject leads to one party for good, however often and by which caller it is asked for; others to others.
pub async fn subjects_lead_to_parties<S: Subjects>(store: &S) {
    let seller = Subject::of_seller(&"demo".parse().unwrap(), "seller-1");
    assert_eq!(store.known_parties(&[ada(), seller.clone()]).await.unwrap(), [None, None]);
    assert_eq!(store.known_parties(&[]).await.unwrap(), []);
    let party = store.party_of(&ada()).await.unwrap();
    assert_eq!(store.party_of(&Subject::of_address("Ada+x@Brand.example")).await.unwrap(), party);
    let other = store.party_of(&seller).await.unwrap();
    assert_ne!(party, other);
    let known = store.known_parties(&[seller, Subject::of_address("b@brand.example"), ada()]).await.unwrap();
    assert_eq!(known, [Some(other), None, Some(party)]);
    assert_eq!(party.uuid().get_version_num(), 4, "nothing of it can be derived");

    let [key, others] = [store.data_key(party).await.unwrap(), store.data_key(other).await.unwrap()];
    assert!(key.is_some() && key != others, "each has a key of its own");
    assert_eq!(store.data_key(party).await.unwrap(), key);
}

/// A party's memberships read back, and are changed only by who saw their last change.
pub async fn memberships_are_kept<S: Subjects>(store: &S) {
    let id = store.party_of(&ada()).await.unwrap();
    let key = store.data_key(id).await.unwrap();
    let nobody = case::PartyId::new(uuid::Uuid::from_u128(9));
    let load = async || {
        let [party, none] = &store.parties_by_id(&[id, nobody]).await.unwrap()[..] else { panic!("two") };
        assert_eq!(*none, None);
        party.clone().unwrap()
    };
    let first = load().await;
    assert_eq!(first, Party { version: first.version, ..Party::new(id) });

    let until = Some(at(5));
    let past = Membership { account: "south".parse().unwrap(), from: at(0), until };
    let now = Membership { account: "north".parse().unwrap(), from: at(7), until: None };
    let joined = Party { memberships: vec![past, now], ..first.clone() };
    assert_eq!(store.put_memberships(&joined).await.unwrap(), Committed::Done);
    assert_eq!(store.put_memberships(&joined).await.unwrap(), Committed::Done, "the same once more");
    assert_eq!(store.put_memberships(&first).await.unwrap(), Committed::Conflict, "a late change");
    let stored = Party { version: first.version + 1, ..joined };
    assert_eq!(load().await, stored);
    assert_eq!(store.data_key(id).await.unwrap(), key, "the key stays");
    assert_eq!(store.put_memberships(&Party::new(nobody)).await.unwrap(), Committed::Conflict);
}

/// Erasing a party takes its key and all that leads to it, once; others keep theirs. A sender who writes from the address
/// again is someone new.
pub async fn parties_are_erased<S: Subjects + Erasures>(store: &S) {
    let ben = Subject::of_address("ben@brand.example");
    let (party, other) = (store.party_of(&ada()).await.unwrap(), store.party_of(&ben).await.unwrap());
    assert_eq!(store.subjects_of(party).await.unwrap(), [ada().digest()]);
    let (first, second) = ("ada".parse().unwrap(), "ben".parse().unwrap());

    let erased = store.erase_data_key(party, at(5), &first).await.unwrap().unwrap();
    assert_eq!((erased.id, erased.erased_at, &erased.erased_by), (party, Some(at(5)), &Some(first)));
    assert_eq!(store.data_key(party).await.unwrap(), None);
    assert_eq!(store.erase_data_key(party, at(9), &second).await.unwrap(), Some(erased.clone()), "once more");
    assert_eq!(store.parties_by_id(&[party]).await.unwrap(), [Some(erased.clone())]);
    let nobody = case::PartyId::new(uuid::Uuid::from_u128(9));
    assert_eq!(store.erase_data_key(nobody, at(5), &second).await.unwrap(), None);

    // It stays erased when its memberships change.
    assert_eq!(store.put_memberships(&erased).await.unwrap(), Committed::Done);
    let stored = store.parties_by_id(&[party]).await.unwrap().pop().flatten().unwrap();
    assert_eq!((stored.erased_at, stored.erased_by), (erased.erased_at, erased.erased_by));

    store.erase_subject(ada().digest(), other).await.unwrap();
    assert_eq!(store.subjects_of(party).await.unwrap(), [ada().digest()], "it leads to another party");
    store.erase_subject(ada().digest(), party).await.unwrap();
    store.erase_subject(ada().digest(), party).await.unwrap();
    assert_eq!(store.subjects_of(party).await.unwrap(), []);
    assert_eq!(store.known_parties(&[ada(), ben.clone()]).await.unwrap(), [None, Some(other)]);
    assert!(store.data_key(other).await.unwrap().is_some());

    let new = store.party_of(&ada()).await.unwrap();
    assert!(new != party && store.data_key(new).await.unwrap().is_some(), "someone new");
    assert_eq!(store.data_key(party).await.unwrap(), None, "the old key stays gone");
}

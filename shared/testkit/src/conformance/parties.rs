//! [`Parties`].

use std::collections::{BTreeMap, BTreeSet};

use case::{Decider, Digest, Owner};
use policy::programme::RuleSetName;
use port::{Committed, Parties, PartyRecord};
use programme::{
    Exit, Figures, MembershipEvent, MembershipRecorded, MisuseEvent, MisuseFinding, MisuseRecorded,
    Participant, Pattern, Scope, Snapshot, Tally,
};

use super::sample::{at, party};

/// A complainant and a seller of the same id.
fn subjects() -> [Participant; 2] {
    [Participant::Complainant(Owner::Party(party(1))), Participant::Seller(party(1))]
}

fn entered(minutes: i64) -> MembershipRecorded {
    let tally = Tally::of([120, 124, 2, 122]);
    let event = MembershipEvent::Entered { scope: Scope::Overall, tally };
    MembershipRecorded { at: at(minutes), rules: RuleSetName::Honest, event }
}

/// Records read back as stored, and are changed only by who saw their last change. The store must hold none.
pub async fn are_kept<S: Parties>(store: &S) {
    let [brand, seller] = subjects();
    assert_eq!(store.parties(&[brand, seller]).await.unwrap(), [None, None]);
    assert_eq!(store.parties(&[]).await.unwrap(), []);
    let new = PartyRecord::new(brand);
    assert_eq!(store.put_party(&new).await.unwrap(), Committed::Done);
    let first = PartyRecord { version: 1, ..new.clone() };
    assert_eq!(store.parties(&[seller, brand]).await.unwrap(), [None, Some(first.clone())]);

    let mut full = first.clone();
    let declared = MembershipEvent::Declared { document: Digest::of(b"I declare") };
    full.happened(MembershipRecorded { at: at(1), rules: RuleSetName::Alibaba2015, event: declared })
        .unwrap();
    full.happened(entered(2)).unwrap();
    let figures = Figures { hits: 7, of: 12, harmed: 6, hours_down: 310, knowing: 5 };
    let finding = MisuseFinding { pattern: Pattern::UnfoundedComplaints, figures, first: at(0), last: at(1) };
    full.record_misuse(MisuseRecorded { at: at(2), event: MisuseEvent::Noticed(finding) }).unwrap();
    let warned = MisuseEvent::Warned { finding, by: Decider::Reviewer("ada".parse().unwrap()) };
    full.record_misuse(MisuseRecorded { at: at(3), event: warned }).unwrap();
    let tallies = BTreeMap::from([(Scope::Overall, Tally::default())]);
    full.standing = Some(Snapshot { rules: RuleSetName::Honest, as_of: at(2), tallies });
    assert_eq!(store.put_party(&full).await.unwrap(), Committed::Done);
    assert_eq!(store.put_party(&full).await.unwrap(), Committed::Done, "the same once more");
    let stored = PartyRecord { version: 2, ..full };
    assert_eq!(store.parties(&[brand]).await.unwrap(), [Some(stored.clone())]);

    assert_eq!(store.put_party(&first).await.unwrap(), Committed::Conflict, "a late change");
    let other = PartyRecord { standing: stored.standing.clone(), ..new };
    assert_eq!(store.put_party(&other).await.unwrap(), Committed::Conflict, "it is not new any more");
    assert_eq!(store.parties(&[brand]).await.unwrap(), [Some(stored)], "changes nothing");

    assert_eq!(store.put_party(&PartyRecord::new(seller)).await.unwrap(), Committed::Done);
    let seller = PartyRecord { version: 1, ..PartyRecord::new(seller) };
    assert_eq!(store.parties(&[seller.subject]).await.unwrap(), [Some(seller)], "a party of its own");
}

/// Members, and whose figures are not nothing, are found without being asked for. The store must hold none.
pub async fn kept_are_found<S: Parties>(store: &S) {
    let [brand, seller] = subjects();
    assert_eq!(store.kept_parties(None, 10).await.unwrap(), []);
    let mut record = PartyRecord::new(brand);
    store.put_party(&record).await.unwrap();
    store.put_party(&PartyRecord::new(seller)).await.unwrap();
    assert_eq!(store.kept_parties(None, 10).await.unwrap(), [], "nothing of theirs will change by itself");

    record.version = 1;
    record.happened(entered(1)).unwrap();
    store.put_party(&record).await.unwrap();
    assert_eq!(store.kept_parties(None, 10).await.unwrap(), [brand], "a member");

    record.version = 2;
    let tally = Tally::default();
    let removed =
        MembershipEvent::Removed { scope: Scope::Overall, tally, why: Exit::TooFew, again_from: at(2) };
    record.happened(MembershipRecorded { at: at(2), rules: RuleSetName::Honest, event: removed }).unwrap();
    let counted = Tally { sellers: 1, ..Tally::of([1, 1, 0, 1]) };
    let tallies = BTreeMap::from([(Scope::Overall, counted)]);
    record.standing = Some(Snapshot { rules: RuleSetName::Honest, as_of: at(2), tallies });
    store.put_party(&record).await.unwrap();
    assert_eq!(store.kept_parties(None, 10).await.unwrap(), [brand], "its figures have yet to fall");

    // One page after the other, each once.
    let mut other = PartyRecord { version: 1, ..PartyRecord::new(seller) };
    other.standing.clone_from(&record.standing);
    store.put_party(&other).await.unwrap();
    let [first] = store.kept_parties(None, 1).await.unwrap()[..] else { panic!("a page of one") };
    let [second] = store.kept_parties(Some(first), 1).await.unwrap()[..] else { panic!("a page of one") };
    assert_eq!(BTreeSet::from([first, second]), BTreeSet::from([brand, seller]));
    assert_eq!(store.kept_parties(Some(second), 1).await.unwrap(), []);
    other.version = 2;
    other.standing = None;
    store.put_party(&other).await.unwrap();

    record.version = 3;
    record.standing = None;
    store.put_party(&record).await.unwrap();
    assert_eq!(store.kept_parties(None, 10).await.unwrap(), []);
}

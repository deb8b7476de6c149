//! [`WaitingCases`], [`OwnerCases`], [`ListingCases`] and [`SellerCases`].

use case::{CaseId, Decider, DeskQueue, Digest, Event, Filing, Measure, Owner, Question, Recorded, Side};
use jiff::Timestamp;
use port::{
    Append, Appended, CaseAt, CasePage, Cases, ListingCases, OwnerCases, SellerCases, StoredCase,
    Unavailable, WaitingCases,
};

use super::sample::{at, filed, looked, party};

/// The filing of case `number`, changed by `but`, at `when`.
pub(super) fn filing(number: u16, when: Timestamp, but: impl FnOnce(&mut Filing)) -> Recorded {
    let Recorded { at, event: Event::Filed(mut filing) } = filed(number, when) else { panic!("a filing") };
    but(&mut filing);
    Recorded { at, event: Event::Filed(filing) }
}

pub(super) async fn open<S: Cases>(store: &S, filed: &Recorded) -> CaseId {
    let Event::Filed(filing) = &filed.event else { panic!("a filing") };
    let id = filing.case_id();
    store.create(id, filed, filed.at).await.unwrap();
    id
}

pub(super) async fn happen<S: Cases>(store: &S, id: CaseId, events: &[Event], when: Timestamp) -> StoredCase {
    let stored = store.load(&[id]).await.unwrap().pop().unwrap().unwrap();
    let events: Vec<Recorded> =
        events.iter().map(|event| Recorded { at: when, event: event.clone() }).collect();
    let append = Append { stored: &stored, events: &events, due: stored.due, swept: 0 };
    let expected = crate::world::after(&append).unwrap();
    let appended = store.append(append).await.unwrap();
    let after = store.load(&[id]).await.unwrap().pop().unwrap().unwrap();
    assert_eq!(appended, Appended::Done(Box::new(after.clone())));
    assert_eq!(after, expected, "what is indexed reads back as it was written");
    after
}

/// The whole list, read in pages of `limit`.
pub(super) async fn all(
    limit: usize,
    page: impl AsyncFn(Option<CaseAt>) -> Result<CasePage, Unavailable>,
) -> Vec<CaseAt> {
    let (mut cases, mut after) = (Vec::new(), None);
    loop {
        let page = page(after).await.unwrap();
        assert!(page.cases.len() <= limit, "at most so many");
        assert!(
            page.next.is_none() || page.next == page.cases.last().copied(),
            "a page ends where the next begins"
        );
        cases.extend(page.cases);
        after = page.next;
        if after.is_none() {
            return cases;
        }
    }
}

/// What waits for a person is found by its queue, the most urgent first, whenever it was filed, and no longer once it
/// is done. The store must be empty.
pub async fn waiting_are_found<S: Cases + WaitingCases>(store: &S) {
    let waiting = async |queue| all(2, async |after| store.waiting_cases(queue, after, 2).await).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        // The later its number, the longer ago it was filed: the last of them almost two months ago.
        let when = at(-i64::from(number) * 20_000);
        let id = open(store, &filing(number, when, |_| {})).await;
        assert_eq!(
            waiting(DeskQueue::Decision).await.len(),
            usize::from(number),
            "what is filed does not wait for a person"
        );
        happen(store, id, &[Event::SentToDesk { question: Question::Policy }], at(1)).await;
        ids.push(id);
    }
    ids.reverse();
    let found = waiting(DeskQueue::Decision).await;
    assert_eq!(found.iter().map(|it| it.case).collect::<Vec<_>>(), ids, "the longest waiting first");
    let stored = store.load(&[ids[0]]).await.unwrap().pop().unwrap().unwrap();
    assert_eq!(Some(found[0].at), stored.waiting.map(|it| it.by), "the list tells until when");
    assert_eq!(waiting(DeskQueue::Appeal).await, []);

    // A decision takes the case from the queue, an appeal puts it into another one.
    let decline = Event::Declined {
        by: Decider::Reviewer("ada".parse().unwrap()),
        code: case::DeclineCode::InsufficientEvidence,
        note: None,
    };
    happen(store, ids[0], &[decline], at(2)).await;
    let left: Vec<CaseId> = waiting(DeskQueue::Decision).await.iter().map(|it| it.case).collect();
    assert_eq!(left, ids[1..]);
    let appeal = Event::Appealed { by: Side::Complainant, document: Digest::of(b"appeal") };
    happen(store, ids[0], &[appeal], at(3)).await;
    let appeals = waiting(DeskQueue::Appeal).await;
    assert_eq!(appeals.iter().map(|it| it.case).collect::<Vec<_>>(), [ids[0]]);
}

/// Cases are listed by owner, by listing and by seller, newest first, whatever became of them. The store must be empty.
pub async fn cases_are_listed<S>(store: &S)
where
    S: Cases + OwnerCases + ListingCases + SellerCases,
{
    let (north, south) = (Owner::Party(party(1)), Owner::Account("south".parse().unwrap()));
    let sellers = [1, 2].map(party);
    // Seven cases: five of one owner, about three listings of two sellers.
    let mut ids = Vec::new();
    for number in 0..7_u16 {
        let filed = filing(number, at(i64::from(number)), |it| {
            it.owner = if number < 5 { north } else { south };
            it.listing = format!("demo/l-{}", number % 3).parse().unwrap();
            it.refiling = number;
        });
        ids.push(open(store, &filed).await);
    }
    let newest = |numbers: &[usize]| -> Vec<CaseAt> {
        let place = |number: &usize| CaseAt { at: at(i64::try_from(*number).unwrap()), case: ids[*number] };
        numbers.iter().map(place).collect()
    };
    let of = async |owner: &Owner| all(2, async |after| store.owner_cases(owner, after, 2).await).await;
    assert_eq!(of(&north).await, newest(&[4, 3, 2, 1, 0]));
    assert_eq!(of(&south).await, newest(&[6, 5]));
    assert_eq!(of(&Owner::Party(party(9))).await, []);
    let about = async |listing: &str| {
        let listing = listing.parse().unwrap();
        all(2, async |after| store.listing_cases(&listing, after, 2).await).await
    };
    assert_eq!(about("demo/l-0").await, newest(&[6, 3, 0]));
    assert_eq!(about("demo/l-3").await, []);

    // The seller is known once rules have looked.
    let by = async |seller| all(3, async |after| store.seller_cases(seller, after, 3).await).await;
    assert_eq!(by(sellers[0]).await, []);
    for (number, id) in ids.iter().enumerate() {
        let judged = Event::Judged(looked(sellers[usize::from(number == 2)]));
        let accepted = Event::Accepted {
            by: Decider::Machine,
            measure: Measure::Removal,
            only_in: Vec::new(),
            although: false,
            note: None,
        };
        happen(store, *id, &[judged, accepted], at(10)).await;
    }
    assert_eq!(by(sellers[0]).await, newest(&[6, 5, 4, 3, 1, 0]));
    assert_eq!(by(sellers[1]).await, newest(&[2]));
    assert_eq!(of(&north).await, newest(&[4, 3, 2, 1, 0]), "what happened since changes no list");
}

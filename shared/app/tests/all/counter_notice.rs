//! One counter-notice for several listings: which may be named, for which it counts, and that it is made once.

use app::filing::{IdentifiedComplaint, open_case};
use app::parties::{
    CountsFor, Declared, PartyStatement, StatementError, StatementText, counts_for, make_counter_notice,
    open_beside, statement_text,
};
use app::{ChangeError, change};
use case::{Actor, CaseId, Command, Digest, Event, Measure, Record, Side};
use contract::statement::NamedListing;
use policy::CounterElement;
use port::{Complaints as _, StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

/// What rules saw of a listing that offers the right's goods.
const SAW: &str = "visible in_force words covered on_file act fit not_listed none clear known few none";

fn stored(world: &World, id: CaseId) -> StoredCase {
    world.look().cases[&id].clone()
}

/// A complaint with this number about these of the sample's listings, and its cases.
async fn filed(world: &World, number: u128, listings: std::ops::Range<usize>) -> Vec<CaseId> {
    let count = listings.len();
    let complaint = IdentifiedComplaint::read(&sample::complaint(number, listings)).unwrap();
    app::filing::file(world, world, world, &complaint).await.unwrap();
    let fan_out = world.look().fan_outs[&complaint.id()].clone();
    let mut cases = Vec::new();
    for index in 0..count {
        cases.push(open_case(world, &complaint, index, fan_out.document).await.unwrap().case);
    }
    world.advance(&fan_out, &cases).await.unwrap();
    cases
}

/// The listing of `id`, which `seller` offers, is judged.
async fn judge(world: &World, id: CaseId, seller: Option<&str>, decided: Command) {
    let seller = seller.map(|name| world.seller(name));
    let record = Record { seller, ..Record::of(1, sample::inputs(SAW)) };
    let judged = [Command::Judge(record), decided];
    change(world, stored(world, id), &Actor::Machine, &judged, world.now()).await.unwrap();
}

/// … and taken down.
async fn take_down(world: &World, id: CaseId, seller: Option<&str>) {
    let accept = Command::Accept { measure: Measure::Removal, although: false, note: None };
    judge(world, id, seller, accept).await;
    sample::do_order(world, id);
}

/// A complaint about so many listings of one seller, all of which were taken down.
async fn taken_down(listings: usize) -> (World, Vec<CaseId>) {
    let world = sample::world(listings);
    let cases = filed(&world, 1, 0..listings).await;
    for id in &cases {
        take_down(&world, *id, Some(sample::SELLER_NAME)).await;
    }
    (world, cases)
}

fn objection() -> PartyStatement {
    PartyStatement {
        text: "I bought them from the brand itself.".to_owned(),
        name: "Shop One".to_owned(),
        declared: vec![Declared { element: CounterElement::Declaration, words: "It is so.".to_owned() }],
        ..PartyStatement::default()
    }
}

async fn object(world: &World, own: CaseId, named: &[CaseId]) -> Result<CaseId, StatementError> {
    let ports = (world, world, world, world, world);
    make_counter_notice(ports, stored(world, own), named, &objection()).await
}

/// The documents of the counter-notices in these cases.
fn documents(world: &World, cases: &[CaseId]) -> Vec<Vec<Digest>> {
    let document = |event: &Event| match event {
        Event::CounterNoticed { document } => Some(*document),
        _ => None,
    };
    let of = |id: &CaseId| stored(world, *id).log.iter().filter_map(|it| document(&it.event)).collect();
    cases.iter().map(of).collect()
}

fn ids(named: &[NamedListing]) -> Vec<CaseId> {
    named.iter().map(|it| it.case).collect()
}

async fn counted(world: &World, id: CaseId) -> CountsFor {
    counts_for(world, world, &stored(world, id)).await.unwrap()
}

async fn offered(world: &World, id: CaseId) -> Vec<CaseId> {
    let open = open_beside(world, &stored(world, id).case).await.unwrap();
    open.iter().map(|it| it.case.id).collect()
}

async fn withdraw(world: &World, id: CaseId) {
    let withdrawn = [Command::Withdraw];
    change(world, stored(world, id), &Actor::Complainant, &withdrawn, world.now()).await.unwrap();
}

#[tokio::test]
async fn it_is_one_document_for_each_listing_that_is_named_and_for_no_other() {
    let (world, cases) = taken_down(4).await;
    let sealed = world.look().sealed.len();
    assert_eq!(object(&world, cases[1], &[cases[3], cases[0]]).await.unwrap(), cases[1]);
    assert_eq!(world.look().sealed.len(), sealed + 1, "sealed once");
    let made = documents(&world, &cases);
    let [document] = made[1][..] else { panic!("{made:?}") };
    assert_eq!(made, [vec![document], vec![document], vec![], vec![document]]);
    for id in [cases[0], cases[1], cases[3]] {
        let stored = stored(&world, id);
        assert_eq!(stored.case.state.code(), "counter_noticed");
        let received = stored.case.handed_on(&stored.log, Side::Complainant);
        assert_eq!((received.len(), received[0].document), (1, document));
    }
    let StatementText::Words(statement) = statement_text(&world, &world, document).await.unwrap() else {
        panic!("it cannot be read")
    };
    assert_eq!(statement.case, cases[1]);
    let named = ["1002", "1001", "1004"];
    let listings: Vec<&str> = statement.listings.iter().map(|it| it.listing.as_str()).collect();
    assert_eq!((ids(&statement.listings), listings), (vec![cases[1], cases[0], cases[3]], named.to_vec()));
    for NamedListing { case, reference, .. } in &statement.listings {
        assert_eq!(stored(&world, *case).case.filing.reference, *reference);
    }
    assert_eq!(counted(&world, cases[0]).await, CountsFor { listings: statement.listings, left_out: vec![] });
}

#[tokio::test]
async fn for_one_listing_alone_it_names_no_others() {
    let (world, cases) = taken_down(2).await;
    assert_eq!(offered(&world, cases[0]).await, [cases[1]]);
    object(&world, cases[0], &[]).await.unwrap();
    let document = documents(&world, &cases)[0][0];
    let StatementText::Words(statement) = statement_text(&world, &world, document).await.unwrap() else {
        panic!("it cannot be read")
    };
    assert_eq!((statement.case, statement.listings), (cases[0], Vec::new()));
    assert_eq!(counted(&world, cases[0]).await, CountsFor::default());
}

/// Changes what is stored of the filing of `id`.
fn refile(world: &World, id: CaseId, change: impl FnOnce(&mut case::Filing)) {
    change(&mut world.look().cases.get_mut(&id).unwrap().case.filing);
}

#[tokio::test]
async fn what_is_not_of_the_same_seller_complaint_marketplace_and_law_is_neither_offered_nor_counted() {
    let world = sample::world(11);
    let cases = filed(&world, 1, 0..9).await;
    let [own, good, other_seller, no_seller, at_desk, declined, elsewhere, in_china, of_work] = cases[..]
    else {
        panic!("{cases:?}")
    };
    let others = filed(&world, 2, 9..11).await;
    for id in [own, good, elsewhere, in_china, of_work, others[0]] {
        take_down(&world, id, Some(sample::SELLER_NAME)).await;
    }
    take_down(&world, other_seller, Some("shop-2")).await;
    take_down(&world, no_seller, None).await;
    let asked = Command::AskDesk { question: case::Question::WhoComplains };
    judge(&world, at_desk, Some(sample::SELLER_NAME), asked).await;
    let refused = Command::Decline { code: case::DeclineCode::ListingMismatch, note: None };
    judge(&world, declined, Some(sample::SELLER_NAME), refused).await;
    refile(&world, elsewhere, |filing| filing.listing.marketplace = "other".parse().unwrap());
    refile(&world, in_china, |filing| filing.territory = "CN".parse().unwrap());
    refile(&world, of_work, |filing| {
        filing.territory = "US".parse().unwrap();
        filing.claim = case::Claim::Copyright;
    });

    assert_eq!(offered(&world, own).await, [good]);
    assert_eq!(offered(&world, no_seller).await, [], "nobody knows whose the others are");
    assert_eq!(offered(&world, at_desk).await, [], "nothing was done there");
    let unknown = "7".repeat(32).parse().unwrap();
    let mut named = cases.clone();
    named.extend([others[0], others[1], unknown, own, good]);
    assert_eq!(object(&world, own, &named).await.unwrap(), own);
    let made = documents(&world, &cases);
    assert_eq!(made.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(documents(&world, &others), [vec![], vec![]]);
    assert_eq!(ids(&counted(&world, own).await.listings), [own, good]);
    assert_eq!(counted(&world, own).await.left_out, []);
}

#[tokio::test]
async fn those_are_offered_in_which_one_is_open_now() {
    let (world, cases) = taken_down(4).await;
    assert_eq!(
        offered(&world, cases[1]).await,
        [cases[0], cases[2], cases[3]],
        "in the order of the complaint"
    );
    object(&world, cases[0], &[]).await.unwrap();
    withdraw(&world, cases[3]).await;
    assert_eq!(offered(&world, cases[1]).await, [cases[2]]);
    assert_eq!(offered(&world, cases[0]).await, [], "it has objected there");
}

#[tokio::test]
async fn among_many_listings_of_others_its_own_are_found() {
    let world = sample::world(130);
    let cases = filed(&world, 1, 0..130).await;
    for (number, id) in cases.iter().enumerate() {
        take_down(&world, *id, Some(if number < 110 { "shop-2" } else { sample::SELLER_NAME })).await;
    }
    assert_eq!(offered(&world, cases[110]).await, cases[111..]);
}

#[tokio::test]
async fn no_more_than_fifty_are_offered_or_named() {
    let (world, cases) = taken_down(130).await;
    let calls = world.look().calls.len();
    assert_eq!(offered(&world, cases[129]).await, cases[..50]);
    let loads = world.look().calls[calls..].iter().filter(|call| **call == "cases.load").count();
    assert_eq!(loads, 1, "no more than needed is read");
    object(&world, cases[129], &cases).await.unwrap();
    let made = documents(&world, &cases);
    assert_eq!(made.iter().filter(|it| it.len() == 1).count(), 51);
    let left = cases.iter().zip(&made).find(|(_, it)| it.is_empty()).unwrap().0;
    assert_eq!(offered(&world, *left).await.len(), 50, "and the others from there");
}

#[tokio::test]
async fn sent_twice_it_is_made_once() {
    let (world, cases) = taken_down(3).await;
    object(&world, cases[0], &cases).await.unwrap();
    let once = world.look().cases.clone();
    let sealed = world.look().sealed.len();
    let other_order: Vec<CaseId> = cases.iter().rev().copied().collect();
    assert_eq!(object(&world, cases[0], &other_order).await.unwrap(), cases[0]);
    assert_eq!(world.look().cases, once);
    assert_eq!(world.look().sealed.len(), sealed);
    // Another one is refused: one was made for each already.
    let again = object(&world, cases[0], &cases[..2]).await;
    assert!(matches!(again, Err(StatementError::Change(ChangeError::Illegal(_)))), "{again:?}");
}

#[tokio::test]
async fn what_a_crash_left_is_done_when_the_form_is_sent_again() {
    let (world, cases) = taken_down(12).await;
    let calls = world.look().calls.len();
    object(&world, cases[0], &cases).await.unwrap();
    let made: Vec<&str> = world.look().calls[calls..].to_vec();
    let third = made.iter().enumerate().filter(|(_, call)| **call == "cases.append").nth(2).unwrap().0;

    let (world, cases) = taken_down(12).await;
    let nth = world.look().calls.len() + third;
    world.plan([Fault { nth, kind: FaultKind::CrashAfter }]);
    assert!(world.until_crash(object(&world, cases[0], &cases)).await.is_none());
    let made = documents(&world, &cases);
    assert_eq!(made.iter().filter(|it| !it.is_empty()).count(), 3);
    assert!(made[0].is_empty(), "its own page still offers the form");
    assert_eq!(offered(&world, cases[0]).await.len(), 8, "and what is left");

    let sealed = world.look().sealed.len();
    world.look().queues.values_mut().for_each(|queue| queue.clear());
    object(&world, cases[0], &cases).await.unwrap();
    let made = documents(&world, &cases);
    assert!(made.iter().all(|it| it.len() == 1 && it == &made[0]), "{made:?}");
    assert_eq!(world.look().sealed.len(), sealed, "the document was there");
    let nudged = world.look().queues[&port::Queue::Notify].len();
    assert_eq!(nudged, 12, "those that were done before it died are told of as well");
}

#[tokio::test]
async fn whatever_call_fails_or_dies_it_is_made_once_for_each() {
    let (world, cases) = taken_down(3).await;
    let before = world.look().calls.len();
    object(&world, cases[0], &cases).await.unwrap();
    let made = world.look().calls.len() - before;
    assert!(made > 5, "{made}");
    for nth in 0..made {
        for kind in [
            FaultKind::CrashBefore,
            FaultKind::CrashAfter,
            FaultKind::Fails,
            FaultKind::LosesAnswer,
            FaultKind::HappensTwice,
        ] {
            let (world, cases) = taken_down(3).await;
            let sealed = world.look().sealed.len();
            let calls = world.look().calls.len();
            world.plan([Fault { nth: calls + nth, kind }]);
            // Who got no answer sends the form again.
            for _ in 0..2 {
                if let Some(Ok(_)) = world.until_crash(object(&world, cases[0], &cases)).await {
                    break;
                }
            }
            let made = documents(&world, &cases);
            assert!(made.iter().all(|it| it.len() == 1 && it == &made[0]), "call {nth} {kind:?}: {made:?}");
            assert_eq!(world.look().sealed.len(), sealed + 1, "call {nth} {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_case_in_which_none_is_open_any_more_is_left_out() {
    let (world, cases) = taken_down(4).await;
    withdraw(&world, cases[2]).await;
    assert_eq!(object(&world, cases[0], &cases).await.unwrap(), cases[0]);
    let CountsFor { listings, left_out } = counted(&world, cases[0]).await;
    assert_eq!((ids(&listings), ids(&left_out)), (vec![cases[0], cases[1], cases[3]], vec![cases[2]]));
}

#[tokio::test]
async fn where_its_own_case_is_left_out_it_is_seen_on_the_page_of_another() {
    let (world, cases) = taken_down(3).await;
    withdraw(&world, cases[0]).await;
    let seen_in = object(&world, cases[0], &cases).await.unwrap();
    let CountsFor { listings, left_out } = counted(&world, seen_in).await;
    assert_eq!((ids(&listings), ids(&left_out)), (vec![cases[1], cases[2]], vec![cases[0]]));

    // What is wrong with it is to be put right while one takes it; and need not be where none does.
    let (world, cases) = taken_down(2).await;
    withdraw(&world, cases[0]).await;
    let ports = (&world, &world, &world, &world, &world);
    let nothing = PartyStatement::default();
    let said = make_counter_notice(ports, stored(&world, cases[0]), &cases, &nothing).await;
    assert!(matches!(said, Err(StatementError::Invalid(_))), "{said:?}");
    withdraw(&world, cases[1]).await;
    for statement in [nothing, objection()] {
        let said = make_counter_notice(ports, stored(&world, cases[0]), &cases, &statement).await;
        assert!(matches!(said, Err(StatementError::Change(ChangeError::Illegal(_)))), "{said:?}");
    }
    assert_eq!(documents(&world, &cases), [vec![], vec![]]);
}

#[tokio::test]
async fn it_counts_or_is_left_out_whenever_a_listing_is_restored_meanwhile() {
    let mut left_out = 0;
    for seed in 0..60 {
        let (world, cases) = taken_down(3).await;
        world.interleave(seed);
        let meanwhile = async {
            for _ in 0..seed {
                tokio::task::yield_now().await;
            }
            withdraw(&world, cases[1]).await;
        };
        let (seen_in, ()) = tokio::join!(object(&world, cases[0], &cases), meanwhile);
        assert_eq!(seen_in.unwrap(), cases[0]);
        let counts = counted(&world, cases[0]).await;
        let made = documents(&world, &cases);
        assert_eq!(counts.left_out.len(), made.iter().filter(|it| it.is_empty()).count(), "seed {seed}");
        assert_eq!(counts.listings.len() + counts.left_out.len(), 3);
        left_out += counts.left_out.len();
    }
    assert!((1..60).contains(&left_out), "both happen: {left_out} of 60");
}

//! Filing over the world in memory: what is sealed, what is merged, and how often the same is opened again.

use app::filing::bulk::{Table, receive};
use app::filing::{Earlier, FileError, Filed, IdentifiedComplaint, file};
use app::parties::complaint_document;
use app::{ChangeError, Filer, change};
use case::{Actor, CaseId, Command, Digest, Element, Illegal, Language, Owner};
use jiff::SignedDuration;
use port::{History, Queue, WallClock as _};
use testkit::sample;
use testkit::world::World;

/// Complaint `number` about the sample's first listing, filed now.
fn complaint(world: &World, number: u128) -> IdentifiedComplaint {
    let mut document = sample::complaint(number, [0]);
    document.filed_at = world.now().to_string();
    IdentifiedComplaint::read(&document).unwrap()
}

async fn filed(world: &World, complaint: &IdentifiedComplaint) -> Result<Filed, FileError> {
    file(world, world, world, complaint).await
}

async fn opened(world: &World, complaint: &IdentifiedComplaint) -> CaseId {
    let opened = filed(world, complaint).await.unwrap().opened.unwrap();
    assert!(!opened.is_merged);
    opened.case
}

async fn withdraw(world: &World, id: CaseId) {
    let stored = world.look().cases[&id].clone();
    change(world, stored, &Actor::Complainant, &[Command::Withdraw], world.now()).await.unwrap();
}

#[tokio::test]
async fn a_complaint_about_several_listings_says_in_its_document_how_it_is_named() {
    let world = sample::world(2);
    let several = IdentifiedComplaint::read(&sample::complaint(1, [0, 1])).unwrap();
    let filed = filed(&world, &several).await.unwrap();
    let sealed = world.look().fan_outs[&several.id()].document;
    let document = complaint_document(&world, &world, sealed).await.unwrap();
    assert_eq!(document.reference, filed.reference.to_string());
}

#[test]
fn a_document_tells_what_counts_for_its_owner_since_it_was_filed() {
    let world = World::new();
    let (now, hour) = (world.now(), SignedDuration::from_hours(1));
    let history =
        |n: i32| History { party: sample::HOLDER_ID, from: now - hour * (n + 1), until: now - hour * n };
    for earlier in [
        Earlier::default(),
        Earlier { joined: vec![history(1), history(5)], own_from: None },
        Earlier { joined: Vec::new(), own_from: Some(now) },
    ] {
        let complaint = IdentifiedComplaint { earlier, ..complaint(&world, 1) };
        assert_eq!(IdentifiedComplaint::read(&complaint.document()).unwrap(), complaint);
    }
}

#[test]
fn a_listing_lacks_only_what_its_own_law_demands() {
    let mut document = sample::complaint(1, [0, 1]);
    document.claim = "copyright".to_owned();
    document.listings[1].territory = "US".to_owned();
    let missing = [Element::Explanation, Element::Perjury];
    document.missing = missing.iter().map(|it| it.code().to_owned()).collect();
    let complaint = IdentifiedComplaint::read(&document).unwrap();
    let lacks = |index| complaint.filing(index, Digest::of(b"sealed")).unwrap().missing;
    assert_eq!((lacks(0), lacks(1)), (vec![Element::Explanation], missing.to_vec()));
}

#[tokio::test]
async fn an_accounts_complaint_is_merged_into_the_last_that_its_member_filed_before_it_joined() {
    let world = sample::world(1);
    let first = opened(&world, &complaint(&world, 1)).await;
    withdraw(&world, first).await;
    let second = opened(&world, &complaint(&world, 2)).await;
    let from = world.now();
    world.pass(SignedDuration::from_hours(1));
    let joined = vec![History { party: sample::HOLDER_ID, from, until: world.now() }];
    let of_account = IdentifiedComplaint {
        filer: Filer { party: sample::HOLDER_ID, owner: Owner::Account(sample::account().id) },
        earlier: Earlier { joined, own_from: None },
        ..complaint(&world, 3)
    };
    let merged = filed(&world, &of_account).await.unwrap().opened.unwrap();
    assert_eq!((merged.case, merged.is_merged), (second, true));
}

/// Opens and ends what may be opened of the same, all but the last of which it leaves open where `last_open`.
async fn as_often_as_may_be(last_open: bool) -> World {
    let world = sample::world(1);
    for number in 0..=20 {
        let id = opened(&world, &complaint(&world, number)).await;
        assert_eq!(u128::from(world.look().cases[&id].case.filing.refiling), number);
        if !(last_open && number == 20) {
            withdraw(&world, id).await;
        }
    }
    world.pass(SignedDuration::from_hours(1));
    world
}

#[tokio::test]
async fn the_same_is_opened_again_twenty_times_and_no_more() {
    for is_removed in [false, true] {
        let world = as_often_as_may_be(false).await;
        let own_from = is_removed.then(|| world.now());
        let once_more = complaint(&world, 21);
        let once_more =
            IdentifiedComplaint { earlier: Earlier { own_from, ..Earlier::default() }, ..once_more };
        let refused = filed(&world, &once_more).await.unwrap_err();
        assert!(matches!(refused, FileError::Change(ChangeError::Illegal(_))), "{refused:?}");
        assert_eq!(world.look().cases.len(), 21, "removed: {is_removed}");
    }
}

#[tokio::test]
async fn what_a_removed_member_files_is_never_merged_into_a_case_of_the_account() {
    let world = as_often_as_may_be(true).await;
    let merged = filed(&world, &complaint(&world, 21)).await.unwrap().opened.unwrap();
    assert!(merged.is_merged, "who is still a member says the same again");
    let earlier = Earlier { joined: Vec::new(), own_from: Some(world.now()) };
    let own = IdentifiedComplaint { earlier, ..complaint(&world, 22) };
    let refused = filed(&world, &own).await.unwrap_err();
    assert!(matches!(refused, FileError::Change(ChangeError::Illegal(Illegal::Full))), "{refused:?}");
}

#[tokio::test]
async fn a_table_that_comes_again_is_worked_on_only_while_something_of_it_is_left() {
    let world = sample::world(2);
    let account = sample::account();
    let url = |number| app::listing_address(&sample::marketplace(), &sample::listing(number));
    let row = |number, why| format!("{},counterfeit,EM,018999001,{why},yes\n", url(number));
    let header = "Listing URL,Claim,Office,Registration number,Explanation,Good faith\n";
    let csv = format!("{header}{}{}", row(0, "Fake"), row(1, "Another reason"));
    let sent = async || {
        let table = Table::read(csv.as_bytes(), &account, Language::En, world.now()).unwrap();
        let batch = receive((&world, &world, &world), &table, csv.as_bytes(), &account).await.unwrap();
        (batch, std::mem::take(world.look().queues.get_mut(&Queue::Validation).unwrap()).len())
    };
    let (first, nudges) = sent().await;
    assert_eq!((first.complaints, nudges), (2, 1));
    for (done, nudges) in [(1, 1), (2, 0)] {
        world.look().batches.get_mut(&first.batch).unwrap().done = done;
        let (again, nudged) = sent().await;
        assert_eq!((again.batch, again.done, nudged), (first.batch, done, nudges));
    }
}

//! Erasing a party: what it wrote is gone, and all that is decided and counted stays.

use app::erasure::{ErasureError, erase_party, open_cases, party_by_id};
use app::filing::IdentifiedComplaint;
use app::parties::{
    PartyStatement, StatementError, StatementText, complaint_document, make_counter_notice, statement_text,
};
use app::vault::{OpenError, open};
use app::{change, find_case, verified_log, write_report};
use case::{Actor, CaseId, Command, Event, Measure, PartyId, Record};
use jiff::SignedDuration;
use jiff::civil::date;
use port::{InboxKey, Parties as _, StoredCase, Subjects as _, WallClock as _};
use programme::Participant;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

fn operator() -> case::ReviewerId {
    "ada".parse().unwrap()
}

/// The only case, without a call of the store.
fn stored(world: &World) -> StoredCase {
    world.look().cases.values().next().cloned().unwrap()
}

fn objection() -> PartyStatement {
    let key = InboxKey::new(Uuid::from_u128(7)).as_str().to_owned();
    PartyStatement {
        text: "I bought them from the brand itself.".to_owned(),
        name: "Shop One".to_owned(),
        declared: vec![app::parties::Declared {
            element: policy::CounterElement::Declaration,
            words: "What I have stated is accurate.".to_owned(),
        }],
        uploads: vec![notice::Upload { key, name: "invoice.pdf".to_owned() }],
        ..PartyStatement::default()
    }
}

fn text_and_name(words: &StatementText) -> (String, String) {
    let StatementText::Words(statement) = words else { panic!("{words:?}") };
    (statement.text.clone(), statement.name.clone())
}

async fn object(world: &World) -> Result<(), StatementError> {
    let ports = (world, world, world, world, world);
    make_counter_notice(ports, stored(world), &[], &objection()).await.map(drop)
}

/// A listing that was taken down: the seller is known where the marketplace named it.
async fn taken_down(named: bool) -> (World, CaseId, PartyId) {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let seller = world.seller(sample::SELLER_NAME);
    let saw = "visible in_force words covered on_file act fit not_listed none clear known few none";
    let inputs = sample::inputs(saw);
    let record = Record { seller: named.then_some(seller), ..Record::of(1, inputs) };
    let accept = Command::Accept { measure: Measure::Removal, although: false, note: None };
    let judged = [Command::Judge(record), accept];
    let id = change(&world, stored(&world), &Actor::Machine, &judged, world.now()).await.unwrap();
    let id = id.stored.case.id;
    sample::do_order(&world, id);
    let key = InboxKey::new(Uuid::from_u128(7));
    world.look().inbox.insert(key, (PDF.to_vec(), "application/pdf".to_owned()));
    (world, id, seller)
}

/// … and to which its seller objected.
async fn objected(named: bool) -> (World, CaseId, PartyId) {
    let (world, id, seller) = taken_down(named).await;
    object(&world).await.unwrap();
    (world, id, seller)
}

#[tokio::test]
async fn what_a_seller_wrote_goes_with_it_and_all_else_stays() {
    let (world, id, seller) = objected(true).await;
    let before = stored(&world);
    let [complaint, counter] = before.case.documents[..] else { panic!("{:?}", before.case.documents) };
    let words = statement_text(&world, &world, counter).await.unwrap();
    assert_eq!(text_and_name(&words), (objection().text, objection().name));
    let figures = async || {
        let day = date(2026, 11, 2);
        let until = world.now() + SignedDuration::from_hours(1);
        let rules = policy::programme::rule_set(policy::programme::RuleSetName::Honest);
        app::standings::recompute(&world, &world, &rules, day.tomorrow().unwrap(), until).await.unwrap();
        let report = write_report(&world, &world, &world, day).await.unwrap();
        let brand = Participant::Complainant(before.case.filing.owner);
        let records = world.parties(&[brand, Participant::Seller(seller)]).await.unwrap();
        (report, records)
    };
    world.pass(SignedDuration::from_hours(25));
    let counted = figures().await;

    let erased = erase_party((&world, &world), seller, &operator(), true, world.now()).await.unwrap();
    assert_eq!((erased.subjects, erased.party.erased_at), (1, Some(world.now())));
    assert_eq!(statement_text(&world, &world, counter).await.unwrap(), StatementText::Erased);
    assert_eq!(complaint_document(&world, &world, complaint).await.unwrap().complainant.name, "Ada North");
    let after = find_case(&world, id).await.unwrap();
    assert_eq!(after, before, "the case is as it was");
    assert_eq!(verified_log(&after).unwrap().len(), before.log.len(), "its chain is whole");
    assert_eq!(figures().await, counted, "and so are all figures");

    // Nothing in what is sealed or on record tells who it was.
    let inner = world.look();
    let secrets: [&[u8]; 3] = [b"Shop One", b"bought them", PDF];
    let holds = |stored: &[u8], secret: &[u8]| stored.windows(secret.len()).any(|part| part == secret);
    assert!(inner.sealed.values().all(|(stored, _)| secrets.iter().all(|secret| !holds(stored, secret))));
    assert!(!inner.subjects.values().any(|party| *party == seller));
}

#[tokio::test]
async fn an_erased_party_writes_no_more_and_comes_back_as_somebody_new() {
    let (world, _, seller) = taken_down(true).await;
    erase_party((&world, &world), seller, &operator(), true, world.now()).await.unwrap();
    let sealed = world.look().sealed.len();
    assert!(matches!(object(&world).await, Err(StatementError::Erased)));
    assert_eq!(world.look().sealed.len(), sealed, "nothing of it is sealed");
    let new = world.seller(sample::SELLER_NAME);
    assert!(new != seller && world.data_key(new).await.unwrap().is_some());
}

#[tokio::test]
async fn a_seller_whom_the_marketplace_did_not_name_is_erased_like_any_other() {
    let (world, _, named) = objected(false).await;
    let counter = stored(&world).case.documents[1];
    let statement = statement_text(&world, &world, counter).await.unwrap();
    assert_eq!(text_and_name(&statement), (objection().text, objection().name));
    let unnamed = case::Subject::of_seller_of(&sample::listing(0));
    let unnamed = world.known_parties(&[unnamed]).await.unwrap().pop().flatten().unwrap();
    assert_ne!(unnamed, named);
    erase_party((&world, &world), unnamed, &operator(), false, world.now()).await.unwrap();
    assert_eq!(statement_text(&world, &world, counter).await.unwrap(), StatementText::Erased);
}

#[tokio::test]
async fn a_party_with_open_cases_stays_until_they_end() {
    let (world, id, seller) = objected(true).await;
    for party in [seller, sample::HOLDER_ID] {
        let refused =
            erase_party((&world, &world), party, &operator(), false, world.now()).await.unwrap_err();
        let ErasureError::Open { open, .. } = &refused else { panic!("{refused}") };
        assert_eq!((open.len(), open[0].case), (1, id));
        assert!(refused.to_string().contains(&open[0].reference.to_string()), "{refused}");
        assert!(world.data_key(party).await.unwrap().is_some(), "nothing was done");
    }
    // The complainant takes it back; the listing returns, all letters go out, and the time to appeal runs out.
    let restored = [Command::Withdraw];
    change(&world, stored(&world), &Actor::Complainant, &restored, world.now()).await.unwrap();
    sample::do_order(&world, id);
    let letters = stored(&world).case.letters;
    let sent: Vec<Command> =
        letters.into_iter().map(|owed| Command::LetterSent(owed, case::Posted::default())).collect();
    change(&world, stored(&world), &Actor::Machine, &sent, world.now()).await.unwrap();
    let open = open_cases(&world, &party_by_id(&world, seller).await.unwrap()).await.unwrap();
    let until = open.first().and_then(|it| it.until).unwrap();
    world.pass(until.duration_since(world.now()) + SignedDuration::from_hours(1));
    app::sweep(&world, &world, &world).await.unwrap();
    assert!(stored(&world).case.state.is_final(), "{:?}", stored(&world).case.state);
    for party in [seller, sample::HOLDER_ID] {
        erase_party((&world, &world), party, &operator(), false, world.now()).await.unwrap();
    }
}

#[tokio::test]
async fn erasing_ends_whatever_breaks_in_between() {
    let calls = {
        let (world, _, seller) = objected(true).await;
        let before = world.look().calls.len();
        erase_party((&world, &world), seller, &operator(), true, world.now()).await.unwrap();
        before..world.look().calls.len()
    };
    assert!(calls.len() >= 4, "{calls:?}");
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, _, seller) = objected(true).await;
            let (by, second) = (operator(), "ben".parse().unwrap());
            world.plan([Fault { nth, kind }]);
            let _broken =
                world.until_crash(erase_party((&world, &world), seller, &by, true, world.now())).await;
            let begun = party_by_id(&world, seller).await.unwrap().erased_at;
            // As long as the erasure has not ended, the address still leads to its party.
            let led = world.look().subjects.values().any(|party| *party == seller);
            assert!(led || begun.is_some(), "{nth} {kind:?}");
            world.pass(SignedDuration::from_mins(1));
            let again =
                erase_party((&world, &world), seller, &second, begun.is_none(), world.now()).await.unwrap();
            let first = if begun.is_none() { second } else { by };
            assert_eq!(again.party.erased_by, Some(first), "{nth} {kind:?}");
            assert_eq!(again.party.erased_at, begun.or(Some(world.now())), "{nth} {kind:?}");
            assert_eq!(world.data_key(seller).await.unwrap(), None);
            assert!(!world.look().subjects.values().any(|party| *party == seller), "{nth} {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_statement_is_sealed_once_whatever_breaks_in_between() {
    let calls = {
        let (world, ..) = taken_down(true).await;
        let before = world.look().calls.len();
        object(&world).await.unwrap();
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, ..) = taken_down(true).await;
            world.plan([Fault { nth, kind }]);
            let _broken = world.until_crash(object(&world)).await;
            object(&world).await.unwrap();
            let case = stored(&world).case;
            let counters = stored(&world).log;
            let counters = counters.iter().filter(|it| matches!(it.event, Event::CounterNoticed { .. }));
            assert_eq!((counters.count(), case.documents.len()), (1, 2), "{nth} {kind:?}");
            assert_eq!(world.look().sealed.len(), 3, "{nth} {kind:?}: complaint, file, statement");
            for document in case.documents {
                open(&world, &world, document).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn altered_bytes_and_another_partys_key_are_refused() {
    let (world, _, seller) = objected(true).await;
    let counter = stored(&world).case.documents[1];
    let altered = |world: &World| world.look().sealed.get_mut(&counter).unwrap().0[40] ^= 1;
    altered(&world);
    let error = open(&world, &world, counter).await.unwrap_err();
    assert!(matches!(error, OpenError::Altered(_)) && error.to_string().contains("was altered"), "{error}");
    altered(&world);
    assert!(open(&world, &world, counter).await.is_ok());
    let other = world.data_key(sample::HOLDER_ID).await.unwrap();
    world.look().identities.get_mut(&seller).unwrap().1 = other;
    assert!(matches!(open(&world, &world, counter).await, Err(OpenError::Altered(_))));
}

/// Complaints that name an address of the party, and that nobody confirmed, go with it; those of others stay.
#[tokio::test]
async fn what_waits_for_its_confirmation_is_erased_with_it() {
    let waiting = |email: &str| {
        let mut complaint = sample::complaint(1, [0]);
        email.clone_into(&mut complaint.complainant.email);
        let mail = Some("mail/1".to_owned());
        contract::pending::PendingConfirmation::Waiting { complaint: Box::new(complaint), mail }.encode()
    };
    let noted = |number: u16| testkit::conformance::complaint_id(number);
    let prepared = || {
        let world = sample::world(0);
        let mut inner = world.look();
        for (number, email) in [(1, "Eva+x@brand.example"), (2, "other@brand.example")] {
            inner.pending.insert(noted(number), waiting(email));
            inner.mail_drop.insert("mail/1".to_owned(), b"words".to_vec());
            let note = port::PendingNote {
                complaint: noted(number),
                received_at: inner.now,
                channel: case::Channel::Mail,
                claim: case::Claim::Counterfeit,
                listing: sample::listing(0),
                listings: 1,
                disowned: false,
                queued: true,
                due_at: inner.now,
                expires_at: inner.now + SignedDuration::from_hours(24 * 60),
                settled: None,
                confirmed_at: None,
                version: 1,
            };
            inner.pending_notes.insert(noted(number), note);
        }
        drop(inner);
        let eva = world.party("eva@brand.example");
        (world, eva)
    };
    let (world, eva) = prepared();
    let before = world.look().calls.len();
    let erased = erase_party((&world, &world), eva, &operator(), false, world.now()).await.unwrap();
    assert_eq!((erased.subjects, erased.pending), (1, 1));
    let calls = before..world.look().calls.len();
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, eva) = prepared();
            let by = operator();
            world.plan([Fault { nth, kind }]);
            let _broken =
                world.until_crash(erase_party((&world, &world), eva, &by, false, world.now())).await;
            erase_party((&world, &world), eva, &by, false, world.now()).await.unwrap();
            let inner = world.look();
            assert_eq!(inner.pending.keys().copied().collect::<Vec<_>>(), [noted(2)], "{nth} {kind:?}");
            assert_eq!(inner.pending_notes.keys().copied().collect::<Vec<_>>(), [noted(2)], "{nth} {kind:?}");
            assert!(inner.mail_drop.is_empty(), "{nth} {kind:?}");
        }
    }
}

#[tokio::test]
async fn twenty_open_cases_are_named_and_no_more_are_looked_for() {
    for (number, asks) in [(19, [2, 1]), (20, [1, 0])] {
        let world = sample::world(number);
        for listing in 0..number {
            let mut document = sample::complaint(listing as u128, [listing]);
            document.account = sample::account().id.to_string();
            let complaint = IdentifiedComplaint::read(&document).unwrap();
            app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        }
        world.look().calls.clear();
        let by = operator();
        let refused = erase_party((&world, &world), sample::HOLDER_ID, &by, false, world.now()).await;
        let refused = refused.unwrap_err().to_string();
        assert_eq!(refused.matches("(filed, until ").count(), number, "{refused}");
        assert_eq!(refused.ends_with(", and perhaps more"), number == 20, "{refused}");
        let calls = world.look().calls.clone();
        let asked = |name| calls.iter().filter(|call| **call == name).count();
        assert_eq!([asked("owner.cases"), asked("seller.cases")], asks, "{number}");
    }
}

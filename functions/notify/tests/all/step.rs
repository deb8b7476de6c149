//! Notify over the world in memory: what the parties find in their mailboxes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::time::Duration;

use app::filing::{IdentifiedComplaint, Link, LinkKey, open_case};
use app::vault::Keeper;
use app::{MarketplaceCache, change};
use case::{
    About, Actor, Answer, CaseId, Command, DeclineCode, Digest, Event, Letter, Nudge, OwedLetter, Side, State,
};
use contract::complaint::Complaint;
use contract::statement::Statement;
use jiff::SignedDuration;
use mail_parser::MessageParser;
use notify::{Letterhead, Notify};
use port::{Queue, StoredCase, WallClock as _};
use step::{BatchContext, work_batch};
use testkit::sample::{self, HOLDER, SELLER};
use testkit::world::{Fault, FaultKind, World};
use web::letter::Sender;

use super::once::carried;

const SECRET: &str = "a secret of at least thirty-two characters";

pub(super) fn step(world: &World) -> Notify<World, World, World, World, World, World, World> {
    Notify {
        store: world.clone(),
        documents: world.clone(),
        catalogue: world.clone(),
        mailer: world.clone(),
        announcements: world.clone(),
        clock: world.clone(),
        journal: world.clone(),
        pause: notify::Pause::default(),
        marketplaces: MarketplaceCache::default(),
        letterhead: Letterhead {
            sender: Sender::new("complaints@goodfaith.example"),
            public_url: "https://goodfaith.example".to_owned(),
            links: LinkKey::new(SECRET).unwrap(),
        },
    }
}

fn page(kind: &str, link: Link) -> String {
    format!("https://goodfaith.example/{kind}/{}", LinkKey::new(SECRET).unwrap().token(link))
}

pub(super) async fn run_once(world: &World) -> bool {
    let step = step(world);
    let Some((taken, event)) = world.receive_visible(Queue::Notify, 10) else { return false };
    let time = Duration::from_secs(30);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
    let response = world.until_crash(work_batch(&step, &context, &event)).await;
    world.finish(Queue::Notify, taken, response.as_ref());
    true
}

pub(super) fn nudge_all(world: &World) {
    let ids: Vec<CaseId> = world.look().cases.keys().copied().collect();
    for id in ids {
        let nudge = Nudge::new(About::Case(id), world.now());
        world.put_message(Queue::Notify, &contract::nudge::encode(&nudge));
    }
}

/// Nudges about every case, and runs until the queue is empty.
pub(super) async fn run(world: &World) {
    nudge_all(world);
    until_quiet(world).await;
}

/// Runs until the queue is empty, however long that takes.
pub(super) async fn until_quiet(world: &World) {
    while !world.look().queues[&Queue::Notify].is_empty() {
        if !run_once(world).await {
            world.pass(SignedDuration::from_secs(10));
        }
    }
}

/// Opens the cases of a complaint, as validation does.
pub(super) async fn open(world: &World, complaint: &Complaint) -> Vec<CaseId> {
    let filed = IdentifiedComplaint::read(complaint).unwrap();
    let keeper = Keeper::of(world, filed.filer.party).await.unwrap().unwrap();
    let sealed = keeper.seal(world, complaint.encode(), "application/json").await.unwrap();
    let mut cases = Vec::new();
    for index in 0..filed.complaint.listings.len() {
        cases.push(open_case(world, &filed, index, sealed.digest).await.unwrap().case);
    }
    cases
}

pub(super) fn stored(world: &World, id: CaseId) -> StoredCase {
    world.look().cases[&id].clone()
}

pub(super) async fn commands(world: &World, id: CaseId, by: Actor, commands: &[Command]) {
    change(world, stored(world, id), &by, commands, world.now()).await.unwrap();
}

/// A world with a case about each of so many listings, taken down, and no letter out yet.
pub(super) async fn taken_down(listings: usize) -> (World, Vec<CaseId>) {
    let world = sample::world(listings);
    let cases = open(&world, &sample::complaint(1, 0..listings)).await;
    for id in &cases {
        sample::take_down(&world, *id);
    }
    (world, cases)
}

pub(super) async fn counter_notice(world: &World, id: CaseId) {
    let seller = world.seller(sample::SELLER_NAME);
    counter_notice_by(world, id, &Keeper::of(world, seller).await.unwrap().unwrap()).await;
}

pub(super) async fn counter_notice_by(world: &World, id: CaseId, keeper: &Keeper) {
    let statement = Statement {
        act: case::PartyAct::CounterNotice,
        case: id,
        listings: Vec::new(),
        by: Side::Seller,
        name: "Shop One".to_owned(),
        ground: None,
        court: String::new(),
        docket: String::new(),
        postal_address: String::new(),
        telephone: String::new(),
        declared: Vec::new(),
        signature: String::new(),
        text: "I bought them from the brand itself.".to_owned(),
        evidence: Vec::new(),
    };
    let sealed = keeper.seal(world, statement.encode(), "application/json").await.unwrap();
    commands(world, id, Actor::Seller, &[Command::CounterNotice { document: sealed.digest }]).await;
}

/// A letter as its receiver finds it.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) to: String,
    id: String,
    pub(super) subject: String,
    pub(super) text: String,
    language: String,
    answers: Option<String>,
}

pub(super) fn received(world: &World) -> Vec<Received> {
    let sent = world.look().sent.clone();
    let read = |mail: &port::OutgoingMail| {
        let message = MessageParser::new().parse(&mail.mime).unwrap();
        assert_eq!(message.to().unwrap().first().unwrap().address(), Some(mail.to.as_str()));
        Received {
            to: mail.to.clone(),
            id: message.message_id().unwrap().to_owned(),
            subject: message.subject().unwrap().to_owned(),
            text: message.body_text(0).unwrap().into_owned(),
            language: message.header("Content-Language").unwrap().as_text().unwrap().to_owned(),
            answers: message.in_reply_to().as_text().map(ToOwned::to_owned),
        }
    };
    sent.iter().map(read).collect()
}

pub(super) fn letter_events(world: &World, id: CaseId) -> Vec<String> {
    let told = |event: &Event| match event {
        Event::LetterSent(owed, _) => Some(format!("sent {}", owed.letter)),
        Event::LetterWithheld(owed, _) => Some(format!("withheld {}", owed.letter)),
        _ => None,
    };
    stored(world, id).log.iter().filter_map(|recorded| told(&recorded.event)).collect()
}

fn writes(world: &World) -> usize {
    world.look().calls.iter().filter(|call| **call == "cases.append").count()
}

#[tokio::test]
async fn receipt_decision_and_takedown_go_out_in_one_pass_with_one_write() {
    let (world, cases) = taken_down(1).await;
    let before = writes(&world);
    run(&world).await;
    assert_eq!(writes(&world) - before, 1);
    assert_eq!(
        letter_events(&world, cases[0]),
        ["sent receipt", "sent accepted", "sent taken_down", "sent statement_of_reasons"]
    );
    let mails = received(&world);
    assert_eq!(mails.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(), [HOLDER, HOLDER, HOLDER, SELLER]);
    let complaint = stored(&world, cases[0]).case.filing.complaint;
    let link = page("status", Link::Case { case: cases[0], complaint });
    for mail in &mails[..3] {
        assert!(mail.text.contains(&link), "{}", mail.text);
        assert!(mail.text.contains("Ada North"), "{}", mail.text);
        assert!(mail.text.contains("NORTHLIGHT jacket 0") && mail.language == "en");
    }
    assert!(mails[0].text.contains("EM 018999001"), "{}", mails[0].text);
    assert!(mails[1].text.contains("automated means"), "{}", mails[1].text);
}

#[tokio::test]
async fn the_seller_gets_the_statement_of_reasons_in_its_language() {
    let (world, cases) = taken_down(1).await;
    run(&world).await;
    let letter = received(&world).pop().unwrap();
    assert_eq!((letter.to.as_str(), letter.language.as_str()), (SELLER, "zh-Hans"));
    assert!(letter.text.contains("The seams and the label differ"), "the complainant's facts");
    assert!(letter.text.contains("EM 018999001") && letter.text.contains("Demo Bazaar"));
    assert!(letter.text.contains("自动"), "whether automated means were used: {}", letter.text);
    assert!(letter.text.contains(&page("seller", Link::Seller(cases[0]))), "{}", letter.text);
    assert!(!letter.text.contains(HOLDER), "the complainant's address is not the seller's business");
}

#[tokio::test]
async fn a_duplicate_nudge_sends_nothing_twice() {
    let (world, _) = taken_down(1).await;
    nudge_all(&world);
    run(&world).await;
    let (sent, written) = (received(&world).len(), writes(&world));
    assert_eq!(sent, 4);
    run(&world).await;
    assert_eq!((received(&world).len(), writes(&world)), (sent, written));
}

#[tokio::test]
async fn a_refused_or_impossible_address_is_withheld_and_the_case_goes_on() {
    for impossible in [None, Some("Ada North at home")] {
        let world = sample::world(1);
        let mut complaint = sample::complaint(1, [0]);
        match impossible {
            Some(address) => address.clone_into(&mut complaint.complainant.email),
            None => world.look().refused_addresses.push(HOLDER.to_owned()),
        }
        let id = open(&world, &complaint).await[0];
        sample::take_down(&world, id);
        run(&world).await;
        assert_eq!(
            letter_events(&world, id),
            ["withheld receipt", "withheld accepted", "withheld taken_down", "sent statement_of_reasons"]
        );
        assert!(matches!(stored(&world, id).case.state, State::InForce { .. }));
        assert!(world.look().queues[&Queue::Notify].is_empty() && world.look().dead.is_empty());
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_tried_again_without_repeating_the_others() {
    let (world, cases) = taken_down(1).await;
    nudge_all(&world);
    // Loading, marketplaces, document, its key, listing, three for where its complainant is written to, the right, the claim,
    // receipt; then the decision fails.
    let nth = world.look().calls.len() + 11;
    world.plan([Fault { nth, kind: FaultKind::Fails }]);
    assert!(run_once(&world).await);
    assert_eq!(
        letter_events(&world, cases[0]),
        ["sent receipt", "sent taken_down", "sent statement_of_reasons"]
    );
    assert_eq!(world.look().queues[&Queue::Notify].len(), 1, "delivered again");
    until_quiet(&world).await;
    assert!(stored(&world, cases[0]).case.letters.is_empty());
    let mut ids: Vec<String> = received(&world).into_iter().map(|mail| mail.id).collect();
    assert_eq!(ids.len(), 4);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4, "nothing went out twice");
}

#[tokio::test]
async fn a_fault_anywhere_loses_no_letter_and_sends_each_at_most_once_more() {
    for listings in [1, 3] {
        let calls = {
            let (world, _) = taken_down(listings).await;
            nudge_all(&world);
            let before = world.look().calls.len();
            run_once(&world).await;
            before..world.look().calls.len()
        };
        for nth in calls {
            for kind in
                [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
            {
                let (world, cases) = taken_down(listings).await;
                nudge_all(&world);
                world.plan([Fault { nth, kind }]);
                until_quiet(&world).await;
                // What no redelivery finds, the sweep does.
                run(&world).await;
                for id in cases {
                    assert_eq!(letter_events(&world, id).len(), 4, "{nth} {kind:?}");
                    assert!(stored(&world, id).case.letters.is_empty());
                }
                let mut sent: BTreeMap<(CaseId, OwedLetter), u32> = BTreeMap::new();
                for letter in carried(&world) {
                    *sent.entry(letter).or_default() += 1;
                }
                assert_eq!(sent.len(), 4 * listings, "{nth} {kind:?}: {sent:?}");
                assert!(sent.values().all(|times| *times <= 2), "{nth} {kind:?}: {sent:?}");
            }
        }
    }
}

#[tokio::test]
async fn letters_of_one_kind_about_one_complaint_are_one_mail() {
    let (world, cases) = taken_down(3).await;
    let other = open(&world, &Complaint { explanation: "Another.".to_owned(), ..other_complaint() }).await;
    let before = writes(&world);
    run(&world).await;
    assert_eq!(writes(&world) - before, 4, "one write for each case");
    let mails = received(&world);
    assert_eq!(mails.len(), 5, "four kinds, and the receipt of the other complaint: {mails:?}");
    let complaint = stored(&world, cases[0]).case.filing.complaint;
    let receipt = mails.iter().find(|mail| mail.text.contains("NORTHLIGHT jacket 0")).unwrap();
    for number in 0..3 {
        assert!(receipt.text.contains(&format!("NORTHLIGHT jacket {number}")), "{}", receipt.text);
    }
    let link = page("status", Link::Complaint(complaint));
    assert_eq!(receipt.text.matches(&link).count(), 1);
    let reasons = mails.iter().find(|mail| mail.to == SELLER).unwrap();
    for id in &cases {
        assert!(reasons.text.contains(&page("seller", Link::Seller(*id))), "each listing has its own page");
    }
    assert_eq!(letter_events(&world, other[0]), ["sent receipt"]);
}

/// Another complaint, of another claim, about the first listing.
pub(super) fn other_complaint() -> Complaint {
    Complaint { claim: "trademark_misuse".to_owned(), ..sample::complaint(2, [0]) }
}

#[tokio::test]
async fn an_automatic_sender_gets_no_letter_and_the_seller_does() {
    let world = sample::world(1);
    let complaint = Complaint { do_not_answer: true, ..sample::complaint(1, [0]) };
    let id = open(&world, &complaint).await[0];
    sample::take_down(&world, id);
    run(&world).await;
    let mails = received(&world);
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [SELLER]);
    assert!(stored(&world, id).case.letters.is_empty());
}

#[tokio::test]
async fn what_a_law_has_sent_is_for_a_person_where_it_cannot_be() {
    let world = sample::world(1);
    let complaint = Complaint { do_not_answer: true, ..sample::complaint(1, [0]) };
    let id = open(&world, &complaint).await[0];
    sample::take_down(&world, id);
    run(&world).await;
    counter_notice(&world, id).await;
    world.look().sent.clear();
    run(&world).await;
    let case = stored(&world, id).case;
    assert_eq!((case.state.code(), case.unsent.len()), ("counter_noticed", 1), "no time to answer runs");
    let journal = world.look().journal.clone();
    assert!(journal.iter().any(|line| line.contains(r#""statutory_letters_unsent":1"#)), "{journal:?}");
    assert!(!received(&world).iter().any(|mail| mail.to == HOLDER));
    let send = Command::ReviewLetter { owed: case.unsent[0].owed, send: true };
    commands(&world, id, Actor::Reviewer("ada".parse().unwrap()), &[send]).await;
    run(&world).await;
    assert!(
        received(&world).iter().any(|mail| mail.to == HOLDER && mail.text.contains("from the brand itself"))
    );
    assert_eq!(stored(&world, id).case.state.code(), "awaiting_answer");
}

#[tokio::test]
async fn the_receipt_answers_the_mail_that_complained() {
    let world = sample::world(1);
    let message_id = Some("<1@northlight.example>".to_owned());
    let complaint = Complaint { channel: "mail".to_owned(), message_id, ..sample::complaint(1, [0]) };
    let id = open(&world, &complaint).await[0];
    let decline = Command::Decline { code: DeclineCode::RightNotInForce, note: None };
    commands(&world, id, Actor::Machine, &[decline]).await;
    run(&world).await;
    let mails = received(&world);
    assert_eq!(mails[0].answers.as_deref(), Some("1@northlight.example"));
    assert_eq!(mails[1].answers, None);
    assert!(mails[1].text.contains("The right is not in force"), "{}", mails[1].text);
}

#[tokio::test]
async fn the_counter_notice_reaches_the_complainant_and_starts_the_clock() {
    let (world, cases) = taken_down(1).await;
    run(&world).await;
    world.look().sent.clear();
    world.pass(SignedDuration::from_hours(24));
    counter_notice(&world, cases[0]).await;
    world.pass(SignedDuration::from_hours(3));
    run(&world).await;
    let state = stored(&world, cases[0]).case.state;
    assert!(matches!(state, State::AwaitingAnswer { since, .. } if since == world.now()), "{state:?}");
    let mails = received(&world);
    assert_eq!(mails.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(), [HOLDER, SELLER]);
    assert!(mails[0].text.contains("> I bought them from the brand itself."), "{}", mails[0].text);
    assert!(mails[0].text.contains("2026"), "the day by which to answer");
}

#[tokio::test]
async fn a_counter_notice_is_not_handed_on_after_a_withdrawal() {
    let (world, cases) = taken_down(1).await;
    counter_notice(&world, cases[0]).await;
    commands(&world, cases[0], Actor::Complainant, &[Command::Withdraw]).await;
    run(&world).await;
    assert!(letter_events(&world, cases[0]).contains(&"withheld counter_notice".to_owned()));
    assert!(received(&world).iter().all(|mail| !mail.text.contains("I bought them")));
}

#[tokio::test]
async fn a_letter_tells_what_was_so_when_it_became_owed() {
    let (world, cases) = taken_down(1).await;
    counter_notice(&world, cases[0]).await;
    run(&world).await;
    let answer = Command::Answer { answer: Answer::Concede, document: Digest::of(b"they are right") };
    commands(&world, cases[0], Actor::Complainant, &[answer]).await;
    sample::do_order(&world, cases[0]);
    run(&world).await;
    let events = letter_events(&world, cases[0]);
    for letter in [
        Letter::TakenDown,
        Letter::StatementOfReasons,
        Letter::RestoredToSeller,
        Letter::RestoredToComplainant,
    ] {
        assert!(events.contains(&format!("sent {letter}")), "{letter}: {events:?}");
    }
    assert!(world.look().rejects.is_empty());
}

#[tokio::test]
async fn a_repeated_complaint_is_told_once_by_the_first_ones_link() {
    let world = sample::world(1);
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    for number in [2, 3] {
        assert_eq!(open(&world, &sample::complaint(number, [0])).await, [id]);
    }
    run(&world).await;
    let mails = received(&world);
    assert_eq!(mails.len(), 2, "{mails:?}");
    let complaint = stored(&world, id).case.filing.complaint;
    assert!(mails[1].text.contains(&page("status", Link::Case { case: id, complaint })));
    assert_eq!(letter_events(&world, id), ["sent receipt", "sent merged", "sent merged"]);
}

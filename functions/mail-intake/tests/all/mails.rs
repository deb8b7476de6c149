//! Mail intake over the world in memory: what becomes of the mails that arrive.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use jiff::SignedDuration;
use std::time::Duration;

use app::MarketplaceCache;
use app::filing::{Link, LinkKey};
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use mail_intake::MailIntake;
use mail_parser::MessageParser;
use port::{Queue, WallClock};
use step::BatchContext;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use web::letter::Sender;

pub(crate) const KEY: &str = "mail/abc";

fn intake(world: &World) -> MailIntake<World, World, World, World, World, World> {
    MailIntake {
        store: world.clone(),
        documents: world.clone(),
        drop: world.clone(),
        nudges: world.clone(),
        mailer: world.clone(),
        clock: world.clone(),
        marketplaces: MarketplaceCache::default(),
        sender: Sender::new("goodfaith@goodfaith.example"),
        links: links(),
        public_url: "https://goodfaith.example".to_owned(),
    }
}

fn links() -> LinkKey {
    LinkKey::new("a secret of at least thirty-two characters").unwrap()
}

pub(crate) async fn notify(world: &World, body: &str) -> SqsBatchResponse {
    notify_all(world, &[body]).await
}

/// A batch of messages with these bodies, `m1` and so on.
pub(crate) async fn notify_all(world: &World, bodies: &[&str]) -> SqsBatchResponse {
    let mut event = SqsEvent::default();
    for (number, body) in (1..).zip(bodies) {
        let mut message = SqsMessage::default();
        message.message_id = Some(format!("m{number}"));
        message.body = Some((*body).to_owned());
        event.records.push(message);
    }
    let time = Duration::from_secs(30);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
    intake(world).work(&context, &event).await
}

fn notification(key: &str) -> String {
    notification_of(key, 1)
}

/// That a mail of so many bytes arrived.
pub(crate) fn notification_of(key: &str, size: usize) -> String {
    format!(
        r#"{{"Records":[{{"eventTime":"2026-11-02T09:00:00.000Z","s3":{{"bucket":{{"name":"inbox"}},"object":{{"key":"{key}","size":{size}}}}}}}]}}"#
    )
}

/// Delivers a mail; `true` when it is to be delivered again.
pub(crate) async fn deliver(world: &World, raw: impl Into<Vec<u8>>) -> bool {
    world.look().mail_drop.insert(KEY.to_owned(), raw.into());
    !notify(world, &notification(KEY)).await.batch_item_failures.is_empty()
}

pub(crate) const AUTHENTIC: &str = "Authentication-Results: amazonses.com; spf=pass; dkim=pass header.i=@northlight.example; dmarc=pass header.from=northlight.example\r\n";

pub(crate) const TEXT: &str = "Claim: counterfeit\r\n\
    Listing: http://market.example/listings/1001\r\n\
    Office: EM\r\n\
    Registration number: 018999001\r\n\
    Name: Ada North\r\n\
    Explanation: Seams and label differ from every jacket that we ever made.\r\n\
    \r\n\
    I have a good faith belief that the use is not authorised and that this notice is accurate and complete.\r\n";

pub(crate) fn mail(more_headers: &str, body: &str) -> String {
    format!(
        "{AUTHENTIC}From: Ada North <{}>\r\nTo: complaints@goodfaith.example\r\nSubject: Fake jackets\r\n\
         Message-ID: <m-1@northlight.example>\r\nDate: Mon, 2 Nov 2026 09:00:00 +0000\r\n{more_headers}\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}",
        sample::HOLDER
    )
}

/// The documents with this media type, as they were sent.
async fn opened(world: &World, media: &str) -> Vec<Vec<u8>> {
    let sealed = world.look().sealed.clone();
    let mut opened = Vec::new();
    for (digest, _) in sealed.iter().filter(|(_, (_, stored_as))| stored_as == media) {
        opened.push(app::vault::open(world, world, *digest).await.unwrap());
    }
    opened
}

/// Whether a mail is sealed, and not as it came.
async fn is_sealed(world: &World, mail: &[u8]) -> bool {
    assert!(world.look().sealed.values().all(|(stored, _)| stored != mail), "it is encrypted");
    opened(world, "message/rfc822").await.iter().any(|sealed| sealed == mail)
}

#[tokio::test]
async fn a_complaint_by_mail_is_filed_with_the_mail_as_its_original() {
    let world = sample::world(1);
    assert!(!deliver(&world, mail("", TEXT)).await);
    let filing = world.look().cases.values().next().expect("a case").case.filing.clone();
    assert_eq!((filing.channel.code(), filing.proof.code()), ("mail", "mail"));
    assert!(filing.missing.is_empty(), "{:?}", filing.missing);
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    assert!(is_sealed(&world, mail("", TEXT).as_bytes()).await);
}

#[tokio::test]
async fn a_mail_notified_twice_is_one_complaint() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    deliver(&world, mail("", TEXT)).await;
    let inner = world.look();
    assert_eq!(inner.cases.len(), 1);
    assert!(inner.cases.values().all(|stored| stored.case.merged.is_empty()));
}

/// A mail that the receiving server could not authenticate.
pub(crate) fn unauthenticated(body: &str) -> String {
    mail("", body).replace(AUTHENTIC, "")
}

/// The address behind the only link of the letter sent last.
fn link(world: &World) -> String {
    let inner = world.look();
    let letter = MessageParser::default().parse(&inner.sent.last().unwrap().mime).unwrap();
    let text = letter.body_text(0).unwrap();
    let start = text.find("https://goodfaith.example/").expect("a link");
    text[start..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_complaint_of_an_unauthenticated_sender_waits_for_its_confirmation() {
    let world = sample::world(1);
    assert!(!deliver(&world, unauthenticated(TEXT)).await);
    {
        let inner = world.look();
        assert!(inner.cases.is_empty() && inner.sealed.is_empty() && inner.rejects.is_empty());
        assert_eq!(inner.sent[0].to, sample::HOLDER);
        let letter = MessageParser::default().parse(&inner.sent[0].mime).unwrap();
        assert_eq!(letter.in_reply_to().as_text(), Some("m-1@northlight.example"));
        let text = letter.body_text(0).unwrap();
        assert!(text.contains("http://market.example/listings/1001"), "what was understood: {text}");
    }
    let token = link(&world).rsplit('/').next().unwrap().to_owned();
    let Ok(Link::Confirm(complaint)) = links().read(&token) else { panic!("no confirmation: {token}") };
    let ports = (&world, &world, &world, &world);
    app::filing::confirm_pending(ports, &links(), complaint, WallClock::now(&world))
        .await
        .unwrap()
        .expect("a page");
    let proof = world.look().cases.values().next().unwrap().case.filing.proof;
    assert_eq!(proof.code(), "link");
    assert!(is_sealed(&world, unauthenticated(TEXT).as_bytes()).await);
}

#[tokio::test]
async fn what_an_unauthenticated_sender_left_out_is_named_in_the_letter() {
    let world = sample::world(1);
    deliver(&world, unauthenticated(TEXT.split("I have a good").next().unwrap())).await;
    let inner = world.look();
    let letter = MessageParser::default().parse(&inner.sent[0].mime).unwrap();
    assert!(letter.body_text(0).unwrap().contains("Statement of good faith"));
}

#[tokio::test]
async fn an_account_secret_proves_an_unauthenticated_sender() {
    let world = sample::world(1);
    let text = format!("Account secret: {}\r\n{TEXT}", sample::ACCOUNT_SECRET);
    deliver(&world, unauthenticated(&text)).await;
    let inner = world.look();
    assert_eq!(inner.cases.values().next().unwrap().case.filing.proof.code(), "account_secret");
}

#[tokio::test]
async fn one_address_is_asked_only_so_often() {
    let world = sample::world(1);
    let (most, _) = policy::LimitedAction::AskFromNetwork.most();
    for number in 0..=most {
        deliver(&world, unauthenticated(&format!("{TEXT}Our reference: {number}.\r\n"))).await;
    }
    let inner = world.look();
    assert_eq!(inner.sent.len(), most as usize);
    assert_eq!(inner.rejects.len(), 1);
}

/// A mail that a server handed over, of which DMARC says `result`.
fn handed_over_by(server: &str, result: &str, body: &str) -> String {
    let headers = format!(
        "Received: from mx.brand.example (mx.brand.example [{server}]) by inbound-smtp.eu-west-1.amazonaws.com; \
         Mon, 2 Nov 2026 09:00:00 +0000\r\nAuthentication-Results: amazonses.com; spf=fail; {result}\r\n"
    );
    mail("", body).replace(AUTHENTIC, &headers)
}

const DISOWNED: &str = "dmarc=fail header.from=northlight.example";

#[tokio::test]
async fn a_mail_that_its_domain_disowns_has_nobody_written_to_and_waits_for_a_person() {
    let world = sample::world(1);
    deliver(&world, handed_over_by("203.0.113.9", DISOWNED, TEXT)).await;
    {
        let inner = world.look();
        assert!(inner.sent.is_empty() && inner.cases.is_empty() && inner.rejects.is_empty());
    }
    world.pass(SignedDuration::from_hours(24));
    let queue = app::filing::unconfirmed(&world, None, 10, world.now()).await.unwrap();
    assert_eq!(queue.notes.len(), 1);
    assert!(queue.notes[0].disowned, "a reviewer is told");

    // What is no complete complaint is put aside for a person too.
    deliver(&world, handed_over_by("203.0.113.9", DISOWNED, "Remove https://market.example/listings/1001"))
        .await;
    let inner = world.look();
    assert_eq!((inner.sent.len(), inner.rejects.len()), (0, 1));
}

#[tokio::test]
async fn a_domain_that_lets_such_mail_pass_is_asked() {
    let world = sample::world(1);
    let lenient = format!("{DISOWNED} policy.dmarc=none");
    deliver(&world, handed_over_by("203.0.113.9", &lenient, TEXT)).await;
    assert_eq!(world.look().sent.len(), 1);
}

#[tokio::test]
async fn forged_mails_use_up_nothing_of_the_one_whose_name_they_bear() {
    let world = sample::world(1);
    for number in 0..40 {
        let body = format!("{TEXT}Our reference: {number}.\r\n");
        deliver(&world, handed_over_by("203.0.113.9", DISOWNED, &body)).await;
    }
    assert!(world.look().sent.is_empty());
    deliver(&world, handed_over_by("192.0.2.1", "dmarc=none header.from=northlight.example", TEXT)).await;
    let inner = world.look();
    assert_eq!(inner.sent.len(), 1, "its own mail is answered");
    let (budget, _) = policy::LimitedAction::Unconfirmed.most();
    let queued = inner.pending_notes.values().filter(|note| note.queued).count();
    assert_eq!(queued, budget as usize + 1, "and is not crowded out");
}

#[tokio::test]
async fn two_machines_do_not_answer_each_other_for_ever() {
    let world = sample::world(1);
    let (most, _) = policy::LimitedAction::AnswerMail.most();
    for number in 0..=most {
        deliver(&world, mail("", &format!("We have received your message {number}.\r\n"))).await;
    }
    let inner = world.look();
    assert_eq!(inner.sent.len(), most as usize);
}

#[tokio::test]
async fn an_automatic_complaint_is_filed_and_never_written_to_by_itself() {
    let world = sample::world(1);
    deliver(&world, mail("Auto-Submitted: auto-generated\r\n", TEXT)).await;
    assert_eq!(world.look().cases.len(), 1);
    let document = opened(&world, "application/json").await.pop().unwrap();
    assert!(contract::complaint::Complaint::decode(&document).unwrap().do_not_answer);
}

#[tokio::test]
async fn the_way_on_is_the_form_filled_in_with_what_was_understood() {
    let world = sample::world(1);
    let text = TEXT.replace("http://market.example/listings/1001", "https://elsewhere.example/7");
    deliver(&world, mail("", &text)).await;
    let link = link(&world);
    assert!(link.contains("claim=counterfeit") && link.contains("right_number=018999001"), "{link}");
    assert!(link.contains("listings=https%3A%2F%2Felsewhere%2Eexample%2F7"), "{link}");
    assert!(!link.contains("Ada"), "nothing about persons stands in an address");
}

#[tokio::test]
async fn an_incomplete_mail_is_filed_and_asked_for() {
    let world = sample::world(1);
    let text = TEXT.split("I have a good").next().unwrap().to_owned();
    deliver(&world, mail("", &text)).await;
    let inner = world.look();
    let missing = &inner.cases.values().next().unwrap().case.filing.missing;
    assert_eq!(missing.as_slice(), [case::Element::GoodFaith]);
}

#[tokio::test]
async fn a_mail_that_names_no_listing_is_answered_with_what_is_missing() {
    let world = sample::world(1);
    assert!(!deliver(&world, mail("", "Somebody sells our jackets, please help.\r\n")).await);
    let inner = world.look();
    assert!(inner.cases.is_empty() && inner.rejects.is_empty());
    let answer = MessageParser::default().parse(&inner.sent[0].mime).unwrap();
    assert_eq!(inner.sent[0].to, sample::HOLDER);
    assert_eq!(answer.in_reply_to().as_text(), Some("m-1@northlight.example"));
    let text = answer.body_text(0).unwrap();
    assert!(text.contains("https://goodfaith.example/") && text.contains("listing"), "{text}");
}

#[tokio::test]
async fn a_mail_with_no_text_or_in_a_broken_charset_is_answered() {
    for raw in [
        mail("", ""),
        mail("", "x").replace("charset=utf-8", "charset=klingon").replace("\r\n\r\nx", "\r\n\r\n\u{0}\u{1}"),
    ] {
        let world = sample::world(1);
        deliver(&world, raw.clone()).await;
        let inner = world.look();
        assert!(inner.cases.is_empty(), "{raw}");
        assert_eq!(inner.sent.len(), 1, "{raw}\n{:?}", inner.rejects);
    }
}

#[tokio::test]
async fn an_unauthenticated_mail_that_is_no_complaint_is_left_to_a_person() {
    let world = sample::world(1);
    deliver(&world, mail("", "Hello.\r\n").replace(AUTHENTIC, "")).await;
    let inner = world.look();
    assert!(inner.sent.is_empty(), "a forged address is not written to");
    assert_eq!(inner.rejects.len(), 1);
    assert!(!inner.rejects[0].reason.contains("northlight"), "no personal data");
}

#[tokio::test]
async fn an_automatic_mail_is_never_answered() {
    for header in ["Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n"] {
        let world = sample::world(1);
        assert!(!deliver(&world, mail(header, "I am out of the office.\r\n")).await);
        let inner = world.look();
        assert!(inner.sent.is_empty() && inner.cases.is_empty() && inner.rejects.is_empty(), "{header}");
    }
}

#[tokio::test]
async fn a_test_event_is_nothing_and_garbage_is_rejected() {
    let world = sample::world(0);
    let test = r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"inbox"}"#;
    assert!(notify(&world, test).await.batch_item_failures.is_empty());
    assert!(world.look().rejects.is_empty());
    notify(&world, "garbage").await;
    notify(&world, &notification("mail/gone")).await;
    assert_eq!(world.look().rejects.len(), 2);
}

#[tokio::test]
async fn a_crash_anywhere_files_once() {
    let calls = {
        let world = sample::world(1);
        deliver(&world, mail("", TEXT)).await;
        world.look().calls.len()
    };
    for nth in 0..calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = sample::world(1);
            world.plan([Fault { nth, kind }]);
            let _first = world.until_crash(deliver(&world, mail("", TEXT))).await;
            deliver(&world, mail("", TEXT)).await;
            let inner = world.look();
            assert_eq!(inner.cases.len(), 1, "{nth} {kind:?}");
            assert!(inner.cases.values().all(|stored| stored.case.merged.is_empty()), "{nth} {kind:?}");
            assert!(inner.rejects.is_empty());
        }
    }
}

#[tokio::test]
async fn a_crash_anywhere_holds_once_and_asks_under_one_message_id() {
    let calls = {
        let world = sample::world(1);
        deliver(&world, unauthenticated(TEXT)).await;
        world.look().calls.len()
    };
    for nth in 0..calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = sample::world(1);
            world.plan([Fault { nth, kind }]);
            let _first = world.until_crash(deliver(&world, unauthenticated(TEXT))).await;
            // What is not known to be out is claimed for two minutes.
            world.pass(SignedDuration::from_mins(3));
            deliver(&world, unauthenticated(TEXT)).await;
            let inner = world.look();
            assert!(inner.cases.is_empty() && inner.sealed.is_empty(), "{nth} {kind:?}");
            assert_eq!(inner.pending.len(), 1, "{nth} {kind:?}");
            let ids: std::collections::BTreeSet<String> = inner
                .sent
                .iter()
                .map(|mail| {
                    MessageParser::default().parse(&mail.mime).unwrap().message_id().unwrap().to_owned()
                })
                .collect();
            assert_eq!(ids.len(), 1, "{nth} {kind:?}");
            assert!(inner.sent.len() <= 2, "{nth} {kind:?}");
            assert!(inner.rejects.is_empty(), "{nth} {kind:?}");
        }
    }
}

#[tokio::test]
async fn a_table_of_several_rows_is_left_to_a_person_and_no_row_is_lost() {
    let world = sample::world(2);
    let rows = "claim,listing,office,registration number,explanation,good faith\r\n\
        counterfeit,http://market.example/listings/1001,EM,018999001,Fake seams,yes\r\n\
        counterfeit,http://market.example/listings/1002,EM,018999001,Fake seams,yes\r\n";
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nThe list is attached.\r\n--b\r\nContent-Type: text/csv; \
         name=\"rows.csv\"\r\nContent-Disposition: attachment; filename=\"rows.csv\"\r\n\r\n{rows}\r\n--b--\r\n"
    );
    let raw = mail("", &body)
        .replace("text/plain; charset=utf-8\r\n\r\n--b", "multipart/mixed; boundary=b\r\n\r\n--b");
    deliver(&world, raw).await;
    let inner = world.look();
    assert!(inner.cases.is_empty() && inner.fan_outs.is_empty());
    assert!(inner.rejects[0].reason.contains("filed in bulk"), "{}", inner.rejects[0].reason);
}

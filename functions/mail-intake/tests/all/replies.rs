//! Mails in the thread of a case: replies, and letters that came back.

use mail_parser::MessageParser;
use port::WallClock as _;
use testkit::sample;
use testkit::world::World;

use crate::mails::{AUTHENTIC, TEXT, deliver, mail, notify};

#[tokio::test]
async fn a_reply_finds_its_case_and_only_a_party_is_heard() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let id = *world.look().cases.keys().next().unwrap();
    let header =
        format!("In-Reply-To: <0100018-ses@email.amazonses.com>\r\nReferences: <{id}@goodfaith.example>\r\n");
    deliver(&world, mail(&header, "Here is the invoice of our test purchase.\r\n")).await;
    {
        let inner = world.look();
        assert_eq!(inner.cases.len(), 1);
        assert_eq!(inner.cases[&id].case.documents.len(), 2, "the reply is part of the case");
        assert!(inner.sent.is_empty(), "and asks for nothing");
    }
    let stranger = mail(&header, "Please drop this.\r\n")
        .replace("brand@northlight.example", "x@elsewhere.example")
        .replace("northlight.example", "elsewhere.example");
    deliver(&world, stranger).await;
    let inner = world.look();
    assert_eq!(inner.cases[&id].case.documents.len(), 2);
    assert_eq!(inner.rejects.len(), 1);
    let [answer] = &inner.sent[..] else { panic!("the stranger is told where parties are heard") };
    assert_eq!(answer.to, "x@elsewhere.example");
    assert!(!String::from_utf8_lossy(&answer.mime).contains("/status/"), "and is led to no page");
}

#[tokio::test]
async fn a_stray_mail_is_answered_once_and_never_where_the_address_may_be_forged_or_a_machine_wrote() {
    let objection =
        "My listing was taken down by mistake. This is my counter-notice: the goods are genuine.\r\n";
    let world = sample::world(1);
    let seller = mail("", objection)
        .replace("brand@northlight.example", "x@elsewhere.example")
        .replace("northlight.example", "elsewhere.example");
    let unproved = seller.split_once("\r\n").unwrap().1.to_owned();
    let machine = seller.replace("Subject:", "Auto-Submitted: auto-replied\r\nSubject:");
    for mail in [unproved, machine] {
        deliver(&world, mail).await;
        assert!(world.look().sent.is_empty());
    }
    deliver(&world, seller.clone()).await;
    deliver(&world, seller).await;
    let inner = world.look();
    let [answer] = &inner.sent[..] else { panic!("one answer: {:?}", inner.rejects) };
    let message = MessageParser::default().parse(&answer.mime).unwrap();
    assert!(message.body_text(0).unwrap().contains("neither an objection nor an appeal"), "{message:?}");
    assert!(inner.cases.is_empty());
}

#[tokio::test]
async fn no_words_of_a_reply_withdraw_and_the_page_where_one_does_is_told() {
    for words in [
        "We hereby withdraw our complaint. It was filed in error.",
        "The seller asked us to withdraw the complaint, but we will not withdraw it.",
        "请不要撤回投诉。",
        "How can I withdraw my complaint?",
    ] {
        let world = sample::world(1);
        deliver(&world, mail("", TEXT)).await;
        let id = *world.look().cases.keys().next().unwrap();
        let reply = mail(&format!("References: <{id}@goodfaith.example>\r\n"), &format!("{words}\r\n"));
        deliver(&world, reply).await;
        let inner = world.look();
        let case = &inner.cases[&id].case;
        assert_eq!((case.state.code(), case.documents.len()), ("filed", 2), "{words}");
        let [answer] = &inner.sent[..] else { panic!("one answer to {words}") };
        assert_eq!(answer.to, "brand@northlight.example");
        let message = MessageParser::default().parse(&answer.mime).unwrap();
        let (subject, text) = (message.subject().unwrap(), message.body_text(0).unwrap());
        assert!(subject.contains(&case.filing.reference.to_string()), "{subject}");
        assert!(text.contains("https://goodfaith.example/status/"), "{text}");
    }
}

/// A world with a case of the only complaint, and the header of a reply to a letter about it.
async fn filed() -> (World, case::CaseId, String) {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let id = *world.look().cases.keys().next().unwrap();
    (world, id, format!("References: <{id}@goodfaith.example>\r\n"))
}

async fn happens(world: &World, id: case::CaseId, actor: case::Actor, command: case::Command) {
    let stored = port::Cases::load(world, &[id]).await.unwrap().pop().flatten().unwrap();
    app::change(world, stored, &actor, &[command], world.now()).await.unwrap();
}

#[tokio::test]
async fn no_words_of_a_reply_answer_an_objection_and_the_page_where_one_does_is_told() {
    let (world, id, header) = filed().await;
    sample::take_down(&world, id);
    let document = case::Digest::of(b"objection");
    happens(&world, id, case::Actor::Seller, case::Command::CounterNotice { document }).await;
    deliver(&world, mail(&header, "We accept the objection. Please restore the listing.\r\n")).await;
    let inner = world.look();
    assert_eq!(inner.cases[&id].case.state.code(), "counter_noticed");
    let [answer] = &inner.sent[..] else { panic!("one answer: {:?}", inner.rejects) };
    let message = MessageParser::default().parse(&answer.mime).unwrap();
    let text = message.body_text(0).unwrap().replace('\n', " ");
    assert!(text.contains("does not count as your answer"), "{text}");
    assert!(text.contains("https://goodfaith.example/status/"), "{text}");
}

#[tokio::test]
async fn no_words_of_a_reply_correct_a_declined_complaint_and_the_page_where_one_does_is_told() {
    let (world, id, header) = filed().await;
    let decline = case::Command::Decline { code: case::DeclineCode::RightUnknown, note: None };
    happens(&world, id, case::Actor::Machine, decline).await;
    deliver(&world, mail(&header, "Office: EUIPO\r\nRegistration number: 018999009\r\n")).await;
    let inner = world.look();
    assert_eq!(inner.cases.len(), 1, "nothing is filed again");
    let [answer] = &inner.sent[..] else { panic!("one answer: {:?}", inner.rejects) };
    let message = MessageParser::default().parse(&answer.mime).unwrap();
    assert!(message.body_text(0).unwrap().contains("stays declined"), "{message:?}");
}

#[tokio::test]
async fn a_mail_of_no_party_that_names_a_case_is_no_complaint_that_lacks_something() {
    let (world, id, _) = filed().await;
    let reference = world.look().cases[&id].case.filing.reference;
    let words = format!("Where is my listing http://market.example/listings/1001? See {reference}.\r\n");
    let seller = mail("", &words)
        .replace("Subject: Fake jackets", &format!("Subject: Your listing was taken down ({reference})"))
        .replace("brand@northlight.example", "x@elsewhere.example")
        .replace("northlight.example", "elsewhere.example");
    deliver(&world, seller).await;
    let inner = world.look();
    let [answer] = &inner.sent[..] else { panic!("one answer: {:?}", inner.rejects) };
    let message = MessageParser::default().parse(&answer.mime).unwrap();
    assert!(message.body_text(0).unwrap().contains("neither an objection nor an appeal"), "{message:?}");
}

#[tokio::test]
async fn a_reply_to_a_case_that_has_ended_is_left_to_a_person_and_not_sealed() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let id = *world.look().cases.keys().next().unwrap();
    let header = format!("References: <{id}@goodfaith.example>\r\n");
    let stored = world.look().cases[&id].clone();
    app::change(&world, stored, &case::Actor::Complainant, &[case::Command::Withdraw], world.now())
        .await
        .unwrap();
    let sealed = world.look().sealed.len();
    // To take it back once more changes nothing, and is no question.
    deliver(&world, mail(&header, "We hereby withdraw our complaint, as said.\r\n")).await;
    assert!(world.look().rejects.is_empty() && world.look().sent.is_empty());
    deliver(&world, mail(&header, "Here is the invoice of our test purchase.\r\n")).await;
    let inner = world.look();
    assert_eq!(inner.sealed.len(), sealed);
    assert_eq!(inner.rejects.len(), 1);
    assert_eq!(inner.cases[&id].case.documents.len(), 1);
}

#[tokio::test]
async fn a_subject_leads_only_a_party_to_its_case() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let id = *world.look().cases.keys().next().unwrap();
    let reference = world.look().cases[&id].case.filing.reference;
    let forwarded = mail("", "Here is the invoice of our test purchase.\r\n")
        .replace("Subject: Fake jackets", &format!("Subject: Fwd: We have your complaint ({reference})"));
    deliver(&world, forwarded.replace(AUTHENTIC, "")).await;
    assert_eq!(world.look().cases[&id].case.documents.len(), 1, "a forged sender is no party");
    deliver(&world, forwarded).await;
    assert_eq!(world.look().cases[&id].case.documents.len(), 2);
}

/// A report of `from` that a letter about this case did not reach `failed`, and how that stands.
fn report(from: &str, failed: &str, case: &str, stands: &str) -> String {
    let authentic = AUTHENTIC.replace("northlight.example", from);
    format!(
        "{authentic}From: mailer-daemon@{from}\r\nTo: goodfaith@goodfaith.example\r\nSubject: Undelivered mail\r\n\
         Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nThe mail could not be delivered.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n\
         Final-Recipient: rfc822; {failed}\r\n{stands}\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{case}.{case}@goodfaith.example>\r\n\r\n--b--\r\n"
    )
}

#[tokio::test]
async fn only_an_address_that_failed_for_good_is_marked() {
    for (stands, marked) in [
        ("Action: failed\r\nStatus: 5.1.1", 1),
        ("Action: failed\r\nStatus: 4.2.2", 0),
        ("Action: delayed\r\nStatus: 4.4.1", 0),
        ("Action: delayed\r\nStatus: 5.0.0", 0),
    ] {
        let world = sample::world(1);
        deliver(&world, mail("", TEXT)).await;
        let id = world.look().cases.keys().next().unwrap().to_string();
        deliver(&world, report("amazonses.com", sample::HOLDER, &id, stands)).await;
        assert_eq!(world.look().bounced.len(), marked, "{stands}");
    }
}

#[tokio::test]
async fn a_letter_that_arrived_costs_no_look_at_who_was_written_to() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let event = event(&world, "Delivery", serde_json::Value::Null);
    let before = world.look().calls.len();
    notify(&world, &event).await;
    assert_eq!(world.look().calls[before..], ["cases.load", "cases.append"]);
}

#[tokio::test]
async fn who_takes_back_a_complaint_of_several_listings_is_told_its_one_page() {
    let world = sample::world(2);
    let two = TEXT
        .replace("listings/1001\r\n", "listings/1001\r\nListing: http://market.example/listings/1002\r\n");
    deliver(&world, mail("", &two)).await;
    let fan_out = world.look().fan_outs.values().next().unwrap().clone();
    let document = app::parties::complaint_document(&world, &world, fan_out.document).await.unwrap();
    let filed = app::filing::IdentifiedComplaint::read(&document).unwrap();
    let mut cases = Vec::new();
    for index in 0..2 {
        cases.push(app::filing::open_case(&world, &filed, index, fan_out.document).await.unwrap().case);
    }
    port::Complaints::advance(&world, &fan_out, &cases).await.unwrap();
    let references: Vec<_> = cases.iter().map(|id| format!("<{id}@goodfaith.example>")).collect();
    let header = format!("References: {}\r\n", references.join(" "));
    deliver(&world, mail(&header, "We hereby withdraw our complaint. It was filed in error.\r\n")).await;
    let inner = world.look();
    let [answer] = &inner.sent[..] else { panic!("one answer: {:?}", inner.rejects) };
    let text = MessageParser::default().parse(&answer.mime).unwrap().body_text(0).unwrap().into_owned();
    assert_eq!(text.matches("https://goodfaith.example/status/").count(), 1, "{text}");
}

#[tokio::test]
async fn who_takes_back_a_complaint_by_its_number_is_told_its_page_and_without_one_a_person_looks() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let reference = world.look().cases.values().next().unwrap().case.filing.reference;
    let taken_back = mail("", "We hereby withdraw our complaint. It was filed in error.\r\n");
    deliver(&world, taken_back.clone()).await;
    {
        let inner = world.look();
        let [answer] = &inner.sent[..] else { panic!("its sender is told where to go") };
        assert!(!String::from_utf8_lossy(&answer.mime).contains("/status/"));
        assert!(inner.rejects[0].reason.contains("outside of any thread"), "{:?}", inner.rejects);
    }
    let named = taken_back.replace("Subject: Fake jackets", &format!("Subject: Your case {reference}"));
    deliver(&world, named).await;
    let inner = world.look();
    assert_eq!((inner.sent.len(), inner.rejects.len()), (2, 1));
    assert!(String::from_utf8_lossy(&inner.sent[1].mime).contains("/status/"));
}

#[tokio::test]
async fn a_letter_that_came_back_marks_the_complainant_of_its_case_and_nobody_else() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let id = *world.look().cases.keys().next().unwrap();
    let other = case::CaseId::new(uuid::Uuid::from_u128(7)).to_string();
    let (service, id) = ("eu-central-1.amazonses.com", id.to_string());
    let report =
        |from: &str, failed: &str, case: &str| report(from, failed, case, "Action: failed\r\nStatus: 5.1.1");
    deliver(&world, report(service, "victim@elsewhere.example", &id)).await;
    deliver(&world, report(service, sample::HOLDER, &other)).await;
    // A seller would win by the silence of a complainant who gets no letters.
    deliver(&world, report("seller.example", sample::HOLDER, &id)).await;
    let unproved = report(service, sample::HOLDER, &id);
    deliver(&world, unproved.split_once("\r\n").unwrap().1.to_owned()).await;
    assert!(world.look().bounced.is_empty());
    deliver(&world, report(service, sample::HOLDER, &id)).await;
    let inner = world.look();
    assert_eq!(inner.bounced.keys().collect::<Vec<_>>(), [&sample::HOLDER_ID]);
    assert!(inner.sent.is_empty() && inner.rejects.is_empty());
}

/// An event of the mail service about a mail with the receipt of the only case, as a topic of an identity publishes it
/// with the original headers.
fn event(world: &World, kind: &str, bounce: serde_json::Value) -> String {
    let id = *world.look().cases.keys().next().unwrap();
    let owed = world.look().cases[&id].case.letters.first().copied();
    let owed = owed.unwrap_or(case::OwedLetter { of: 0, letter: case::Letter::Receipt });
    let letters = app::letters::letters_header(&[(id, owed)]);
    let value = letters.trim().split_once(": ").unwrap().1;
    let event = serde_json::json!({
        "notificationType": kind,
        "mail": {
            "timestamp": "2026-11-02T09:00:01.000Z",
            "source": "goodfaith@goodfaith.example",
            "messageId": "0102019a-1",
            "destination": [sample::HOLDER],
            "headersTruncated": false,
            "headers": [{"name": "X-Goodfaith-Letters", "value": value}],
        },
        "bounce": bounce,
    });
    serde_json::json!({"Type": "Notification", "Message": event.to_string()}).to_string()
}

#[tokio::test]
async fn the_mail_services_word_settles_a_letter_that_is_still_owed() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    let id = *world.look().cases.keys().next().unwrap();
    let event = event(&world, "Delivery", serde_json::Value::Null);
    for _ in 0..2 {
        let response = notify(&world, &event).await;
        assert!(response.batch_item_failures.is_empty());
        let inner = world.look();
        assert!(inner.cases[&id].case.letters.is_empty() && inner.rejects.is_empty());
        let sent = |it: &&case::Recorded| matches!(it.event, case::Event::LetterSent(..));
        assert_eq!(inner.cases[&id].log.iter().filter(sent).count(), 1, "twice is once");
    }
}

#[tokio::test]
async fn an_address_that_the_mail_service_cannot_reach_is_marked_if_it_was_written_to() {
    for (address, marked) in [(sample::HOLDER, 1), ("victim@elsewhere.example", 0)] {
        let world = sample::world(1);
        deliver(&world, mail("", TEXT)).await;
        let bounce =
            serde_json::json!({"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": address}]});
        notify(&world, &event(&world, "Bounce", bounce)).await;
        assert_eq!(world.look().bounced.len(), marked, "{address}");
    }
}

#[tokio::test]
async fn what_is_no_word_of_the_mail_service_is_rejected() {
    let world = sample::world(1);
    deliver(&world, mail("", TEXT)).await;
    notify(&world, &event(&world, "Reject", serde_json::Value::Null)).await;
    notify(&world, r#"{"Type":"Notification","Message":"{}"}"#).await;
    let inner = world.look();
    assert_eq!(inner.rejects.len(), 2);
    assert!(inner.cases.values().all(|stored| !stored.case.letters.is_empty()), "nothing is settled");
}

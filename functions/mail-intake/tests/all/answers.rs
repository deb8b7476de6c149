//! Which mails are answered, with which form, and which are put aside for a person or for nobody.

use mail_parser::MessageParser;
use testkit::sample;
use testkit::world::World;

use crate::mails::{AUTHENTIC, TEXT, deliver, mail, unauthenticated};

/// The text of the only letter.
fn answer(world: &World) -> String {
    let inner = world.look();
    let [letter] = &inner.sent[..] else { panic!("one letter: {:?}", inner.rejects) };
    MessageParser::default().parse(&letter.mime).unwrap().body_text(0).unwrap().into_owned()
}

/// How many letters went out, and how many mails were put aside.
fn sent_and_rejected(world: &World) -> (usize, usize) {
    let inner = world.look();
    (inner.sent.len(), inner.rejects.len())
}

/// A complaint about these addresses, which are no listings.
fn about(addresses: &[String]) -> String {
    TEXT.replace("http://market.example/listings/1001", &addresses.join(" "))
}

#[tokio::test]
async fn a_complaint_about_no_listing_of_ours_is_answered_unless_a_machine_wrote_it() {
    let text = about(&["https://elsewhere.example/7".to_owned()]);
    for (raw, comes_to) in [
        (unauthenticated(&text), (1, 0)),
        (mail("Auto-Submitted: auto-generated\r\n", &text), (0, 1)),
        (unauthenticated("Hello, and all the best.\r\n"), (0, 1)),
    ] {
        let world = sample::world(1);
        deliver(&world, raw.clone()).await;
        assert_eq!(sent_and_rejected(&world), comes_to, "{raw}");
        assert!(world.look().cases.is_empty());
    }
}

/// The address of the form in the answer to a complaint about these addresses.
async fn form(addresses: &[String]) -> String {
    let world = sample::world(1);
    deliver(&world, mail("", &about(addresses))).await;
    let text = answer(&world);
    let start = text.find("https://goodfaith.example/?").expect("the form");
    text[start..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn the_form_names_as_many_listings_as_an_address_may_be_long() {
    const MOST: usize = 4_000;
    // Each letter behind this start is one byte more.
    let long = |letters: usize| format!("https://elsewhere.example/{}", "a".repeat(letters));
    let many: Vec<_> = (400..408).map(long).collect();
    let with = async |last: usize| form(&[&many[..], &[long(last)]].concat()).await;
    let without = form(&many).await;
    assert_eq!(without.matches("elsewhere").count(), many.len(), "{without}");
    let left = MOST - with(1).await.len() + 1;
    assert_eq!(with(left).await.len(), MOST);
    assert_eq!(with(left + 1).await, without);
}

#[tokio::test]
async fn a_table_of_one_row_is_a_complaint_like_any_other() {
    let world = sample::world(1);
    let row = "claim,listing,office,registration number,explanation,good faith\r\n\
        counterfeit,http://market.example/listings/1001,EM,018999001,Fake seams,yes\r\n";
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nThe list is attached.\r\n--b\r\nContent-Type: text/csv; \
         name=\"rows.csv\"\r\nContent-Disposition: attachment; filename=\"rows.csv\"\r\n\r\n{row}\r\n--b--\r\n"
    );
    let raw = mail("", &body)
        .replace("text/plain; charset=utf-8\r\n\r\n--b", "multipart/mixed; boundary=b\r\n\r\n--b");
    deliver(&world, raw).await;
    let inner = world.look();
    assert_eq!((inner.cases.len(), inner.rejects.len()), (1, 0), "{:?}", inner.rejects);
}

#[tokio::test]
async fn a_report_about_spam_is_nobodys_business_here() {
    let world = sample::world(1);
    let raw = format!(
        "{AUTHENTIC}From: Abuse desk <abuse@northlight.example>\r\nTo: complaints@goodfaith.example\r\n\
         Subject: FW: Buy now\r\nMessage-ID: <r-1@northlight.example>\r\nDate: Mon, 2 Nov 2026 09:00:00 +0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n\
         --b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: Desk/1.0\r\n\
         Version: 1\r\n\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nSubject: Buy now\r\n\r\nAll is cheap.\r\n\
         --b--\r\n"
    );
    assert!(!deliver(&world, raw).await);
    assert_eq!(sent_and_rejected(&world), (0, 0));
}

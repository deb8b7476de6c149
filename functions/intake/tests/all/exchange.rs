//! What the sides state about a counter-notice: who reads it, who downloads its files, and the seller's one reply.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{File, PNG, command, complete, get, only, post, post_with_files, status_path, token};
use app::filing::Link;
use axum::http::StatusCode;
use case::{Actor, Command, Event, Side, State};
use port::{Erasures as _, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

const FACT: &str = "Test purchase 17 has no serial number; <b>ours</b> all have.";
const PURCHASE: File<'_> = File { name: "purchase.png", media: "image/png", bytes: PNG };
const INVOICE: File<'_> = File { name: "invoice.png", media: "image/png", bytes: PNG };
const REPLY: [(&str, &str); 4] = [
    ("lang", "en"),
    ("action", "message"),
    ("text", "The number was sewn over; see the <b>seam</b>."),
    ("name", "Shop One"),
];

/// A world in which the seller of a listing has objected, with the pages of the seller and of the complainant.
async fn objected() -> (World, String, String) {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let id = only(&world).case.id;
    sample::take_down(&world, id);
    let seller = format!("/seller/{}", token(Link::Seller(id)));
    let fields = [
        ("action", "counter_notice"),
        ("text", "I bought these from Northlight's own outlet."),
        ("name", "Shop One"),
        ("statement", "yes"),
    ];
    assert_eq!(post(&world, &seller, &fields).await.status, StatusCode::SEE_OTHER);
    sample::send_letters(&world, only(&world).case.id);
    let status = status_path(&world);
    (world, seller, status)
}

async fn answer(world: &World, status: &str, fields: &[(&str, &str)]) {
    let id = only(world).case.id.to_string();
    let mut all = vec![("lang", "en"), ("case", id.as_str())];
    all.extend(fields);
    let answered = post_with_files(world, &format!("{status}/answer"), &all, &[PURCHASE]).await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
}

const CONTEST: [(&str, &str); 3] = [("answer", "contest"), ("ground", "not_genuine"), ("text", FACT)];
const COURT: [(&str, &str); 3] = [("answer", "court"), ("court", "LG \"Hamburg\""), ("docket", "327 O 1/26")];

async fn disputed() -> (World, String, String) {
    let (world, seller, status) = objected().await;
    answer(&world, &status, &CONTEST).await;
    (world, seller, status)
}

fn replies(world: &World) -> usize {
    let log = only(world).log;
    log.iter().filter(|it| matches!(it.event, Event::Corresponded { by: Side::Seller, .. })).count()
}

/// The number of the last event of which `is` holds.
fn number(world: &World, is: impl Fn(&Event) -> bool) -> usize {
    only(world).log.iter().rposition(|it| is(&it.event)).unwrap()
}

const fn is_answer(event: &Event) -> bool {
    matches!(event, Event::Answered { .. })
}

const fn is_reply(event: &Event) -> bool {
    matches!(event, Event::Corresponded { by: Side::Seller, .. })
}

#[tokio::test]
async fn the_seller_reads_what_the_complainant_answered_and_nothing_else_of_it() {
    let (world, seller, status) = disputed().await;
    let page = format!("{seller}?lang=en");
    let html = get(&world, &page).await.body;
    assert!(html.contains("the complainant has examined or bought them"), "{html}");
    assert!(html.contains("Test purchase 17") && html.contains("purchase.png"), "{html}");
    answer(&world, &status, &COURT).await;
    let html = get(&world, &page).await.body;
    assert!(html.contains("LG &#34;Hamburg&#34;") && html.contains("327 O 1/26"), "{html}");
    assert!(html.contains("Test purchase 17"), "the dispute stays to be read");
    assert!(!html.contains("<b>ours</b>") && !html.contains(sample::HOLDER), "{html}");
    // What the complainant writes to the reviewer is not the seller's.
    let id = only(&world).case.id.to_string();
    post(&world, &format!("{status}/message"), &[("case", &id), ("text", "For the reviewer.")]).await;
    assert!(!get(&world, &page).await.body.contains("For the reviewer."));
}

#[tokio::test]
async fn the_seller_replies_once_to_each_answer() {
    let (world, seller, status) = objected().await;
    let early = post(&world, &seller, &REPLY).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody has answered");
    answer(&world, &status, &CONTEST).await;
    for (lacking, asked) in [("text", "Your message"), ("name", "Name")] {
        let fields: Vec<_> = REPLY.into_iter().filter(|(name, _)| *name != lacking).collect();
        let refused = post(&world, &seller, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "without {lacking}");
        assert!(refused.body.contains(asked), "{asked}: {}", refused.body);
    }
    let clocks = only(&world).case.clocks();
    let replied = post_with_files(&world, &seller, &REPLY, &[INVOICE]).await;
    assert_eq!(replied.status, StatusCode::SEE_OTHER, "{}", replied.body);
    assert!(get(&world, &replied.location).await.body.contains("We have received your reply."));
    assert_eq!(only(&world).case.clocks(), clocks);
    let again = post_with_files(&world, &seller, &REPLY, &[INVOICE]).await;
    assert_eq!((again.status, replies(&world)), (StatusCode::SEE_OTHER, 1), "the same is said once");
    let sealed = world.look().sealed.len();
    let more = [("action", "message"), ("text", "And this."), ("name", "Shop One")];
    let refused = post_with_files(&world, &seller, &more, &[INVOICE]).await;
    assert_eq!((refused.status, replies(&world)), (StatusCode::CONFLICT, 1));
    assert_eq!(world.look().sealed.len(), sealed, "what is not taken is not sealed");
    assert!(!get(&world, &seller).await.body.contains("<form"), "nor offered");
    answer(&world, &status, &COURT).await;
    assert_eq!(post(&world, &seller, &more).await.status, StatusCode::SEE_OTHER, "another answer");
    assert_eq!(replies(&world), 2);
    assert!(matches!(only(&world).case.state, State::HeldForCourt { .. }));
}

#[tokio::test]
async fn files_alone_can_be_a_reply() {
    let (world, seller, _) = disputed().await;
    let fields: Vec<_> = REPLY.into_iter().filter(|(name, _)| *name != "text").collect();
    assert_eq!(post_with_files(&world, &seller, &fields, &[INVOICE]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(replies(&world), 1);
}

#[tokio::test]
async fn the_complainant_reads_the_reply_with_its_files() {
    let (world, seller, status) = disputed().await;
    post_with_files(&world, &seller, &REPLY, &[INVOICE]).await;
    let html = get(&world, &format!("{status}?lang=en")).await.body;
    assert!(html.contains("The number was sewn over") && html.contains("invoice.png"), "{html}");
    assert!(html.contains("The seller replied to the complainant’s answer"), "its history says so");
    assert!(!html.contains("<b>seam</b>") && !html.contains(sample::SELLER), "{html}");
}

#[tokio::test]
async fn each_file_is_downloaded_by_the_side_that_receives_it_and_by_no_one_else() {
    let (world, seller, status) = disputed().await;
    post_with_files(&world, &seller, &REPLY, &[INVOICE]).await;
    let id = only(&world).case.id;
    let (answered, replied) = (number(&world, is_answer), number(&world, is_reply));
    let to_seller = format!("{seller}/received/{answered}/0");
    let to_complainant = format!("{status}/received/{id}/{replied}/0");
    for (page, file) in [(&seller, &to_seller), (&status, &to_complainant)] {
        let html = get(&world, &format!("{page}?lang=en")).await.body;
        assert!(html.contains(&format!("href=\"{file}?lang=en\"")), "{html}");
        let offered = get(&world, file).await;
        assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.body);
        let key = offered.location.strip_prefix("http://inbox.example/").unwrap().split('?').next().unwrap();
        let key = port::InboxKey::parse(key).unwrap();
        assert_eq!(world.look().inbox[&key].0, PNG, "as it was attached");
    }
    let copies = world.look().inbox.len();
    for path in [
        format!("{seller}/received/{answered}/1"),
        format!("{seller}/received/{replied}/0"),
        format!("{seller}/received/0/0"),
        format!("{seller}/received/4294967295/0"),
        format!("{status}/received/{id}/{answered}/0"),
        to_seller.replacen(&seller, &status.replacen("/status/", "/seller/", 1), 1),
        to_complainant.replacen(&status, &seller.replacen("/seller/", "/status/", 1), 1),
    ] {
        assert_eq!(get(&world, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(world.look().inbox.len(), copies, "no copy was left for them");
    let ruled = Command::Rule { measure_stays: false, note: None };
    command(&world, Actor::Reviewer("anna".parse().unwrap()), ruled).await;
    for path in [to_seller, to_complainant] {
        assert_eq!(get(&world, &path).await.status, StatusCode::NOT_FOUND, "the listing returns: {path}");
    }
}

#[tokio::test]
async fn an_answer_of_an_erased_complainant_says_so() {
    let (world, seller, _) = disputed().await;
    let file = format!("{seller}/received/{}/0", number(&world, is_answer));
    world.erase_data_key(sample::HOLDER_ID, world.now(), &"ada".parse().unwrap()).await.unwrap().unwrap();
    let page = get(&world, &format!("{seller}?lang=en")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("The complainant disputes your objection"), "{}", page.body);
    assert!(page.body.contains("(erased)") && !page.body.contains("Test purchase"), "{}", page.body);
    assert_eq!(get(&world, &file).await.status, StatusCode::GONE);
    assert_eq!(post(&world, &seller, &REPLY).await.status, StatusCode::SEE_OTHER, "the seller still replies");
}

/// Every port call of a reply with a file fails, crashes before and after, and loses its answer; the seller presses again; in
/// the end there is one reply.
#[tokio::test]
async fn a_reply_that_broke_off_can_be_pressed_again() {
    let calls = {
        let (world, seller, _) = disputed().await;
        let before = world.look().calls.len();
        post_with_files(&world, &seller, &REPLY, &[INVOICE]).await;
        before..world.look().calls.len()
    };
    assert!(calls.len() >= 5, "{calls:?}");
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, seller, _) = disputed().await;
            world.plan([Fault { nth, kind }]);
            let _broken = world.until_crash(post_with_files(&world, &seller, &REPLY, &[INVOICE])).await;
            let again = post_with_files(&world, &seller, &REPLY, &[INVOICE]).await;
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{nth} {kind:?}: {}", again.body);
            assert_eq!(replies(&world), 1, "{nth} {kind:?}");
            let (documents, inner) = (only(&world).case.documents, world.look());
            assert!(documents.iter().all(|it| inner.sealed.contains_key(it)), "{nth} {kind:?}");
        }
    }
}

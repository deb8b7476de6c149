//! The pages in a real browser, on a deployed stack: with the keyboard alone, in both languages, and on a
//! telephone.
//!
//! With `GOODFAITH_SCREENSHOTS=infra/docs/images` they also take the pictures of the documentation.

mod access;
mod form;
mod session;

use std::path::PathBuf;

use crate::support::client::{ACCOUNT_SECRET, Client, HOLDER, id_of, link, proven};
use crate::support::stack::Stack;
use session::Session;

/// Of a usual screen, and of a telephone, in CSS pixels.
const SCREEN: u32 = 1200;
const TELEPHONE: u32 = 390;

/// A client of this process' stack and a browser; the test ends here where one is missing.
macro_rules! open_session {
    ($width:expr) => {{
        let Some(stack) = Stack::shared() else { return };
        let Some(session) = Session::open($width).await else { return };
        (Client::new(stack), session)
    }};
}

use open_session;

/// The address of one of the marketplace's first listings. Each is used by one test only.
fn demo_listing(client: &Client<'_>, number: u32) -> String {
    format!("{}/listings/{number}", client.stack.setting("GOODFAITH_DEMO_MARKETPLACE_URL"))
}

/// A photograph of a listing, as a file to attach.
async fn photograph(client: &Client<'_>, listing: &str) -> PathBuf {
    let url = listing.replace("/listings/", "/pictures/") + ".png";
    let bytes = client.http.get(url).send().await.unwrap().bytes().await.unwrap();
    let file = client.stack.folder().join(format!("label-{}.png", id_of(listing)));
    std::fs::write(&file, bytes).unwrap();
    file
}

/// Fills the form in, from top to bottom, without a mouse.
async fn fill_in(session: &Session, listing: &str, name: &str, explanation: &str) {
    session.tab_to("[name=claim]").await;
    session.press(" ").await;
    session.write("listings", listing).await;
    session.write("right_office", "EM").await;
    session.write("right_number", "018999001").await;
    session.write("explanation", explanation).await;
    session.write("name", name).await;
    session.write("email", HOLDER).await;
    session.write("account_secret", ACCOUNT_SECRET).await;
    session.tab_to("#good_faith").await;
    session.press(" ").await;
}

async fn send(session: &Session) {
    session.tab_to("button[type=submit]").await;
    session.press("\n").await;
}

#[tokio::test]
async fn a_brand_reports_a_listing_and_sees_it_taken_down() {
    let (client, session) = open_session!(SCREEN);
    let listing = demo_listing(&client, 1001);
    session.go(&listing).await;
    session.shows("h1", "NORTHLIGHT down jacket").await;
    session.picture("market", 640).await;

    session.go(&client.url("/?lang=en")).await;
    let explanation = "The star on the chest has five blunt points instead of our eight, the care label is \
                       missing, and the seam tape is glued. We bought one.";
    fill_in(&session, &listing, "Northlight Outfitters GmbH", explanation).await;
    session
        .script(
            "window.progressed = false; new MutationObserver(() => { window.progressed ||= \
             Boolean(document.querySelector('.files progress')) }) \
             .observe(document.querySelector('.files'), { childList: true, subtree: true })",
        )
        .await;
    session.attach("#evidence", &photograph(&client, &listing).await).await;
    session.shows(".files .done", "label-1001.png").await;
    assert_eq!(session.script("return window.progressed").await, true, "an upload shows how far it is");
    let loaded = session.script("return performance.getEntriesByType('resource').map(it => it.name)").await;
    let bucket = client.stack.setting("GOODFAITH_INBOX_BUCKET");
    let direct = loaded.as_array().unwrap().iter().any(|url| url.as_str().unwrap().contains(bucket));
    assert!(direct, "the file goes straight to the store: {loaded}");
    session.picture("form", 1_150).await;
    send(&session).await;

    session.shows("h1", "Your complaint has been received").await;
    session.tab_to("a.button").await;
    session.press("\n").await;
    // The page renews itself.
    session.shows("article .chip", "Taken down").await;
    session.tab_to("article summary").await;
    session.press("\n").await;
    session.shows("article .history", "Listing taken down").await;
    session.picture("status", 1_500).await;
    session.go(&listing).await;
    session.shows("h1", "no longer available").await;
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn a_rejected_form_says_what_is_wrong_and_keeps_what_was_typed() {
    let (client, session) = open_session!(TELEPHONE);
    let listing = client.listing().await;
    session.go(&client.url("/?lang=en")).await;
    session.assert_fits().await;
    let strange =
        "https://elsewhere.example/an/address/that/is/long/enough/to/need/more/than/one/line/of/a/telephone";
    fill_in(&session, strange, "Northlight Outfitters GmbH", "The star has five points.").await;
    send(&session).await;
    session.shows(".summary", "One thing needs your attention").await;
    session.shows(".summary", "is not a listing on a marketplace that we serve").await;
    let focused = session.script("return document.activeElement.matches('.summary')").await;
    assert_eq!(focused, true, "the reader is brought to the summary");
    session.assert_fits().await;
    assert_eq!(session.value("listings").await, strange);
    assert_eq!(session.value("explanation").await, "The star has five points.");
    assert_eq!(session.value("account_secret").await, ACCOUNT_SECRET);

    // The summary leads to the field.
    session.tab_to(".summary a").await;
    session.press("\n").await;
    session.tab_to("#listings").await;
    session.script("document.activeElement.select()").await;
    session.press(&listing).await;
    send(&session).await;
    session.shows("h1", "Your complaint has been received").await;
    session.assert_fits().await;
    session.tab_to("a.button").await;
    session.press("\n").await;
    session.shows("article .chip", "Taken down").await;
    session.assert_fits().await;
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn everything_is_said_in_chinese_to_who_reads_chinese() {
    let (client, session) = open_session!(SCREEN);
    let listing = demo_listing(&client, 1003);
    session.go(&client.url("/?lang=zh")).await;
    session.shows("h1", "权").await;
    fill_in(
        &session,
        "https://elsewhere.example/1",
        "Northlight Outfitters GmbH",
        "胸前星标为五角，正品为八角。",
    )
    .await;
    send(&session).await;
    session.shows(".summary", "需要").await;
    assert_eq!(session.value("explanation").await, "胸前星标为五角，正品为八角。");
    session.tab_to("#listings").await;
    session.script("document.activeElement.select()").await;
    session.press(&listing).await;
    send(&session).await;
    session.shows("h1", "已收到").await;
    session.tab_to("a.button").await;
    session.press("\n").await;
    session.shows("article .chip", "已下架").await;

    let statement = client.letter(&listing, "您的商品已下架").await;
    session.go(&client.url(&format!("{}?lang=zh", link(&statement.text, "/seller/")))).await;
    session.shows(".chip", "已下架").await;
    session.picture("seller", 1_550).await;
    session.resize(TELEPHONE).await;
    session.assert_fits().await;
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn a_seller_objects_with_the_keyboard_on_a_telephone() {
    let (client, session) = open_session!(TELEPHONE);
    let listing = client.listing().await;
    let filed = client.file(&proven(&listing)).await;
    client.reaches(&filed.status, "in_force").await;
    let statement = client.letter(&listing, "Your listing was taken down").await;
    session.go(&client.url(&format!("{}?lang=en", link(&statement.text, "/seller/")))).await;
    session.assert_fits().await;
    session.write("text", "We bought these jackets from the brand.").await;
    session.write("name", "Summit Outlet").await;
    session.tab_to("#statement").await;
    session.press(" ").await;
    send(&session).await;
    session.shows(".banner", "We have received your objection").await;
    session.assert_fits().await;
    session.assert_no_complaints().await;
    session.close().await;
}

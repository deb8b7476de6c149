//! Barriers: axe-core looks at every page, in both languages, on a screen and on a telephone. Nothing serious or
//! critical may be found.

use super::session::Session;
use super::{SCREEN, TELEPHONE, fill_in, open_session, send};
use crate::support::client::{ACCOUNT_SECRET, Client, complaint, link, proven};
use crate::support::stack::Stack;

/// Looks at the page in both widths. `false` where axe-core is not installed.
async fn is_open(session: &Session, what: &str) -> bool {
    for width in [SCREEN, TELEPHONE] {
        session.resize(width).await;
        let Some(barriers) = session.barriers().await else { return false };
        assert!(barriers.is_empty(), "{what}, {width} wide: {barriers:#?}");
        session.assert_fits().await;
    }
    session.resize(SCREEN).await;
    true
}

#[tokio::test]
async fn the_form_has_no_barriers() {
    let (client, session) = open_session!(SCREEN);
    for lang in ["en", "zh"] {
        session.go(&client.url(&format!("/?lang={lang}"))).await;
        if !is_open(&session, "the first step").await {
            return;
        }
        for claim in ["counterfeit", "trademark_misuse", "copyright", "design", "patent"] {
            session.go(&client.url(&format!("/?lang={lang}&claim={claim}"))).await;
            is_open(&session, claim).await;
        }
        // What is wrong, from the linter and from the server.
        session.tab_to("#listings").await;
        session.press("https://elsewhere.example/1").await;
        session.tab_to("#explanation").await;
        session.shows("#listings-lines", "elsewhere.example").await;
        is_open(&session, "what the linter found").await;
        session.script("document.getElementById('complaint').submit()").await;
        session.shows(".summary", "").await;
        is_open(&session, "the rejected form").await;
        session.script("localStorage.clear()").await;
    }
    session.close().await;
}

#[tokio::test]
async fn the_pages_after_filing_have_no_barriers() {
    let (client, session) = open_session!(SCREEN);
    for lang in ["en", "zh"] {
        let listing = client.listing().await;
        for (what, code) in [("the filed complaint", ACCOUNT_SECRET), ("the pending complaint", "")] {
            session.go(&client.url(&format!("/?lang={lang}"))).await;
            fill_in(&session, &listing, "Northlight Outfitters GmbH", "The star has five points.").await;
            session.script(&format!("document.getElementById('account_secret').value = '{code}'")).await;
            send(&session).await;
            session.shows("[data-filed] h1", "").await;
            if !is_open(&session, what).await {
                return;
            }
        }
    }
    session.close().await;
}

#[tokio::test]
async fn the_pages_of_the_parties_have_no_barriers() {
    let (client, session) = open_session!(SCREEN);
    let listings = client.listings(3).await;
    let filed = client.file(&proven(&listings[0])).await;
    client.reaches(&filed.status, "in_force").await;
    let statement = client.letter(&listings[0], "Your listing was taken down").await;
    let seller = link(&statement.text, "/seller/");
    let objection = [
        ("action", "counter_notice"),
        ("text", "We bought these jackets from the brand."),
        ("name", "Summit Outlet"),
        ("statement", "yes"),
    ];
    let many = listings[1..].join("\n");
    let fan_out = client.file(&proven(&many)).await;
    let pending = client.form("/complaints", &complaint(&listings[1])).await;
    assert_eq!(pending.status(), 202);
    let confirm = client.letter(&listings[1], "Please confirm").await;
    let confirm = link(&confirm.text, "/confirm/");
    for (what, path) in [
        ("the seller's page", &seller),
        ("the status page", &filed.status),
        ("the status page of several", &fan_out.status),
        ("the confirmation", &confirm),
        ("a page that is not there", &"/nowhere".to_owned()),
    ] {
        for lang in ["en", "zh"] {
            session.go(&client.url(&format!("{path}?lang={lang}"))).await;
            session.script("document.querySelectorAll('details').forEach(it => { it.open = true })").await;
            if !is_open(&session, what).await {
                return;
            }
        }
    }
    client.act(&seller, &objection).await;
    client.letter(&listings[0], "The seller objects").await;
    for lang in ["en", "zh"] {
        session.go(&client.url(&format!("{}?lang={lang}", filed.status))).await;
        session.shows("form[action$=answer]", "").await;
        is_open(&session, "the seller's objection").await;
        session.go(&client.url(&format!("{seller}?lang={lang}&done=counter_notice"))).await;
        is_open(&session, "the objection that was made").await;
    }
    session.close().await;
}

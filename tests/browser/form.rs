//! The complaint form in a real browser: guided, linted, kept as a draft, with files dragged onto it, for
//! anyone without an account, and without scripts.

use serde_json::json;

use super::session::Session;
use super::{SCREEN, TELEPHONE, open_session, photograph, send};
use crate::support::client::{ACCOUNT_SECRET, Client, HOLDER, id_of, link, proven};
use crate::support::stack::Stack;

/// Chooses a kind of right with the keyboard.
async fn choose(session: &Session, claim: &str) {
    session.tab_to("[name=claim]").await;
    let at = format!("return document.activeElement.value === {}", json!(claim));
    session.press(" ").await;
    for _ in case::Claim::ALL {
        if session.script(&at).await == true {
            return;
        }
        session.press("\u{E015}").await;
    }
    panic!("the arrow keys do not reach {claim}");
}

/// What a field says of itself to who cannot see it.
async fn found(session: &Session, id: &str) -> String {
    let script = format!("return document.getElementById('{id}-found')?.textContent ?? ''");
    session.script(&script).await.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn only_what_a_kind_of_right_needs_is_asked() {
    let (client, session) = open_session!(SCREEN);
    session.go(&client.url("/?lang=en")).await;
    let shown = async |id: &str| {
        let script = format!("return Boolean(document.getElementById('{id}').offsetParent)");
        session.script(&script).await == true
    };
    assert!(!shown("listings").await && !shown("explanation").await, "first the kind of right");
    choose(&session, "copyright").await;
    assert!(shown("work").await);
    for of_another_law in ["perjury", "signature", "telephone", "truth"] {
        assert!(
            !shown(of_another_law).await,
            "{of_another_law}: no law of the marketplaces here asks for it"
        );
    }
    assert!(!shown("right_number").await && !shown("classes").await);
    session.shows("#explanation-hint", "Which pictures").await;
    session.press("\u{E015}").await;
    assert!(shown("work").await && !shown("right_number").await, "pirated copies are of a work, too");
    session.press("\u{E015}").await;
    assert!(shown("right_number").await && !shown("work").await && !shown("perjury").await);
    session.shows("#explanation-hint", "same overall impression").await;
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn the_linter_says_beside_each_field_what_would_be_declined() {
    let (client, session) = open_session!(TELEPHONE);
    let listings = client.listings(2).await;
    session.go(&client.url("/?lang=en")).await;
    choose(&session, "counterfeit").await;
    session.tab_to("#listings").await;
    let pasted = format!("{}\nhttps://elsewhere.example/7\n{}", listings[0], listings[1]);
    let paste = format!(
        "const it = document.getElementById('listings'); it.value = {}; \
         it.dispatchEvent(new Event('input', {{ bubbles: true }}))",
        json!(pasted)
    );
    session.script(&paste).await;
    session.shows("#listings-count", "3 addresses: 2 recognised").await;
    session.shows("#listings-lines", "Line 2: https://elsewhere.example/7").await;
    session.write("right_office", "EM").await;
    session.write("right_number", "018999777").await;
    session.tab_to("#explanation").await;
    session.shows("#right_number-found", "is not in our register").await;
    session.write("email", "brand@").await;
    session.tab_to("#account_secret").await;
    session.shows("#email-found", "is not a valid e-mail address").await;
    assert_eq!(
        found(&session, "explanation").await,
        "Explanation: this is required by Article 16(2)(a) of the Digital Services Act, Regulation (EU) 2022/2065."
    );
    assert_eq!(found(&session, "good_faith").await, "", "not reached yet");
    session.shows("#left", "Missing or to be corrected").await;
    session.shows("#left-fields a", "Explanation").await;
    session.assert_fits().await;

    // Corrected, and all is said to be well.
    session.script(&paste.replace("\\nhttps://elsewhere.example/7", "")).await;
    session.shows("#listings-count", "2 addresses: 2 recognised").await;
    for (id, value) in [("right_number", "018999001"), ("email", HOLDER)] {
        session.script(&format!("const it = document.getElementById('{id}'); it.focus(); it.select()")).await;
        session.press(value).await;
    }
    session.script("document.getElementById('explanation').focus()").await;
    session.press("The star has five points instead of eight.").await;
    session.write("name", "Northlight Outfitters GmbH").await;
    session.tab_to("#good_faith").await;
    session.press(" ").await;
    session.shows("#left", "Nothing is missing").await;
    assert_eq!(found(&session, "email").await, "");
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn anyone_files_without_an_account_and_confirms_by_mail() {
    let (client, session) = open_session!(SCREEN);
    let listing = client.listing().await;
    session.go(&client.url("/?lang=en")).await;
    super::fill_in(&session, &listing, "Ada North", "The star has five points instead of eight.").await;
    session
        .script(
            "document.getElementById('account_secret').value = ''; \
             document.getElementById('email').value = 'ada@north.example'",
        )
        .await;
    send(&session).await;
    session.shows("h1", "confirm").await;
    session.shows("main", "ada@north.example").await;
    let kept = session.script("return Object.keys(localStorage).length").await;
    assert_eq!(kept, 0, "the draft is gone");

    let letter = client.letter(&listing, "Please confirm your complaint").await;
    assert_eq!(letter.to, "ada@north.example");
    session.go(&client.url(&link(&letter.text, "/confirm/"))).await;
    session.shows("main", &listing).await;
    send(&session).await;
    session.shows(".banner", "confirmed").await;
    session.shows("article .address", &listing).await;
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn a_draft_survives_the_closed_window_without_its_secret() {
    let (client, session) = open_session!(SCREEN);
    let listing = client.listing().await;
    session.go(&client.url("/?lang=en")).await;
    super::fill_in(&session, &listing, "Ada North", "The star has five points.").await;
    session.go("about:blank").await;
    session.go(&client.url("/?lang=en")).await;
    session.shows("#draft-notice", "Counterfeit goods").await;
    session.shows("#draft-notice", "only in this browser").await;
    assert_eq!(session.value("listings").await, listing);
    assert_eq!(session.value("explanation").await, "The star has five points.");
    assert_eq!(session.value("account_secret").await, "");
    let stored = session.script("return JSON.stringify(localStorage)").await;
    assert!(!stored.as_str().unwrap().contains(ACCOUNT_SECRET), "{stored}");
    // Another kind of right has a draft of its own.
    session.go(&client.url("/?lang=en&claim=design")).await;
    assert_eq!(session.value("listings").await, "");
    session.go(&client.url("/?lang=en")).await;
    session.tab_to("#draft-notice button").await;
    session.press("\n").await;
    session.shows("h1", "Report a listing").await;
    let left = session
        .script("return [document.getElementById('listings').value, Object.keys(localStorage).length]");
    assert_eq!(left.await, json!(["", 0]));
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn files_are_dropped_onto_the_form_several_at_once() {
    let (client, session) = open_session!(SCREEN);
    let listing = client.listing().await;
    let picture = std::fs::read(photograph(&client, &listing).await).unwrap();
    let picture = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, picture);
    session.go(&client.url("/?lang=en")).await;
    super::fill_in(&session, &listing, "Northlight Outfitters GmbH", "See the pictures.").await;
    let drop = format!(
        "const bytes = Uint8Array.from(atob('{picture}'), it => it.charCodeAt(0)); \
         const dataTransfer = new DataTransfer(); \
         for (const name of ['label.png', 'seam.png']) \
           dataTransfer.items.add(new File([bytes], name, {{ type: 'image/png' }})); \
         dataTransfer.items.add(new File(['x'], 'clip.mp4', {{ type: 'video/mp4' }})); \
         document.querySelector('.drop').dispatchEvent( \
           new DragEvent('drop', {{ dataTransfer, bubbles: true, cancelable: true }}))"
    );
    session.script(&drop).await;
    session.shows(".files .done", "label.png").await;
    session.shows(".files .done", "seam.png").await;
    session.shows(".files .failed", "not accepted").await;
    // Removed with the keyboard, from where one is after dropping.
    session.script("document.getElementById('evidence').focus()").await;
    for name in ["label.png", "clip.mp4"] {
        session.tab_to(&format!("button[aria-label='Remove: {name}']")).await;
        session.press("\n").await;
    }
    session.shows(".files-field [role=status]", "clip.mp4: removed").await;
    let names =
        session.script("return [...document.querySelectorAll('.file-name')].map(it => it.textContent)");
    assert_eq!(names.await, json!(["seam.png"]));
    send(&session).await;
    session.shows("h1", "Your complaint has been received").await;
    session.assert_no_complaints().await;
    session.close().await;
}

#[tokio::test]
async fn everything_works_without_scripts() {
    let (client, session) = open_session!(TELEPHONE);
    let listing = client.listing().await;
    session.forbid_scripts().await;
    session.go(&client.url("/?lang=en")).await;
    session.shows("noscript", "Show only the fields needed").await;
    session.assert_fits().await;
    session.tab_to("noscript a").await;
    session.press("\n").await;
    session.shows("#explanation-hint", "How can you tell").await;
    super::fill_in(&session, &listing, "Northlight Outfitters GmbH", "The star has five points.").await;
    session.attach("#evidence", &photograph(&client, &listing).await).await;
    // One thing is wrong: the file is not lost by it.
    session.script("document.getElementById('right_number').value = 'no number !'").await;
    send(&session).await;
    session.shows(".summary", "One thing needs your attention").await;
    session.shows(".files", "label-").await;
    session.script("document.getElementById('right_number').value = '018999001'").await;
    send(&session).await;
    session.shows("h1", "Your complaint has been received").await;
    session.tab_to("a.button").await;
    session.press("\n").await;
    session.shows("article h3", &format!("Listing {} on", id_of(&listing))).await;
    // Without scripts the page does not renew itself.
    let status = session.script("return location.pathname").await;
    let status = status.as_str().unwrap();
    client.reaches(status, "in_force").await;
    session.go(&client.url(&format!("{status}?lang=en"))).await;
    session.shows("article .chip", "Taken down").await;
    session.tab_to("article details:last-of-type summary").await;
    session.assert_fits().await;
    session.close().await;
}

#[tokio::test]
async fn a_complainant_adds_a_file_on_the_status_page() {
    let (client, session) = open_session!(TELEPHONE);
    let listing = client.listing().await;
    // Once the listing is down, so is its picture.
    let picture = photograph(&client, &listing).await;
    let filed = client.file(&proven(&listing)).await;
    let case = client.reaches(&filed.status, "in_force").await;
    session.go(&client.url(&format!("{}?lang=en", filed.status))).await;
    session.shows("article h3", &format!("Listing {} on", id_of(&listing))).await;
    session.tab_to("details:has(form[action$=message]) summary").await;
    session.press("\n").await;
    session.tab_to(&format!("[id='{case}-message-text']")).await;
    session.press("The invoice of our test purchase.").await;
    session.attach(&format!("[id='{case}-message-evidence']"), &picture).await;
    session.shows(".files .done", "label-").await;
    session.assert_fits().await;
    session.tab_to("form[action$=message] button[type=submit]").await;
    session.press("\n").await;
    session.shows(".banner", "added to your complaint").await;
    session.assert_no_complaints().await;
    session.close().await;
}

//! The seller asks on its page that a person look at what rules decided.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{File, PNG, command, complete, get, only, post, post_with_files, status_path, token};
use app::desk::{self, Decision};
use app::filing::{Link, LinkKey};
use axum::http::StatusCode;
use case::{Actor, Command, Correction, DeskQueue, Event, State};
use port::Queue;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

const WORDS: &str = "I am Northlight's outlet; see the <b>invoice</b>.";
const INVOICE: File<'_> = File { name: "invoice.png", media: "image/png", bytes: PNG };
const ASK: [(&str, &str); 4] =
    [("lang", "en"), ("action", "ask_person"), ("text", WORDS), ("name", "Shop One")];
const OFFER: &str = "value=\"ask_person\"";

/// A world in which rules had a listing taken down, and its seller's page.
async fn taken_down() -> (World, String) {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let id = only(&world).case.id;
    sample::take_down(&world, id);
    (world, format!("/seller/{}", token(Link::Seller(id))))
}

fn requests(world: &World) -> usize {
    only(world).log.iter().filter(|it| matches!(it.event, Event::PersonAsked { .. })).count()
}

fn anna() -> Actor {
    Actor::Reviewer("anna".parse().unwrap())
}

async fn decide(world: &World, decision: Decision) {
    let id = only(world).case.id;
    desk::decide((world, world, world, world), id, decision, &"anna".parse().unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_seller_asks_once_and_keeps_every_other_way() {
    let (world, seller) = taken_down().await;
    let page = format!("{seller}?lang=en");
    let html = get(&world, &page).await.body;
    assert!(html.contains(OFFER) && html.contains("uses up neither an objection nor an appeal"), "{html}");
    let asked = post_with_files(&world, &seller, &ASK, &[INVOICE]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    assert!(get(&world, &asked.location).await.body.contains("We have received your request."));
    let case = only(&world).case;
    assert!(matches!(case.state, State::InForce { .. }));
    assert_eq!(case.desk_queue(), Some(DeskQueue::PersonAsked));
    let html = get(&world, &page).await.body;
    assert!(html.contains("We aim to have a person look at the decision by"), "{html}");
    assert!(!html.contains(OFFER), "it is asked once: {html}");
    for act in ["counter_notice", "appeal"] {
        assert!(html.contains(&format!("value=\"{act}\"")), "{act}: {html}");
    }
    let again = post_with_files(&world, &seller, &ASK, &[INVOICE]).await;
    assert_eq!((again.status, requests(&world)), (StatusCode::SEE_OTHER, 1), "the same is said once");
    let sealed = world.look().sealed.len();
    let more = [("action", "ask_person"), ("text", "And this."), ("name", "Shop One")];
    let refused = post(&world, &seller, &more).await;
    assert_eq!((refused.status, requests(&world)), (StatusCode::CONFLICT, 1));
    assert_eq!(world.look().sealed.len(), sealed, "what is not taken is not sealed");
}

#[tokio::test]
async fn a_request_lacks_nothing_and_is_no_longer_than_other_words() {
    let (world, seller) = taken_down().await;
    let long = "x".repeat(20_001);
    for (text, name, asked) in
        [("", "Shop One", "Your message"), (WORDS, "", "Name"), (long.as_str(), "Shop One", "Your message")]
    {
        let fields = [("lang", "en"), ("action", "ask_person"), ("text", text), ("name", name)];
        let refused = post(&world, &seller, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
        assert!(refused.body.contains(asked), "{asked}: {}", refused.body);
    }
    assert_eq!(requests(&world), 0);
}

#[tokio::test]
async fn who_has_not_the_sellers_link_cannot_ask() {
    let (world, seller) = taken_down().await;
    let id = only(&world).case.id;
    let other = LinkKey::new("another installation's key, also long enough").unwrap();
    let by_complainant = status_path(&world).replacen("/status/", "/seller/", 1);
    for path in
        ["/seller/nonsense".to_owned(), format!("/seller/{}", other.token(Link::Seller(id))), by_complainant]
    {
        assert_eq!(post(&world, &path, &ASK).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let status = post(&world, &format!("{}/ask_person", status_path(&world)), &ASK).await;
    assert!(status.status.is_client_error(), "{}", status.status);
    assert_eq!(requests(&world), 0);
    // Nor reads the complainant what the person reads.
    assert_eq!(post(&world, &seller, &ASK).await.status, StatusCode::SEE_OTHER);
    let html = get(&world, &format!("{}?lang=en", status_path(&world))).await.body;
    assert!(html.contains("The seller asked that a person look"), "its history says so: {html}");
    assert!(!html.contains("outlet"), "{html}");
}

#[tokio::test]
async fn a_wrong_takedown_is_undone_at_once_when_its_seller_asks() {
    let (world, seller) = taken_down().await;
    sample::send_letters(&world, only(&world).case.id);
    post(&world, &seller, &ASK).await;
    let before = world.look().queues[&Queue::Takedown].len();
    decide(&world, Decision::Correct { why: Correction::Mistake, note: sample::note() }).await;
    assert_eq!(world.look().queues[&Queue::Takedown].len(), before + 1, "the return is ordered at once");
    sample::do_order(&world, only(&world).case.id);
    let case = only(&world).case;
    assert!(matches!(case.state, State::Restored { .. }));
    assert_eq!((case.desk_queue(), case.asked.since()), (None, None));
    let late = post(&world, &seller, &[ASK[1], ("text", "Thanks."), ASK[3]]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the listing is back");
    assert!(!get(&world, &seller).await.body.contains(OFFER));
}

#[tokio::test]
async fn a_kept_measure_is_a_persons_decision_on_the_page_and_may_be_objected_to() {
    let (world, seller) = taken_down().await;
    post(&world, &seller, &ASK).await;
    decide(&world, Decision::Keep { note: "The label is not ours.".parse().unwrap() }).await;
    let html = get(&world, &format!("{seller}?lang=en")).await.body;
    assert!(html.contains("<dd>Decided by a person."), "{html}");
    assert!(html.contains("The label is not ours."), "{html}");
    assert!(!html.contains(OFFER) && html.contains("value=\"counter_notice\""), "{html}");
    let appeal = [("action", "appeal"), ("text", "It is."), ("name", "Shop One")];
    assert_eq!(post(&world, &seller, &appeal).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_seller_that_has_objected_may_still_ask_while_the_complainant_is_silent() {
    let (world, seller) = taken_down().await;
    let counter =
        [("action", "counter_notice"), ("text", "Mine."), ("name", "Shop One"), ("statement", "yes")];
    assert_eq!(post(&world, &seller, &counter).await.status, StatusCode::SEE_OTHER);
    sample::send_letters(&world, only(&world).case.id);
    let html = get(&world, &format!("{seller}?lang=en")).await.body;
    assert!(html.contains(OFFER) && html.contains("If you do not agree"), "{html}");
    assert_eq!(post(&world, &seller, &ASK).await.status, StatusCode::SEE_OTHER);
    command(&world, anna(), Command::Rule { measure_stays: false, note: None }).await;
    assert_eq!(only(&world).case.state.code(), "restore_due");
}

/// Every port call of a request with a file fails, crashes before and after, and loses its answer; the seller presses again; in
/// the end there is one request.
#[tokio::test]
async fn a_request_that_broke_off_can_be_pressed_again() {
    let calls = {
        let (world, seller) = taken_down().await;
        let before = world.look().calls.len();
        post_with_files(&world, &seller, &ASK, &[INVOICE]).await;
        before..world.look().calls.len()
    };
    assert!(calls.len() >= 5, "{calls:?}");
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, seller) = taken_down().await;
            world.plan([Fault { nth, kind }]);
            let _broken = world.until_crash(post_with_files(&world, &seller, &ASK, &[INVOICE])).await;
            let again = post_with_files(&world, &seller, &ASK, &[INVOICE]).await;
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{nth} {kind:?}: {}", again.body);
            assert_eq!(requests(&world), 1, "{nth} {kind:?}");
            let (documents, inner) = (only(&world).case.documents, world.look());
            assert!(documents.iter().all(|it| inner.sealed.contains_key(it)), "{nth} {kind:?}");
        }
    }
}

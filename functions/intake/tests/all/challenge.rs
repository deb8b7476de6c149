//! What keeps the open form from being abused: work for the browser, limits, and one complaint per form.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{Answer, confirm, form, get, only, post, send, with};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use intake::Peer;
use jiff::SignedDuration;
use policy::LimitedAction;
use testkit::sample;
use testkit::world::World;

/// A form as a browser has it that has done the work.
async fn opened(world: &World) -> (String, String) {
    let page = get(world, "/?lang=en").await;
    let token = page.hidden("challenge");
    assert!(page.body.contains(&format!("data-bits=\"{}\"", policy::CHALLENGE_BITS)));
    let solves = |number: &String| {
        let digest = case::Digest::of(format!("{token}:{number}").as_bytes());
        u32::from_be_bytes(digest.bytes()[..4].try_into().unwrap()).leading_zeros()
            >= u32::from(policy::CHALLENGE_BITS)
    };
    let solution = (0_u64..).map(|number| number.to_string()).find(solves).unwrap();
    (token, solution)
}

async fn file(world: &World, (token, solution): (&str, &str), explanation: &str) -> Answer {
    let mut fields: Vec<(&str, &str)> = with("explanation", explanation);
    fields.retain(|(name, _)| *name != "account_secret");
    fields.extend([("challenge", token), ("solution", solution)]);
    send(world, from(form("/complaints", &fields))).await
}

fn from(mut request: Request<Body>) -> Request<Body> {
    request.extensions_mut().insert(Peer::of("192.0.2.7"));
    request
}

/// How often filing was counted: with the work done, and without.
fn counted(world: &World) -> (u32, u32) {
    let mut counts: Vec<u32> = world.look().counts.values().copied().collect();
    counts.sort_unstable();
    (counts.iter().sum(), counts.len() as u32)
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_complaint() {
    let world = sample::world(1);
    let (token, solution) = opened(&world).await;
    let first = file(&world, (&token, &solution), "The label is wrong.").await;
    assert_eq!(first.status, StatusCode::ACCEPTED, "{}", first.body);
    let second = file(&world, (&token, &solution), "The label is wrong.").await;
    assert_eq!((second.status, &second.body), (first.status, &first.body), "the same page");
    assert_eq!(world.look().pending.len(), 1);
    confirm(&world).await;
    only(&world);
}

#[tokio::test]
async fn a_brands_form_that_is_sent_twice_shows_the_same_page() {
    let world = sample::world(1);
    let page = get(&world, "/?lang=en").await;
    let token = page.hidden("challenge");
    let mut fields = crate::common::complete();
    fields.push(("challenge", &token));
    let first = post(&world, "/complaints", &fields).await;
    world.pass(SignedDuration::from_secs(2));
    let second = post(&world, "/complaints", &fields).await;
    assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.body, second.body);
    assert!(only(&world).case.merged.is_empty(), "no repeat, but the same");
}

#[tokio::test]
async fn work_is_good_for_one_complaint_and_for_an_hour() {
    let world = sample::world(1);
    let (token, solution) = opened(&world).await;
    let unproved = LimitedAction::FileUnproved.most().0;
    // As often as a browser without scripts may, and each with used work or none.
    file(&world, (&token, &solution), "First.").await;
    for number in 0..unproved {
        let answer = file(&world, (&token, &solution), &format!("Another {number}.")).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{number}");
    }
    let refused = file(&world, (&token, &solution), "One more.").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "used work is no work");
    assert!(refused.body.contains("Please try again after"), "{}", refused.body);
    let forged = file(&world, ("bm90IG91cnM", "1"), "Forged.").await;
    assert_eq!(forged.status, StatusCode::TOO_MANY_REQUESTS);
    let (token, solution) = opened(&world).await;
    let honest = file(&world, (&token, &solution), "New work.").await;
    assert_eq!(honest.status, StatusCode::ACCEPTED, "{}", honest.body);

    let (token, solution) = opened(&world).await;
    world.pass(SignedDuration::from_mins(61));
    let before = counted(&world);
    let late = file(&world, (&token, &solution), "After a long lunch.").await;
    assert_eq!(late.status, StatusCode::ACCEPTED, "taken, within the narrower limit");
    assert!(counted(&world) > before);
    assert!(!world.look().spent.contains_key(&uuid_of(&token)), "and nothing is spent");
}

fn uuid_of(token: &str) -> uuid::Uuid {
    let key = app::filing::LinkKey::new(crate::common::SECRET).unwrap();
    app::filing::Challenge::read(&key, token).unwrap().id
}

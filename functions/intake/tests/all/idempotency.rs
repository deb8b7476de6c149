//! Requests of the API that are made again, and again after something died.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::account::{brand, complaint, request, stranger};
use crate::common::{Answer, app, nothing_stored, send};
use axum::http::{HeaderValue, StatusCode};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use tower::ServiceExt as _;

const COMPLAINTS: &str = "/api/v1/complaints";
const KEY: &str = "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"";

fn keyed(by: Option<&str>, key: &str, body: &Value) -> axum::http::Request<axum::body::Body> {
    let mut request = request("POST", COMPLAINTS, by, Some(body));
    request.headers_mut().insert("idempotency-key", HeaderValue::from_str(key).unwrap());
    request
}

async fn file(world: &World, by: Option<&str>, key: &str, body: &Value) -> Answer {
    send(world, keyed(by, key, body)).await
}

/// How many cases, complaints of many listings, and entries of accounts there are, and documents.
fn stored_in(world: &World) -> [usize; 4] {
    let inner = world.look();
    [inner.cases.len(), inner.fan_outs.len(), inner.own.len(), inner.sealed.len()]
}

#[tokio::test]
async fn the_same_request_is_done_once_and_answered_the_same() {
    let world = sample::world(3);
    let (ours, theirs) = (brand(&world).await, stranger(&world).await);
    for listings in [vec![0], vec![0, 1, 2]] {
        let body = complaint(listings);
        let key = format!("\"{}\"", body["listings"].as_array().unwrap().len());
        let first = file(&world, Some(&ours), &key, &body).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
        let stored = stored_in(&world);
        world.pass(SignedDuration::from_hours(11));
        let again = file(&world, Some(&ours), &key, &body).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(stored_in(&world), stored);
    }
    let other = file(&world, Some(&ours), "\"1\"", &complaint([1])).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.json()["type"], "urn:goodfaith:problem:idempotency-reused");
    let elsewhere = file(&world, Some(&theirs), "\"1\"", &complaint([1])).await;
    assert_eq!(elsewhere.status, StatusCode::CREATED, "another account's keys are its own");
}

#[tokio::test]
async fn a_key_is_free_again_when_nothing_came_of_its_request_and_after_a_day() {
    let world = sample::world(2);
    let ours = brand(&world).await;
    let wrong = file(&world, Some(&ours), KEY, &json!({"claim": "counterfeit"})).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing_stored(&world);
    let corrected = file(&world, Some(&ours), KEY, &complaint([0])).await;
    assert_eq!(corrected.status, StatusCode::CREATED, "{}", corrected.body);
    world.pass(SignedDuration::from_hours(25));
    assert_eq!(file(&world, Some(&ours), KEY, &complaint([1])).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_key_that_cannot_be_read_is_named() {
    let world = sample::world(1);
    let ours = brand(&world).await;
    for key in ["\"\"", "\"a", "two words", &"x".repeat(300)] {
        let answer = file(&world, Some(&ours), key, &complaint([0])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{key}");
        assert_eq!(answer.json()["errors"][0]["field"], "idempotency-key");
    }
    nothing_stored(&world);
}

#[tokio::test]
async fn anyones_keys_are_kept_apart_by_where_they_come_from() {
    let world = sample::world(1);
    let mut body = complaint([0]);
    body["complainant"] = json!({"name": "Ada", "email": sample::HOLDER});
    let from = async |address: &str| {
        let mut request = keyed(None, KEY, &body);
        request.extensions_mut().insert(intake::Peer::of(address));
        send(&world, request).await
    };
    let first = from("192.0.2.1").await;
    assert_eq!(first.status, StatusCode::ACCEPTED, "{}", first.body);
    assert_eq!(from("192.0.2.1").await.body, first.body);
    assert_eq!(world.look().sent.len(), 1, "one letter asks for confirmation");
    assert_ne!(from("192.0.2.2").await.body, first.body);
}

#[tokio::test]
async fn while_a_request_is_being_done_it_is_not_done_twice() {
    let world = sample::world(1);
    let ours = brand(&world).await;
    // The first process dies right after it claimed the request.
    let claim = world.look().calls.len() + 1;
    world.plan([Fault { nth: claim, kind: FaultKind::CrashAfter }]);
    let died = world.until_crash(app(&world).oneshot(keyed(Some(&ours), KEY, &complaint([0])))).await;
    assert!(died.is_none());
    let busy = file(&world, Some(&ours), KEY, &complaint([0])).await;
    assert_eq!(busy.status, StatusCode::CONFLICT, "{}", busy.body);
    assert_eq!(busy.json()["type"], "urn:goodfaith:problem:idempotency-busy");
    world.pass(SignedDuration::from_secs(31));
    assert_eq!(file(&world, Some(&ours), KEY, &complaint([0])).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn whatever_dies_a_request_that_is_made_again_files_once() {
    for listings in [vec![0], vec![0, 1]] {
        let body = complaint(listings);
        let calls = {
            let world = sample::world(2);
            let ours = brand(&world).await;
            let before = world.look().calls.len();
            file(&world, Some(&ours), KEY, &body).await;
            before..world.look().calls.len()
        };
        for nth in calls {
            for kind in
                [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
            {
                let world = sample::world(2);
                let ours = brand(&world).await;
                world.plan([Fault { nth, kind }]);
                let _lost = world.until_crash(app(&world).oneshot(keyed(Some(&ours), KEY, &body))).await;
                let mut answer = file(&world, Some(&ours), KEY, &body).await;
                if answer.status == StatusCode::CONFLICT {
                    world.pass(SignedDuration::from_secs(31));
                    answer = file(&world, Some(&ours), KEY, &body).await;
                }
                assert_eq!(answer.status, StatusCode::CREATED, "call {nth} {kind:?}: {}", answer.body);
                let inner = world.look();
                assert_eq!(inner.cases.len() + inner.fan_outs.len(), 1, "call {nth} {kind:?}");
                assert_eq!(inner.own.len(), 1, "call {nth} {kind:?}: noted once");
                assert!(inner.cases.values().all(|stored| stored.log.len() == 1), "call {nth} {kind:?}");
                let filed = answer.json()["complaint"].as_str().unwrap().parse().unwrap();
                assert!(inner.own.keys().all(|(_, complaint)| *complaint == filed));
            }
        }
    }
}

/// A complaint of someone unproved.
fn unproved() -> Value {
    let mut body = complaint([0]);
    body["complainant"] = json!({"name": "Ada", "email": sample::HOLDER});
    body
}

/// Makes a request, whose process dies after the first of its calls of this name.
async fn dies_after(world: &World, call: &str, body: &Value) {
    let calls = {
        let calm = sample::world(1);
        file(&calm, None, KEY, body).await;
        calm.look().calls.clone()
    };
    let nth = calls.iter().position(|made| *made == call).unwrap();
    world.plan([Fault { nth, kind: FaultKind::CrashAfter }]);
    assert!(world.until_crash(app(world).oneshot(keyed(None, KEY, body))).await.is_none());
}

#[tokio::test]
async fn nobody_is_told_to_wait_for_a_letter_that_is_not_out() {
    let (world, body) = (sample::world(1), unproved());
    dies_after(&world, "claims.claim", &body).await;
    let mut tries = 0;
    loop {
        let answer = file(&world, None, KEY, &body).await;
        if answer.status == StatusCode::ACCEPTED {
            break;
        }
        assert!([409, 503].contains(&answer.status.as_u16()), "{}", answer.body);
        tries += 1;
        assert!(tries < 20);
        world.pass(SignedDuration::from_secs(60));
    }
    assert_eq!(world.look().sent.len(), 1);
    assert_eq!(world.look().pending.len(), 1);
}

#[tokio::test]
async fn a_key_stays_with_what_an_attempt_that_died_stored_though_the_next_one_is_refused() {
    let (world, body) = (sample::world(1), unproved());
    dies_after(&world, "mailer.send", &body).await;
    world.pass(SignedDuration::from_secs(300));
    world.look().counts.values_mut().for_each(|count| *count = 1_000);
    assert_eq!(file(&world, None, KEY, &body).await.status, StatusCode::TOO_MANY_REQUESTS);
    world.look().counts.clear();
    let filed = file(&world, None, KEY, &body).await;
    assert_eq!(filed.status, StatusCode::ACCEPTED, "{}", filed.body);
    assert_eq!(world.look().pending.len(), 1, "one complaint waits");
}

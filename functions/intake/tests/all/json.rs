//! The JSON API.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::account::{brand, complaint, get, post, request};
use crate::common::{nothing_stored, post_json, send};
use axum::http::{StatusCode, header};
use notice::limit::BODY_BYTES;
use policy::LimitedAction;
use serde_json::{Value, json};
use testkit::sample;
use testkit::world::World;

const COMPLAINTS: &str = "/api/v1/complaints";

#[tokio::test]
async fn a_thousand_and_one_listings_are_refused_with_the_limit() {
    let world = sample::world(1);
    let listings: Vec<String> =
        (0..1001).map(|n| format!("http://market.example/listings/{}", 1000 + n)).collect();
    let body = json!({
        "claim": "counterfeit", "listings": listings, "right": {"office": "EM", "number": "018999001"},
        "explanation": "x", "complainant": {"name": "A", "email": sample::HOLDER},
        "statements": {"good_faith": true},
    });
    let answer = post_json(&world, "/api/v1/complaints", body.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("too_many_listings") && answer.body.contains("1000"), "{}", answer.body);
    nothing_stored(&world);
}

#[tokio::test]
async fn json_problems_name_field_path_and_remedy() {
    let world = sample::world(1);
    let not_json = post_json(&world, "/api/v1/complaints", "{not json").await;
    assert_eq!(not_json.status, StatusCode::BAD_REQUEST);
    assert_eq!(not_json.headers[header::CONTENT_TYPE], "application/problem+json");
    let answer = post_json(&world, "/api/v1/complaints", r#"{"claim":"counterfeit"}"#).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let email = body["errors"].as_array().unwrap().iter().find(|e| e["field"] == "email").unwrap();
    assert_eq!(email["code"], "missing");
    assert_eq!(email["path"], "$.complainant.email");
    assert!(!email["remedy"].as_str().unwrap().is_empty());
    nothing_stored(&world);
}

#[tokio::test]
async fn ten_megabytes_of_text_are_refused() {
    let world = sample::world(1);
    let body = json!({ "explanation": "x".repeat(10 << 20) });
    let api = post_json(&world, "/api/v1/complaints", body.to_string()).await;
    assert_eq!(api.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(api.body.contains("too_large"));
    nothing_stored(&world);
}

#[tokio::test]
async fn what_cannot_be_read_is_told_apart_by_why() {
    let world = sample::world(1);
    for (body, status, kind) in [
        ("[]".to_owned(), StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        ("{".to_owned(), StatusCode::BAD_REQUEST, "malformed"),
        (" ".repeat(BODY_BYTES + 1), StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
    ] {
        for path in [COMPLAINTS, "/api/v1/check"] {
            let answer = post_json(&world, path, body.clone()).await;
            assert_eq!(answer.status, status, "{path} {kind}: {}", answer.body);
            assert_eq!(answer.json()["type"], format!("urn:goodfaith:problem:{kind}"), "{path}");
        }
    }
}

#[tokio::test]
async fn an_account_finds_its_complaint_by_its_id_and_anyone_by_its_link() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let id = filed["complaint"].as_str().unwrap();
    assert_eq!(filed["api_url"], format!("https://goodfaith.example{COMPLAINTS}/{id}"));

    let world = sample::world(1);
    let mut body = complaint([0]);
    body["complainant"] = json!({"name": "Ada", "email": sample::HOLDER});
    body["account_secret"] = json!(sample::ACCOUNT_SECRET);
    let filed = send(&world, request("POST", COMPLAINTS, None, Some(&body))).await.json();
    let url = filed["api_url"].as_str().unwrap();
    assert_eq!(url.rsplit('/').next(), filed["status_url"].as_str().unwrap().rsplit('/').next());
}

#[tokio::test]
async fn with_a_key_a_wrong_address_is_no_matter_and_anything_else_is() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let check = async |body: &Value| post(&world, "/api/v1/check", &key, body).await.json()["errors"].clone();
    let mut body = complaint([0]);
    body["complainant"] = json!({"email": 7});
    assert_eq!(check(&body).await, json!([]));
    body["explanation"] = json!(7);
    assert_eq!(check(&body).await[0]["path"], "$.explanation");
}

/// What is found out by asking for a check so often; the last answer's status.
async fn checked(world: &World, body: &Value) -> StatusCode {
    let (most, _) = LimitedAction::WrongSecret.most();
    let mut last = StatusCode::OK;
    for _ in 0..=most {
        last = send(world, request("POST", "/api/v1/check", None, Some(body))).await.status;
    }
    last
}

#[tokio::test]
async fn only_who_tries_account_secrets_by_checks_is_stopped() {
    let mut body = complaint([0]);
    body["complainant"] = json!({"name": "Ada", "email": sample::HOLDER});
    body["explanation"] = json!("");
    assert_eq!(checked(&sample::world(1), &body).await, StatusCode::OK);
    body["account_secret"] = json!("guess");
    assert_eq!(checked(&sample::world(1), &body).await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn who_is_not_asked_to_confirm_any_more_today_is_told_so() {
    let world = sample::world(1);
    let (most, _) = LimitedAction::AskToConfirm.most();
    for number in 0..=most {
        let mut body = complaint([0]);
        body["complainant"] = json!({"name": "Ada", "email": sample::HOLDER});
        body["explanation"] = json!(format!("Seam number {number} differs."));
        let mut request = request("POST", COMPLAINTS, None, Some(&body));
        request.extensions_mut().insert(intake::Peer::of(&format!("10.{number}.0.1")));
        let answer = send(&world, request).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{number}: {}", answer.body);
        let advice = answer.json()["advice"].clone();
        let told = advice.as_array().unwrap().iter().any(|it| it["code"] == "not_asked");
        assert_eq!(told, number == most, "{number}: {advice}");
    }
    assert_eq!(world.look().sent.len(), most as usize);
}

#[tokio::test]
async fn a_last_page_that_is_full_names_no_next_one() {
    let world = sample::world(2);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    post(&world, COMPLAINTS, &key, &complaint([1])).await;
    let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
    for (path, count) in [(format!("{path}?limit=1"), 1), (format!("{COMPLAINTS}?limit=2"), 2)] {
        let page = get(&world, &path, &key).await.json();
        let entries = page.get("items").or(page.get("complaints")).unwrap();
        assert_eq!(entries.as_array().unwrap().len(), count, "{page}");
        assert!(page.get("next_cursor").is_none(), "{page}");
    }
}

#[tokio::test]
async fn a_withdrawal_is_read_up_to_its_limit_and_names_what_is_wrong() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = format!("{COMPLAINTS}/{}/withdraw", filed["complaint"].as_str().unwrap());
    let withdraw = async |body: String| {
        let mut request = request("POST", &path, Some(&key), Some(&json!({})));
        *request.body_mut() = body.into();
        send(&world, request).await
    };
    let wrong = withdraw(r#"{"items":7}"#.to_owned()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    assert_eq!(wrong.json()["errors"][0]["path"], "$.items");
    assert_eq!(withdraw("{".to_owned()).await.status, StatusCode::BAD_REQUEST);
    let padded = |bytes: usize| format!("{{{}}}", " ".repeat(bytes - 2));
    assert_eq!(withdraw(padded(BODY_BYTES + 1)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(withdraw(padded(BODY_BYTES)).await.status, StatusCode::OK);
}

//! The JSON API.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{nothing_stored, post_json};
use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use testkit::sample;

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

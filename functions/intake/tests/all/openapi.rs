//! The API's document: as it was agreed, and as the readers are.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use crate::common::account::request;
use crate::common::send;
use case::{Claim, Language};
use notice::limit;
use serde_json::{Value, json};
use testkit::sample;

async fn document() -> Value {
    send(&sample::world(1), request("GET", "/api/v1/openapi.json", None, None)).await.json()
}

/// A change of the API changes this, and shows what its callers will see.
#[tokio::test]
async fn the_document_is_as_it_was_agreed() {
    insta::assert_json_snapshot!("openapi", document().await);
}

/// What answers each address: the methods that a refusal names.
#[tokio::test]
async fn what_it_lists_is_what_is_answered() {
    let world = sample::world(1);
    let document = document().await;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let listed: BTreeSet<String> =
            operations.as_object().unwrap().keys().map(|it| it.to_uppercase()).collect();
        let path = path.replace(['{', '}'], "");
        let refused = send(&world, request("PATCH", &path, None, None)).await;
        assert_eq!(refused.status.as_u16(), 405, "{path}");
        let allowed = refused.headers["allow"].to_str().unwrap().split(',').map(str::to_owned);
        // Whatever is read can be asked for its head.
        let allowed: BTreeSet<String> = allowed.filter(|method| method != "HEAD").collect();
        assert_eq!(allowed, listed, "{path}");
    }
}

#[tokio::test]
async fn its_limits_are_those_of_the_readers() {
    let document = document().await;
    let schemas = &document["components"]["schemas"];
    let longest = |schema: &str, member: &str| schemas[schema]["properties"][member]["maxLength"].clone();
    let most = |member: &str| schemas["Complaint"]["properties"][member]["maxItems"].clone();
    for (found, limit) in [
        (most("listings"), limit::LISTINGS),
        (most("evidence"), limit::FILES),
        (longest("Complaint", "explanation"), limit::EXPLANATION),
        (longest("Complaint", "account_secret"), limit::ACCOUNT_SECRET),
        (longest("Right", "office"), limit::OFFICE),
        (longest("Right", "number"), limit::NUMBER),
        (longest("Right", "work"), limit::WORK),
        (longest("Complainant", "name"), limit::NAME),
        (longest("Complainant", "email"), limit::EMAIL),
        (longest("Complainant", "postal_address"), limit::POSTAL_ADDRESS),
        (longest("Complainant", "telephone"), limit::TELEPHONE),
        (longest("Statements", "signature"), limit::SIGNATURE),
    ] {
        assert_eq!(found, limit);
    }
}

#[tokio::test]
async fn its_codes_are_those_of_the_domain() {
    let document = document().await;
    let codes = |schema: &str| document["components"]["schemas"][schema]["enum"].clone();
    assert_eq!(codes("ClaimName"), json!(Claim::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()));
    assert_eq!(codes("LanguageName"), json!(Language::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()));
}

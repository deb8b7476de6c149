//! XARF reports, in and out of the API.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::account::{brand, complaint, get, post, request};
use crate::common::{LISTING, nothing_stored, only, send, status_path};
use app::filing::IdentifiedComplaint;
use app::parties::complaint_document;
use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::sample;

const XARF: &str = "/api/v1/xarf";

/// A report of a counterfeit under the sample's mark.
fn report() -> Value {
    json!({
        "xarf_version": "4.2.0",
        "report_id": "7f3b1c1e-8a2d-4d2f-9f6e-0c5b8a9d1e2f",
        "timestamp": "2026-03-20T10:00:00Z",
        "reporter": {"org": "Northlight", "contact": sample::HOLDER, "domain": "northlight.example"},
        "sender": {"org": "Northlight", "contact": sample::HOLDER, "domain": "northlight.example"},
        "source_identifier": "market.example",
        "category": "content",
        "type": "brand_infringement",
        "url": LISTING,
        "infringement_type": "counterfeit",
        "infringed_brand": "NORTHLIGHT",
        "legitimate_site": "https://northlight.example/",
        "trademark_details": {"registration_number": "018999001", "jurisdiction": "EM"},
        "description": "The seams differ.",
    })
}

#[tokio::test]
async fn a_report_is_filed_and_kept_byte_for_byte() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, XARF, &key, &report()).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
    let case = only(&world).case;
    assert_eq!(case.filing.listing.to_string(), "demo/1001");
    assert_eq!(case.filing.right.unwrap().to_string(), "trademark/EM/018999001");
    assert!(case.filing.missing.contains(&case::Element::GoodFaith), "the format has no place for it");
    let document = complaint_document(&world, &world, case.filing.document).await.unwrap();
    let original = document.original.unwrap().parse().unwrap();
    let original = app::vault::open(&world, &world, original).await.unwrap();
    assert_eq!(original, report().to_string().into_bytes());
}

#[tokio::test]
async fn a_report_that_breaks_a_rule_is_refused_by_its_place() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let mut broken = report();
    broken["reporter"]["contact"] = json!(7);
    let answer = post(&world, XARF, &key, &broken).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert_eq!(answer.json()["errors"][0]["path"], "$.reporter.contact");
    let mut spam = report();
    (spam["category"], spam["type"], spam["protocol"]) = (json!("messaging"), json!("spam"), json!("sms"));
    let answer = post(&world, XARF, &key, &spam).await;
    assert_eq!(answer.json()["type"], "urn:goodfaith:problem:not-ours", "{}", answer.body);
    nothing_stored(&world);
}

#[tokio::test]
async fn a_report_of_a_stranger_waits_for_its_confirmation() {
    let world = sample::world(1);
    let answer = send(&world, request("POST", XARF, None, Some(&report()))).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
    assert!(world.look().cases.is_empty());
    assert_eq!(world.look().sent.len(), 1);
}

#[tokio::test]
async fn a_complaint_goes_out_as_reports_that_are_read_back() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, "/api/v1/complaints", &key, &complaint([0])).await.json();
    let path = format!("/api/v1/complaints/{}/xarf", filed["complaint"].as_str().unwrap());
    let reports = get(&world, &path, &key).await;
    assert_eq!(reports.status, StatusCode::OK, "{}", reports.body);
    let all = reports.json();
    let [report] = &all.as_array().unwrap()[..] else { panic!("{}", reports.body) };
    let read = xarf::read(report.to_string().as_bytes()).unwrap();
    assert_eq!(read.matter, xarf::Matter::Counterfeit);
    assert!(reports.body.contains(LISTING));
    let sender =
        json!({"org": "Goodfaith", "contact": "complaints@goodfaith.example", "domain": "goodfaith.example"});
    assert_eq!(report["sender"], sender);
}

#[tokio::test]
async fn a_complaint_that_lacks_what_the_format_demands_is_told_the_place() {
    let world = sample::world(1);
    let mut nowhere = sample::complaint(1, [0]);
    nowhere.complainant.email = "Ada North, by post".to_owned();
    let filed = IdentifiedComplaint::read(&nowhere).unwrap();
    app::filing::file(&world, &world, &world, &filed).await.unwrap();
    let name = status_path(&world).replace("/status/", "");
    let path = format!("/api/v1/complaints/{name}/xarf");
    let answer = send(&world, request("GET", &path, None, None)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let errors = answer.json()["errors"].clone();
    let places: Vec<_> = errors.as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(places, ["$.reporter.contact", "$.reporter.domain", "$.legitimate_site"], "{errors}");
}

#[tokio::test]
async fn a_report_is_read_up_to_its_limit() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let send_padded = async |bytes: usize| {
        let mut spam = report();
        (spam["category"], spam["type"], spam["protocol"]) =
            (json!("messaging"), json!("spam"), json!("sms"));
        let mut request = request("POST", XARF, Some(&key), Some(&json!({})));
        *request.body_mut() = format!("{spam}{}", " ".repeat(bytes - spam.to_string().len())).into();
        send(&world, request).await
    };
    let largest = send_padded(xarf::MOST_BYTES).await;
    assert_eq!(largest.json()["type"], "urn:goodfaith:problem:not-ours", "{}", largest.body);
    assert_eq!(send_padded(xarf::MOST_BYTES + 1).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_claim_without_a_type_of_report_is_told() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let mut design = complaint([0]);
    design["claim"] = json!("design");
    let filed = post(&world, "/api/v1/complaints", &key, &design).await.json();
    let path = format!("/api/v1/complaints/{}/xarf", filed["complaint"].as_str().unwrap());
    let answer = get(&world, &path, &key).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert_eq!(answer.json()["errors"][0]["code"], "no_type");
}

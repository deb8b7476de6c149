//! The JSON API as a brand uses it, over the world in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::account::{brand, complaint, get, key, post, request, stranger};
use crate::common::{command, nothing_stored, only, send};
use app::parties::complaint_document;
use axum::http::{StatusCode, header};
use case::{Actor, Command, DeclineCode};
use jiff::SignedDuration;
use port::{Accounts as _, KeyScope, Queue, WallClock as _};
use serde_json::{Value, json};
use testkit::sample;
use testkit::world::World;

const COMPLAINTS: &str = "/api/v1/complaints";

/// What `openapi.json` says.
async fn document(world: &World) -> Value {
    send(world, request("GET", "/api/v1/openapi.json", None, None)).await.json()
}

/// Each operation of the document: method, path, and the operation.
fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().clone();
        let path = path.clone();
        methods.into_iter().map(move |(method, it)| (method.to_uppercase(), path.clone(), it))
    };
    paths.iter().flat_map(methods).collect()
}

fn assert_problem(answer: &crate::common::Answer, status: StatusCode, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.body);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], status.as_u16(), "{what}");
    assert!(problem["type"].as_str().unwrap().starts_with("urn:goodfaith:problem:"), "{what}");
    assert!(!problem["title"].as_str().unwrap().is_empty() && problem["errors"].is_array(), "{what}");
}

#[tokio::test]
async fn a_key_files_for_its_account_and_needs_no_confirmation() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let mut body = complaint([0]);
    // The account proved its own address, and no other.
    body["complainant"] = json!({"email": "somebody@else.example"});
    let filed = post(&world, COMPLAINTS, &key, &body).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
    let stored = only(&world).case;
    assert_eq!(stored.filing.proof.code(), "api_key");
    assert_eq!(stored.filing.complainant, sample::HOLDER_ID);
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    let document = complaint_document(&world, &world, stored.filing.document).await.unwrap();
    assert_eq!(
        (document.account.as_str(), document.complainant.name.as_str()),
        ("northlight", "Northlight Outfitters")
    );
    assert_eq!(filed.json()["state"], "filed");
}

#[tokio::test]
async fn without_a_key_the_address_is_asked_to_confirm_first() {
    let world = sample::world(1);
    let mut body = complaint([0]);
    body["complainant"] = json!({"name": "Ada", "email": sample::HOLDER});
    let pending = send(&world, request("POST", COMPLAINTS, None, Some(&body))).await;
    assert_eq!(pending.status, StatusCode::ACCEPTED, "{}", pending.body);
    assert_eq!(pending.json()["state"], "awaiting_confirmation");
    assert!(pending.json().get("status_url").is_none(), "only the letter leads on");
    assert!(world.look().cases.is_empty() && world.look().own.is_empty());
}

#[tokio::test]
async fn only_a_good_key_with_the_right_scope_is_taken() {
    let world = sample::world(1);
    let (reads, writes) = (
        key(&world, "northlight", sample::HOLDER, &[KeyScope::Read]).await,
        key(&world, "northlight", sample::HOLDER, &[KeyScope::Write]).await,
    );
    let body = complaint([0]);
    assert_problem(&post(&world, COMPLAINTS, &reads, &body).await, StatusCode::FORBIDDEN, "a reading key");
    nothing_stored(&world);
    let filed = post(&world, COMPLAINTS, &writes, &body).await.json();
    let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
    assert_problem(&get(&world, &path, &writes).await, StatusCode::FORBIDDEN, "a writing key");
    assert_eq!(get(&world, &path, &reads).await.status, StatusCode::OK);
    let withdraw = post(&world, &format!("{path}/withdraw"), &reads, &json!({})).await;
    assert_problem(&withdraw, StatusCode::FORBIDDEN, "withdrawing with a reading key");
    let listed = get(&world, COMPLAINTS, &reads).await.json();
    assert!(listed["complaints"][0].get("status_url").is_none(), "who has the page's address may withdraw");

    let open = send(&world, request("GET", COMPLAINTS, None, None)).await;
    assert_problem(&open, StatusCode::UNAUTHORIZED, "no key");
    assert_eq!(open.headers[header::WWW_AUTHENTICATE], "Bearer");
    for wrong in [format!("{reads}0"), reads.replace("northlight", "southlight"), "x".into(), String::new()] {
        let answer = get(&world, COMPLAINTS, &wrong).await;
        assert_problem(&answer, StatusCode::UNAUTHORIZED, &wrong);
        assert!(answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap().contains("invalid_token"));
    }
    let mut account = world.account(&"northlight".parse().unwrap()).await.unwrap().unwrap();
    account.keys[0].revoked_at = Some(world.now());
    world.put_account(&account).await.unwrap();
    assert_problem(&get(&world, COMPLAINTS, &reads).await, StatusCode::UNAUTHORIZED, "a revoked key");
}

#[tokio::test]
async fn guessing_keys_ends_in_too_many_requests() {
    let world = sample::world(1);
    let mut last = get(&world, COMPLAINTS, "gf_northlight.00000000_guess").await;
    for _ in 0..40 {
        last = get(&world, COMPLAINTS, "gf_northlight.00000000_guess").await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: i64 = last.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    let problem: serde_json::Value = serde_json::from_str(&last.body).unwrap();
    assert!((1..=3600).contains(&seconds) && problem["retry_after"] == seconds, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("Please try again after"), "{problem}");
    assert_eq!(problem["errors"][0]["code"], "too_many", "{problem}");
}

#[tokio::test]
async fn no_route_shows_or_changes_what_is_anothers() {
    let world = sample::world(3);
    let (ours, theirs) = (brand(&world).await, stranger(&world).await);
    for listings in [vec![0], vec![0, 1, 2]] {
        let filed = post(&world, COMPLAINTS, &ours, &complaint(listings)).await.json();
        let id = filed["complaint"].as_str().unwrap().to_owned();
        let before = world.look().cases.clone();
        let mut routes = 0;
        for (method, path, operation) in operations(&document(&world).await) {
            if !path.contains("{complaint}") {
                continue;
            }
            routes += 1;
            let path = path.replace("{complaint}", &id);
            let body = operation.get("requestBody").map(|_| json!({}));
            let answer = send(&world, request(&method, &path, Some(&theirs), body.as_ref())).await;
            assert_problem(&answer, StatusCode::NOT_FOUND, &format!("{method} {path}"));
            let answer = send(&world, request(&method, &path, None, body.as_ref())).await;
            assert_problem(&answer, StatusCode::UNAUTHORIZED, &format!("{method} {path}"));
        }
        assert!(routes >= 3, "{routes} routes name a complaint");
        assert_eq!(world.look().cases, before, "nothing was changed");
    }
    assert_eq!(get(&world, COMPLAINTS, &theirs).await.json()["complaints"], json!([]));
}

#[tokio::test]
async fn every_operation_of_the_document_is_served_and_nothing_else() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let document = document(&world).await;
    assert_eq!(document["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    let operations = operations(&document);
    for (method, path, operation) in &operations {
        let body = operation.get("requestBody").map(|_| json!({}));
        let answer = send(&world, request(method, path, Some(&key), body.as_ref())).await;
        assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        let is_told = operation["responses"].get(answer.status.as_str()).is_some();
        assert!(is_told, "{method} {path} answers {}, which its document does not tell", answer.status);
    }
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        for (_, path, _) in &operations {
            if !operations.iter().any(|(known, at, _)| known == method && at == path) {
                let answer = send(&world, request(method, path, Some(&key), None)).await;
                assert_problem(&answer, StatusCode::METHOD_NOT_ALLOWED, &format!("{method} {path}"));
                assert!(answer.headers.contains_key(header::ALLOW), "{method} {path}");
            }
        }
        let answer = send(&world, request(method, "/api/v1/nothing", Some(&key), None)).await;
        assert_problem(&answer, StatusCode::NOT_FOUND, method);
    }
}

#[tokio::test]
async fn what_an_account_filed_is_listed_newest_first_page_by_page() {
    let world = sample::world(5);
    let (ours, theirs) = (brand(&world).await, stranger(&world).await);
    let mut filed = Vec::new();
    for number in 0..5 {
        let answer = post(&world, COMPLAINTS, &ours, &complaint([number])).await;
        filed.insert(0, answer.json()["complaint"].as_str().unwrap().to_owned());
        world.pass(SignedDuration::from_secs(1));
    }
    post(&world, COMPLAINTS, &theirs, &complaint([0])).await;
    let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
    loop {
        let page = get(&world, &format!("{COMPLAINTS}?limit=2{cursor}"), &ours).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let page = page.json();
        pages += 1;
        let entries = page["complaints"].as_array().unwrap();
        seen.extend(entries.iter().map(|entry| entry["complaint"].as_str().unwrap().to_owned()));
        let Some(next) = page.get("next_cursor").and_then(Value::as_str) else { break };
        let foreign = get(&world, &format!("{COMPLAINTS}?cursor={next}"), &theirs).await;
        assert_problem(&foreign, StatusCode::UNPROCESSABLE_ENTITY, "another account's cursor");
        cursor = format!("&cursor={next}");
    }
    assert_eq!((seen, pages), (filed, 3));
    for wrong in ["limit=0", "limit=101", "limit=x", "cursor=abc", "limit=1&limit=2"] {
        let answer = get(&world, &format!("{COMPLAINTS}?{wrong}"), &ours).await;
        assert_problem(&answer, StatusCode::UNPROCESSABLE_ENTITY, wrong);
    }
}

#[tokio::test]
async fn a_status_tells_packet_and_items_with_the_reason() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = filed["api_url"].as_str().unwrap().trim_start_matches("https://goodfaith.example").to_owned();
    let status = async |path: &str| get(&world, path, &key).await.json();
    let received = status(&path).await;
    assert_eq!(
        (&received["status"], &received["items"][0]["status"]),
        (&json!("Received"), &json!("Received"))
    );
    assert_eq!(received["items"][0]["listing"], "demo/1001");

    command(&world, Actor::Machine, Command::FindIncomplete { missing: vec![case::Element::Telephone] })
        .await;
    let asked = status(&path).await;
    assert_eq!(asked["status"], "InProcess");
    assert_eq!(asked["items"][0]["status"], "ClarificationRequired");
    assert_eq!(asked["items"][0]["reason_for_failure"]["fields"], json!(["telephone"]));

    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
    command(&world, Actor::Machine, Command::Decline { code: DeclineCode::RightUnknown, note: None }).await;
    for (lang, word) in [("en", "could not find"), ("zh", "没有找到")] {
        let declined = get(&world, &format!("{path}?lang={lang}"), &key).await.json();
        assert_eq!(declined["status"], "Processed");
        let item = &declined["items"][0];
        assert_eq!((&item["status"], &item["state"]), (&json!("SubmissionFailed"), &json!("declined")));
        let reason = &item["reason_for_failure"];
        assert_eq!((&reason["code"], &reason["fields"]), (&json!("right_unknown"), &json!(["right_number"])));
        assert!(reason["message"].as_str().unwrap().contains(word), "{lang}: {reason}");
        assert!(!reason["remedy"].as_str().unwrap().is_empty());
        assert!(reason.get("note").is_none(), "rules write none");
    }
}

#[tokio::test]
async fn what_a_reviewer_wrote_is_told_with_the_decline() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
    command(&world, Actor::Machine, Command::AskDesk { question: case::Question::Resale }).await;
    let note = Some("The box in picture 2 is the maker's own.".parse().unwrap());
    let decline = Command::Decline { code: DeclineCode::GenuineGoods, note };
    command(&world, Actor::Reviewer("mina".parse().unwrap()), decline).await;
    let reason = get(&world, &path, &key).await.json()["items"][0]["reason_for_failure"].clone();
    assert_eq!(reason["note"], "The box in picture 2 is the maker's own.");
}

#[tokio::test]
async fn items_of_many_listings_come_page_by_page() {
    let world = sample::world(5);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint(0..5)).await.json();
    let id = filed["complaint"].as_str().unwrap();
    let path = format!("{COMPLAINTS}/{id}");
    let opening = get(&world, &path, &key).await.json();
    assert_eq!((&opening["opening"], &opening["status"]), (&json!(true), &json!("Received")));
    // What validation would do.
    let fan_out = world.look().fan_outs.values().next().unwrap().clone();
    let document = complaint_document(&world, &world, fan_out.document).await.unwrap();
    let filed = app::filing::IdentifiedComplaint::read(&document).unwrap();
    let mut cases = Vec::new();
    for index in 0..5 {
        cases.push(app::filing::open_case(&world, &filed, index, fan_out.document).await.unwrap().case);
    }
    port::Complaints::advance(&world, &fan_out, &cases).await.unwrap();
    let first = get(&world, &format!("{path}?limit=3"), &key).await.json();
    assert_eq!((first["items"].as_array().unwrap().len(), &first["opening"]), (3, &json!(false)));
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = get(&world, &format!("{path}?limit=3&cursor={cursor}"), &key).await.json();
    assert_eq!(second["items"].as_array().unwrap().len(), 2);
    assert!(second.get("next_cursor").is_none());
    assert_eq!(second["items"][1]["listing"], "demo/1005");

    // One of them is taken back, then all.
    let withdraw = format!("{path}/withdraw");
    let item = second["items"][1]["item"].as_str().unwrap();
    let one = post(&world, &withdraw, &key, &json!({"items": [item]})).await.json();
    assert_eq!(one["items"].as_array().unwrap().len(), 1);
    assert_eq!(one["items"][0]["status"], "Withdrawn");
    let all = post(&world, &withdraw, &key, &json!({})).await.json();
    assert!(all["items"].as_array().unwrap().iter().all(|item| item["status"] == "Withdrawn"));
    assert_eq!(get(&world, &path, &key).await.json()["status"], "Processed");
    let wrong = post(&world, &withdraw, &key, &json!({"items": [item, id, "x"]})).await;
    assert_problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "items of nobody");
    let paths: Vec<_> =
        wrong.json()["errors"].as_array().unwrap().iter().map(|it| it["path"].clone()).collect();
    assert_eq!(paths, ["$.items[1]", "$.items[2]"]);
}

#[tokio::test]
async fn what_was_taken_down_is_restored_when_it_is_taken_back() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = format!("{COMPLAINTS}/{}/withdraw", filed["complaint"].as_str().unwrap());
    sample::take_down(&world, only(&world).case.id);
    let taken_back = post(&world, &path, &key, &json!({})).await.json();
    assert_eq!(taken_back["items"][0]["status"], "Restored");
    assert_eq!(world.look().queues[&Queue::Takedown].len(), 1, "the marketplace is asked at once");
}

#[tokio::test]
async fn the_linter_tells_what_filing_would_and_stores_nothing() {
    let world = sample::world(1);
    let (ours, theirs) = (brand(&world).await, stranger(&world).await);
    let check = async |key: &str, body: &Value| post(&world, "/api/v1/check", key, body).await.json();
    let fine = check(&ours, &complaint([0])).await;
    assert_eq!(fine, json!({"can_be_filed": true, "errors": [], "advice": []}));
    let strange = check(&theirs, &complaint([0])).await;
    assert_eq!(strange["can_be_filed"], true);
    assert_eq!(strange["advice"][0]["field"], "email", "{strange}");
    let empty = check(&ours, &json!({})).await;
    assert_eq!(empty["can_be_filed"], false);
    let fields: Vec<_> = empty["errors"].as_array().unwrap().iter().map(|it| it["field"].clone()).collect();
    assert!(fields.contains(&json!("claim")) && !fields.contains(&json!("email")), "{fields:?}");
    nothing_stored(&world);
    let advice = post(&world, COMPLAINTS, &theirs, &complaint([0])).await.json()["advice"].clone();
    assert_eq!(advice, strange["advice"], "filing says the same");
}

#[tokio::test]
async fn the_codes_have_words_in_both_languages() {
    let world = sample::world(1);
    for (lang, word) in [("en", "counterfeit"), ("zh", "假冒")] {
        let path = format!("/api/v1/reason-codes?lang={lang}");
        let codes = send(&world, request("GET", &path, None, None)).await.json();
        assert_eq!(codes["language"], lang);
        assert_eq!(codes["declines"].as_array().unwrap().len(), DeclineCode::ALL.len());
        assert_eq!(codes["claims"].as_array().unwrap().len(), case::Claim::ALL.len());
        assert!(codes.to_string().to_lowercase().contains(word), "{lang}");
        assert!(
            codes["declines"].as_array().unwrap().iter().all(|it| !it["cure"].as_str().unwrap().is_empty())
        );
    }
}

#[tokio::test]
async fn only_json_is_read() {
    let world = sample::world(1);
    for path in [COMPLAINTS, "/api/v1/check", "/api/v1/xarf"] {
        let mut xml = request("POST", path, None, Some(&json!({})));
        xml.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/xml"));
        assert_problem(&send(&world, xml).await, StatusCode::UNSUPPORTED_MEDIA_TYPE, path);
        let mut large = request("POST", path, None, Some(&json!({ "x": "x".repeat(13 << 20) })));
        large
            .headers_mut()
            .insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
        assert_problem(&send(&world, large).await, StatusCode::PAYLOAD_TOO_LARGE, path);
    }
}

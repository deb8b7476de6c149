//! Tables of complaints through the API: what a brand's program sees.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use crate::common::app;
use app::MarketplaceCache;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use port::{Account, Accounts as _, InboxKey, KeyScope, Queue, WallClock as _};
use serde_json::{Value, json};
use sheet::{Limits, Page};
use step::{BatchContext, work_batch};
use testkit::sample;
use testkit::world::World;
use tower::ServiceExt as _;

/// A world with an account, and the text of its key.
async fn brand(listings: usize) -> (World, String) {
    let world = sample::world(listings);
    let id = "northlight".parse().unwrap();
    let key = app::filing::new_key(&id, KeyScope::ALL.to_vec(), world.now(), None, &world);
    let account = Account { keys: vec![key.key], version: 1, ..sample::account() };
    world.put_account(&account).await.unwrap();
    (world, key.text)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

async fn send(world: &World, request: Request<Body>) -> Answer {
    let (parts, body) = app(world).oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

async fn get(world: &World, url: &Value) -> Answer {
    let path = url.as_str().unwrap().strip_prefix("https://goodfaith.example").unwrap();
    send(world, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(world: &World, key: &str, path: &str, media: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, media)
        .header(header::AUTHORIZATION, format!("Bearer {key}"));
    send(world, request.body(body.into()).unwrap()).await
}

/// Runs validation until its queue is empty.
async fn validate(world: &World) {
    while validate_once(world).await {}
}

/// Runs validation once, if a message waits.
async fn validate_once(world: &World) -> bool {
    let step = validation::Validation {
        store: world.clone(),
        documents: world.clone(),
        catalogue: world.clone(),
        clock: world.clone(),
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        marketplaces: MarketplaceCache::default(),
        rules: app::RuleSetCache::default(),
        marks: app::MarkCache::default(),
    };
    let Some((taken, event)) = world.receive(Queue::Validation, 10) else { return false };
    let time = Duration::from_secs(30);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
    let response = work_batch(&step, &context, &event).await;
    world.finish(Queue::Validation, taken, Some(&response));
    true
}

fn header_row() -> Vec<String> {
    ["Listing URL", "SKU", "Claim", "Office", "Registration number", "Explanation", "Good faith", "E-mail"]
        .map(str::to_owned)
        .to_vec()
}

fn row(url: &str, sku: &str, why: &str) -> Vec<String> {
    [url, sku, "counterfeit", "EM", "018999001", why, "yes", "somebody@else.example"]
        .map(str::to_owned)
        .to_vec()
}

/// Two good rows, one about a listing that is gone, one without a reason, one about a stranger.
fn rows() -> Vec<Vec<String>> {
    vec![
        row("http://market.example/listings/1001", "A-1", "Fake"),
        row("http://market.example/listings/1002", "=A2", "Fake"),
        row("http://market.example/listings/9999", "A-3", "Gone"),
        row("http://market.example/listings/1001", "A-4", ""),
        row("http://elsewhere.example/1", "A-5", "Fake"),
    ]
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn xlsx(rows: Vec<Vec<String>>) -> Vec<u8> {
    sheet_writer::write_xlsx(&[Page { name: "March".into(), header: header_row(), rows }]).unwrap()
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let table = sheet::read(bytes, &Limits::default(), <[String]>::len).unwrap();
    let width = table.header.len();
    let mut rows: Vec<Vec<String>> = table.rows.into_iter().map(|row| row.cells).collect();
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    std::iter::once(table.header).chain(rows).collect()
}

#[tokio::test]
async fn a_table_is_filed_and_each_row_is_answered_in_its_own_format() {
    let csv = sheet_writer::write_csv(b';', &header_row(), &rows()).unwrap();
    for (media, sent) in [("text/csv", csv), (XLSX, xlsx(rows()))] {
        let (world, key) = brand(2).await;
        let answer = post(&world, &key, "/api/v1/bulk", media, sent.clone()).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", String::from_utf8_lossy(&answer.body));
        let receipt = answer.json();
        assert_eq!(
            (&receipt["rows"], &receipt["refused"], &receipt["complaints"]),
            (&json!(5), &json!(1), &json!(2))
        );
        let opened = crate::common::opened(&world).await;
        assert!(opened.iter().any(|(bytes, _)| *bytes == sent), "the original is kept byte for byte");

        let waiting = get(&world, &receipt["status_url"]).await.json();
        assert_eq!((&waiting["rows"][0]["status"], &waiting["done"]), (&json!("Waiting"), &json!(0)));
        validate(&world).await;
        let status = get(&world, &receipt["status_url"]).await.json();
        assert_eq!((&status["done"], &status["row_count"]), (&json!(2), &json!(5)));
        let told: Vec<_> =
            status["rows"].as_array().unwrap().iter().map(|row| row["status"].clone()).collect();
        assert_eq!(told, ["Filed", "Filed", "Filed", "Refused", "Refused"]);
        assert_eq!(status["rows"][0]["items"][0]["status"], "Submitted");
        assert_eq!(status["rows"][2]["items"][0]["reason_for_failure"]["code"], "listing_gone");
        assert_eq!(status["rows"][3]["errors"][0]["field"], "explanation");
        assert_eq!(status["rows"][4]["errors"][0]["code"], "not_a_listing");

        let report = get(&world, &receipt["report_url"]).await;
        assert!(report.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with(media));
        assert!(report.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        let told = cells(&report.body);
        assert_eq!(told[0][8..], ["Status", "Case", "Problem field", "Problem", "Cure"]);
        for (told, sent) in told[1..].iter().zip(rows()) {
            assert_eq!(told[..8], sent);
        }
        let stands: Vec<_> = told[1..].iter().map(|row| row[8].as_str()).collect();
        assert_eq!(stands, ["Submitted", "Submitted", "SubmissionFailed", "Refused", "Refused"]);
        let is_reference = |cell: &str| cell.parse::<case::Reference>().is_ok();
        assert!(told[1..4].iter().all(|row| is_reference(&row[9])) && told[4][9].is_empty(), "{told:?}");
        assert!(told[3..].iter().all(|row| !row[11].is_empty() && !row[12].is_empty()));

        // The account is the complainant, whatever a row says.
        let inner = world.look();
        let holder = sample::HOLDER_ID;
        assert!(inner.cases.values().all(|stored| stored.case.filing.complainant == holder));
        assert_eq!((inner.cases.len(), inner.own.len()), (3, 2));
    }
}

#[tokio::test]
async fn an_uploaded_table_is_the_same_table() {
    let (world, key) = brand(2).await;
    let sent = xlsx(rows());
    let upload = InboxKey::new(uuid::Uuid::from_u128(7));
    world.look().inbox.insert(upload.clone(), (sent.clone(), XLSX.to_owned()));
    let body = json!({ "upload": upload.as_str() }).to_string();
    let uploaded = post(&world, &key, "/api/v1/bulk", "application/json", body).await;
    assert_eq!(uploaded.status, StatusCode::ACCEPTED);
    let posted = post(&world, &key, "/api/v1/bulk", "application/octet-stream", sent).await;
    assert_eq!(uploaded.json(), posted.json());
    assert_eq!(world.look().batches.len(), 1);

    for body in [r#"{"upload":"inbox/1"}"#, r#"{"upload":"inbox/00000000000000000000000000000009"}"#] {
        let gone = post(&world, &key, "/api/v1/bulk", "application/json", body).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(gone.json()["errors"][0]["path"], "$.upload");
    }
}

#[tokio::test]
async fn a_check_tells_the_same_and_stores_nothing() {
    let (world, key) = brand(2).await;
    let mut rows = rows();
    rows[0][4] = "018999777".into();
    let checked = post(&world, &key, "/api/v1/bulk/check", XLSX, xlsx(rows)).await;
    assert_eq!(checked.status, StatusCode::OK);
    let told = cells(&checked.body);
    let stands: Vec<_> = told[1..].iter().map(|row| row[8].as_str()).collect();
    assert_eq!(stands, ["Waiting", "Waiting", "Waiting", "Refused", "Refused"]);
    assert_eq!(told[1][11], "The register here has no right with this number.");
    let inner = world.look();
    assert!(inner.batches.is_empty() && inner.sealed.is_empty());
    assert!(inner.queues[&Queue::Validation].is_empty());
}

#[tokio::test]
async fn rows_are_told_page_by_page() {
    let (world, key) = brand(0).await;
    let rows: Vec<_> = (0..120)
        .map(|n| row(&format!("http://market.example/listings/{n}"), "", &format!("Reason {n}")))
        .collect();
    let csv = sheet_writer::write_csv(b',', &header_row(), &rows).unwrap();
    let receipt = post(&world, &key, "/api/v1/bulk", "text/csv", csv).await.json();
    validate(&world).await;
    let mut url = format!("{}?limit=50", receipt["status_url"].as_str().unwrap());
    let mut seen = Vec::new();
    loop {
        let page = get(&world, &json!(url)).await.json();
        seen.extend(page["rows"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        url = format!("{}?limit=50&cursor={next}", receipt["status_url"].as_str().unwrap());
    }
    assert_eq!(seen, (2..122).collect::<Vec<_>>());
}

#[tokio::test]
async fn only_an_account_may_send_a_table_and_only_its_link_shows_it() {
    let (world, key) = brand(2).await;
    let (csv, no_key) = ("Listing URL\nhttp://market.example/listings/1001\n", "gf_x");
    let refused = post(&world, no_key, "/api/v1/bulk", "text/csv", csv).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let request = Request::post("/api/v1/bulk").header(header::CONTENT_TYPE, "text/csv");
    assert_eq!(send(&world, request.body(Body::from(csv)).unwrap()).await.status, StatusCode::UNAUTHORIZED);
    for path in ["/api/v1/bulk/forged", "/api/v1/bulk/forged/report", "/api/v1/bulk/template/ods"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        assert_eq!(send(&world, request).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for (media, body, status, says) in [
        ("image/png", "x", StatusCode::UNSUPPORTED_MEDIA_TYPE, "text/csv"),
        ("text/csv", "a,b\n1,2\n", StatusCode::UNPROCESSABLE_ENTITY, "no_header"),
        ("text/csv", "%PDF-1.7", StatusCode::UNPROCESSABLE_ENTITY, "not_a_table"),
        ("application/json", "[]", StatusCode::BAD_REQUEST, "malformed"),
    ] {
        let refused = post(&world, &key, "/api/v1/bulk", media, body).await;
        assert_eq!(refused.status, status);
        assert!(String::from_utf8_lossy(&refused.body).contains(says), "{says}");
    }
    assert!(world.look().batches.is_empty());
}

#[tokio::test]
async fn the_template_is_downloaded_in_either_format_and_language() {
    let (world, key) = brand(1).await;
    for (path, media) in [("csv?lang=zh", "text/csv; charset=utf-8"), ("xlsx?lang=en", XLSX)] {
        let request = Request::get(format!("/api/v1/bulk/template/{path}")).body(Body::empty()).unwrap();
        let template = send(&world, request).await;
        assert_eq!(
            (template.status, template.headers[header::CONTENT_TYPE].to_str().unwrap()),
            (StatusCode::OK, media)
        );
        // Sent as it is, it files nothing.
        let receipt = post(&world, &key, "/api/v1/bulk", media, template.body).await.json();
        assert_eq!((&receipt["rows"], &receipt["complaints"]), (&json!(0), &json!(0)));
    }
}

#[tokio::test]
async fn a_row_of_several_listings_has_one_status_where_they_agree_and_else_each_its_own() {
    let (world, key) = brand(2).await;
    let both = "http://market.example/listings/1001 http://market.example/listings/1002";
    let csv = sheet_writer::write_csv(b',', &header_row(), &[row(both, "", "Fake")]).unwrap();
    let receipt = post(&world, &key, "/api/v1/bulk", "text/csv", csv).await.json();
    let status = async || cells(&get(&world, &receipt["report_url"]).await.body)[1][8].clone();
    validate_once(&world).await;
    assert_eq!(status().await, "Filed", "its listings are being turned into items");
    validate(&world).await;
    assert_eq!(status().await, "Submitted");
    let last = world.look().cases.values().next_back().unwrap().clone();
    app::change(&world, last, &case::Actor::Complainant, &[case::Command::Withdraw], world.now())
        .await
        .unwrap();
    let mut told: Vec<_> = status().await.lines().map(str::to_owned).collect();
    told.sort_unstable();
    assert_eq!(told, ["Submitted", "Withdrawn"]);
}

#[tokio::test]
async fn a_problem_of_a_row_is_found_by_its_field_and_not_by_a_path_of_json() {
    let (world, key) = brand(1).await;
    let csv = sheet_writer::write_csv(b',', &header_row(), &rows()).unwrap();
    let receipt = post(&world, &key, "/api/v1/bulk", "text/csv", csv).await.json();
    let status = get(&world, &receipt["status_url"]).await.json();
    assert_eq!(status["rows"][3]["errors"][0]["path"], "explanation");
}

/// The report of a table of one complaint, filled up with notes so that it is of so many bytes.
async fn reported_in(world: &World, key: &str, bytes: usize) -> Answer {
    const ROWS: usize = 150;
    let filled = |notes: usize| {
        let mut header = header_row();
        header.push("Notes".to_owned());
        let note = |number: usize| "x".repeat(notes / ROWS + usize::from(number < notes % ROWS));
        let row = |number: usize| {
            let listing = if number == 0 { "http://market.example/listings/1001" } else { "" };
            let mut cells = row(listing, "", "Fake");
            cells.push(note(number));
            cells
        };
        sheet_writer::write_csv(b',', &header, &(0..ROWS).map(row).collect::<Vec<_>>()).unwrap()
    };
    let check = async |notes| post(world, key, "/api/v1/bulk/check", "text/csv", filled(notes)).await;
    let beside = check(ROWS).await.body.len() - ROWS;
    check(bytes - beside).await
}

#[tokio::test]
async fn a_report_is_answered_up_to_the_most_that_a_function_answers() {
    const MOST: usize = 4 << 20;
    let (world, key) = brand(1).await;
    let largest = reported_in(&world, &key, MOST).await;
    assert_eq!((largest.status, largest.body.len()), (StatusCode::OK, MOST));
    let larger = reported_in(&world, &key, MOST + 2).await;
    assert_eq!(larger.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_table_that_is_too_large_is_told_so_whoever_finds_it() {
    let (world, key) = brand(1).await;
    for bytes in [notice::limit::FILE_BYTES + 1, (12 << 20) + 1] {
        let refused = post(&world, &key, "/api/v1/bulk", "text/csv", vec![b'a'; bytes]).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{bytes}");
        assert_eq!(refused.json()["errors"][0]["code"], "too_large", "{bytes}");
    }
}

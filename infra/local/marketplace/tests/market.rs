//! The demo marketplace as its visitors, its API's callers and its tests see it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
#![allow(clippy::disallowed_methods, reason = "requests are signed with the time of the machine")]

use std::path::PathBuf;
use std::time::SystemTime;

use demo_marketplace::{Action, Config, Fault, Mode, Running, Shown, StartError, serve};
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const SECRET: &str = "whsec_Z29vZGZhaXRoLWV4YW1wbGUtc2VjcmV0";

fn config(state: Option<PathBuf>) -> Config {
    let bind = std::net::Ipv4Addr::LOCALHOST.into();
    Config { bind, port: 0, state, secret: SECRET.to_owned() }
}

async fn demo() -> Running {
    serve(config(None)).await.unwrap()
}

/// A file of this test alone, which is not there yet.
fn state_file(name: &str) -> PathBuf {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    let _ = std::fs::remove_file(&file);
    file
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Sends one request; `None` when the connection closes without an answer.
async fn send(market: &Running, start: &str, headers: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(market.address()).await.unwrap();
    let request = format!(
        "{start} HTTP/1.1\r\nhost: market\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n{headers}\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1)?.parse().unwrap();
    Some(Answer { status, head, body: answer[end + 4..].to_vec() })
}

async fn get(market: &Running, path: &str) -> Answer {
    send(market, &format!("GET {path}"), "", "").await.unwrap()
}

/// The headers of a message signed by the independent implementation.
fn signed(id: &str, content: &str) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let now = i64::try_from(now).unwrap();
    let signature = Webhook::new(SECRET).unwrap().sign(id, now, content.as_bytes()).unwrap();
    format!("webhook-id: {id}\r\nwebhook-timestamp: {now}\r\nwebhook-signature: {signature}\r\n")
}

async fn put(market: &Running, id: &str, body: &str) -> Option<Answer> {
    send(market, &format!("PUT /api/measures/{id}"), &signed(id, body), body).await
}

fn order(id: &str, listing: &str, action: &str) -> String {
    json!({ "id": id, "listing": listing, "action": action, "reason": "counterfeit" }).to_string()
}

#[tokio::test]
async fn the_front_page_shows_every_listing_with_its_picture() {
    let market = demo().await;
    let front = get(&market, "/").await;
    assert_eq!(front.status, 200);
    for id in 1001..=1012 {
        assert!(front.text().contains(&format!("/listings/{id}\"")), "{id}");
        let picture = get(&market, &format!("/pictures/{id}.png")).await;
        assert!(picture.head.contains("content-type: image/png"), "{}", picture.head);
        assert!(picture.body.starts_with(b"\x89PNG"));
    }
    let page = get(&market, "/listings/1003").await;
    assert!(page.text().contains("羽绒服") && page.text().contains("昆仑户外专营店"));
}

#[tokio::test]
async fn a_listing_taken_down_is_gone_for_visitors_until_it_is_restored() {
    let market = demo().await;
    put(&market, "e1", &order("e1", "1001", "removal")).await.unwrap();
    let page = get(&market, "/listings/1001").await;
    assert_eq!(page.status, 410);
    assert!(page.text().contains("This listing is no longer available"));
    assert_eq!(get(&market, "/pictures/1001.png").await.status, 404);
    assert!(!get(&market, "/").await.text().contains("/listings/1001\""));

    put(&market, "e2", &order("e2", "1001", "pause")).await.unwrap();
    assert!(get(&market, "/listings/1001").await.text().contains("not available at the moment"));
    put(&market, "e3", &order("e3", "1001", "restore")).await.unwrap();
    assert_eq!(get(&market, "/listings/1001").await.status, 200);
}

#[tokio::test]
async fn an_address_of_nothing_is_not_found() {
    let market = demo().await;
    for path in ["/listings/1", "/listings/01001", "/listings/x", "/pictures/1001", "/pictures/x.png", "/x"] {
        assert_eq!(get(&market, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_signature_counts_only_for_what_was_signed() {
    let market = demo().await;
    let read = |path: &'static str, content: &'static str| {
        let market = &market;
        async move { send(market, &format!("GET {path}"), &signed("m1", content), "").await.unwrap().status }
    };
    assert_eq!(read("/api/listings/1001", "GET /api/listings/1001").await, 200);
    assert_eq!(read("/api/listings/1002", "GET /api/listings/1001").await, 401);
    assert_eq!(read("/api/measures/1001", "GET /api/listings/1001").await, 401);
    assert_eq!(read("/api/listings/1001", "").await, 401);
    assert_eq!(get(&market, "/api/listings/1001").await.status, 401);

    let body = order("e1", "1001", "removal");
    let swapped = order("e1", "1002", "removal");
    let answer = send(&market, "PUT /api/measures/e1", &signed("e1", &body), &swapped).await.unwrap();
    assert_eq!(answer.status, 401);
    let moved = send(&market, "PUT /api/measures/e2", &signed("e1", &body), &body).await.unwrap();
    assert_eq!((moved.status, moved.json()["outcome"].as_str()), (422, Some("refused")));
    let text = "GET /api/measures/e1";
    let crossed = send(&market, "PUT /api/measures/e1", &signed("m1", text), text).await.unwrap();
    assert_eq!((crossed.status, crossed.json()["outcome"].as_str()), (422, Some("refused")));
    assert!(market.orders().is_empty());
}

#[tokio::test]
async fn an_order_that_cannot_be_read_is_refused_and_named() {
    let market = demo().await;
    for (body, named) in [
        (String::new(), "cannot be read"),
        (order("e1", "1001", "explode"), "explode"),
        (json!({ "id": "e1", "listing": "1001", "action": "removal" }).to_string(), "reason"),
    ] {
        let answer = put(&market, "e1", &body).await.unwrap();
        assert_eq!(answer.status, 422);
        assert!(answer.json()["reason"].as_str().unwrap().contains(named), "{}", answer.text());
    }
    let large = format!("\"{}\"", "x".repeat(100_000));
    assert_eq!(put(&market, "e1", &large).await.unwrap().status, 413);
}

#[tokio::test]
async fn listings_and_orders_survive_a_restart() {
    let file = state_file("survive");
    let market = serve(config(Some(file.clone()))).await.unwrap();
    let first = put(&market, "e1", &order("e1", "1001", "removal")).await.unwrap().json();
    let added = market.add_listings(3).unwrap();
    market.shutdown().await;

    let market = serve(config(Some(file))).await.unwrap();
    assert_eq!(market.listing(1001).unwrap().shown, Shown::Removed);
    assert_eq!(added, 1013..1016);
    assert_eq!(get(&market, "/listings/1015").await.status, 200);
    assert_eq!(put(&market, "e1", &order("e1", "1001", "removal")).await.unwrap().json(), first);
    let orders = market.orders();
    assert_eq!((orders.len(), orders[0].performed, orders[0].received), (1, 1, 2));
    assert_eq!(orders[0].order.action, Action::Removal);
}

#[tokio::test]
async fn a_spoilt_state_file_or_secret_stops_the_start_with_the_reason() {
    let file = state_file("spoilt");
    std::fs::write(&file, "{\"sellers\": [").unwrap();
    let error = serve(config(Some(file.clone()))).await.unwrap_err();
    assert!(error.to_string().contains("spoilt.json: remove it"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "{\"sellers\": [", "it is left as it was");
    for secret in ["", "whsec_*", "Z29vZGZhaXRo"] {
        let error = serve(Config { secret: secret.to_owned(), ..config(None) }).await.unwrap_err();
        assert!(matches!(error, StartError::Secret));
    }
    let taken = demo().await;
    let error = serve(Config { port: taken.address().port(), ..config(None) }).await.unwrap_err();
    assert!(matches!(error, StartError::Listen(..)));
}

#[tokio::test]
async fn faults_are_set_and_orders_read_over_http() {
    let market = demo().await;
    let faults = json!({ "next": [
        { "mode": "error", "listing": "1002", "times": 2 },
        { "mode": "lose_answer" },
        { "mode": "refuse", "reason": "not ours" },
    ]});
    assert_eq!(send(&market, "POST /_control", "", &faults.to_string()).await.unwrap().status, 204);
    assert!(put(&market, "e1", &order("e1", "1001", "removal")).await.is_none(), "the answer is lost");
    for _ in 0..2 {
        assert_eq!(put(&market, "e2", &order("e2", "1002", "removal")).await.unwrap().status, 500);
    }
    let refused = put(&market, "e2", &order("e2", "1002", "removal")).await.unwrap();
    assert_eq!(refused.json(), json!({ "id": "e2", "outcome": "refused", "reason": "not ours" }));
    assert_eq!(put(&market, "e3", &order("e3", "1003", "removal")).await.unwrap().status, 200);

    let told = get(&market, "/_control/orders").await.json();
    assert_eq!((&told["arrivals"], &told["count"]), (&json!(5), &json!(3)));
    assert_eq!(told["orders"][0]["order"]["id"], "e1");
    assert_eq!(told["orders"][0]["performed"], 1);
    assert_eq!(told["orders"][1]["answer"]["outcome"], "refused");

    for wrong in
        [r#"{"next":[{"mode":"explode"}]}"#, r#"{"nxt":[]}"#, r#"{"next":[{"mode":"hang","tims":2}]}"#]
    {
        assert_eq!(send(&market, "POST /_control", "", wrong).await.unwrap().status, 422, "{wrong}");
    }
    market.inject(Fault::next(Mode::Drop));
    market.inject(Fault::next(Mode::Error));
    assert_eq!(get(&market, "/_control").await.json(), json!({ "waiting": 2 }));
    assert!(put(&market, "e5", &order("e5", "1005", "removal")).await.is_none(), "nothing is answered");
    assert_eq!(get(&market, "/_control/orders").await.json()["count"], 3, "and nothing done");
    assert_eq!(get(&market, "/_control").await.json(), json!({ "waiting": 1 }));
    assert_eq!(send(&market, "DELETE /_control", "", "").await.unwrap().status, 204);
    assert_eq!(put(&market, "e4", &order("e4", "1004", "pause")).await.unwrap().status, 200);
}

#[tokio::test]
async fn listings_for_load_are_added_over_http() {
    let market = demo().await;
    let added = send(&market, "POST /_control/listings", "", r#"{"count":1000}"#).await.unwrap();
    assert_eq!((added.status, added.json()), (201, json!({ "first": 1013, "last": 2012 })));
    assert_eq!(get(&market, "/listings/2012").await.status, 200);
    assert!(get(&market, "/").await.text().contains("And 952 more listings"));
    for count in ["0", "100001", "-1"] {
        let body = format!("{{\"count\":{count}}}");
        assert_eq!(send(&market, "POST /_control/listings", "", &body).await.unwrap().status, 422);
    }
}

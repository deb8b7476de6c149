//! The connector against the demo marketplace over real HTTP, and against servers that misbehave.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::collections::BTreeMap;
use std::time::Duration;

use case::{Action, CaseId, EffectId, ListingRef, Measure, WhyRestore};
use demo_marketplace::{Action as Sent, Call, Config, Edit, Fault, Mode, Running, Shown, serve};
use jiff::Timestamp;
use marketplace::{MarketplaceClient, Timeouts, parse_keys};
use port::{
    Catalogue as _, EffectStatus, Enforcement as _, ListingAnswer, ListingPictures as _, MarketplaceConfig,
    OrderOutcome, OrderRequest, PictureAnswer, RandomIds, SystemClock, WallClock,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const SECRET: &str = "whsec_Z29vZGZhaXRoLWV4YW1wbGUtc2VjcmV0";
const OTHER_SECRET: &str = "whsec_YW5vdGhlci1leGFtcGxlLXNlY3JldC4u";

type Client<C = SystemClock> = MarketplaceClient<C, RandomIds>;

/// A clock that is off by some seconds.
struct Off(i64);

impl WallClock for Off {
    fn now(&self) -> Timestamp {
        SystemClock.now() + jiff::SignedDuration::from_secs(self.0)
    }
}

async fn demo() -> Running {
    let loopback = std::net::Ipv4Addr::LOCALHOST.into();
    serve(Config { bind: loopback, port: 0, state: None, secret: SECRET.to_owned() }).await.unwrap()
}

fn client() -> Client {
    client_that_waits(Timeouts::default())
}

fn client_that_waits(timeouts: Timeouts) -> Client {
    MarketplaceClient::new(parse_keys(&format!("demo={SECRET}")).unwrap(), SystemClock, RandomIds, timeouts)
        .unwrap()
}

/// A client that gives up quickly, for marketplaces that never answer.
fn impatient() -> Client {
    client_that_waits(Timeouts { total: Duration::from_millis(1500), ..Timeouts::default() })
}

fn at(api: &str) -> MarketplaceConfig {
    MarketplaceConfig {
        id: "demo".parse().unwrap(),
        name: "Demo".into(),
        listing_urls: vec![],
        api: api.to_owned(),
        territory: "EU".parse().unwrap(),
    }
}

fn listing(id: &str) -> ListingRef {
    ListingRef { marketplace: "demo".parse().unwrap(), id: id.parse().unwrap() }
}

fn effect(of: u32) -> EffectId {
    EffectId::derive(CaseId::new(uuid::Uuid::from_u128(7)), of, "measure")
}

const REMOVE: OrderRequest = ordered(Action::Apply(Measure::Removal), "counterfeit");

const fn ordered(action: Action, reason: &'static str) -> OrderRequest {
    OrderRequest { action, reason, only_in: Vec::new() }
}

fn done(outcome: OrderOutcome) -> String {
    match outcome {
        OrderOutcome::Done(reference) => reference,
        other => panic!("not done: {other:?}"),
    }
}

fn unknown(outcome: OrderOutcome) -> String {
    match outcome {
        OrderOutcome::Unknown(error) => error.to_string(),
        other => panic!("not unknown: {other:?}"),
    }
}

#[tokio::test]
async fn a_listing_is_found_or_gone() {
    let market = demo().await;
    let market_at = at(&market.api());
    let ListingAnswer::Found(view) = client().listing(&market_at, &listing("1003")).await.unwrap() else {
        panic!("not found");
    };
    assert!(view.title.starts_with("NORTHLIGHT 羽绒服"), "{}", view.title);
    assert_eq!(view.url, format!("{}/listings/1003", market.base()));
    assert_eq!(view.seller_id, "2");
    assert_eq!(view.seller_email.as_deref(), Some("seller-2@shop.example"));
    assert_eq!(view.seller_language.as_deref(), Some("zh"));
    assert_eq!(view.price.map(|it| (it.amount, it.currency)), Some(("68.00".into(), "EUR".into())));
    assert_eq!(view.attributes[0].value, "浙江 杭州");
    assert_eq!(view.pictures[0].id.as_str(), "main");
    assert!(view.visible);
    for id in ["9999", "01003", "-", "nothing.at_all"] {
        assert_eq!(client().listing(&market_at, &listing(id)).await.unwrap(), ListingAnswer::Gone, "{id}");
    }
    assert!(client().listing(&market_at, &listing("..")).await.is_err());
}

#[tokio::test]
async fn an_edit_is_another_version_and_a_measure_is_none() {
    let market = demo().await;
    let (client, market_at) = (client(), at(&market.api()));
    let version = async || match client.listing(&market_at, &listing("1001")).await.unwrap() {
        ListingAnswer::Found(view) => view.version(),
        ListingAnswer::Gone => panic!("gone"),
    };
    let first = version().await;
    done(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    assert_eq!(version().await, first);
    let edit = Edit { title: Some("Down jacket".into()), ..Edit::default() };
    assert!(market.edit(1001, edit).unwrap());
    assert_ne!(version().await, first);
}

#[tokio::test]
async fn a_picture_is_read_as_far_as_the_limit_and_no_further() {
    let market = demo().await;
    let (client, market_at) = (client(), at(&market.api()));
    let picture = |id: &str| id.parse().unwrap();
    let found = client.picture(&market_at, &listing("1001"), &picture("main")).await.unwrap();
    assert!(matches!(&found, PictureAnswer::Found(bytes) if bytes.starts_with(b"\x89PNG")));
    for (id, other) in [("1001", "second"), ("9999", "main")] {
        let answer = client.picture(&market_at, &listing(id), &picture(other)).await.unwrap();
        assert_eq!(answer, PictureAnswer::Gone, "{id} {other}");
    }
    assert!(client.picture(&market_at, &listing("1001"), &picture("..")).await.is_err());

    let most = port::MOST_PICTURE_BYTES;
    let endless = |length: usize| {
        let mut answer = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
        answer.resize(answer.len() + length, 0);
        answer
    };
    for (length, too_large) in [(most, false), (most + 1, true)] {
        let server = answers(endless(length)).await;
        let answer = client.picture(&at(&server), &listing("1"), &picture("1")).await.unwrap();
        assert_eq!(answer == PictureAnswer::TooLarge, too_large, "{length}");
    }
    for answer in [
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\n\r\n",
        "HTTP/1.1 404 No\r\n\r\nno",
        "nonsense",
    ] {
        let server = answers(answer.as_bytes().to_vec()).await;
        assert!(client.picture(&at(&server), &listing("1"), &picture("1")).await.is_err(), "{answer}");
    }
}

#[tokio::test]
async fn a_measure_hides_the_listing_and_lifting_it_shows_it_again() {
    let market = demo().await;
    let (client, market_at, jacket) = (client(), at(&market.api()), listing("1001"));
    let pause = ordered(Action::Apply(Measure::Pause), "counterfeit");
    let restore = ordered(Action::Restore(WhyRestore::Silence), "silence");
    for (number, order, shown) in
        [(1, &pause, Shown::Paused), (2, &REMOVE, Shown::Removed), (3, &restore, Shown::Live)]
    {
        let id = effect(number);
        assert_eq!(client.status(&market_at, id).await.unwrap(), EffectStatus::NeverHeard);
        let reference = done(client.order(&market_at, &jacket, id, order).await);
        assert_eq!(client.status(&market_at, id).await.unwrap(), EffectStatus::Done(reference));
        assert_eq!(market.listing(1001).unwrap().shown, shown);
        let ListingAnswer::Found(view) = client.listing(&market_at, &jacket).await.unwrap() else {
            panic!("a listing under a measure is still found");
        };
        assert_eq!(view.visible, shown == Shown::Live);
    }
    let sent: Vec<_> =
        market.orders().into_iter().map(|record| (record.order.action, record.order.reason)).collect();
    assert_eq!(
        sent,
        [
            (Sent::Pause, "counterfeit".to_owned()),
            (Sent::Removal, "counterfeit".to_owned()),
            (Sent::Restore, "silence".to_owned())
        ]
    );
}

#[tokio::test]
async fn a_measure_may_hold_in_some_territories_only() {
    let market = demo().await;
    let (client, market_at, jacket) = (client(), at(&market.api()), listing("1001"));
    let limited = |order: &OrderRequest, places: &[&str]| {
        let only_in = places.iter().map(|place| place.parse().unwrap()).collect();
        OrderRequest { only_in, ..order.clone() }
    };
    let restore = ordered(Action::Restore(WhyRestore::Silence), "silence");
    for (number, order, shut_out) in [
        (1, limited(&REMOVE, &["DE", "FR"]), vec!["DE", "FR"]),
        (2, limited(&REMOVE, &["NL"]), vec!["DE", "FR", "NL"]),
        (3, limited(&restore, &["DE", "FR"]), vec!["NL"]),
    ] {
        done(client.order(&market_at, &jacket, effect(number), &order).await);
        let kept = market.listing(1001).unwrap();
        assert_eq!(
            (kept.shown, kept.not_in.into_iter().collect::<Vec<_>>()),
            (Shown::Live, shut_out.iter().map(|it| (*it).to_owned()).collect())
        );
        let ListingAnswer::Found(view) = client.listing(&market_at, &jacket).await.unwrap() else {
            panic!("it is still on offer");
        };
        assert!(view.visible);
    }
    // An id stands for one order, with its territories.
    let elsewhere = client.order(&market_at, &jacket, effect(1), &REMOVE).await;
    assert!(matches!(elsewhere, OrderOutcome::Refused(reason) if reason.contains("another order")));
    assert_eq!(market.listing(1001).unwrap().shown, Shown::Live);
}

#[tokio::test]
async fn the_same_order_again_is_answered_the_same_and_done_once() {
    let market = demo().await;
    let (client, market_at) = (client(), at(&market.api()));
    let first = done(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    let again = done(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    assert_eq!(first, again);
    let orders = market.orders();
    assert_eq!((orders.len(), orders[0].received, orders[0].performed), (1, 2, 1));
}

#[tokio::test]
async fn an_id_used_for_another_order_is_refused_and_does_nothing() {
    let market = demo().await;
    let (client, market_at) = (client(), at(&market.api()));
    done(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    let outcome = client.order(&market_at, &listing("1002"), effect(1), &REMOVE).await;
    assert!(matches!(outcome, OrderOutcome::Refused(reason) if reason.contains("another order")));
    assert_eq!(market.listing(1002).unwrap().shown, Shown::Live);
}

#[tokio::test]
async fn a_refusal_is_told_with_its_reason_and_stays() {
    let market = demo().await;
    let (client, market_at) = (client(), at(&market.api()));
    market.inject(Fault { listing: Some("1004".into()), ..Fault::next(Mode::Refuse) });
    done(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    for _ in 0..2 {
        let outcome = client.order(&market_at, &listing("1004"), effect(2), &REMOVE).await;
        assert!(matches!(outcome, OrderOutcome::Refused(reason) if reason.contains("court")));
    }
    let status = client.status(&market_at, effect(2)).await.unwrap();
    assert!(matches!(status, EffectStatus::Refused(reason) if reason.contains("court")));
    assert_eq!(market.listing(1004).unwrap().shown, Shown::Live);
    let outcome = client.order(&market_at, &listing("9999"), effect(3), &REMOVE).await;
    assert!(matches!(outcome, OrderOutcome::Refused(reason) if reason.contains("no such listing")));
}

#[tokio::test]
async fn an_order_without_an_answer_is_unknown_when_the_time_is_up() {
    let market = demo().await;
    let market_at = at(&market.api());
    market.inject(Fault::next(Mode::Hang));
    let started = std::time::Instant::now();
    unknown(impatient().order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(client().status(&market_at, effect(1)).await.unwrap(), EffectStatus::NeverHeard);
    assert_eq!(market.listing(1001).unwrap().shown, Shown::Live);
}

#[tokio::test]
async fn a_late_answer_within_the_time_counts_and_beyond_it_is_unknown() {
    let market = demo().await;
    let market_at = at(&market.api());
    market.inject(Fault { delay_ms: 50, ..Fault::next(Mode::Late) });
    done(client().order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    market.inject(Fault { delay_ms: 60_000, ..Fault::next(Mode::Late) });
    unknown(impatient().order(&market_at, &listing("1002"), effect(2), &REMOVE).await);
    assert!(matches!(client().status(&market_at, effect(2)).await.unwrap(), EffectStatus::Done(_)));
}

#[tokio::test]
async fn a_lost_answer_is_unknown_until_asked_after() {
    let market = demo().await;
    let (client, market_at) = (client(), at(&market.api()));
    market.inject(Fault::next(Mode::LoseAnswer));
    unknown(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await);
    assert_eq!(market.listing(1001).unwrap().shown, Shown::Removed);
    assert_eq!(market.arrivals(), 1, "an order is never sent again by itself");
    let EffectStatus::Done(reference) = client.status(&market_at, effect(1)).await.unwrap() else {
        panic!("the order was done");
    };
    assert_eq!(done(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await), reference);
    assert_eq!(market.orders()[0].performed, 1);
}

#[tokio::test]
async fn a_failing_marketplace_is_unknown_for_orders_and_unavailable_for_reads() {
    let market = demo().await;
    let (client, market_at) = (client(), at(&market.api()));
    for on in [Call::Order, Call::Status, Call::Listing] {
        market.inject(Fault { on, ..Fault::next(Mode::Error) });
    }
    assert!(unknown(client.order(&market_at, &listing("1001"), effect(1), &REMOVE).await).contains("500"));
    let error = client.status(&market_at, effect(1)).await.unwrap_err();
    assert_eq!(error.to_string(), "marketplace is unavailable while asking after an order");
    client.listing(&market_at, &listing("1001")).await.unwrap_err();
    assert_eq!(client.status(&market_at, effect(1)).await.unwrap(), EffectStatus::NeverHeard);
}

#[tokio::test]
async fn a_wrong_key_or_a_wrong_clock_changes_nothing_and_is_no_refusal() {
    let market = demo().await;
    let market_at = at(&market.api());
    let jacket = listing("1001");
    let wrong = parse_keys(&format!("demo={OTHER_SECRET}")).unwrap();
    let forger: Client = MarketplaceClient::new(wrong, SystemClock, RandomIds, Timeouts::default()).unwrap();
    assert!(unknown(forger.order(&market_at, &jacket, effect(1), &REMOVE).await).contains("401"));
    forger.listing(&market_at, &jacket).await.unwrap_err();
    forger.status(&market_at, effect(1)).await.unwrap_err();
    // The demo marketplace allows 300 seconds, by the judgement of the `standardwebhooks` crate.
    for (seconds, accepted) in [(-310, false), (-290, true), (290, true), (310, false)] {
        let keys = parse_keys(&format!("demo={SECRET}")).unwrap();
        let client: Client<Off> =
            MarketplaceClient::new(keys, Off(seconds), RandomIds, Timeouts::default()).unwrap();
        assert_eq!(client.listing(&market_at, &jacket).await.is_ok(), accepted, "{seconds} s");
        if !accepted {
            unknown(client.order(&market_at, &jacket, effect(1), &REMOVE).await);
        }
    }
    assert_eq!(market.arrivals(), 0);
    assert_eq!(market.listing(1001).unwrap().shown, Shown::Live);
}

#[tokio::test]
async fn what_never_left_is_not_sent() {
    let market = demo().await;
    let jacket = listing("1001");
    let order = async |client: &Client, api: &str| client.order(&at(api), &jacket, effect(1), &REMOVE).await;
    for api in [
        "http://127.0.0.1:1".to_owned(),
        // The TLS handshake fails before the request.
        market.base().replace("http:", "https:"),
        "http://shop.example/in-the-clear".to_owned(),
        "not an address".to_owned(),
    ] {
        let outcome = order(&client(), &api).await;
        assert!(matches!(outcome, OrderOutcome::NotSent(_)), "{api}: {outcome:?}");
    }
    let keyless =
        MarketplaceClient::new(BTreeMap::new(), SystemClock, RandomIds, Timeouts::default()).unwrap();
    let OrderOutcome::NotSent(error) = order(&keyless, &market.api()).await else { panic!("sent") };
    assert!(error.to_string().contains("no signing key for marketplace demo"), "{error}");
    assert_eq!(market.arrivals(), 0);
}

/// Answers one request with these bytes and closes the connection; returns its address.
async fn answers(bytes: Vec<u8>) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        let mut part = [0; 4096];
        let is_whole = |request: &[u8]| {
            request.ends_with(b"}") || (request.starts_with(b"GET") && request.ends_with(b"\r\n\r\n"))
        };
        while !is_whole(&request) {
            match stream.read(&mut part).await.unwrap() {
                0 => break,
                read => request.extend_from_slice(&part[..read]),
            }
        }
        // The client may hang up before it has read everything.
        let _ = stream.write_all(&bytes).await;
    });
    format!("http://{address}")
}

#[tokio::test]
async fn an_answer_that_is_not_explicit_is_unknown() {
    let id = effect(1).to_string();
    let body = format!(r#"{{"id":"{id}","outcome":"done","reference":"DM-1"}}"#);
    let answer = |head: &str, body: &str| format!("HTTP/1.1 {head}\r\n\r\n{body}").into_bytes();
    let explicit = answer(&format!("200 OK\r\ncontent-length: {}", body.len()), &body);
    let outcome = client().order(&at(&answers(explicit).await), &listing("1001"), effect(1), &REMOVE).await;
    assert_eq!(done(outcome), "DM-1");

    let padded = format!("{body}{}", " ".repeat(2_000_000));
    for (what, bytes) in [
        ("nothing", Vec::new()),
        ("not HTTP", b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
        ("cut short", answer(&format!("200 OK\r\ncontent-length: {}", body.len() + 1), &body)),
        ("too large", answer(&format!("200 OK\r\ncontent-length: {}", padded.len()), &padded)),
        ("too large, of unsaid length", answer("200 OK\r\nconnection: close", &padded)),
        ("redirect", answer("307 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0", "")),
        ("page", answer("200 OK\r\ncontent-length: 13", "<html></html>")),
        ("gateway", answer(&format!("502 Bad Gateway\r\ncontent-length: {}", body.len()), &body)),
    ] {
        let api = answers(bytes).await;
        let outcome = client().order(&at(&api), &listing("1001"), effect(1), &REMOVE).await;
        assert!(matches!(outcome, OrderOutcome::Unknown(_)), "{what}: {outcome:?}");
    }
}

#[tokio::test]
async fn an_error_shows_neither_address_nor_secret() {
    let outcome =
        client().order(&at("http://127.0.0.1:1/secret-path"), &listing("1001"), effect(1), &REMOVE).await;
    let shown = format!("{outcome:?} {:?}", client());
    assert!(!shown.contains("secret-path") && !shown.contains("Z29vZ"), "{shown}");
}

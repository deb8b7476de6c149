//! The real connector, watched, over loopback: servers that hang, fail and hang up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use case::{Action, CaseId, EffectId, ListingRef, Measure};
use marketplace::{MarketplaceClient, Timeouts, parse_keys};
use port::{
    Catalogue as _, Enforcement as _, ListingAnswer, MarketplaceConfig, OrderOutcome, OrderRequest,
    RandomIds, SystemClock,
};
use step::retry::Trouble;
use step::{MachineClock, Watched};
use testkit::sample;
use testkit::world::World;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

/// What a server does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Answers,
    /// Reads it, and says nothing.
    Hangs,
    /// Answers 500.
    Fails,
    /// Reads it, and hangs up.
    HangsUp,
    /// Hangs up in the middle of its answer.
    BreaksOff,
}

const LISTING: &str = r#"{"id":"1001","outcome":"found","title":"Down Jacket","url":"https://m.example/1001","visible":true,"seller":{"id":"1","name":"Summit"}}"#;

async fn serve(mut stream: TcpStream, does: Does) {
    let mut request = [0; 4_096];
    let _read = stream.read(&mut request).await;
    let answer = |status: &str, length: usize, body: &str| {
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
    };
    let answer = match does {
        Does::Answers => answer("200 OK", LISTING.len(), LISTING),
        Does::Fails => answer("500 Internal Server Error", 4, "oops"),
        Does::BreaksOff => answer("200 OK", LISTING.len(), &LISTING[..40]),
        Does::HangsUp => return,
        Does::Hangs => std::future::pending().await,
    };
    let _sent = stream.write_all(answer.as_bytes()).await;
}

/// A marketplace that treats requests so, first come first served, and answers all that come after; and how many
/// came.
async fn marketplace_that(does: &[Does]) -> (MarketplaceConfig, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    let (does, count) = (does.to_vec(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let nth = counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(serve(stream, does.get(nth).copied().unwrap_or(Does::Answers)));
        }
    });
    (MarketplaceConfig { api, ..sample::marketplace() }, count)
}

type Client = MarketplaceClient<SystemClock, RandomIds>;

fn watched(world: &World) -> Watched<Client, MachineClock, World> {
    let keys = parse_keys("demo=whsec_Z29vZGZhaXRoLWV4YW1wbGUtc2VjcmV0").unwrap();
    let timeouts = Timeouts { total: Duration::from_secs(3), ..Timeouts::default() };
    let client = MarketplaceClient::new(keys, SystemClock, RandomIds, timeouts).unwrap();
    Watched::new(client, MachineClock, world.clone())
}

#[tokio::test]
async fn a_look_that_comes_to_nothing_is_repeated_at_once() {
    for (does, at_least, at_most) in [
        (Does::Hangs, 2_000, 3_500),
        (Does::Fails, 0, 1_500),
        (Does::HangsUp, 0, 1_500),
        (Does::BreaksOff, 0, 1_500),
    ] {
        let (at, count) = marketplace_that(&[does]).await;
        let started = Instant::now();
        let answer = watched(&World::new()).listing(&at, &sample::listing(0)).await;
        let took = started.elapsed().as_millis();
        assert!(matches!(answer, Ok(ListingAnswer::Found(_))), "{does:?}: {answer:?}");
        assert!((at_least..at_most).contains(&took), "{does:?}: {took} ms");
        assert_eq!(count.load(Ordering::SeqCst), 2, "{does:?}");
    }
}

#[tokio::test]
async fn a_marketplace_that_only_hangs_takes_four_seconds_of_a_batch_and_then_none() {
    let (at, count) = marketplace_that(&[Does::Hangs; 100]).await;
    let world = World::new();
    let watched = watched(&world);
    let listings: Vec<ListingRef> = (0..4).map(sample::listing).collect();
    let started = Instant::now();
    let (a, b, c) = tokio::join!(
        watched.listing(&at, &listings[0]),
        watched.listing(&at, &listings[1]),
        watched.listing(&at, &listings[2]),
    );
    assert!(a.is_err() && b.is_err() && c.is_err());
    assert!((4_000..6_000).contains(&started.elapsed().as_millis()), "{:?}", started.elapsed());
    let started = Instant::now();
    let error = watched.listing(&at, &listings[3]).await.unwrap_err();
    assert!(matches!(Trouble::of(&error), Trouble::MarketplaceOut(_)), "{error:?}");
    assert!(started.elapsed() < Duration::from_millis(500));
    assert_eq!(count.load(Ordering::SeqCst), 6);
    assert_eq!(world.look().journal.len(), 1, "the alarm rings");
}

#[tokio::test]
async fn an_order_that_comes_to_nothing_is_unknown_and_was_sent_once() {
    for does in [Does::Hangs, Does::Fails, Does::HangsUp, Does::BreaksOff] {
        let (at, count) = marketplace_that(&[does]).await;
        let request = OrderRequest {
            action: Action::Apply(Measure::Removal),
            reason: "counterfeit",
            only_in: Vec::new(),
        };
        let id = EffectId::derive(CaseId::new(Uuid::from_u128(7)), 1, "order");
        let outcome = watched(&World::new()).order(&at, &sample::listing(0), id, &request).await;
        assert!(matches!(outcome, OrderOutcome::Unknown(_)), "{does:?}: {outcome:?}");
        assert_eq!(count.load(Ordering::SeqCst), 1, "{does:?}");
    }
}

/// An answer with a status that answers nothing is still a sign of life; one that lets nobody in is not.
#[tokio::test]
async fn a_marketplace_that_is_there_is_not_out() {
    for (status, out) in [
        ("404 Not Found", false),
        ("202 Accepted", false),
        ("401 Unauthorized", true),
        ("429 Too Many Requests", true),
        ("503 Service Unavailable", true),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = MarketplaceConfig {
            api: format!("http://{}", listener.local_addr().unwrap()),
            ..sample::marketplace()
        };
        let answer = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}");
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = [0; 4_096];
                let _read = stream.read(&mut request).await;
                let _sent = stream.write_all(answer.as_bytes()).await;
            }
        });
        let watched = watched(&World::new());
        for number in 0..4 {
            let error = watched.listing(&at, &sample::listing(number)).await.unwrap_err();
            let is_out = matches!(Trouble::of(&error), Trouble::MarketplaceOut(_));
            assert_eq!(is_out, out && number == 3, "{status}, look {number}: {error:?}");
        }
    }
}

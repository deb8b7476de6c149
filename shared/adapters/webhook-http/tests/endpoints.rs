//! Posting to endpoints of all kinds, on this machine.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use port::{Delivery, Endpoints as _, PostOutcome};
use webhook_http::{HttpEndpoints, Reach};

/// What an endpoint was sent: its path and headers.
type Seen = Arc<Mutex<Vec<(String, axum::http::HeaderMap)>>>;

/// An endpoint that answers with the status in its path.
async fn endpoint() -> (String, Seen) {
    async fn answer(State(seen): State<Seen>, Path(status): Path<u16>, request: Request) -> Response {
        seen.lock().unwrap().push((request.uri().path().to_owned(), request.headers().clone()));
        let status = StatusCode::from_u16(status).unwrap();
        (status, [(header::LOCATION, "/200")]).into_response()
    }
    async fn never() {
        std::future::pending::<()>().await;
    }
    let seen = Seen::default();
    let router = Router::new()
        .route("/{status}", post(answer))
        .route("/never/answers", post(never))
        .with_state(seen.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (format!("http://{address}"), seen)
}

fn delivery(url: String) -> Delivery {
    Delivery {
        url,
        id: "id-1".into(),
        timestamp: 1_795_262_400,
        signature: "v1,c2lnbmF0dXJl".into(),
        body: "{}".into(),
    }
}

async fn outcome(reach: Reach, url: String) -> String {
    let client =
        HttpEndpoints::with_timeouts(reach, Duration::from_millis(300), Duration::from_millis(300)).unwrap();
    match client.post(&delivery(url)).await {
        PostOutcome::Taken => "taken".into(),
        PostOutcome::Gone => "gone".into(),
        PostOutcome::NotTaken(error) => error.to_string(),
    }
}

#[tokio::test]
async fn an_event_is_taken_or_not_as_the_status_says() {
    let (url, seen) = endpoint().await;
    for (status, expected) in [(200, "taken"), (204, "taken"), (410, "gone"), (500, "500"), (404, "404")] {
        let found = outcome(Reach::AndThisMachine, format!("{url}/{status}")).await;
        assert!(found.contains(expected), "{status}: {found}");
    }
    let (_, headers) = seen.lock().unwrap()[0].clone();
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(
        [
            header("webhook-id"),
            header("webhook-timestamp"),
            header("webhook-signature"),
            header("content-type")
        ],
        ["id-1", "1795262400", "v1,c2lnbmF0dXJl", "application/json"]
    );
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let (url, seen) = endpoint().await;
    let found = outcome(Reach::AndThisMachine, format!("{url}/307")).await;
    assert!(found.contains("307"), "{found}");
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_endpoint_that_never_answers_is_given_up() {
    let (url, _) = endpoint().await;
    let found = outcome(Reach::AndThisMachine, format!("{url}/never/answers")).await;
    assert!(found.contains("error sending request"), "{found}");
    assert!(!found.contains("never"), "the address is not told: {found}");
}

#[tokio::test]
async fn nothing_inside_is_ever_reached() {
    let (url, seen) = endpoint().await;
    let port = url.rsplit(':').next().unwrap();
    for inside in [
        format!("{url}/200"),
        format!("https://127.0.0.1:{port}/200"),
        format!("https://localhost:{port}/200"),
        format!("https://[::1]:{port}/200"),
    ] {
        let found = outcome(Reach::Public, inside.clone()).await;
        assert_ne!(found, "taken", "{inside}");
    }
    assert!(seen.lock().unwrap().is_empty());
}

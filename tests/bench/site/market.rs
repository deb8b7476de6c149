//! A marketplace that has every listing and does what it is told, and an account's endpoint that takes every event.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde_json::{Value, json};

/// How often it was asked.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// For a listing.
    pub(crate) listings: AtomicU64,
    /// For a measure.
    pub(crate) measures: AtomicU64,
    /// Events that were posted to the account's endpoint.
    pub(crate) events: AtomicU64,
}

/// Starts it. Returns what it counts, and its address.
pub(crate) async fn start() -> anyhow::Result<(Arc<Asked>, String)> {
    let asked = Arc::new(Asked::default());
    let router = Router::new()
        .route("/listings/{id}", get(listing))
        .route("/measures/{id}", put(measure))
        .route("/events", post(event))
        .with_state(Arc::clone(&asked));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok((asked, url))
}

async fn listing(State(asked): State<Arc<Asked>>, Path(id): Path<String>) -> Json<Value> {
    asked.listings.fetch_add(1, Ordering::SeqCst);
    Json(json!({
        "id": id,
        "outcome": "found",
        "title": format!("NORTHLIGHT jacket {id}"),
        "url": format!("http://market.example/listings/{id}"),
        "nice_classes": [25],
        "visible": true,
        "seller": {
            "id": testkit::sample::SELLER_NAME,
            "name": "Shop One",
            "email": testkit::sample::SELLER,
            "language": "zh",
        },
    }))
}

async fn measure(State(asked): State<Arc<Asked>>, Path(id): Path<String>) -> Json<Value> {
    let number = asked.measures.fetch_add(1, Ordering::SeqCst);
    Json(json!({ "id": id, "outcome": "done", "reference": format!("DM-{number:06}") }))
}

async fn event(State(asked): State<Arc<Asked>>) -> StatusCode {
    asked.events.fetch_add(1, Ordering::SeqCst);
    StatusCode::NO_CONTENT
}

//! The endpoint of a brand account: it takes every event, and keeps what was posted.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};

type Posts = Arc<Mutex<Vec<Value>>>;

/// A running endpoint.
pub(crate) struct Receiver {
    pub(crate) url: String,
    posts: Posts,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let posts = Posts::default();
        let router = Router::new().route("/hook", post(take)).with_state(Arc::clone(&posts));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, posts }
    }

    /// What was posted so far.
    pub(crate) fn posts(&self) -> Vec<Value> {
        self.posts.lock().unwrap().clone()
    }
}

async fn take(State(posts): State<Posts>, headers: HeaderMap, body: String) -> StatusCode {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    posts.lock().unwrap().push(json!({
        "id": header("webhook-id"),
        "timestamp": header("webhook-timestamp"),
        "signature": header("webhook-signature"),
        "body": body,
    }));
    StatusCode::NO_CONTENT
}

//! The endpoint of a brand account: it keeps what was posted, and some posts go wrong.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};

/// How a post goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is not taken; the answer is 503.
    Error,
    /// It is taken, and there is no answer.
    LoseAnswer,
}

#[derive(Default)]
struct Posts {
    all: Vec<Value>,
    next: VecDeque<Mode>,
}

/// A running endpoint.
pub(crate) struct Receiver {
    pub(crate) url: String,
    posts: Arc<Mutex<Posts>>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let posts = Arc::<Mutex<Posts>>::default();
        let router = Router::new().route("/hook", post(take)).with_state(Arc::clone(&posts));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, posts }
    }

    /// Makes a post to come go wrong.
    pub(crate) fn spoil(&self, mode: Mode) {
        self.posts.lock().unwrap().next.push_back(mode);
    }

    /// What was posted so far.
    pub(crate) fn posts(&self) -> Vec<Value> {
        self.posts.lock().unwrap().all.clone()
    }
}

async fn take(State(posts): State<Arc<Mutex<Posts>>>, headers: HeaderMap, body: String) -> StatusCode {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mode = posts.lock().unwrap().next.pop_front();
    posts.lock().unwrap().all.push(json!({
        "id": header("webhook-id"),
        "timestamp": header("webhook-timestamp"),
        "signature": header("webhook-signature"),
        "body": body,
        "taken": mode != Some(Mode::Error),
        "answered": mode.is_none(),
    }));
    match mode {
        None => StatusCode::NO_CONTENT,
        Some(Mode::Error) => StatusCode::SERVICE_UNAVAILABLE,
        // Until the other side has had enough.
        Some(Mode::LoseAnswer) => std::future::pending().await,
    }
}

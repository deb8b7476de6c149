//! What stands between the functions and AWS: it passes every request on, and makes mails go wrong.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, Response, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use serde_json::Value;

use super::journal::now;
use crate::support::http;

/// Where SES takes mails.
const SEND: &str = "/v2/email/outbound-emails";

/// How the sending of a mail goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is not taken; the answer is 500.
    Error,
    /// It is not taken; the answer is that there are too many.
    Throttle,
    /// It is not taken, and there is no answer.
    Hang,
    /// It is taken, and there is no answer.
    LoseAnswer,
}

/// A mail that went wrong.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) at: Timestamp,
    pub(crate) mode: Mode,
    /// What it carried.
    pub(crate) letters: Vec<String>,
    /// The id under which the mail service took it all the same.
    pub(crate) taken: Option<String>,
}

#[derive(Default)]
struct Mails {
    next: VecDeque<Mode>,
    faults: Vec<Fault>,
    /// The cases of mails without a clear answer.
    in_doubt: BTreeSet<String>,
}

/// A running gateway.
#[derive(Clone)]
pub(crate) struct Gateway {
    pub(crate) url: String,
    http: reqwest::Client,
    /// Where AWS is.
    to: Arc<Mutex<String>>,
    mails: Arc<Mutex<Mails>>,
}

impl Gateway {
    /// Starts one that leads nowhere yet.
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let gateway = Self { url, http: http(), to: Arc::default(), mails: Arc::default() };
        let router = Router::new().fallback(pass).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        gateway
    }

    pub(crate) fn lead_to(&self, endpoint: &str) {
        endpoint.clone_into(&mut self.to.lock().unwrap());
    }

    /// Makes a mail to come go wrong.
    pub(crate) fn spoil(&self, mode: Mode) {
        self.mails.lock().unwrap().next.push_back(mode);
    }

    /// Forgets the faults that still wait for their mails.
    pub(crate) fn calm(&self) {
        self.mails.lock().unwrap().next.clear();
    }

    /// The mails that went wrong so far.
    pub(crate) fn faults(&self) -> Vec<Fault> {
        self.mails.lock().unwrap().faults.clone()
    }

    /// How a mail goes wrong, if it does. After one without a clear answer a case waits two minutes, after the next four
    /// times as long: so each has one at most.
    fn fault_of(&self, body: &[u8]) -> Option<Fault> {
        let mut mails = self.mails.lock().unwrap();
        let (mode, letters) = (*mails.next.front()?, letters_in(body));
        if mode != Mode::Throttle {
            let cases = letters.iter().filter_map(|letter| letter.split('/').next());
            let cases: Vec<String> = cases.map(str::to_owned).collect();
            if cases.iter().any(|case| mails.in_doubt.contains(case)) {
                return None;
            }
            mails.in_doubt.extend(cases);
        }
        mails.next.pop_front();
        Some(Fault { at: now(), mode, letters, taken: None })
    }

    async fn send(&self, parts: Parts, body: Bytes) -> Response<Body> {
        let Some(mut fault) = self.fault_of(&body) else { return self.forward(parts, body).await };
        if fault.mode == Mode::LoseAnswer {
            let body = self.forward(parts, body).await.into_body();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
            let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
            fault.taken = answer["MessageId"].as_str().map(str::to_owned);
        }
        let mode = fault.mode;
        self.mails.lock().unwrap().faults.push(fault);
        let (status, error) = match mode {
            Mode::Error => (500, "InternalFailure"),
            Mode::Throttle => (429, "TooManyRequestsException"),
            // Until the other side has had enough.
            Mode::Hang | Mode::LoseAnswer => std::future::pending().await,
        };
        let response = Response::builder().status(status).header("x-amzn-errortype", error);
        response.body(Body::from("{}")).unwrap()
    }

    async fn forward(&self, parts: Parts, body: Bytes) -> Response<Body> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let url = format!("{}{path}", self.to.lock().unwrap());
        let request = self.http.request(parts.method, url).headers(without_framing(parts.headers)).body(body);
        let passed = async {
            let answer = request.send().await?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            Ok::<_, reqwest::Error>((status, headers, answer.bytes().await?))
        };
        // AWS is being restarted.
        let Ok((status, headers, body)) = passed.await else {
            return Response::builder().status(503).body(Body::empty()).unwrap();
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = without_framing(headers);
        response
    }
}

async fn pass(State(gateway): State<Gateway>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::builder().status(400).body(Body::empty()).unwrap();
    };
    if parts.uri.path() == SEND {
        gateway.send(parts, body).await
    } else {
        gateway.forward(parts, body).await
    }
}

fn without_framing(mut headers: HeaderMap) -> HeaderMap {
    for name in [header::CONTENT_LENGTH, header::CONNECTION, header::EXPECT, header::TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers
}

/// Which letters a mail carries: its first header names them, `<case>/<event>/<letter>` each.
fn letters_in(body: &[u8]) -> Vec<String> {
    let request: Value = serde_json::from_slice(body).unwrap();
    let mime = BASE64_STANDARD.decode(request["Content"]["Raw"]["Data"].as_str().unwrap()).unwrap();
    let mime = String::from_utf8_lossy(&mime);
    let (_, named) = mime.split_once("X-Goodfaith-Letters: ").unwrap();
    named.split_ascii_whitespace().take_while(|word| word.contains('/')).map(str::to_owned).collect()
}

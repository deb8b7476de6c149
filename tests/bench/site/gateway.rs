//! What stands between a function and the emulators: it passes every request on, to `dynoxide` for the table and
//! to `ministack` for all else, and counts what AWS would bill.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode, header};
use serde_json::{Value, json};

/// Bytes of a payload that SQS bills as one request.
const SQS_CHUNK: usize = 64 * 1024;

/// What passed a gateway.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passed {
    /// HTTP requests, by service and operation; of S3, whose requests do not name it, by method.
    pub(crate) requests: BTreeMap<(String, String), u64>,
    /// DynamoDB write units with those of the indexes, and those of [`Self::failed_conditions`].
    pub(crate) write_units: f64,
    /// Writes whose condition failed, which DynamoDB bills as if it had written: here one unit each, for an item of
    /// at most 1 KB.
    pub(crate) failed_conditions: u64,
    /// DynamoDB read units.
    pub(crate) read_units: f64,
    /// Requests of SQS as billed: a large one counts as several.
    pub(crate) sqs: u64,
}

impl Passed {
    /// HTTP requests to a service.
    pub(crate) fn to(&self, service: &str) -> u64 {
        self.requests.iter().filter(|((to, _), _)| to == service).map(|(_, count)| count).sum()
    }

    /// Requests of S3 by whether they are billed as those that write or list.
    pub(crate) fn s3(&self, writes: bool) -> u64 {
        let of = |operation: &str| ["PUT", "POST", "LIST"].contains(&operation) == writes;
        let counted = self.requests.iter().filter(|((to, operation), _)| to == "s3" && of(operation));
        counted.map(|(_, count)| count).sum()
    }
}

/// Passes requests on, and counts.
#[derive(Clone)]
pub(crate) struct Gateway {
    http: reqwest::Client,
    /// Where the table is.
    table: String,
    /// Where all else is.
    rest: String,
    passed: Arc<Mutex<Passed>>,
}

impl Gateway {
    /// Starts one, on the runtime that this is called in. Returns it with its address.
    pub(crate) async fn start(table: &str, rest: &str) -> anyhow::Result<(Self, String)> {
        // Only the first call of the process installs it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build()?;
        let (table, rest) = (table.to_owned(), rest.to_owned());
        let gateway = Self { http, table, rest, passed: Arc::default() };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let router = axum::Router::new().fallback(pass).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok((gateway, url))
    }

    /// What passed so far.
    pub(crate) fn passed(&self) -> Passed {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Counts from here on.
    pub(crate) fn reset(&self) {
        *self.passed.lock().unwrap_or_else(PoisonError::into_inner) = Passed::default();
    }

    fn count(&self, count: impl FnOnce(&mut Passed)) {
        count(&mut self.passed.lock().unwrap_or_else(PoisonError::into_inner));
    }

    async fn forward(&self, parts: Parts, body: Bytes) -> anyhow::Result<Response<Body>> {
        let (service, operation) = named(&parts);
        let is_table = service == "dynamodb";
        self.count(|passed| {
            if service == "sqs" {
                passed.sqs += body.len().div_ceil(SQS_CHUNK).max(1) as u64;
            }
            *passed.requests.entry((service, operation.clone())).or_default() += 1;
        });
        let (to, body) =
            if is_table { (&self.table, with_report(&body)?) } else { (&self.rest, body.to_vec()) };
        let mut headers = parts.headers;
        for name in [header::CONTENT_LENGTH, header::CONNECTION, header::EXPECT, header::TRANSFER_ENCODING] {
            headers.remove(name);
        }
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let request = self.http.request(parts.method, format!("{to}{path}")).headers(headers).body(body);
        let answer = request.send().await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await?;
        if is_table {
            self.count(|passed| count_units(passed, &operation, status, &body));
        }
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = without_framing(headers);
        Ok(response)
    }
}

fn without_framing(mut headers: HeaderMap) -> HeaderMap {
    for name in [header::CONTENT_LENGTH, header::CONNECTION, header::TRANSFER_ENCODING] {
        headers.remove(name);
    }
    headers
}

async fn pass(State(gateway): State<Gateway>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let passed = match axum::body::to_bytes(body, usize::MAX).await {
        Ok(body) => gateway.forward(parts, body).await,
        Err(error) => Err(error.into()),
    };
    passed.unwrap_or_else(|error| {
        let mut response = Response::new(Body::from(format!("{error:#}")));
        *response.status_mut() = StatusCode::BAD_GATEWAY;
        response
    })
}

/// The service that a request is signed for, and its operation.
fn named(parts: &Parts) -> (String, String) {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let scope = header("authorization").and_then(|it| it.split_once("Credential=")).map(|it| it.1);
    let service = scope.and_then(|scope| scope.split('/').nth(3)).unwrap_or("unsigned").to_owned();
    let target = header("x-amz-target").and_then(|target| target.rsplit('.').next());
    let lists = service == "s3" && parts.uri.query().is_some_and(|query| query.contains("list-type"));
    let operation = if lists { "LIST" } else { target.unwrap_or(parts.method.as_str()) };
    (service, operation.to_owned())
}

/// A request of DynamoDB that asks for what it consumes. `dynoxide` checks no signature.
fn with_report(body: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut request: Value = serde_json::from_slice(body)?;
    request["ReturnConsumedCapacity"] = json!("TOTAL");
    Ok(serde_json::to_vec(&request)?)
}

fn count_units(passed: &mut Passed, operation: &str, status: StatusCode, body: &[u8]) {
    let Ok(answer) = serde_json::from_slice::<Value>(body) else { return };
    if answer["__type"].as_str().is_some_and(|it| it.ends_with("ConditionalCheckFailedException")) {
        passed.failed_conditions += 1;
        passed.write_units += 1.0;
    }
    if !status.is_success() {
        return;
    }
    let units = match &answer["ConsumedCapacity"] {
        Value::Array(tables) => tables.iter().filter_map(|table| table["CapacityUnits"].as_f64()).sum(),
        table => table["CapacityUnits"].as_f64().unwrap_or_default(),
    };
    if ["Query", "Scan", "GetItem", "BatchGetItem", "TransactGetItems"].contains(&operation) {
        passed.read_units += units;
    } else {
        passed.write_units += units;
    }
}

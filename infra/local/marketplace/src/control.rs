//! Controls for tests: faults for calls to come, the orders that came, more listings. Unsigned, and so
//! only for loopback.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::App;
use crate::shop::Edit;

/// The most listings that one request may add.
const MOST_LISTINGS: u32 = 100_000;

/// Which call of the API fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// `PUT /measures/{id}`.
    #[default]
    Order,
    /// `GET /measures/{id}`.
    Status,
    /// `GET /listings/{id}`.
    Listing,
    /// `GET /listings/{id}/pictures/{picture}`.
    Picture,
}

/// How it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The order is refused. A read is answered as usual.
    Refuse,
    /// Nothing is done and nothing answered.
    Hang,
    /// It is done at once, and answered after `delay_ms`.
    Late,
    /// It is done, and the connection dropped without a byte of an answer.
    LoseAnswer,
    /// Nothing is done, and the connection dropped without a byte of an answer.
    Drop,
    /// Nothing is done; the answer is 500.
    Error,
}

/// A fault that waits for its calls.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// How.
    pub mode: Mode,
    /// On which call.
    #[serde(default)]
    pub on: Call,
    /// Only for this listing.
    #[serde(default)]
    pub listing: Option<String>,
    /// For how many calls.
    #[serde(default = "once")]
    pub times: u32,
    /// How late the answer is, in milliseconds.
    #[serde(default)]
    pub delay_ms: u64,
    /// What a refusal says.
    #[serde(default)]
    pub reason: Option<String>,
}

const fn once() -> u32 {
    1
}

impl Fault {
    /// A fault of the next order.
    #[must_use]
    pub const fn next(mode: Mode) -> Self {
        Self { mode, on: Call::Order, listing: None, times: 1, delay_ms: 0, reason: None }
    }

    pub(crate) fn reason(&self) -> &str {
        self.reason.as_deref().unwrap_or("the listing is held by a court order")
    }
}

/// The faults that wait, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        if fault.times > 0 {
            self.0.push(fault);
        }
    }

    /// The fault of this call, used up once.
    pub(crate) fn take(&mut self, on: Call, listing: Option<&str>) -> Option<Fault> {
        let meets = |fault: &Fault| {
            fault.on == on && (fault.listing.is_none() || fault.listing.as_deref() == listing)
        };
        let at = self.0.iter().position(meets)?;
        let fault = self.0.get_mut(at)?;
        fault.times -= 1;
        let taken = fault.clone();
        if taken.times == 0 {
            self.0.remove(at);
        }
        Some(taken)
    }
}

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/_control", get(waiting).post(add_faults).delete(clear_faults))
        .route("/_control/orders", get(orders))
        .route("/_control/listings", post(add_listings))
        .route("/_control/listings/{id}", post(edit_listing))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewFaults {
    next: Vec<Fault>,
}

async fn add_faults(State(app): State<Arc<App>>, Json(new): Json<NewFaults>) -> StatusCode {
    let mut faults = app.faults();
    new.next.into_iter().for_each(|fault| faults.add(fault));
    StatusCode::NO_CONTENT
}

async fn waiting(State(app): State<Arc<App>>) -> Json<Value> {
    let waiting = app.faults().0.iter().map(|fault| fault.times).fold(0, u32::saturating_add);
    Json(json!({ "waiting": waiting }))
}

async fn clear_faults(State(app): State<Arc<App>>) -> StatusCode {
    *app.faults() = Faults::default();
    StatusCode::NO_CONTENT
}

async fn orders(State(app): State<Arc<App>>) -> Json<Value> {
    let shop = app.shop();
    Json(json!({ "arrivals": shop.arrivals(), "count": shop.orders().len(), "orders": shop.orders() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewListings {
    count: u32,
}

async fn add_listings(State(app): State<Arc<App>>, Json(new): Json<NewListings>) -> Response {
    if !(1..=MOST_LISTINGS).contains(&new.count) {
        let error = format!("count must be 1 to {MOST_LISTINGS}");
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": error }))).into_response();
    }
    let added = app.shop().add(new.count);
    match added {
        Ok(ids) => {
            (StatusCode::CREATED, Json(json!({ "first": ids.start, "last": ids.end - 1 }))).into_response()
        }
        Err(error) => {
            (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({ "error": error.to_string() }))).into_response()
        }
    }
}

async fn edit_listing(
    State(app): State<Arc<App>>,
    Path(id): Path<u32>,
    Json(edit): Json<Edit>,
) -> StatusCode {
    match app.shop().edit(id, edit) {
        Ok(true) => StatusCode::NO_CONTENT,
        Ok(false) => StatusCode::NOT_FOUND,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

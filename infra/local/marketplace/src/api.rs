//! The signed API, after `infra/docs/marketplace-api.yaml`.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::control::{Call, Fault, Mode};
use crate::picture;
use crate::shop::{Order, Outcome, Shown, TakeError};
use crate::{App, LoseAnswer};

pub(crate) fn routes() -> Router<Arc<App>> {
    // Pages live under /listings too: the API has its own prefix.
    Router::new()
        .route("/api/listings/{id}", get(listing))
        .route("/api/listings/{id}/pictures/{picture}", get(picture))
        .route("/api/measures/{id}", get(status).put(order))
}

/// Every listing has one picture, of this id.
const PICTURE: &str = "main";

type Answer = (StatusCode, Json<Value>);

async fn listing(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(unsigned) = verify_read(&app, uri.path(), &headers) {
        return unsigned.into_response();
    }
    let answer = || read_listing(&app, &id);
    let fault = app.faults().take(Call::Listing, Some(&id));
    match fault {
        Some(fault) => fail(&fault, answer).await,
        None => answer().into_response(),
    }
}

fn read_listing(app: &App, id: &str) -> Answer {
    let shop = app.shop();
    let found = shop.listing_named(id).and_then(|listing| Some((listing, shop.seller(listing.seller)?)));
    let Some((listing, seller)) = found else {
        return (StatusCode::NOT_FOUND, Json(json!({ "id": id, "outcome": "gone" })));
    };
    let body = json!({
        "id": id,
        "outcome": "found",
        "version": listing.edits.to_string(),
        "title": listing.title,
        "description": listing.description,
        "attributes": [{ "name": "Ships from", "value": seller.place }],
        "nice_classes": [listing.kind.nice_class()],
        "price": {
            "amount": format!("{}.{:02}", listing.price_cents / 100, listing.price_cents % 100),
            "currency": "EUR",
        },
        "pictures": [{ "id": PICTURE }],
        "url": format!("{}/listings/{id}", app.origin),
        "visible": listing.shown == Shown::Live,
        "seller": {
            "id": seller.id.to_string(),
            "name": seller.name,
            "email": seller.email,
            "language": seller.language,
        },
    });
    (StatusCode::OK, Json(body))
}

async fn picture(
    State(app): State<Arc<App>>,
    Path((id, picture)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(unsigned) = verify_read(&app, uri.path(), &headers) {
        return unsigned.into_response();
    }
    let answer = || {
        let listing = app.shop().listing_named(&id).filter(|_| picture == PICTURE).cloned();
        let Some(listing) = listing else {
            let gone = json!({ "id": picture, "outcome": "gone" });
            return (StatusCode::NOT_FOUND, Json(gone)).into_response();
        };
        match picture::png(listing.kind, listing.colour, listing.star) {
            Some(png) => ([(CONTENT_TYPE, "image/png")], png).into_response(),
            None => problem(StatusCode::INTERNAL_SERVER_ERROR, "the picture cannot be drawn").into_response(),
        }
    };
    let fault = app.faults().take(Call::Picture, Some(&id));
    match fault {
        Some(fault) => fail(&fault, answer).await,
        None => answer(),
    }
}

async fn status(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Err(unsigned) = verify_read(&app, uri.path(), &headers) {
        return unsigned.into_response();
    }
    let answer = || match app.shop().order(&id) {
        Some(record) => (StatusCode::OK, Json(body_of(&id, &record.answer))),
        None => (StatusCode::NOT_FOUND, Json(json!({ "id": id, "outcome": "never_heard" }))),
    };
    let listing = app.shop().order(&id).map(|record| record.order.listing.clone());
    let fault = app.faults().take(Call::Status, listing.as_deref());
    match fault {
        Some(fault) => fail(&fault, answer).await,
        None => answer().into_response(),
    }
}

async fn order(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if let Err(error) = app.webhook.verify(&body, &headers) {
        return unsigned(&error).into_response();
    }
    app.shop().count_arrival();
    let order: Order = match serde_json::from_slice(&body) {
        Ok(order) => order,
        Err(error) => return refused(&id, &format!("the order cannot be read: {error}")).into_response(),
    };
    if order.id != id {
        return refused(&id, "the id of the body is not that of the path").into_response();
    }
    let fault = app.faults().take(Call::Order, Some(&order.listing));
    let refuse = fault.as_ref().filter(|fault| fault.mode == Mode::Refuse).map(Fault::reason);
    let answer = || take_order(&app, order, refuse);
    match &fault {
        Some(fault) if fault.mode != Mode::Refuse => fail(fault, answer).await,
        Some(_) | None => answer().into_response(),
    }
}

fn take_order(app: &App, order: Order, refuse: Option<&str>) -> Answer {
    let id = order.id.clone();
    match app.shop().take(order, refuse) {
        Ok(outcome @ Outcome::Done { .. }) => (StatusCode::OK, Json(body_of(&id, &outcome))),
        Ok(Outcome::Refused { reason }) => refused(&id, &reason),
        Err(error @ TakeError::Conflict) => {
            let (_, body) = refused(&id, &error.to_string());
            (StatusCode::CONFLICT, body)
        }
        Err(TakeError::Save(error)) => {
            problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("the order was not kept: {error}"))
        }
    }
}

/// Answers as `fault` says; whether `answer` is worked out at all is up to its mode.
async fn fail<T: IntoResponse>(fault: &Fault, answer: impl FnOnce() -> T) -> Response {
    match fault.mode {
        Mode::Hang => std::future::pending().await,
        Mode::Error => problem(StatusCode::INTERNAL_SERVER_ERROR, "told to fail").into_response(),
        Mode::Late => {
            // Done first and answered late, also when the caller has gone meanwhile.
            let answer = answer();
            tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
            answer.into_response()
        }
        Mode::LoseAnswer => lost(answer().into_response()),
        Mode::Drop => lost(StatusCode::NO_CONTENT.into_response()),
        // Only an order can be refused; a read goes on.
        Mode::Refuse => answer().into_response(),
    }
}

/// The same response, of which nothing is sent.
fn lost(mut response: Response) -> Response {
    response.extensions_mut().insert(LoseAnswer);
    response
}

fn verify_read(app: &App, path: &str, headers: &HeaderMap) -> Result<(), Answer> {
    app.webhook.verify(format!("GET {path}").as_bytes(), headers).map_err(|error| unsigned(&error))
}

fn unsigned(error: &standardwebhooks::WebhookError) -> Answer {
    problem(StatusCode::UNAUTHORIZED, &error.to_string())
}

fn problem(status: StatusCode, error: &str) -> Answer {
    (status, Json(json!({ "error": error })))
}

fn refused(id: &str, reason: &str) -> Answer {
    let outcome = Outcome::Refused { reason: reason.to_owned() };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body_of(id, &outcome)))
}

fn body_of(id: &str, outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Done { reference } => json!({ "id": id, "outcome": "done", "reference": reference }),
        Outcome::Refused { reason } => json!({ "id": id, "outcome": "refused", "reason": reason }),
    }
}

//! Upload tickets: the browser sends files straight to the store.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use http_kit::{Failure, PageQuery, language};
use jiff::SignedDuration;
use notice::{Problem, ProblemKind, evidence, field, limit};
use port::{Ids as _, Inbox as _, InboxKey, UploadGrant, WallClock as _};
use serde::{Deserialize, Serialize};
use web::page::FieldError;

use crate::{Intake, Ports};

/// How long a ticket is valid.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(30);

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    name: String,
    #[serde(default)]
    media: String,
    size: u64,
}

#[derive(Serialize)]
struct Ticket {
    key: String,
    url: String,
    fields: std::collections::BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Message {
    message: String,
}

/// Gives a ticket for one file of an accepted type and size.
pub(crate) async fn grant<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let refuse = |status, message| (status, Json(Message { message })).into_response();
    let Ok(wanted) = serde_json::from_slice::<Wanted>(&body) else {
        let (status, trouble) = Failure::Malformed.trouble();
        return refuse(status, trouble.remedy(language));
    };
    let name: String = wanted.name.chars().take(limit::NAME).collect();
    let kind = if wanted.size > limit::FILE_BYTES as u64 {
        Some(ProblemKind::FileTooLarge { name, limit: limit::FILE_BYTES })
    } else if !evidence::ACCEPTED.contains(&wanted.media.as_str()) {
        Some(ProblemKind::FileNotAccepted { name, found: "" })
    } else {
        None
    };
    if let Some(kind) = kind {
        let error = FieldError::from(&Problem::new(field::EVIDENCE, kind));
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, error.text(language));
    }
    let key = InboxKey::new(intake.ids.random());
    let now = intake.clock.now();
    let grant = UploadGrant {
        key: key.clone(),
        media: wanted.media,
        most_bytes: limit::FILE_BYTES as u64,
        until: now.saturating_add(GOOD_FOR).unwrap_or(now),
    };
    match intake.inbox.grant(&grant).await {
        Ok(ticket) => {
            let ticket = Ticket { key: key.as_str().to_owned(), url: ticket.url, fields: ticket.fields };
            Json(ticket).into_response()
        }
        Err(error) => {
            let failure = Failure::from(error);
            failure.log();
            let (status, trouble) = failure.trouble();
            refuse(status, trouble.remedy(language))
        }
    }
}

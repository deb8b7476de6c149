//! What an account filed, newest first.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http_kit::ProblemDetails;
use jiff::Timestamp;
use port::{KeyScope, OwnComplaints as _};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::caller::Caller;
use super::own::Handle;
use super::paging::Paging;
use crate::{Intake, Ports};

/// A page of an account's complaints.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnPage {
    /// The complaints, newest first.
    complaints: Vec<OwnEntry>,
    /// The cursor of the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A complaint that the account filed.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnEntry {
    /// Its id.
    complaint: String,
    /// By which people name it.
    #[schema(examples("0AB-7KM-2Q9"))]
    reference: String,
    /// When it was filed.
    filed_at: Timestamp,
    /// How many listings it names.
    listings: u16,
    /// Where its items' status is.
    api_url: String,
    /// Its page for people, for a key with `complaints:write`: anyone who has this address may do what the complainant
    /// may.
    #[serde(skip_serializing_if = "Option::is_none")]
    status_url: Option<String>,
}

/// The account's own complaints, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/complaints",
    operation_id = "list_complaints",
    params(
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 100, description = "Entries on a page; 50."),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before."),
    ),
    security(("key" = ["complaints:read"])),
    responses(
        (status = 200, body = OwnPage),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn list<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    caller: Caller,
    paging: Paging,
) -> Result<Json<OwnPage>, ProblemDetails> {
    let account = caller.account(KeyScope::Read)?;
    let list = format!("complaints of {}", account.id);
    let before = paging.after(&intake, &list)?.map(|id| case::ComplaintId::new(Uuid::from_u128(id)));
    // One more than is shown tells whether there is a next page.
    let own = intake.store.own_complaints(&account.id, before, paging.limit + 1).await;
    let mut own = own.map_err(|error| ProblemDetails::of(&error.into(), caller.language))?;
    let more = own.len() > usize::from(paging.limit);
    own.truncate(usize::from(paging.limit));
    let last = own.last().filter(|_| more).map(|own| own.complaint.uuid().as_u128());
    let acts = caller.account_if_any(KeyScope::Write).is_ok();
    let page = |own| format!("{}{}", intake.public_url, intake.status_path(Handle::own(own).link()));
    let complaints = own
        .iter()
        .map(|own| OwnEntry {
            complaint: own.complaint.to_string(),
            reference: own.reference.to_string(),
            filed_at: own.filed_at,
            listings: own.listings,
            api_url: format!("{}/api/v1/complaints/{}", intake.public_url, own.complaint),
            status_url: acts.then(|| page(own)),
        })
        .collect();
    Ok(Json(OwnPage { complaints, next_cursor: last.map(|id| Paging::next(&intake, &list, id)) }))
}

//! Where the listings of a complaint stand, and taking a complaint back.

use std::sync::Arc;

use app::parties::{CasesOfComplaint, withdraw_by_link, withdraw_case};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use case::{CaseId, Language};
use http_kit::{Failure, FieldProblem, JsonBody, ProblemDetails};
use port::{KeyScope, StoredCase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::caller::Caller;
use super::item::{Item, PacketStatus, packet};
use super::own::Handle;
use super::paging::Paging;
use crate::{Intake, Ports};

/// Where a complaint stands, with a page of its items.
#[derive(Serialize, ToSchema)]
pub(crate) struct Packet {
    /// The complaint's id.
    complaint: String,
    /// By which people name it, in mail and at the desk; absent where it was merged into an earlier one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("0AB-7KM-2Q9"))]
    reference: Option<String>,
    /// Where it stands as a whole.
    status: PacketStatus,
    /// How many listings it names.
    listings: u16,
    /// Whether listings are still being turned into items.
    opening: bool,
    /// Its items, in the order of its listings. One that was merged into an earlier complaint is not among
    /// them.
    items: Vec<Item>,
    /// The cursor of the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl Packet {
    fn of<P: Ports>(
        intake: &Intake<P>,
        handle: &Handle,
        cases: &CasesOfComplaint,
        language: Language,
        paging: &Paging,
    ) -> Result<Self, ProblemDetails> {
        let list = format!("items of {}", handle.complaint());
        let from = paging.after(intake, &list)?.map_or(0, |at| usize::try_from(at).unwrap_or(usize::MAX));
        let mut items: Vec<Item> =
            cases.cases.iter().map(|stored| Item::of(&stored.case, handle.complaint(), language)).collect();
        let status = packet(&items, cases.opening);
        let end = from.saturating_add(paging.limit.into());
        let next = (end < items.len()).then(|| Paging::next(intake, &list, end as u128));
        items = items.into_iter().skip(from).take(paging.limit.into()).collect();
        Ok(Self {
            complaint: handle.complaint().to_string(),
            reference: cases.reference.map(|reference| reference.to_string()),
            status,
            listings: cases.listings,
            opening: cases.opening,
            items,
            next_cursor: next,
        })
    }
}

/// Where each listing of a complaint stands.
#[utoipa::path(
    get,
    path = "/api/v1/complaints/{complaint}",
    operation_id = "get_complaint",
    params(
        ("complaint" = String, Path, description = "The token of the complaint's page; or its id, by a key \
            of the account that filed it."),
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 100, description = "Items on a page; 50."),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before."),
    ),
    security((), ("key" = ["complaints:read"])),
    responses(
        (status = 200, body = Packet),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn status<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(name): Path<String>,
    caller: Caller,
    paging: Paging,
) -> Result<Json<Packet>, ProblemDetails> {
    let handle = Handle::of(&intake, &caller, &name, KeyScope::Read).await?;
    let cases =
        handle.cases(&intake).await.map_err(|failure| ProblemDetails::of(&failure, caller.language))?;
    Packet::of(&intake, &handle, &cases, caller.language, &paging).map(Json)
}

/// What is taken back.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct Withdrawal {
    /// The items, by their ids; all of them when left out.
    #[serde(default)]
    #[schema(max_items = 1000)]
    items: Option<Vec<String>>,
}

/// What came of taking items back.
#[derive(Serialize, ToSchema)]
pub(crate) struct Withdrawn {
    /// The complaint's id.
    complaint: String,
    /// The items that were named, as they stand now. One whose matter has ended stays as it is; a listing
    /// that was taken down is restored first.
    items: Vec<Item>,
}

/// Takes a complaint back: all of it, or some of its items. Doing so twice is doing so once.
#[utoipa::path(
    post,
    path = "/api/v1/complaints/{complaint}/withdraw",
    operation_id = "withdraw_complaint",
    params(
        ("complaint" = String, Path, description = "The token of the complaint's page; or its id, by a key \
            of the account that filed it."),
    ),
    request_body = Withdrawal,
    security((), ("key" = ["complaints:write"])),
    responses(
        (status = 200, body = Withdrawn),
        (status = 400, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn withdraw<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(name): Path<String>,
    caller: Caller,
    JsonBody(body): JsonBody,
) -> Result<Json<Withdrawn>, ProblemDetails> {
    let wanted = read(&body)?;
    let handle = Handle::of(&intake, &caller, &name, KeyScope::Write).await?;
    let failed = |failure: Failure| ProblemDetails::of(&failure, caller.language);
    let cases = handle.cases(&intake).await.map_err(failed)?.cases;
    let mut items = Vec::new();
    for stored in chosen(cases, wanted.items)? {
        let ports = (&intake.store, &intake.nudges, &intake.clock);
        // The account may withdraw what a member filed for it that was erased since.
        let withdrawn = match caller.account_id() {
            Some(_) => withdraw_case(ports, stored).await.map_err(Failure::from),
            None => withdraw_by_link(ports, stored).await.map_err(Failure::from),
        };
        let withdrawn = withdrawn.map_err(failed)?;
        items.push(Item::of(&withdrawn.stored().case, handle.complaint(), caller.language));
    }
    Ok(Json(Withdrawn { complaint: handle.complaint().to_string(), items }))
}

fn read(body: &[u8]) -> Result<Withdrawal, ProblemDetails> {
    if body.len() > notice::limit::BODY_BYTES {
        let title = "The request is too large.";
        return Err(ProblemDetails::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", title));
    }
    // serde names no path; the type that it names is enough for so small a body.
    serde_json::from_slice(body).map_err(|error| {
        if error.is_data() {
            let wrong =
                FieldProblem::new("items", "wrong_type", error.to_string(), "Send a list of item ids.");
            return ProblemDetails::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "invalid",
                "This is no withdrawal.",
            )
            .with([FieldProblem { path: "$.items".to_owned(), ..wrong }]);
        }
        ProblemDetails::new(StatusCode::BAD_REQUEST, "malformed", "The request is not JSON.")
    })
}

/// The cases that are named, all of which must be of the complaint.
fn chosen(mut cases: Vec<StoredCase>, items: Option<Vec<String>>) -> Result<Vec<StoredCase>, ProblemDetails> {
    let Some(items) = items else { return Ok(cases) };
    let mut ids = Vec::new();
    let mut wrong = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let id = item.parse::<CaseId>().ok();
        match id.filter(|id| cases.iter().any(|stored| stored.case.id == *id)) {
            Some(id) => ids.push(id),
            None => wrong.push(FieldProblem {
                path: format!("$.items[{index}]"),
                ..FieldProblem::new(
                    "items",
                    "unknown_item",
                    "This is no item of this complaint.",
                    "Send ids as the complaint's status shows them.",
                )
            }),
        }
    }
    if !wrong.is_empty() {
        let title = "Some items are not of this complaint.";
        return Err(ProblemDetails::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title).with(wrong));
    }
    cases.retain(|stored| ids.contains(&stored.case.id));
    Ok(cases)
}

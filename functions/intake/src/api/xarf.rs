//! Complaints as XARF reports, in and out.

use std::sync::Arc;

use app::parties::complaint_document;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use case::Language;
use http_kit::{Failure, FieldProblem, JsonBody, ProblemDetails};
use notice::xarf::{Sending, Unwritable};
use notice::{Class, Problem, ProblemKind, Reading};
use port::{KeyScope, WallClock as _};
use serde_json::Value;
use xarf::Contact;

use super::caller::Caller;
use super::file::{Receipt, receipt, take};
use super::once::{Key, once};
use super::own::Handle;
use crate::{Intake, Ports};

/// Files a XARF report of any version, 1 to 4, about an infringed right.
///
/// The report is kept byte for byte. It has no place for all that the law demands of a complaint: what is
/// missing is asked for by mail, and can be supplied on the complaint's page.
#[utoipa::path(
    post,
    path = "/api/v1/xarf",
    operation_id = "file_xarf",
    params(("Idempotency-Key" = Option<String>, Header, description = "As for complaints in JSON.")),
    request_body(content = Value, description = "A report, by the schema of its version."),
    security((), ("key" = ["complaints:write"])),
    responses(
        (status = 201, body = Receipt),
        (status = 202, body = Receipt, description = "It waits for its confirmation."),
        (status = 400, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    caller: Caller,
    key: Key,
    JsonBody(body): JsonBody,
) -> Result<Response, ProblemDetails> {
    caller.account_if_any(KeyScope::Write)?;
    let reading = read(&body, caller.language)?;
    once(&intake, &caller, ("xarf", key), &body, async |complaint| {
        take(&intake, &caller, reading, complaint, Some(&body)).await
    })
    .await
    .map(|settled| receipt(&intake, &caller, settled))
}

fn read(body: &[u8], language: Language) -> Result<Reading, ProblemDetails> {
    if body.len() > xarf::MOST_BYTES {
        let title = "The report is too large.";
        return Err(ProblemDetails::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", title));
    }
    let understood = notice::xarf::read(body);
    match understood.class {
        Class::Complaint => Ok(understood.reading),
        Class::Unreadable => {
            let errors = understood.reading.problems.iter().map(|problem| broken(problem, language));
            let title = "The report breaks rules of its format.";
            Err(ProblemDetails::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title).with(errors))
        }
        _ => {
            let title = "This report is not about an infringed right.";
            Err(ProblemDetails::new(StatusCode::UNPROCESSABLE_ENTITY, "not-ours", title))
        }
    }
}

/// A rule that is broken, with its place in the report.
fn broken(problem: &Problem, language: Language) -> FieldProblem {
    let wrong = FieldProblem::of(problem, language);
    match &problem.kind {
        ProblemKind::BreaksRule(fault) => FieldProblem { path: fault.path.clone(), ..wrong },
        _ => wrong,
    }
}

/// A complaint as XARF reports of version 4, one for each listing.
#[utoipa::path(
    get,
    path = "/api/v1/complaints/{complaint}/xarf",
    operation_id = "get_xarf",
    params(
        ("complaint" = String, Path, description = "The token of the complaint's page; or its id, by a key \
            of the account that filed it."),
    ),
    security((), ("key" = ["complaints:read"])),
    responses(
        (status = 200, body = Vec<Value>),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 410, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json",
            description = "XARF has no type for the claim, or demands what the complaint does not say."),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn write<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(name): Path<String>,
    caller: Caller,
) -> Result<Json<Vec<Value>>, ProblemDetails> {
    let handle = Handle::of(&intake, &caller, &name, KeyScope::Read).await?;
    let failed = |failure: Failure| ProblemDetails::of(&failure, caller.language);
    let document = handle.document(&intake).await.map_err(failed)?;
    let complaint = complaint_document(&intake.documents, &intake.store, document).await;
    let complaint = complaint.map_err(|error| failed(error.into()))?;
    let address = &intake.sender.address;
    let sender = Contact {
        org: intake.sender.name.clone(),
        contact: address.clone(),
        domain: address.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned(),
        ..Contact::default()
    };
    let brand = &complaint.complainant.name;
    let sending = Sending { sender: &sender, at: intake.clock.now(), brand, site: "" };
    let reports = notice::xarf::write(&complaint, &sending).map_err(|unwritable| {
        let title = "This complaint cannot be a XARF report.";
        let refusal = ProblemDetails::new(StatusCode::UNPROCESSABLE_ENTITY, "no-report", title);
        match unwritable {
            Unwritable::NoType(_) => {
                let message = "XARF has reports of marks and of copyright only.";
                refusal.with([FieldProblem::new("claim", "no_type", message, "")])
            }
            Unwritable::Faults(faults) => refusal.with(faults.iter().map(|fault| FieldProblem {
                path: fault.path.clone(),
                ..FieldProblem::new("body", "breaks_rule", fault.to_string(), "")
            })),
        }
    })?;
    Ok(Json(reports.iter().filter_map(|report| serde_json::from_slice(report).ok()).collect()))
}

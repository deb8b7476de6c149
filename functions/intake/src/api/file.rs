//! Filing, and the linter alone.

use std::sync::Arc;

use app::filing::{Filed, Link};
use app::parties::{Accepted, Strictness, Submission, check_now, file_complaint};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use case::{Channel, ComplaintId, Language};
use http_kit::{Failure, FieldProblem, JsonBody, ProblemDetails, SubmissionError};
use notice::{Complaint, Problem, ProblemKind, Reading, field};
use port::{Account, KeyScope, Settled, WallClock as _};
use serde::Serialize;
use utoipa::ToSchema;

use super::caller::{Caller, wrong_secret};
use super::document::ComplaintBody;
use super::once::{Key, once};
use crate::{Intake, Ports};

/// A complaint that was taken in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// Its id.
    complaint: String,
    /// By which people name it, in mail and at the desk, once it is filed; where it was merged, that of the case that
    /// handles it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("0AB-7KM-2Q9"))]
    reference: Option<String>,
    /// How many listings it names.
    listings: u16,
    /// Whether it is filed, or waits until its complainant follows the link that was mailed.
    state: ReceiptState,
    /// The case of a complaint about one listing.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    /// Whether that case handled the same already.
    merged: bool,
    /// Its page for people. Anyone who has this address may do what the complainant may.
    #[serde(skip_serializing_if = "Option::is_none")]
    status_url: Option<String>,
    /// Where its items' status is.
    #[serde(skip_serializing_if = "Option::is_none")]
    api_url: Option<String>,
    /// What it would probably be declined for, as far as the register here knows.
    advice: Vec<FieldProblem>,
}

/// Whether a complaint is filed.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReceiptState {
    /// It is.
    Filed,
    /// Once its complainant follows the link that was mailed.
    AwaitingConfirmation,
}

/// Files a complaint.
///
/// With a key the account is the complainant: its address stands, whatever the body says. Without one the
/// address that is given is asked to confirm the complaint, unless an account secret proves it.
#[utoipa::path(
    post,
    path = "/api/v1/complaints",
    operation_id = "file_complaint",
    params(("Idempotency-Key" = Option<String>, Header, description = "A key of your choice: the same request \
        under the same key is done once, and answered the same for a day.")),
    request_body = ComplaintBody,
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
    let reading = readable(notice::json::read(&body), caller.language)?;
    once(&intake, &caller, ("complaints", key), &body, async |complaint| {
        take(&intake, &caller, reading, complaint, None).await
    })
    .await
    .map(|settled| receipt(&intake, &caller, settled))
}

/// Takes a complaint in. `original` is what it was read from, where that is
/// to be kept beside it.
pub(crate) async fn take<P: Ports>(
    intake: &Intake<P>,
    caller: &Caller,
    mut reading: Reading,
    complaint: ComplaintId,
    report: Option<&[u8]>,
) -> Result<Settled, ProblemDetails> {
    if let Some(account) = caller.account_if_any(KeyScope::Write)? {
        fill_in_account(&mut reading, account);
    }
    let language = reading.draft.language.unwrap_or(caller.language);
    let submission = Submission {
        complaint,
        at: intake.clock.now(),
        channel: Channel::Api,
        language,
        strictness: if report.is_some() { Strictness::Missing } else { Strictness::Warnings },
    };
    let words = |problems: &[Problem]| {
        problems.iter().map(|problem| FieldProblem::of(problem, language)).collect::<Vec<_>>()
    };
    let settled = |filed_as: &Complaint, advice: Vec<FieldProblem>, filed: Option<Filed>| {
        let opened = filed.and_then(|filed| filed.opened);
        Settled {
            complaint,
            listings: u16::try_from(filed_as.listings.len()).unwrap_or(u16::MAX),
            case: opened.map(|opened| opened.case),
            merged: opened.is_some_and(|opened| opened.is_merged),
            reference: filed.map(|filed| filed.reference),
            // Texts always serialise.
            advice: serde_json::to_string(&advice).unwrap_or_default(),
        }
    };
    match file_complaint(&intake.filing(), reading, submission, caller.submitter(), report)
        .await
        .map_err(SubmissionError::from)
    {
        Ok(Accepted::Pending { complaint, warnings, asked }) => {
            let mut advice = words(&warnings);
            if !asked {
                advice.push(not_asked(&complaint.complainant.email, language));
            }
            Ok(settled(&complaint, advice, None))
        }
        Ok(Accepted::Filed { complaint, filed, warnings }) => {
            Ok(settled(&complaint, words(&warnings), Some(filed)))
        }
        Err(SubmissionError::Problems(_, problems)) => Err(ProblemDetails::invalid(words(&problems))),
        Err(SubmissionError::Failure(failure)) => Err(ProblemDetails::of(&failure, language)),
    }
}

/// That no letter asks the address to confirm, because too many did today.
fn not_asked(email: &str, language: Language) -> FieldProblem {
    FieldProblem::new(field::EMAIL, "not_asked", web::page::unasked(email, language), "")
}

/// The account is the complainant: it proved its address, and no other.
fn fill_in_account(reading: &mut Reading, account: &Account) {
    let complainant = &mut reading.draft.complainant;
    complainant.email.clone_from(&account.email);
    if complainant.name.is_empty() {
        complainant.name.clone_from(&account.name);
    }
    reading.problems.retain(|problem| problem.field != field::EMAIL);
}

/// The answer to a complaint that was taken in.
pub(crate) fn receipt<P: Ports>(intake: &Intake<P>, caller: &Caller, settled: Settled) -> Response {
    let complaint = settled.complaint;
    let link = match settled.case {
        Some(case) => Link::Case { case, complaint },
        None => Link::Complaint(complaint),
    };
    let token = intake.links.token(link);
    let name = if caller.account_id().is_some() { complaint.to_string() } else { token.clone() };
    let filed = settled.reference.is_some();
    let receipt = Receipt {
        complaint: complaint.to_string(),
        reference: settled.reference.map(|reference| reference.to_string()),
        listings: settled.listings,
        state: if filed { ReceiptState::Filed } else { ReceiptState::AwaitingConfirmation },
        case: settled.case.map(|case| case.to_string()),
        merged: settled.merged,
        status_url: filed.then(|| format!("{}/status/{token}", intake.public_url)),
        api_url: filed.then(|| format!("{}/api/v1/complaints/{name}", intake.public_url)),
        advice: serde_json::from_str(&settled.advice).unwrap_or_default(),
    };
    let status = if filed { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    (status, Json(receipt)).into_response()
}

/// What was read, unless nothing could be.
pub(crate) fn readable(reading: Reading, language: Language) -> Result<Reading, ProblemDetails> {
    let Some(whole) = reading.problems.iter().find(|problem| problem.field == field::BODY) else {
        return Ok(reading);
    };
    let (status, kind) = match whole.kind {
        ProblemKind::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
        ProblemKind::WrongType { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        _ => (StatusCode::BAD_REQUEST, "malformed"),
    };
    let errors = reading.problems.iter().map(|problem| FieldProblem::of(problem, language));
    Err(ProblemDetails::new(status, kind, "The request cannot be read.").with(errors))
}

/// What the linter finds.
#[derive(Serialize, ToSchema)]
pub(crate) struct LintReport {
    /// Whether it would be taken in as it is.
    can_be_filed: bool,
    /// What has to be corrected first.
    errors: Vec<FieldProblem>,
    /// What it would probably be declined for, as far as the register here knows.
    advice: Vec<FieldProblem>,
}

/// Looks at a complaint as filing it would, and stores nothing.
#[utoipa::path(
    post,
    path = "/api/v1/check",
    operation_id = "check_complaint",
    request_body = ComplaintBody,
    security((), ("key" = ["complaints:write"])),
    responses(
        (status = 200, body = LintReport),
        (status = 400, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn check<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    caller: Caller,
    JsonBody(body): JsonBody,
) -> Result<Json<LintReport>, ProblemDetails> {
    let mut reading = readable(notice::json::read(&body), caller.language)?;
    if let Some(account) = caller.account_if_any(KeyScope::Write)? {
        fill_in_account(&mut reading, account);
    }
    let language = reading.draft.language.unwrap_or(caller.language);
    let failed = |failure: Failure| ProblemDetails::of(&failure, language);
    let ports = (&intake.store, &intake.clock);
    let checked = check_now(ports, &intake.marketplaces, reading, caller.channel_proof()).await;
    let checked = checked.map_err(|error| failed(error.into()))?;
    if checked.problems.iter().any(|problem| problem.kind == ProblemKind::WrongAccountSecret) {
        wrong_secret(&intake, &caller.peer, language).await?;
    }
    let errors: Vec<_> = checked.errors().map(|problem| FieldProblem::of(problem, language)).collect();
    let advice = checked.warnings().map(|problem| FieldProblem::of(problem, language)).collect();
    Ok(Json(LintReport { can_be_filed: errors.is_empty(), errors, advice }))
}

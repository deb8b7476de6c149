//! Completing a complaint: what was missing is supplied, and the complaint keeps its place.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Actor, Command, State as CaseState};
use notice::{Draft, Reading};
use port::Documents as _;
use web::page::{Done, FieldError, FormValues};

use crate::form::{errors_of, values_of};
use crate::posted::Posted;
use crate::reply::{Asked, Failure, language, page, see};
use crate::statement::ask;
use crate::status::{Rejected, all_cases, complaint_of, follow, render};
use crate::{Intake, Ports};

/// Supplies what was missing.
pub(crate) async fn complete<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let fallback = language(None, &headers);
    let posted = match Posted::read(request).await {
        Ok(posted) => posted,
        Err(failure) => return failure.page(fallback),
    };
    let reading = notice::form::read(&posted.fields);
    let language = reading.draft.language.unwrap_or(fallback);
    match completed(&intake, &token, reading).await {
        Ok(Ok(())) => {
            see(&format!("/status/{token}?lang={}&done={}", language.code(), Done::Completed.code()))
        }
        Ok(Err((values, errors))) => {
            let rejected = Rejected { values: Some(values), errors, ..Rejected::default() };
            match render(&intake, language, &token, &Asked::default(), Some(rejected)).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(failure) => failure.page(language),
    }
}

async fn completed<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    reading: Reading,
) -> Result<Result<(), (FormValues, Vec<FieldError>)>, Failure> {
    let followed = follow(intake, token, 1).await?;
    let newest = followed.cases.first().map_or(followed.document, |stored| stored.case.filing.document);
    let mut complaint = complaint_of(intake, newest).await?;
    let draft = overlay(Draft::of(&complaint), reading.draft);
    let mut problems = reading.problems;
    problems.extend(draft.missing_fields());
    let right = match draft.right_ref() {
        Ok(right) => right,
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    if !problems.is_empty() {
        return Ok(Err((values_of(&draft), errors_of(&problems))));
    }
    complaint.missing = Vec::new();
    complaint.right = draft.right;
    complaint.explanation = draft.explanation;
    complaint.statements = draft.statements;
    complaint.complainant.name = draft.complainant.name;
    complaint.complainant.postal_address = draft.complainant.postal_address;
    complaint.complainant.telephone = draft.complainant.telephone;
    let document = intake.documents.seal(&complaint.encode(), "application/json").await?.digest;
    for stored in all_cases(intake, token).await? {
        if matches!(stored.case.state, CaseState::Incomplete { .. }) {
            let proof = stored.case.filing.proof_under(right.as_ref());
            let right = right.clone();
            let command = Command::Complete { document, missing: Vec::new(), right, proof };
            ask(intake, stored, &Actor::Complainant, command).await?;
        }
    }
    Ok(Ok(()))
}

/// What is new, over what was known. Who complains stays who complains: the address is not replaced.
fn overlay(mut known: Draft, new: Draft) -> Draft {
    let take = |known: &mut String, new: String| {
        if !new.is_empty() {
            *known = new;
        }
    };
    take(&mut known.explanation, new.explanation);
    take(&mut known.right.office, new.right.office);
    take(&mut known.right.number, new.right.number);
    take(&mut known.right.work, new.right.work);
    take(&mut known.complainant.name, new.complainant.name);
    take(&mut known.complainant.postal_address, new.complainant.postal_address);
    take(&mut known.complainant.telephone, new.complainant.telephone);
    take(&mut known.statements.signature, new.statements.signature);
    known.statements.good_faith |= new.statements.good_faith;
    known.statements.perjury |= new.statements.perjury;
    known
}

//! The JSON API.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use case::{Channel, Language};
use notice::{Problem, field};
use serde::Serialize;
use web::page::FieldError;

use crate::accept::{Accepted, Refused, accept};
use crate::reply::{Asked, Failure, language};
use crate::status::{Followed, follow};
use crate::{Intake, Ports};

/// One thing that is wrong with a request.
#[derive(Debug, Serialize)]
pub(crate) struct Wrong {
    field: &'static str,
    path: String,
    code: &'static str,
    message: String,
    remedy: String,
}

/// An error after RFC 9457.
#[derive(Serialize)]
struct Trouble<'a> {
    title: &'a str,
    status: u16,
    #[serde(skip_serializing_if = "<[Wrong]>::is_empty")]
    errors: &'a [Wrong],
}

/// An error answer.
pub(crate) fn problem(status: StatusCode, title: &str, errors: &[Wrong]) -> Response {
    let body = Json(Trouble { title, status: status.as_u16(), errors });
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}

fn failed(failure: &Failure, language: Language) -> Response {
    failure.log();
    let (status, trouble) = failure.trouble();
    problem(status, &trouble.title(language), &[])
}

fn wrong(problem: &Problem, language: Language) -> Wrong {
    let (message, remedy) = match language {
        Language::En => (problem.to_string(), problem.remedy()),
        // The pages' texts name field and remedy in one.
        Language::Zh => (FieldError::from(problem).text(language), String::new()),
    };
    Wrong { field: problem.field, path: notice::json::path(problem), code: problem.code(), message, remedy }
}

#[derive(Serialize)]
struct FiledAnswer {
    complaint: String,
    listings: usize,
    /// The case of a complaint about one listing.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<String>,
    /// Whether the same complaint was being handled already.
    merged: bool,
    status_url: String,
    api_url: String,
}

/// Files a complaint sent as JSON.
pub(crate) async fn file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let reading = notice::json::read(&body);
    let language = reading.draft.language.unwrap_or_else(|| language(None, &headers));
    if reading.problems.iter().any(|problem| problem.field == field::BODY) {
        let errors: Vec<Wrong> = reading.problems.iter().map(|problem| wrong(problem, language)).collect();
        let too_large = errors.iter().any(|error| error.code == "too_large");
        let status = if too_large { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST };
        return problem(status, "The request cannot be read.", &errors);
    }
    match accept(&intake, reading, Channel::Api, language).await {
        Ok(Accepted { complaint, filed }) => {
            let token = intake.links.token(filed.link);
            let answer = FiledAnswer {
                listings: complaint.listings.len(),
                complaint: complaint.complaint,
                case: filed.opened.map(|opened| opened.case().to_string()),
                merged: matches!(filed.opened, Some(filing::Opened::Merged(_))),
                status_url: format!("{}/status/{token}", intake.public_url),
                api_url: format!("{}/api/v1/complaints/{token}", intake.public_url),
            };
            (StatusCode::CREATED, Json(answer)).into_response()
        }
        Err(Refused::Problems(_, problems)) => {
            let errors: Vec<Wrong> = problems.iter().map(|problem| wrong(problem, language)).collect();
            problem(StatusCode::UNPROCESSABLE_ENTITY, "The complaint is not complete or not right.", &errors)
        }
        Err(Refused::Failure(failure)) => failed(&failure, language),
    }
}

#[derive(Serialize)]
struct StatusAnswer {
    complaint: String,
    listings: u16,
    /// Whether listings are still being turned into cases.
    opening: bool,
    /// Which page of the cases this is, from 1: `?page=`.
    page: u16,
    /// How many pages there are.
    pages: u16,
    cases: Vec<CaseAnswer>,
}

#[derive(Serialize)]
struct CaseAnswer {
    case: String,
    listing: String,
    state: &'static str,
    /// Code of the decline, where declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    decline: Option<&'static str>,
    /// The field that the decline points at.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    filed_at: jiff::Timestamp,
    decided_at: Option<jiff::Timestamp>,
    in_force_at: Option<jiff::Timestamp>,
}

/// Where each listing of a complaint stands.
pub(crate) async fn status<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    match follow(&intake, &token, asked.page.unwrap_or(1)).await {
        Ok(Followed { complaint, listings, opening, cases, page, pages, .. }) => {
            let cases = cases
                .iter()
                .map(|stored| {
                    let case = &stored.case;
                    let decline = if let case::State::Declined { decline } = &case.state {
                        Some(decline.code)
                    } else {
                        None
                    };
                    CaseAnswer {
                        case: case.id.to_string(),
                        listing: case.filing.listing.to_string(),
                        state: case.state.code(),
                        decline: decline.map(case::DeclineCode::code),
                        field: decline.map(policy::field_of),
                        filed_at: case.filed_at,
                        decided_at: case.decided_at,
                        in_force_at: case.in_force_at,
                    }
                })
                .collect();
            let complaint = complaint.to_string();
            Json(StatusAnswer { complaint, listings, opening, page, pages, cases }).into_response()
        }
        Err(failure) => failed(&failure, language),
    }
}

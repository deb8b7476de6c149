//! The complaint form.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Channel, Language};
use notice::{Draft, Problem, ProblemKind, field};
use serde::Deserialize;
use web::page::{ComplaintForm, FieldError, Filed, FormValues, Site};

use crate::accept::{Accepted, Refused, accept};
use crate::reply::{Failure, language, page};
use crate::{Intake, Ports};

/// What a link to the form may fill in beforehand: nothing secret, nothing personal.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Prefill {
    lang: Option<String>,
    claim: String,
    listings: String,
    right_office: String,
    right_number: String,
}

/// The form, empty or as a link fills it in.
pub(crate) async fn show<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Query(asked): Query<Prefill>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let values = FormValues {
        claim: asked.claim,
        listings: asked.listings,
        right_office: asked.right_office,
        right_number: asked.right_number,
        ..FormValues::default()
    };
    match form(&intake, language, values, Vec::new()).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(failure) => failure.page(language),
    }
}

async fn form<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    values: FormValues,
    errors: Vec<FieldError>,
) -> Result<String, Failure> {
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let marketplaces = marketplaces.iter().map(|marketplace| marketplace.name.clone()).collect();
    Ok(ComplaintForm { site: Site::new(language, "/"), values, errors, marketplaces }.html())
}

/// Files what the form sends.
pub(crate) async fn file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let reading = notice::form::read(&body);
    let language = reading.draft.language.unwrap_or_else(|| language(None, &headers));
    let unreadable = reading.problems.iter().find(|problem| problem.field == field::BODY);
    if let Some(problem) = unreadable {
        let too_large = matches!(problem.kind, ProblemKind::TooLarge { .. });
        return if too_large { Failure::TooLarge } else { Failure::Malformed }.page(language);
    }
    match accept(&intake, reading, Channel::Web, language).await {
        Ok(Accepted { complaint, filed }) => {
            let status = intake.status_path(filed.link);
            let filed = Filed {
                site: Site::new(language, status.clone()),
                reference: complaint.complaint,
                status,
                listings: u16::try_from(complaint.listings.len()).unwrap_or(u16::MAX),
                email: complaint.complainant.email,
            };
            page(StatusCode::CREATED, filed.html())
        }
        Err(Refused::Problems(draft, problems)) => {
            let (values, errors) = (values_of(&draft), errors_of(&problems));
            match form(&intake, language, values, errors).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(Refused::Failure(failure)) => failure.page(language),
    }
}

/// Problems in the words of the pages.
pub(crate) fn errors_of(problems: &[Problem]) -> Vec<FieldError> {
    problems.iter().map(FieldError::from).collect()
}

/// What was typed, to be shown again.
pub(crate) fn values_of(draft: &Draft) -> FormValues {
    let check = |ticked: bool| if ticked { "yes".to_owned() } else { String::new() };
    FormValues {
        claim: draft.claim.map(|claim| claim.code().to_owned()).unwrap_or_default(),
        listings: draft.listings.join("\n"),
        right_office: draft.right.office.clone(),
        right_number: draft.right.number.clone(),
        work: draft.right.work.clone(),
        explanation: draft.explanation.clone(),
        name: draft.complainant.name.clone(),
        email: draft.complainant.email.clone(),
        postal_address: draft.complainant.postal_address.clone(),
        telephone: draft.complainant.telephone.clone(),
        good_faith: check(draft.statements.good_faith),
        perjury: check(draft.statements.perjury),
        signature: draft.statements.signature.clone(),
        filing_code: draft.filing_code.clone().unwrap_or_default(),
        evidence: draft.uploads.iter().map(|upload| format!("{} {}", upload.key, upload.name)).collect(),
    }
}

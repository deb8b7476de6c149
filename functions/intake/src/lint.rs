//! The filing linter, asked while a form is being filled in: the same code that decides when it is sent.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::filing::Checked;
use app::parties::check_now;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use case::{Language, Proof};
use http_kit::{PageQuery, language};
use notice::{Problem, ProblemKind, field};
use port::MarketplaceConfig;
use serde::Serialize;
use web::page::{FieldError, Recognised, by_law};

use crate::{Intake, Ports};

/// The most addresses that are named as no listings.
const MOST_UNKNOWN: usize = 10;

/// A problem, as the page shows it.
#[derive(Serialize)]
struct LintProblem {
    field: &'static str,
    /// The field's name, for people.
    label: String,
    /// [`Problem::code`].
    code: &'static str,
    /// What is wrong and how to correct it, in the reader's language.
    text: String,
    /// `stops`: it cannot be filed so. `advice`: it would probably be declined.
    weight: &'static str,
}

#[derive(Serialize)]
struct Listings {
    /// How many of the addresses are listings, in a sentence; empty when none is given.
    text: String,
    /// The first addresses that are none.
    unknown_addresses: Vec<String>,
    /// How many more are none.
    more: usize,
}

/// A field that a law demands.
#[derive(Serialize)]
struct Asked {
    field: &'static str,
    /// By which law, as it stands beside the field; empty for what is asked of everyone.
    remark: String,
}

#[derive(Serialize)]
struct Answer {
    problems: Vec<LintProblem>,
    /// What is asked of this claim about these listings.
    asked: Vec<Asked>,
    listings: Listings,
}

/// Looks at a form that is still being filled in. Nothing is stored and nothing of it is logged. An account secret
/// is not tried here.
pub(crate) async fn lint<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let mut reading = notice::form::read(&body);
    reading.draft.account_secret = None;
    let served = match intake.marketplaces.all(&intake.store, &intake.clock).await {
        Ok(served) => served,
        Err(error) => return unavailable(error.into()),
    };
    match check_now((&intake.store, &intake.clock), &intake.marketplaces, reading, Proof::None).await {
        Ok(checked) => Json(answer(language, &checked, &served)).into_response(),
        Err(error) => unavailable(error.into()),
    }
}

fn unavailable(failure: http_kit::Failure) -> Response {
    failure.log();
    failure.trouble().0.into_response()
}

fn answer(language: Language, checked: &Checked, served: &[MarketplaceConfig]) -> Answer {
    let unknown = |problem: &Problem| match &problem.kind {
        ProblemKind::NotAListing { address, .. } => Some(address.clone()),
        _ => None,
    };
    let mut unknown_addresses: Vec<String> = checked.problems.iter().filter_map(unknown).collect();
    let named = checked.draft.listings.len();
    let known = named.saturating_sub(unknown_addresses.len());
    let on: BTreeSet<_> = checked.located.listings.iter().map(|(listing, _)| &listing.marketplace).collect();
    let names = served.iter().filter(|m| on.contains(&m.id)).map(|m| m.name.clone()).collect();
    let text = if named == 0 { String::new() } else { Recognised { named, known, names }.text(language) };
    let more = unknown_addresses.len().saturating_sub(MOST_UNKNOWN);
    unknown_addresses.truncate(MOST_UNKNOWN);
    Answer {
        problems: problems_of(language, &checked.problems),
        asked: asked(language, checked, served),
        listings: Listings { text, unknown_addresses, more },
    }
}

/// What the laws of the listings ask; while no listing is known, those of all marketplaces.
fn asked(language: Language, checked: &Checked, served: &[MarketplaceConfig]) -> Vec<Asked> {
    let mut territories = checked.territories();
    if territories.is_empty() {
        territories = served.iter().map(|marketplace| marketplace.territory).collect();
    }
    let Some(claim) = checked.draft.claim else { return Vec::new() };
    let remark = |law: Option<policy::Provision>| law.map(|law| by_law(language, law)).unwrap_or_default();
    let asked = web::page::asked(claim, &territories).into_iter();
    asked.map(|(field, law)| Asked { field, remark: remark(law) }).collect()
}

/// Every problem; of many addresses that are no listings the first says enough.
fn problems_of(language: Language, problems: &[Problem]) -> Vec<LintProblem> {
    let mut has_unknown = false;
    let problems = problems.iter().filter(|problem| problem.field != field::ACCOUNT_SECRET);
    problems
        .filter(|problem| {
            let is = matches!(problem.kind, ProblemKind::NotAListing { .. });
            !(is && std::mem::replace(&mut has_unknown, true))
        })
        .map(|problem| {
            let error = FieldError::from(problem);
            LintProblem {
                field: problem.field,
                label: error.label(language),
                code: problem.code(),
                text: error.text(language),
                weight: if problem.is_advice() { "advice" } else { "stops" },
            }
        })
        .collect()
}

//! The page of an account's standing in the good-faith programme.

use std::sync::Arc;

use app::filing::Link;
use app::membership::own_standing;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::Language;
use http_kit::{Failure, PageQuery, language, link, page};
use port::{Accounts as _, PartyRecord};
use programme::{Membership, Scope, Snapshot, Standing};
use web::page::{Site, StandingPage, StandingPart, StandingScope, StandingState};

use crate::{Intake, Ports};

/// The page.
pub(crate) async fn show<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    match render(&intake, language, &token).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(failure) => failure.page(language),
    }
}

async fn render<P: Ports>(intake: &Intake<P>, language: Language, token: &str) -> Result<String, Failure> {
    let Link::Standing(id) = link(&intake.links, token)? else { return Err(Failure::NotFound) };
    let account = intake.store.account(&id).await?.ok_or(Failure::NotFound)?;
    let record = own_standing(&intake.store, id).await?;
    let standings = record.standing.as_ref().map(Snapshot::standings).unwrap_or_default();
    let site = Site::new(language, format!("/standing/{token}"));
    let parts = standings.iter().map(|standing| part(&record, standing, language)).collect();
    Ok(StandingPage { site, account: account.name, parts }.html())
}

fn part(record: &PartyRecord, standing: &Standing, language: Language) -> StandingPart {
    let scope = match standing.scope {
        Scope::Overall => StandingScope::Account,
        Scope::Claim(claim) => StandingScope::Claim(claim),
        Scope::Agent(agent) => StandingScope::Agent(agent),
    };
    let state = match record.memberships.scopes.get(&standing.scope) {
        None => StandingState::None,
        Some(Membership::Member { since }) => StandingState::Member(*since),
        Some(Membership::Warned { since }) => StandingState::Warned(*since),
        Some(Membership::Probation { until, .. }) => StandingState::Probation(*until),
        Some(Membership::Out { again_from, .. }) => StandingState::Out(*again_from),
    };
    StandingPart { scope, state, arithmetic: standing.explain(language) }
}

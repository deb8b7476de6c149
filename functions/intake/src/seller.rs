//! The seller's page: what was done and why, and how to object.

use std::sync::Arc;

use app::filing::Link;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Actor, Command, Language, Side};
use contract::statement::StatementKind;
use port::StoredCase;
use serde::Deserialize;
use web::page::{Done, FieldError, SellerPage, Site};

use crate::posted::Posted;
use crate::reply::{Asked, Failure, language, page, see};
use crate::statement::{Demand, MOST_NAME, Mending, Said, ask};
use crate::status::{complaint_of, load, right_words};
use crate::{Intake, Ports};

/// What was typed and what is wrong with it.
#[derive(Default)]
struct Rejected {
    said: Said,
    name: String,
    errors: Vec<FieldError>,
}

/// The seller's case under a token. A seller knows of a case only once a measure was in force.
async fn own_case<P: Ports>(intake: &Intake<P>, token: &str) -> Result<StoredCase, Failure> {
    let Ok(Link::Seller(id)) = intake.links.read(token) else { return Err(Failure::NotFound) };
    let stored = load(intake, id).await?;
    if stored.case.was_in_force { Ok(stored) } else { Err(Failure::NotFound) }
}

async fn render<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    token: &str,
    done: Option<Done>,
    rejected: Rejected,
) -> Result<String, Failure> {
    let StoredCase { case, log, .. } = own_case(intake, token).await?;
    let complaint = complaint_of(intake, case.filing.document).await?;
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let marketplace = marketplaces.iter().find(|m| m.id == case.filing.listing.marketplace);
    let link = format!("/seller/{token}");
    Ok(SellerPage {
        site: Site::new(language, link.clone()),
        link,
        title: None,
        url: marketplace.map(|m| app::listing_address(m, &case.filing.listing)).unwrap_or_default(),
        marketplace: marketplace.map(|m| m.name.clone()).unwrap_or_default(),
        right: right_words(language, case.filing.claim, &complaint),
        complainant: complaint.complainant.name,
        explanation: complaint.explanation,
        until: case.clocks().first().map(|running| policy::clock_ends(&case, *running)),
        done,
        evidence: rejected.said.files(),
        text: rejected.said.text,
        name: rejected.name,
        errors: rejected.errors,
        case,
        log,
    }
    .html())
}

/// The page.
pub(crate) async fn show<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let done = asked.done.as_deref().and_then(Done::from_code);
    match render(&intake, language, &token, done, Rejected::default()).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(failure) => failure.page(language),
    }
}

/// What the page's form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    lang: Option<String>,
    action: String,
    text: String,
    name: String,
    statement: String,
}

/// Objects or appeals.
pub(crate) async fn act<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let read = async {
        let posted = Posted::read(request).await?;
        let sent: Sent = posted.parse()?;
        Ok::<_, Failure>((posted, sent))
    };
    let (posted, sent) = match read.await {
        Ok(read) => read,
        Err(failure) => return failure.page(language(None, &headers)),
    };
    let language = language(sent.lang.as_deref(), &headers);
    let done = if sent.action == "appeal" { Done::Appealed } else { Done::Objected };
    match acted(&intake, &token, &sent, &posted).await {
        Ok(None) => see(&format!("/seller/{token}?lang={}&done={}", language.code(), done.code())),
        Ok(Some((said, errors))) => {
            let rejected = Rejected { said, name: sent.name, errors };
            match render(&intake, language, &token, None, rejected).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(failure) => failure.page(language),
    }
}

async fn acted<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    sent: &Sent,
    posted: &Posted,
) -> Result<Mending, Failure> {
    let stored = own_case(intake, token).await?;
    let counter_notice = match sent.action.as_str() {
        "counter_notice" => true,
        "appeal" => false,
        _ => return Err(Failure::Malformed),
    };
    let (said, mut errors) = Said::read(intake, posted, &sent.text, Demand::Words).await?;
    let name = sent.name.trim();
    if name.is_empty() {
        errors.push(FieldError::new("name", "required"));
    } else if name.chars().count() > MOST_NAME {
        errors.push(FieldError::new("name", "too_long").with("most", MOST_NAME));
    }
    if counter_notice && sent.statement != "yes" {
        errors.push(FieldError::new("statement", "required"));
    }
    if !errors.is_empty() {
        return Ok(Some((said, errors)));
    }
    let evidence = match said.seal_files(intake).await? {
        Ok(evidence) => evidence,
        Err(errors) => return Ok(Some((said, errors))),
    };
    let kind = if counter_notice { StatementKind::CounterNotice } else { StatementKind::Appeal };
    let document = said.seal(intake, &stored, (kind, Side::Seller, name), evidence).await?;
    let command =
        if counter_notice { Command::CounterNotice { document } } else { Command::Appeal { document } };
    ask(intake, stored, &Actor::Seller, command).await?;
    Ok(None)
}

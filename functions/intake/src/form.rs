//! The complaint form.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::filing::listing_urls;
use app::parties::{Accepted, Strictness, Submission, Submitter, file_complaint};
use axum::extract::{Extension, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Channel, Claim, Language, Territory};
use http_kit::{Failure, Peer, PostedForm, SubmissionError, language, page};
use notice::{Draft, Problem, ProblemKind, Reading, field};
use port::{Ids as _, MarketplaceConfig, WallClock as _};
use serde::Deserialize;
use web::page::{ComplaintForm, FieldError, Filed, FormValues, PendingConfirmation, Site};

use crate::challenge::{self, Returned};
use crate::{Intake, Ports, statement};

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
    match form(&intake, language, values, Found::default()).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(failure) => failure.page(language),
    }
}

/// What was found in a form that is shown again.
#[derive(Default)]
struct Found {
    errors: Vec<FieldError>,
    advice: Vec<FieldError>,
}

async fn form<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    values: FormValues,
    found: Found,
) -> Result<String, Failure> {
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let territories = territories_of(&values.listings, &marketplaces);
    let marketplaces = marketplaces.iter().map(|marketplace| marketplace.name.clone()).collect();
    let mut site = Site::new(language, "/");
    if let Ok(claim) = values.claim.parse::<Claim>() {
        site.query = format!("&claim={claim}");
    }
    let Found { errors, advice } = found;
    let challenge = challenge::give(intake);
    Ok(ComplaintForm { site, values, errors, advice, marketplaces, territories, challenge }.html())
}

/// The territories of the listings among the addresses in `listings`; of all marketplaces where none is one.
fn territories_of(listings: &str, marketplaces: &[MarketplaceConfig]) -> Vec<Territory> {
    let urls = listing_urls(marketplaces);
    let named: BTreeSet<_> = listings.split_whitespace().filter_map(|it| urls.recognise(it)).collect();
    let of = |m: &MarketplaceConfig| named.is_empty() || named.iter().any(|it| it.marketplace == m.id);
    let territories = marketplaces.iter().filter(|marketplace| of(marketplace)).map(|it| it.territory);
    territories.collect::<BTreeSet<_>>().into_iter().collect()
}

/// What the form sends beside the complaint.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Beside {
    /// Whether it is to be filed although the register here speaks against it.
    despite: String,
}

/// Files what the form sends.
pub(crate) async fn file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let fallback = language(None, &headers);
    let peer = peer.map(|Extension(peer)| peer).unwrap_or_default();
    let posted = match PostedForm::read(request).await {
        Ok(posted) => posted,
        Err(error) => return Failure::from(error).page(fallback),
    };
    let reading = notice::form::read(&posted.fields);
    let language = reading.draft.language.unwrap_or(fallback);
    let unreadable = reading.problems.iter().find(|problem| problem.field == field::BODY);
    if let Some(problem) = unreadable {
        let too_large = matches!(problem.kind, ProblemKind::TooLarge { .. });
        return if too_large { Failure::TooLarge } else { Failure::Malformed }.page(language);
    }
    match filed(&intake, language, peer, &posted, reading).await {
        Ok(Accepted::Pending { complaint, asked, .. }) => {
            let pending = PendingConfirmation {
                site: Site::new(language, "/"),
                email: complaint.complainant.email,
                claim: complaint.claim.to_string(),
                days: asked.then_some(policy::HELD_DAYS),
            };
            page(StatusCode::ACCEPTED, pending.html())
        }
        Ok(Accepted::Filed { complaint, filed, .. }) => {
            let status = intake.status_path(filed.link);
            let filed = Filed {
                site: Site::new(language, status.clone()),
                reference: filed.reference,
                status,
                listings: u16::try_from(complaint.listings.len()).unwrap_or(u16::MAX),
                email: complaint.complainant.email,
                claim: complaint.claim.to_string(),
            };
            page(StatusCode::CREATED, filed.html())
        }
        Err(SubmissionError::Problems(draft, problems)) => {
            let draft = draft.unwrap_or_default();
            let (advice, errors): (Vec<_>, Vec<_>) = problems.into_iter().partition(Problem::is_advice);
            let found = Found { errors: errors_of(&errors), advice: errors_of(&advice) };
            match form(&intake, language, values_of(&draft), found).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(SubmissionError::Failure(failure)) => failure.page(language),
    }
}

async fn filed<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    peer: Peer,
    posted: &PostedForm,
    mut reading: Reading,
) -> Result<Accepted, SubmissionError> {
    let Beside { despite } = posted.parse()?;
    let work = posted.parse::<Returned>()?.work(&intake.links);
    statement::leave(intake, posted, &mut reading).await?;
    let content = challenge::content(&reading.draft);
    let complaint = work.as_ref().map_or_else(|| intake.ids.complaint(), |work| work.complaint(content));
    let submission = Submission {
        complaint,
        at: intake.clock.now(),
        channel: Channel::Web,
        language,
        strictness: if despite == "yes" { Strictness::Warnings } else { Strictness::Nothing },
    };
    let submitter = Submitter::Anyone { peer: peer.as_str().to_owned(), work };
    Ok(file_complaint(&intake.filing(), reading, submission, submitter, None).await?)
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
        classes: draft.right.classes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        work: draft.right.work.clone(),
        explanation: draft.explanation.clone(),
        name: draft.complainant.name.clone(),
        email: draft.complainant.email.clone(),
        postal_address: draft.complainant.postal_address.clone(),
        telephone: draft.complainant.telephone.clone(),
        good_faith: check(draft.statements.good_faith),
        perjury: check(draft.statements.perjury),
        signature: draft.statements.signature.clone(),
        truth: check(draft.statements.truth),
        account_secret: draft.account_secret.clone().unwrap_or_default(),
        evidence: draft.uploads.iter().map(|upload| format!("{} {}", upload.key, upload.name)).collect(),
    }
}

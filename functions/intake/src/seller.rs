//! The seller's page: what was done and why, and how to object.

use std::sync::Arc;

use app::parties::{Declared, PartyStatement, complaint_document, make_statement, seller_case};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Language, PartyAct, Side};
use http_kit::{Failure, PageQuery, PostedForm, SubmissionError, language, link, page, see};
use policy::{CounterElement, NoticeLaw};
use port::StoredCase;
use serde::Deserialize;
use web::page::{Done, FieldError, SellerPage, Site};

use crate::form::errors_of;
use crate::status::right_words;
use crate::{Intake, Ports, statement};

/// What was typed and what is wrong with it.
#[derive(Default)]
struct Rejected {
    act: Option<PartyAct>,
    statement: PartyStatement,
    errors: Vec<FieldError>,
}

async fn render<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    token: &str,
    done: Option<Done>,
    rejected: Rejected,
) -> Result<String, Failure> {
    let stored = seller_case(&intake.store, link(&intake.links, token)?).await?;
    let received = statement::received(intake, language, &stored, Side::Seller).await?;
    let StoredCase { case, log, .. } = stored;
    let complaint = match complaint_document(&intake.documents, &intake.store, case.filing.document).await {
        Ok(complaint) => Some(complaint),
        // What was decided stays to be seen, and to be objected to.
        Err(error) if error.is_erased() => None,
        Err(error) => return Err(error.into()),
    };
    let erased = || web::words::erased(language);
    let right = match &complaint {
        Some(complaint) => right_words(language, case.filing.claim, complaint),
        None => web::words::right_of(language, &case.filing),
    };
    let (complainant, explanation) = match complaint {
        Some(complaint) => (complaint.complainant.name, complaint.explanation),
        None => (erased(), erased()),
    };
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let marketplace = marketplaces.iter().find(|m| m.id == case.filing.listing.marketplace);
    let link = format!("/seller/{token}");
    Ok(SellerPage {
        site: Site::new(language, link.clone()),
        link,
        title: None,
        url: marketplace.map(|m| app::listing_address(m, &case.filing.listing)).unwrap_or_default(),
        marketplace: marketplace.map(|m| m.name.clone()).unwrap_or_default(),
        right,
        complainant,
        explanation,
        received,
        until: case.clocks().first().map(|running| policy::deadline(&case, *running).told()),
        done,
        rejected: rejected.act,
        evidence: rejected.statement.files(),
        text: rejected.statement.text,
        name: rejected.statement.name,
        postal_address: rejected.statement.postal_address,
        telephone: rejected.statement.telephone,
        signature: rejected.statement.signature,
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
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let done = asked.done.as_deref().and_then(Done::from_code);
    match render(&intake, language, &token, done, Rejected::default()).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(failure) => failure.page(language),
    }
}

/// The seller's deadline, for its calendar.
pub(crate) async fn calendar<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let read = async {
        let stored = seller_case(&intake.store, link(&intake.links, &token)?).await?;
        web::deadline::calendar(language, [&stored.case], Side::Seller).ok_or(Failure::NotFound)
    };
    read.await.map_or_else(|failure: Failure| failure.page(language), http_kit::calendar)
}

/// A file of what the complainant answered, to be downloaded.
pub(crate) async fn received_file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path((token, of, number)): Path<(String, u32, usize)>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let read = async {
        let stored = seller_case(&intake.store, link(&intake.links, &token)?).await?;
        statement::file(&intake, (&stored, Side::Seller), (of, number)).await
    };
    read.await.map_or_else(|failure: Failure| failure.page(language), |address| see(&address))
}

/// What the page's forms send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    lang: Option<String>,
    action: String,
    text: String,
    name: String,
    postal_address: String,
    telephone: String,
    signature: String,
    statement: String,
    jurisdiction: String,
}

impl Sent {
    /// The declarations whose boxes were ticked, in the words of the page.
    fn declared(&self, language: Language, law: NoticeLaw) -> Vec<Declared> {
        let boxes = [
            (CounterElement::Declaration, &self.statement),
            (CounterElement::Jurisdiction, &self.jurisdiction),
        ];
        let demanded = |element| law.counter_demands().iter().any(|it| it.element == element);
        let made = boxes.into_iter().filter(|(element, value)| *value == "yes" && demanded(*element));
        made.filter_map(|(element, _)| {
            Some(Declared { element, words: web::declaration(language, law, element)? })
        })
        .collect()
    }
}

/// Does what one of the page's forms asks.
pub(crate) async fn act<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let read = async {
        let posted = PostedForm::read(request).await?;
        let sent: Sent = posted.parse()?;
        Ok::<_, Failure>((posted, sent))
    };
    let (posted, sent) = match read.await {
        Ok(read) => read,
        Err(failure) => return failure.page(language(None, &headers)),
    };
    let language = language(sent.lang.as_deref(), &headers);
    let read = async {
        let act: PartyAct = sent.action.parse().map_err(|_| Failure::Malformed)?;
        let mut statement = statement::read(&intake, &posted, &sent.text).await?;
        for (typed, kept) in [
            (&sent.name, &mut statement.name),
            (&sent.postal_address, &mut statement.postal_address),
            (&sent.telephone, &mut statement.telephone),
            (&sent.signature, &mut statement.signature),
        ] {
            typed.trim().clone_into(kept);
        }
        Ok::<_, Failure>((act, statement))
    };
    let (act, mut statement) = match read.await {
        Ok(read) => read,
        Err(failure) => return failure.page(language),
    };
    match stated(&intake, &token, (act, language, &sent), &mut statement).await {
        Ok(()) => see(&format!("/seller/{token}?lang={}&done={act}", language.code())),
        Err(SubmissionError::Problems(_, problems)) => {
            let rejected = Rejected { act: Some(act), statement, errors: errors_of(&problems) };
            match render(&intake, language, &token, None, rejected).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(SubmissionError::Failure(failure)) => failure.page(language),
    }
}

async fn stated<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    (act, language, sent): (PartyAct, Language, &Sent),
    statement: &mut PartyStatement,
) -> Result<(), SubmissionError> {
    let stored = seller_case(&intake.store, link(&intake.links, token)?).await?;
    if act == PartyAct::CounterNotice {
        statement.declared = sent.declared(language, NoticeLaw::of_filing(&stored.case.filing));
    }
    let ports = (&intake.store, &intake.documents, &intake.inbox, &intake.nudges, &intake.clock);
    Ok(make_statement(ports, vec![stored], (Side::Seller, act), statement).await?)
}

//! The seller's page: what was done and why, and how to object.

use std::sync::Arc;

use app::filing::Link;
use app::parties::{
    CountsFor, Declared, MOST_BESIDE, PartyStatement, complaint_document, counts_for, make_counter_notice,
    make_statement, open_beside, seller_case,
};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{CaseId, Language, PartyAct, Side};
use http_kit::{Failure, PageQuery, PostedForm, SubmissionError, language, link, page, see};
use policy::{CounterElement, NoticeLaw};
use port::{MarketplaceConfig, StoredCase};
use serde::Deserialize;
use web::page::{Beside, Done, FieldError, SellerPage, Site};

use crate::form::errors_of;
use crate::status::right_words;
use crate::{Intake, Ports, statement};

/// What was typed and what is wrong with it.
#[derive(Default)]
struct Rejected {
    act: Option<PartyAct>,
    statement: PartyStatement,
    /// The further listings that were ticked.
    named: Vec<CaseId>,
    errors: Vec<FieldError>,
}

/// The listings for which a counter-notice can be made together with that of `stored`.
async fn beside<P: Ports>(
    intake: &Intake<P>,
    stored: &StoredCase,
    marketplace: Option<&MarketplaceConfig>,
    named: &[CaseId],
) -> Result<Vec<Beside>, Failure> {
    let beside = |StoredCase { case, .. }| Beside {
        url: marketplace.map(|it| app::listing_address(it, &case.filing.listing)).unwrap_or_default(),
        is_ticked: named.contains(&case.id),
        case,
    };
    let open = open_beside(&intake.store, &stored.case).await?;
    Ok(open.into_iter().map(beside).collect())
}

/// For which listings the counter-notice counts that was just made for `stored`, where it was made for several.
async fn counted<P: Ports>(
    intake: &Intake<P>,
    stored: &StoredCase,
    done: Option<Done>,
) -> Result<CountsFor, Failure> {
    if done != Some(Done::Act(PartyAct::CounterNotice)) {
        return Ok(CountsFor::default());
    }
    Ok(counts_for(&intake.documents, &intake.store, stored).await?)
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
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let marketplace = marketplaces.iter().find(|m| m.id == stored.case.filing.listing.marketplace);
    let beside = beside(intake, &stored, marketplace, &rejected.named).await?;
    let counts_for = counted(intake, &stored, done).await?;
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
        may_be_more: beside.len() == MOST_BESIDE,
        beside,
        done,
        counts_for: counts_for.listings,
        left_out: counts_for.left_out,
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
    /// The further listings that are ticked, by their cases.
    #[serde(skip)]
    named: Vec<CaseId>,
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
        let mut sent: Sent = posted.parse()?;
        // A form that names none sends no such field; one that is no case names nothing.
        let fields: Vec<(String, String)> = posted.parse()?;
        let named = fields.iter().filter(|(field, _)| field == "named");
        sent.named = named.filter_map(|(_, case)| case.parse().ok()).collect();
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
        Ok(case) => {
            let token = intake.links.token(Link::Seller(case));
            see(&format!("/seller/{token}?lang={}&done={act}", language.code()))
        }
        Err(SubmissionError::Problems(_, problems)) => {
            let rejected =
                Rejected { act: Some(act), statement, named: sent.named, errors: errors_of(&problems) };
            match render(&intake, language, &token, None, rejected).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(SubmissionError::Failure(failure)) => failure.page(language),
    }
}

/// Tells on the page of which case it is confirmed.
async fn stated<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    (act, language, sent): (PartyAct, Language, &Sent),
    statement: &mut PartyStatement,
) -> Result<CaseId, SubmissionError> {
    let stored = seller_case(&intake.store, link(&intake.links, token)?).await?;
    let ports = (&intake.store, &intake.documents, &intake.inbox, &intake.nudges, &intake.clock);
    if act == PartyAct::CounterNotice {
        statement.declared = sent.declared(language, NoticeLaw::of_filing(&stored.case.filing));
        return Ok(make_counter_notice(ports, stored, &sent.named, statement).await?);
    }
    let case = stored.case.id;
    make_statement(ports, vec![stored], (Side::Seller, act), statement).await?;
    Ok(case)
}

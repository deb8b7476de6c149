//! The complainant's page: where each listing stands, and what the complainant may do about it.

use std::sync::Arc;

use app::ChangeError;
use app::filing::Link;
use app::parties::{
    Correction, Followed, PartyStatement, Withdrawn, case_of, cases_of, complaint_document,
    complete_complaint, follow_link, make_statement, resubmit_complaint, withdraw_by_link,
};
use axum::extract::{Extension, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Case, Claim, Illegal, Language, PartyAct, Side};
use contract::complaint::Complaint;
use http_kit::{Failure, PageQuery, Peer, PostedForm, SubmissionError, language, link, page, see};
use jiff::Timestamp;
use notice::Draft;
use port::{MarketplaceConfig, StoredCase};
use serde::Deserialize;
use web::page::{CaseView, Done, FieldError, FormValues, Site, Status, Typed};

use crate::form::{errors_of, values_of};
use crate::{Intake, Ports, statement};

/// A form of this page that has to be corrected.
#[derive(Default)]
struct Rejected {
    /// What was typed into a form of many fields.
    values: Option<FormValues>,
    /// What was typed into another form.
    typed: Typed,
    errors: Vec<FieldError>,
}

/// The right relied on, in words.
pub(crate) fn right_words(language: Language, claim: Claim, complaint: &Complaint) -> String {
    let right = &complaint.right;
    web::words::right(language, claim, &right.office, &right.number, &right.work)
}

async fn render<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    token: &str,
    asked: &PageQuery,
    rejected: Rejected,
) -> Result<String, Failure> {
    let link = link(&intake.links, token)?;
    let followed = follow_link(&intake.store, link, asked.page.unwrap_or(1)).await?;
    let complaint = complaint_document(&intake.documents, &intake.store, followed.document).await?;
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let Followed { reference, listings, opening, page, pages, cases: stored, .. } = followed;
    let mut cases = Vec::new();
    for stored in stored {
        cases.push(case_view(intake, language, stored, (&complaint, &marketplaces)).await?);
    }
    let link = format!("/status/{token}");
    let Rejected { values, typed, errors } = rejected;
    let claim: Claim =
        complaint.claim.parse().map_err(|error: case::InvalidId| Failure::Document(error.into()))?;
    Ok(Status {
        site: Site::new(language, link.clone()),
        link,
        reference,
        filed_at: complaint.filed_at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
        claim,
        right: right_words(language, claim, &complaint),
        values: values.unwrap_or_else(|| values_of(&Draft::of(&complaint))),
        complainant: complaint.complainant.name,
        explanation: complaint.explanation,
        listings,
        cases,
        opening,
        page,
        pages,
        done: asked.done.as_deref().and_then(Done::from_code),
        typed,
        errors,
    }
    .html())
}

async fn case_view<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    stored: StoredCase,
    (complaint, marketplaces): (&Complaint, &[MarketplaceConfig]),
) -> Result<CaseView, Failure> {
    let received = statement::received(intake, language, &stored, Side::Complainant).await?;
    let StoredCase { case, log, .. } = stored;
    let listing = &case.filing.listing;
    let marketplace = marketplaces.iter().find(|known| known.id == listing.marketplace);
    let marketplace = marketplace.map_or_else(|| listing.marketplace.to_string(), |known| known.name.clone());
    let named = complaint
        .listings
        .iter()
        .find(|it| it.marketplace == listing.marketplace.as_str() && it.id == listing.id.as_str());
    let url = named.map_or_else(|| listing.to_string(), |listing| listing.url.clone());
    let until = case.clocks().first().map(|running| policy::deadline(&case, *running).told());
    Ok(CaseView { case, log, title: None, marketplace, url, until, received })
}

/// A file of what the seller stated, to be downloaded.
pub(crate) async fn received_file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path((token, case, of, number)): Path<(String, String, u32, usize)>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let read = async {
        let id = case.parse().map_err(|_| Failure::NotFound)?;
        let stored = case_of(&intake.store, link(&intake.links, &token)?, id).await?;
        statement::file(&intake, (&stored, Side::Complainant), (of, number)).await
    };
    read.await.map_or_else(|failure: Failure| failure.page(language), |address| see(&address))
}

/// The page.
pub(crate) async fn show<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    match render(&intake, language, &token, &asked, Rejected::default()).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(failure) => failure.page(language),
    }
}

/// The complainant's deadlines, for its calendar.
pub(crate) async fn calendar<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    let read = async {
        let cases = cases_of(&intake.store, link(&intake.links, &token)?).await?.cases;
        let cases = cases.iter().map(|stored| &stored.case);
        web::deadline::calendar(language, cases, Side::Complainant).ok_or(Failure::NotFound)
    };
    read.await.map_or_else(|failure: Failure| failure.page(language), http_kit::calendar)
}

/// What the forms of this page send beside their words and files.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    lang: Option<String>,
    case: String,
    confirm: String,
    answer: String,
    text: String,
    ground: String,
    court: String,
    docket: String,
}

/// A form of this page as it was sent.
struct Form<'a> {
    sent: Sent,
    posted: &'a PostedForm,
    peer: Peer,
}

/// What came of a form.
enum Outcome {
    /// It is done: where it goes on, and what is confirmed there.
    Done(String, PartyAct),
    /// It has to be corrected.
    Correct(Box<Rejected>),
}

/// Does what one of the page's forms asks.
pub(crate) async fn act<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path((token, act)): Path<(String, String)>,
    peer: Option<Extension<Peer>>,
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
    let form = Form { sent, posted: &posted, peer: peer.map(|Extension(peer)| peer).unwrap_or_default() };
    let rejected = match done(&intake, &token, &act, form).await {
        Ok(Outcome::Done(path, act)) => {
            return see(&format!("{path}?lang={}&done={act}", language.code()));
        }
        Ok(Outcome::Correct(rejected)) => *rejected,
        Err(failure) => return failure.page(language),
    };
    match render(&intake, language, &token, &PageQuery::default(), rejected).await {
        Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
        Err(failure) => failure.page(language),
    }
}

async fn done<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    act: &str,
    form: Form<'_>,
) -> Result<Outcome, Failure> {
    let link = link(&intake.links, token)?;
    let own = format!("/status/{token}");
    let kind = match act {
        "answer" => form.sent.answer.parse().map_err(|_| Failure::Malformed)?,
        act => act.parse().map_err(|_| Failure::NotFound)?,
    };
    match kind {
        PartyAct::Withdraw => withdrawn(intake, link, &form.sent).await.map(|()| Outcome::Done(own, kind)),
        PartyAct::Complete => completed(intake, link, form, own).await,
        PartyAct::Resubmit => resubmitted(intake, link, form).await,
        // What is no statement of the complainant is refused by the case.
        _ => {
            let statement = PartyStatement {
                // One that is not known is asked for again.
                ground: form.sent.ground.parse().ok(),
                court: form.sent.court.trim().to_owned(),
                docket: form.sent.docket.trim().to_owned(),
                ..statement::read(intake, form.posted, &form.sent.text).await?
            };
            match stated(intake, link, &form.sent, kind, &statement).await {
                Ok(()) => Ok(Outcome::Done(own, kind)),
                Err(SubmissionError::Problems(_, problems)) => {
                    let evidence = statement.files();
                    let Sent { case, ground, court, docket, .. } = form.sent;
                    let (act, text) = (act.to_owned(), statement.text);
                    let typed = Typed { case, act, text, ground, court, docket, evidence };
                    let errors = errors_of(&problems);
                    Ok(Outcome::Correct(Box::new(Rejected { values: None, typed, errors })))
                }
                Err(SubmissionError::Failure(failure)) => Err(failure),
            }
        }
    }
}

/// Supplies what was missing.
async fn completed<P: Ports>(
    intake: &Intake<P>,
    link: Link,
    form: Form<'_>,
    own: String,
) -> Result<Outcome, Failure> {
    let mut reading = notice::form::read(&form.posted.fields);
    statement::leave(intake, form.posted, &mut reading).await?;
    let ports = (&intake.store, &intake.documents, &intake.inbox, &intake.nudges, &intake.clock);
    match complete_complaint(ports, link, reading).await.map_err(SubmissionError::from) {
        Ok(()) => Ok(Outcome::Done(own, PartyAct::Complete)),
        Err(SubmissionError::Problems(draft, problems)) => {
            let values = draft.map(|draft| values_of(&draft));
            let errors = errors_of(&problems);
            Ok(Outcome::Correct(Box::new(Rejected { values, errors, ..Rejected::default() })))
        }
        Err(SubmissionError::Failure(failure)) => Err(failure),
    }
}

/// Files a declined complaint again, corrected, and leads to its page.
async fn resubmitted<P: Ports>(intake: &Intake<P>, link: Link, form: Form<'_>) -> Result<Outcome, Failure> {
    let stored = own_case(intake, link, &form.sent).await?;
    let mut reading = notice::form::read(&form.posted.fields);
    statement::leave(intake, form.posted, &mut reading).await?;
    let uploads = reading.draft.uploads.clone();
    let ports = (&intake.store, &intake.documents, &intake.inbox, &intake.nudges, &intake.clock);
    let correction = Correction { reading, peer: form.peer.as_str().to_owned() };
    let filed = resubmit_complaint(ports, (&intake.marketplaces, &intake.links), &stored, correction).await;
    match filed.map_err(SubmissionError::from) {
        Ok(filed) => Ok(Outcome::Done(intake.status_path(filed.link), PartyAct::Resubmit)),
        Err(SubmissionError::Problems(draft, problems)) => {
            let evidence = PartyStatement { uploads, ..PartyStatement::default() }.files();
            let act = PartyAct::Resubmit.to_string();
            let typed = Typed { case: form.sent.case, act, evidence, ..Typed::default() };
            let values = draft.map(|draft| values_of(&draft));
            Ok(Outcome::Correct(Box::new(Rejected { values, typed, errors: errors_of(&problems) })))
        }
        Err(SubmissionError::Failure(failure)) => Err(failure),
    }
}

/// Withdraws one case, or the whole complaint.
async fn withdrawn<P: Ports>(intake: &Intake<P>, link: Link, sent: &Sent) -> Result<(), Failure> {
    let ports = (&intake.store, &intake.nudges, &intake.clock);
    if !sent.case.is_empty() {
        let stored = own_case(intake, link, sent).await?;
        return match withdraw_by_link(ports, stored).await? {
            Withdrawn::Yes(_) => Ok(()),
            Withdrawn::Ended(stored) => Err(not_now(&stored.case)),
        };
    }
    if sent.confirm != "yes" {
        return Err(Failure::Malformed);
    }
    // Cases that have ended are not withdrawn any more; the others are.
    for stored in cases_of(&intake.store, link).await?.cases {
        withdraw_by_link(ports, stored).await?;
    }
    Ok(())
}

fn not_now(case: &Case) -> Failure {
    let illegal = Illegal::NotNow { command: PartyAct::Withdraw.code(), state: case.state.code() };
    ChangeError::from(illegal).into()
}

/// The case that a form names.
async fn own_case<P: Ports>(intake: &Intake<P>, link: Link, sent: &Sent) -> Result<StoredCase, Failure> {
    let id = sent.case.parse().map_err(|_| Failure::Malformed)?;
    Ok(case_of(&intake.store, link, id).await?)
}

/// States something about one case, or adds a message to all that take one.
async fn stated<P: Ports>(
    intake: &Intake<P>,
    link: Link,
    sent: &Sent,
    act: PartyAct,
    statement: &PartyStatement,
) -> Result<(), SubmissionError> {
    let cases = if sent.case.is_empty() && act == PartyAct::Message {
        let mut all = cases_of(&intake.store, link).await?.cases;
        // Where none takes it, the first says why.
        if all.iter().any(|stored| stored.case.may_act(Side::Complainant, act)) {
            all.retain(|stored| stored.case.may_act(Side::Complainant, act));
        }
        all
    } else {
        vec![own_case(intake, link, sent).await?]
    };
    let ports = (&intake.store, &intake.documents, &intake.inbox, &intake.nudges, &intake.clock);
    Ok(make_statement(ports, cases, (Side::Complainant, act), statement).await?)
}

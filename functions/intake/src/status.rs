//! The complainant's page: where each listing stands, and what the complainant may do about it.

use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Actor, Answer, CaseId, Claim, Command, ComplaintId, Digest, Language, Side, State as CaseState};
use contract::complaint::Complaint;
use contract::statement::{Statement, StatementKind};
use filing::Link;
use jiff::Timestamp;
use port::{Cases as _, Complaints as _, Documents as _, StoredCase};
use serde::Deserialize;
use web::page::{CaseView, Done, FieldError, FormValues, Site, Status};

use crate::complete::draft_of;
use crate::form::values_of;
use crate::reply::{Asked, Failure, language, page, see};
use crate::statement::{ask, seal, text_errors};
use crate::{Intake, Ports};

/// Cases on one page.
const PER_PAGE: u16 = 50;

/// A complaint as its complainant follows it.
pub(crate) struct Followed {
    pub(crate) complaint: ComplaintId,
    pub(crate) document: Digest,
    pub(crate) listings: u16,
    pub(crate) opening: bool,
    pub(crate) page: u16,
    pub(crate) pages: u16,
    pub(crate) cases: Vec<StoredCase>,
}

/// Loads what a complainant's link leads to, with the `number`-th page of its cases.
pub(crate) async fn follow<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    number: u16,
) -> Result<Followed, Failure> {
    match intake.links.read(token).map_err(|_| Failure::NotFound)? {
        Link::Seller(_) => Err(Failure::NotFound),
        Link::Case { case, complaint } => {
            let stored = load(intake, case).await?;
            if stored.case.filing.complaint != complaint {
                // Whoever filed a repeat without proof may be anybody: only the first one's letters tell more.
                let merged = stored.case.merged.contains(&complaint);
                let proved = stored.case.filing.proof != case::Proof::None;
                if !merged {
                    return Err(Failure::NotFound);
                } else if !proved {
                    return Err(Failure::Merged);
                }
            }
            let document = stored.case.filing.document;
            let (listings, cases) = (1, vec![stored]);
            Ok(Followed { complaint, document, listings, opening: false, page: 1, pages: 1, cases })
        }
        Link::Complaint(complaint) => {
            let fan_out = intake.store.fan_out(complaint).await?.ok_or(Failure::NotFound)?;
            let pages = fan_out.listings.div_ceil(PER_PAGE).max(1);
            let page = number.clamp(1, pages);
            let from = usize::from(page - 1) * usize::from(PER_PAGE);
            let ids: Vec<CaseId> = fan_out.cases.iter().skip(from).take(PER_PAGE.into()).copied().collect();
            let found = if ids.is_empty() { Vec::new() } else { intake.store.load(&ids).await? };
            Ok(Followed {
                complaint,
                document: fan_out.document,
                listings: fan_out.listings,
                opening: fan_out.done < fan_out.listings,
                page,
                pages,
                // A listing that was merged into an earlier complaint's case is that one's business.
                cases: found
                    .into_iter()
                    .flatten()
                    .filter(|stored| stored.case.filing.complaint == complaint)
                    .collect(),
            })
        }
    }
}

pub(crate) async fn load<P: Ports>(intake: &Intake<P>, id: CaseId) -> Result<StoredCase, Failure> {
    intake.store.load(&[id]).await?.pop().flatten().ok_or(Failure::NotFound)
}

/// The complaint document under `digest`.
pub(crate) async fn complaint_of<P: Ports>(intake: &Intake<P>, digest: Digest) -> Result<Complaint, Failure> {
    let bytes = intake.documents.read(digest).await?.ok_or(Failure::NotFound)?;
    Complaint::decode(&bytes).map_err(|error| Failure::Document(Box::new(error)))
}

/// The right relied on, in words.
pub(crate) fn right_words(language: Language, claim: Claim, complaint: &Complaint) -> String {
    let right = &complaint.right;
    web::words::right(language, claim.right_kind(), &right.office, &right.number, &right.work)
}

/// What a party said in a sealed statement.
pub(crate) async fn words_of<P: Ports>(
    intake: &Intake<P>,
    digest: Digest,
) -> Result<Option<String>, Failure> {
    let Some(bytes) = intake.documents.read(digest).await? else { return Ok(None) };
    Ok(Statement::decode(&bytes).ok().map(|statement| statement.text))
}

pub(crate) async fn render<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    token: &str,
    asked: &Asked,
    rejected: Option<(FormValues, Vec<FieldError>)>,
) -> Result<String, Failure> {
    let followed = follow(intake, token, asked.page.unwrap_or(1)).await?;
    // A completed complaint has a newer document.
    let newest = followed.cases.first().map_or(followed.document, |stored| stored.case.filing.document);
    let complaint = complaint_of(intake, newest).await?;
    let mut cases = Vec::new();
    for stored in followed.cases {
        let case = stored.case;
        let url = complaint
            .listings
            .iter()
            .find(|l| {
                l.marketplace == case.filing.listing.marketplace.as_str()
                    && l.id == case.filing.listing.id.as_str()
            })
            .map_or_else(|| case.filing.listing.to_string(), |listing| listing.url.clone());
        let counter_notice = match &case.state {
            CaseState::CounterNoticed { counter, .. } | CaseState::AwaitingAnswer { counter, .. } => {
                words_of(intake, counter.document).await?
            }
            _ => None,
        };
        let until = case.clock().map(|running| policy::clock_ends(&case, running));
        cases.push(CaseView { case, log: stored.log, title: None, url, until, counter_notice });
    }
    let link = format!("/status/{token}");
    let (values, errors) = rejected.unwrap_or_else(|| (values_of(&draft_of(&complaint)), Vec::new()));
    let claim: Claim =
        complaint.claim.parse().map_err(|error: case::InvalidId| Failure::Document(error.into()))?;
    Ok(Status {
        site: Site::new(language, link.clone()),
        link,
        reference: followed.complaint.to_string(),
        filed_at: complaint.filed_at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
        claim,
        right: right_words(language, claim, &complaint),
        complainant: complaint.complainant.name,
        explanation: complaint.explanation,
        listings: followed.listings,
        cases,
        opening: followed.opening,
        page: followed.page,
        pages: followed.pages,
        done: asked.done.as_deref().and_then(Done::from_code),
        values,
        errors,
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
    match render(&intake, language, &token, &asked, None).await {
        Ok(html) => page(StatusCode::OK, html),
        Err(failure) => failure.page(language),
    }
}

/// What the forms of this page send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    lang: Option<String>,
    case: String,
    confirm: String,
    answer: String,
    text: String,
}

/// What became of a form: done, shown again with what is wrong, or trouble.
async fn settle<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    token: &str,
    done: Done,
    outcome: Result<Vec<FieldError>, Failure>,
) -> Response {
    match outcome {
        Ok(errors) if errors.is_empty() => {
            see(&format!("/status/{token}?lang={}&done={}", language.code(), done.code()))
        }
        Ok(errors) => {
            let rejected = Some((FormValues::default(), errors));
            match render(intake, language, token, &Asked::default(), rejected).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(failure) => failure.page(language),
    }
}

/// Does what one of the page's forms asks: withdraw, answer a counter-notice, or appeal.
pub(crate) async fn act<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path((token, act)): Path<(String, String)>,
    headers: HeaderMap,
    sent: Result<Form<Sent>, FormRejection>,
) -> Response {
    let Ok(Form(sent)) = sent else { return Failure::Malformed.page(language(None, &headers)) };
    let language = language(sent.lang.as_deref(), &headers);
    let (done, outcome) = match act.as_str() {
        "withdraw" => (Done::Withdrawn, withdrawn(&intake, &token, &sent).await.map(|()| Vec::new())),
        "answer" => (Done::Answered, answered(&intake, &token, &sent).await),
        "appeal" => (Done::Appealed, appealed(&intake, &token, &sent).await),
        _ => return Failure::NotFound.page(language),
    };
    settle(&intake, language, &token, done, outcome).await
}

/// Withdraws one case, or the whole complaint.
async fn withdrawn<P: Ports>(intake: &Intake<P>, token: &str, sent: &Sent) -> Result<(), Failure> {
    if !sent.case.is_empty() {
        let stored = own_case(intake, token, &sent.case).await?;
        ask(intake, stored, &Actor::Complainant, Command::Withdraw).await?;
        return Ok(());
    }
    if sent.confirm != "yes" {
        return Err(Failure::Malformed);
    }
    for stored in all_cases(intake, token).await? {
        // Cases that have ended are not withdrawn any more; the others are.
        match ask(intake, stored, &Actor::Complainant, Command::Withdraw).await {
            Ok(_) | Err(Failure::Change(step::ChangeError::Illegal(_))) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// Every case of the complaint, at most a thousand.
pub(crate) async fn all_cases<P: Ports>(intake: &Intake<P>, token: &str) -> Result<Vec<StoredCase>, Failure> {
    let first = follow(intake, token, 1).await?;
    let mut cases = first.cases;
    for number in 2..=first.pages {
        cases.extend(follow(intake, token, number).await?.cases);
    }
    Ok(cases)
}

/// A case of the complaint that the token leads to.
async fn own_case<P: Ports>(intake: &Intake<P>, token: &str, case: &str) -> Result<StoredCase, Failure> {
    let id: CaseId = case.parse().map_err(|_| Failure::Malformed)?;
    let complaint = match intake.links.read(token).map_err(|_| Failure::NotFound)? {
        Link::Case { case, complaint } if case == id => complaint,
        Link::Complaint(complaint) => complaint,
        Link::Case { .. } | Link::Seller(_) => return Err(Failure::NotFound),
    };
    let stored = load(intake, id).await?;
    if stored.case.filing.complaint == complaint { Ok(stored) } else { Err(Failure::NotFound) }
}

/// Answers a counter-notice.
async fn answered<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    sent: &Sent,
) -> Result<Vec<FieldError>, Failure> {
    let stored = own_case(intake, token, &sent.case).await?;
    if !["concede", "contest", "court"].contains(&sent.answer.as_str()) {
        return Err(Failure::Malformed);
    }
    let errors = text_errors(&sent.text, sent.answer != "concede");
    if !errors.is_empty() {
        return Ok(errors);
    }
    let kind = if sent.answer == "court" { StatementKind::Court } else { StatementKind::Answer };
    let document = seal(intake, &stored, kind, Side::Complainant, "", sent.text.trim()).await?;
    let command = match sent.answer.as_str() {
        "court" => Command::NameCourt { document },
        "concede" => Command::Answer { answer: Answer::Concede, document },
        _ => Command::Answer { answer: Answer::Contest, document },
    };
    ask(intake, stored, &Actor::Complainant, command).await?;
    Ok(Vec::new())
}

/// Appeals against a decline or a restoration.
async fn appealed<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    sent: &Sent,
) -> Result<Vec<FieldError>, Failure> {
    let stored = own_case(intake, token, &sent.case).await?;
    let errors = text_errors(&sent.text, true);
    if !errors.is_empty() {
        return Ok(errors);
    }
    let kind = StatementKind::Appeal;
    let document = seal(intake, &stored, kind, Side::Complainant, "", sent.text.trim()).await?;
    ask(intake, stored, &Actor::Complainant, Command::Appeal { document }).await?;
    Ok(Vec::new())
}

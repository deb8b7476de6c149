//! The complainant's page: where each listing stands, and what the complainant may do about it.

use std::sync::Arc;

use app::filing::Link;
use axum::extract::{Extension, Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{Actor, Answer, CaseId, Claim, Command, ComplaintId, Digest, Language, Side, State as CaseState};
use contract::complaint::Complaint;
use contract::statement::{Statement, StatementKind};
use jiff::Timestamp;
use notice::Draft;
use port::{Cases as _, Complaints as _, Documents as _, StoredCase};
use serde::Deserialize;
use web::page::{CaseView, Done, FieldError, FormValues, Site, Status, Typed};

use crate::accept::Peer;
use crate::form::values_of;
use crate::posted::Posted;
use crate::reply::{Asked, Failure, language, page, see};
use crate::resubmit::{Unmended, resubmitted};
use crate::statement::{Demand, Mending, Said, ask};
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
        Link::Seller(_) | Link::Confirm(_) | Link::Batch(_) => Err(Failure::NotFound),
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

/// A form of this page that has to be mended.
#[derive(Default)]
pub(crate) struct Rejected {
    /// What was typed into the completion.
    pub(crate) values: Option<FormValues>,
    /// What was typed into another form.
    pub(crate) typed: Typed,
    pub(crate) errors: Vec<FieldError>,
}

pub(crate) async fn render<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    token: &str,
    asked: &Asked,
    rejected: Option<Rejected>,
) -> Result<String, Failure> {
    let followed = follow(intake, token, asked.page.unwrap_or(1)).await?;
    // A completed complaint has a newer document.
    let newest = followed.cases.first().map_or(followed.document, |stored| stored.case.filing.document);
    let complaint = complaint_of(intake, newest).await?;
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let mut cases = Vec::new();
    for stored in followed.cases {
        let case = stored.case;
        let on = &case.filing.listing.marketplace;
        let marketplace = marketplaces.iter().find(|known| known.id == *on);
        let marketplace = marketplace.map_or_else(|| on.to_string(), |known| known.name.clone());
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
        let until = case.clocks().first().map(|running| policy::clock_ends(&case, *running));
        let log = stored.log;
        cases.push(CaseView { case, log, title: None, marketplace, url, until, counter_notice });
    }
    let link = format!("/status/{token}");
    let Rejected { values, typed, errors } = rejected.unwrap_or_default();
    let values = values.unwrap_or_else(|| values_of(&Draft::of(&complaint)));
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
        typed,
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

/// Does what one of the page's forms asks: withdraw, answer a counter-notice, appeal, or add something.
pub(crate) async fn act<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path((token, act)): Path<(String, String)>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let fallback = language(None, &headers);
    let read = async {
        let posted = Posted::read(request).await?;
        let sent: Sent = posted.parse()?;
        Ok::<_, Failure>((posted, sent))
    };
    let (posted, sent) = match read.await {
        Ok(read) => read,
        Err(failure) => return failure.page(fallback),
    };
    let language = language(sent.lang.as_deref(), &headers);
    if act == "resubmit" {
        let peer = peer.map(|Extension(peer)| peer).unwrap_or_default();
        return resubmit(&intake, &token, language, sent, (&posted, &peer)).await;
    }
    let (done, outcome) = match act.as_str() {
        "withdraw" => (Done::Withdrawn, withdrawn(&intake, &token, &sent).await.map(|()| None)),
        "answer" => (Done::Answered, answered(&intake, &token, &sent, &posted).await),
        "appeal" => (Done::Appealed, appealed(&intake, &token, &sent, &posted).await),
        "message" => (Done::Added, added(&intake, &token, &sent, &posted).await),
        _ => return Failure::NotFound.page(language),
    };
    match outcome {
        Ok(None) => see(&format!("/status/{token}?lang={}&done={}", language.code(), done.code())),
        Ok(Some((said, errors))) => {
            let typed = Typed { case: sent.case, act, evidence: said.files(), text: said.text };
            let rejected = Rejected { values: None, typed, errors };
            match render(&intake, language, &token, &Asked::default(), Some(rejected)).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(failure) => failure.page(language),
    }
}

/// Files a declined complaint again, mended, and leads to its page.
async fn resubmit<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    language: Language,
    sent: Sent,
    (posted, peer): (&Posted, &Peer),
) -> Response {
    let outcome = async {
        let stored = own_case(intake, token, &sent.case).await?;
        resubmitted(intake, &stored, posted, peer).await
    };
    let lang = language.code();
    match outcome.await {
        Ok(Ok(link)) => {
            let path = intake.status_path(link);
            see(&format!("{path}?lang={lang}&done={}", Done::Resubmitted.code()))
        }
        Ok(Err(Unmended { values, files, errors })) => {
            let typed =
                Typed { case: sent.case, act: "resubmit".to_owned(), evidence: files, ..Typed::default() };
            let rejected = Rejected { values: Some(values), typed, errors };
            match render(intake, language, token, &Asked::default(), Some(rejected)).await {
                Ok(html) => page(StatusCode::UNPROCESSABLE_ENTITY, html),
                Err(failure) => failure.page(language),
            }
        }
        Err(failure) => failure.page(language),
    }
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
            Ok(_) | Err(Failure::Change(app::ChangeError::Illegal(_))) => {}
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
        Link::Case { .. } | Link::Seller(_) | Link::Confirm(_) | Link::Batch(_) => {
            return Err(Failure::NotFound);
        }
    };
    let stored = load(intake, id).await?;
    if stored.case.filing.complaint == complaint { Ok(stored) } else { Err(Failure::NotFound) }
}

/// Answers a counter-notice.
async fn answered<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    sent: &Sent,
    posted: &Posted,
) -> Result<Mending, Failure> {
    let stored = own_case(intake, token, &sent.case).await?;
    let kind = match sent.answer.as_str() {
        "concede" | "contest" => StatementKind::Answer,
        "court" => StatementKind::Court,
        _ => return Err(Failure::Malformed),
    };
    let demand = if sent.answer == "concede" { Demand::Nothing } else { Demand::Words };
    state(intake, vec![stored], sent, posted, (kind, demand), |document| match sent.answer.as_str() {
        "court" => Command::NameCourt { document },
        "concede" => Command::Answer { answer: Answer::Concede, document },
        _ => Command::Answer { answer: Answer::Contest, document },
    })
    .await
}

/// Appeals against a decline or a restoration.
async fn appealed<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    sent: &Sent,
    posted: &Posted,
) -> Result<Mending, Failure> {
    let stored = own_case(intake, token, &sent.case).await?;
    let what = (StatementKind::Appeal, Demand::Words);
    state(intake, vec![stored], sent, posted, what, |document| Command::Appeal { document }).await
}

/// Adds words or files to one case, or to all that are not over.
async fn added<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    sent: &Sent,
    posted: &Posted,
) -> Result<Mending, Failure> {
    let cases = if sent.case.is_empty() {
        let all = all_cases(intake, token).await?;
        let over = |state: &CaseState| matches!(state, CaseState::Withdrawn | CaseState::Closed(_));
        all.into_iter().filter(|stored| !over(&stored.case.state)).collect()
    } else {
        vec![own_case(intake, token, &sent.case).await?]
    };
    let what = (StatementKind::Correspondence, Demand::Something);
    let command = |document| Command::Correspond { document, by: Side::Complainant };
    state(intake, cases, sent, posted, what, command).await
}

/// Takes in what the complainant wrote and attached, and asks `command` of each case with it.
async fn state<P: Ports>(
    intake: &Intake<P>,
    cases: Vec<StoredCase>,
    sent: &Sent,
    posted: &Posted,
    (kind, demand): (StatementKind, Demand),
    command: impl Fn(Digest) -> Command,
) -> Result<Mending, Failure> {
    let (said, errors) = Said::read(intake, posted, &sent.text, demand).await?;
    if !errors.is_empty() {
        return Ok(Some((said, errors)));
    }
    let evidence = match said.seal_files(intake).await? {
        Ok(evidence) => evidence,
        Err(errors) => return Ok(Some((said, errors))),
    };
    for stored in cases {
        let by = (kind, Side::Complainant, "");
        let document = said.seal(intake, &stored, by, evidence.clone()).await?;
        ask(intake, stored, &Actor::Complainant, command(document)).await?;
    }
    Ok(None)
}

//! Where a complainant confirms the address that was given, and by that the complaint.

use std::sync::Arc;

use app::filing::{Link, confirm_pending, read_pending};
use app::parties::check_now;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use case::{ComplaintId, Language, Proof};
use contract::complaint::Complaint;
use contract::pending::PendingConfirmation;
use http_kit::{Failure, PageQuery, language, link, page, see};
use notice::{Draft, Problem, Reading};
use port::WallClock as _;
use web::page::{Confirm, Site};

use crate::form::errors_of;
use crate::{Intake, Ports};

fn complaint_of<P: Ports>(intake: &Intake<P>, token: &str) -> Result<ComplaintId, Failure> {
    match link(&intake.links, token)? {
        Link::Confirm(complaint) => Ok(complaint),
        Link::Case { .. } | Link::Complaint(_) | Link::Batch(_) | Link::Seller(_) | Link::Standing(_) => {
            Err(Failure::NotFound)
        }
    }
}

/// The complaint to be confirmed. Mail scanners follow links: looking at it does nothing.
pub(crate) async fn show<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    Query(asked): Query<PageQuery>,
    headers: HeaderMap,
) -> Response {
    let fallback = language(asked.lang.as_deref(), &headers);
    match waiting(&intake, &token, asked.lang.is_some().then_some(fallback)).await {
        Ok(response) => response,
        Err(failure) => failure.page(fallback),
    }
}

async fn waiting<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    asked: Option<Language>,
) -> Result<Response, Failure> {
    let id = complaint_of(intake, token)?;
    match read_pending(&intake.inbox, id).await? {
        None => Err(Failure::NotFound),
        Some(PendingConfirmation::Filed { token }) => Ok(see(&format!("/status/{token}"))),
        Some(PendingConfirmation::Waiting { complaint, .. }) => {
            let language = asked.or(complaint.language.parse().ok()).unwrap_or(Language::En);
            let advice = advice(intake, &complaint).await?;
            let path = format!("/confirm/{token}");
            let site = Site::new(language, path.clone());
            let confirm = Confirm { site, path, complaint: *complaint, advice: errors_of(&advice) };
            Ok(page(StatusCode::OK, confirm.html()))
        }
    }
}

/// What a complaint would probably be declined for, told to who is about to confirm it.
async fn advice<P: Ports>(intake: &Intake<P>, complaint: &Complaint) -> Result<Vec<Problem>, Failure> {
    let reading = Reading { draft: Draft::of(complaint), problems: Vec::new() };
    let ports = (&intake.store, &intake.clock);
    Ok(check_now(ports, &intake.marketplaces, reading, Proof::Link).await?.problems)
}

/// Files it, and leads to its page.
pub(crate) async fn file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let filed = async {
        let id = complaint_of(&intake, &token)?;
        let ports = (&intake.store, &intake.documents, &intake.nudges, &intake.inbox);
        let page =
            confirm_pending(ports, &intake.links, id, intake.clock.now()).await.map_err(Failure::File)?;
        page.ok_or(Failure::NotFound)
    };
    match filed.await {
        Ok(token) => see(&format!("/status/{token}?done=confirmed")),
        Err(failure) => failure.page(language(None, &headers)),
    }
}

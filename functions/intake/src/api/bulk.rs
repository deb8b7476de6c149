//! Tables of complaints: taken in, looked at, and answered row by row.

mod answer;
mod sent;

use std::sync::Arc;

use app::filing::Link;
use app::filing::bulk::{Table, TableError, receive, table_of};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use case::Language;
use http_kit::{Failure, FieldProblem, ProblemDetails};
use jiff::Timestamp;
use notice::bulk::template;
use notice::{Problem, ProblemKind};
use port::{Batch, Batches as _, KeyScope, WallClock as _};
use serde::Serialize;
use sheet::Format;
use utoipa::ToSchema;

use super::caller::Caller;
use super::paging::Paging;
use crate::{Intake, Ports};
use answer::{TableRow, fate, rows};
pub(crate) use sent::{TableSent, UploadedTable};

/// Bytes of an answer: a function answers at most 6 MB, and what is no text grows by a third on its way.
const MOST_ANSWER: usize = 4 << 20;

/// A table that was taken in. Its complaints are filed from now on.
#[derive(Serialize, ToSchema)]
pub(crate) struct TableReceipt {
    /// Its id: the same table sent twice by one account has the same one.
    batch: String,
    /// When it was first received: its complaints' clocks run from here.
    received_at: Timestamp,
    /// Rows below the header, those of the template's example left out.
    rows: usize,
    /// Rows that are not filed as they are: see their errors in the status or the report.
    refused: usize,
    /// Complaints that the other rows make.
    complaints: u16,
    /// Where each row's status is. Anyone who has this address may read it.
    status_url: String,
    /// The table again, with what became of each row.
    report_url: String,
}

/// Takes in a table: CSV or XLSX with a listing in each row, at most 10,000 rows.
///
/// Rows that say the same but for their listings become one complaint. A row with an error is left out and told;
/// the others are filed. The same table sent twice is filed once. Above 4 MB a table is uploaded first.
#[utoipa::path(
    post,
    path = "/api/v1/bulk",
    operation_id = "file_table",
    request_body(content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (UploadedTable = "application/json"),
    )),
    security(("key" = ["complaints:write"])),
    responses(
        (status = 202, body = TableReceipt),
        (status = 400, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn file<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    caller: Caller,
    sent: TableSent,
) -> Result<(StatusCode, Json<TableReceipt>), ProblemDetails> {
    let account = caller.account(KeyScope::Write)?;
    let bytes = sent.bytes(&intake, caller.language).await?;
    let table = Table::read(&bytes, account, caller.language, intake.clock.now());
    let table = table.map_err(|problem| unreadable(&problem, caller.language))?;
    let ports = (&intake.store, &intake.documents, &intake.nudges);
    let batch = receive(ports, &table, &bytes, account).await;
    let batch = batch.map_err(|error| ProblemDetails::of(&error.into(), caller.language))?;
    let url = address(&intake, &batch);
    let receipt = TableReceipt {
        batch: batch.batch.to_string(),
        received_at: batch.received_at,
        rows: table.bulk.rows.len(),
        refused: table.bulk.rows.iter().filter(|row| !row.problems.is_empty()).count(),
        complaints: batch.complaints,
        report_url: format!("{url}/report"),
        status_url: url,
    };
    Ok((StatusCode::ACCEPTED, Json(receipt)))
}

/// Looks at a table as filing it would, and stores nothing. The answer is the report that filing it now would lead
/// to, in the format of the table.
#[utoipa::path(
    post,
    path = "/api/v1/bulk/check",
    operation_id = "check_table",
    request_body(content(
        (String = "text/csv"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (UploadedTable = "application/json"),
    )),
    security(("key" = ["complaints:write"])),
    responses(
        (status = 200, description = "The table with the errors and the advice of each row.", content(
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = 400, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn check<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    caller: Caller,
    sent: TableSent,
) -> Result<Response, ProblemDetails> {
    let account = caller.account(KeyScope::Write)?;
    let bytes = sent.bytes(&intake, caller.language).await?;
    let table = Table::read(&bytes, account, caller.language, intake.clock.now());
    let table = table.map_err(|problem| unreadable(&problem, caller.language))?;
    let batch = table.batch(case::Digest::of(&[]));
    report_of(&intake, &table, &batch, caller.language).await
}

/// Where a table stands, with a page of its rows.
#[derive(Serialize, ToSchema)]
pub(crate) struct TableStatus {
    /// The table's id.
    batch: String,
    /// When it was first received.
    received_at: Timestamp,
    /// Rows below the header, those of the template's example left out.
    row_count: usize,
    /// Complaints that its rows make.
    complaints: u16,
    /// How many of them, from the first, are dealt with so far.
    done: u16,
    /// Its rows, in their order.
    rows: Vec<TableRow>,
    /// The cursor of the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Where the rows of a table stand.
#[utoipa::path(
    get,
    path = "/api/v1/bulk/{table}",
    operation_id = "get_table",
    params(
        ("table" = String, Path, description = "The token of the table's `status_url`."),
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 100, description = "Rows on a page; 50."),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the page before."),
    ),
    security((), ("key" = ["complaints:read"])),
    responses(
        (status = 200, body = TableStatus),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 410, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn status<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    caller: Caller,
    paging: Paging,
) -> Result<Json<TableStatus>, ProblemDetails> {
    let (batch, table) = open(&intake, &token, caller.language).await?;
    let list = format!("rows of {}", batch.batch);
    let count = table.bulk.rows.len();
    let from =
        paging.after(&intake, &list)?.map_or(0, |at| usize::try_from(at).unwrap_or(usize::MAX)).min(count);
    let end = from.saturating_add(paging.limit.into()).min(count);
    let rows = rows(&intake, &table, &batch, from..end, caller.language).await;
    Ok(Json(TableStatus {
        batch: batch.batch.to_string(),
        received_at: batch.received_at,
        row_count: count,
        complaints: batch.complaints,
        done: batch.done,
        rows: rows.map_err(|failure| ProblemDetails::of(&failure, caller.language))?,
        next_cursor: (end < count).then(|| Paging::next(&intake, &list, end as u128)),
    }))
}

/// The table again in the format in which it came, with status, case, problem and cure of each row.
#[utoipa::path(
    get,
    path = "/api/v1/bulk/{table}/report",
    operation_id = "get_table_report",
    params(("table" = String, Path, description = "The token of the table's `report_url`.")),
    security((), ("key" = ["complaints:read"])),
    responses(
        (status = 200, description = "The table with what became of each row.", content(
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 410, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn report<P: Ports>(
    State(intake): State<Arc<Intake<P>>>,
    Path(token): Path<String>,
    caller: Caller,
) -> Result<Response, ProblemDetails> {
    let (batch, table) = open(&intake, &token, caller.language).await?;
    report_of(&intake, &table, &batch, caller.language).await
}

/// The table to fill in: the columns, a row that shows how, and in XLSX a second sheet that explains them.
#[utoipa::path(
    get,
    path = "/api/v1/bulk/template/{format}",
    operation_id = "get_table_template",
    params(
        ("format" = TemplateFormat, Path, description = "`csv` or `xlsx`."),
        ("lang" = Option<String>, Query, description = "`en` or `zh`; else what Accept-Language prefers."),
    ),
    security(()),
    responses(
        (status = 200, description = "The template.", content(
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = 401, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, body = ProblemDetails, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn blank<P: Ports>(
    State(_): State<Arc<Intake<P>>>,
    Path(format): Path<String>,
    caller: Caller,
) -> Result<Response, ProblemDetails> {
    let format = match format.as_str() {
        "csv" => Format::Csv { delimiter: b',' },
        "xlsx" => Format::Xlsx,
        _ => return Err(ProblemDetails::nothing()),
    };
    let bytes = sheet_writer::write(format, &template(caller.language))
        .map_err(|error| ProblemDetails::of(&Failure::Document(error.into()), caller.language))?;
    Ok(download("complaints", format, bytes))
}

/// The formats of the template.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "only its schema is used")]
pub(crate) enum TemplateFormat {
    Csv,
    Xlsx,
}

/// Where a table's status is.
fn address<P: Ports>(intake: &Intake<P>, batch: &Batch) -> String {
    format!("{}/api/v1/bulk/{}", intake.public_url, intake.links.token(Link::Batch(batch.batch)))
}

/// The table that a token leads to.
async fn open<P: Ports>(
    intake: &Intake<P>,
    token: &str,
    language: Language,
) -> Result<(Batch, Table), ProblemDetails> {
    let Ok(Link::Batch(id)) = intake.links.read(token) else { return Err(ProblemDetails::nothing()) };
    let batch = intake.store.batch(id).await.map_err(|error| ProblemDetails::of(&error.into(), language))?;
    let batch = batch.ok_or_else(ProblemDetails::nothing)?;
    let table = table_of(&intake.documents, &intake.store, &batch).await.map_err(|error| {
        let failure = match error {
            TableError::Open(error) => error.into(),
            error => Failure::Document(error.into()),
        };
        ProblemDetails::of(&failure, language)
    })?;
    Ok((batch, table))
}

async fn report_of<P: Ports>(
    intake: &Intake<P>,
    table: &Table,
    batch: &Batch,
    language: Language,
) -> Result<Response, ProblemDetails> {
    let places = 0..table.bulk.rows.len();
    let rows = rows(intake, table, batch, places, language).await;
    let rows = rows.map_err(|failure| ProblemDetails::of(&failure, language))?;
    let fates: Vec<_> = rows.iter().map(|row| fate(row, language)).collect();
    let bytes = sheet_writer::write(table.bulk.format(), &[table.bulk.report(&fates, language)]);
    let bytes = bytes.map_err(|error| ProblemDetails::of(&Failure::Document(error.into()), language))?;
    if bytes.len() > MOST_ANSWER {
        let title = "The report is too large for one answer: ask for the table's status page by page.";
        return Err(ProblemDetails::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", title));
    }
    Ok(download("report", table.bulk.format(), bytes))
}

/// A file to be saved, never shown.
fn download(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}.{}\"", format.name());
    let headers =
        [(header::CONTENT_TYPE, format.media().to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, bytes).into_response()
}

/// The answer to what is no table of complaints.
fn unreadable(problem: &Problem, language: Language) -> ProblemDetails {
    let (status, kind) = match &problem.kind {
        ProblemKind::NotATable(sheet::SheetError::TooLarge { .. }) => {
            (StatusCode::PAYLOAD_TOO_LARGE, "too-large")
        }
        _ => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
    };
    ProblemDetails::new(status, kind, "This is no table of complaints.")
        .with([FieldProblem::of(problem, language)])
}

//! What is told of each row of a table.

use std::ops::Range;

use app::filing::bulk::{RowProgress, Table, row_progress};
use case::Language;
use http_kit::{Failure, FieldProblem};
use jiff::tz::TimeZone;
use notice::Problem;
use notice::bulk::{Fate, Told};
use port::{Batch, WallClock as _};
use serde::Serialize;
use utoipa::ToSchema;
use web::page::FieldError;

use super::super::item::Item;
use crate::{Intake, Ports};

/// Whether a row is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) enum RowStatus {
    /// It is not, and will not be as it is: see its errors.
    Refused,
    /// It will be.
    Waiting,
    /// It is: see its items.
    Filed,
}

/// A row of a table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TableRow {
    /// Its number, as a spreadsheet program shows it.
    row: usize,
    /// Whether it is filed.
    status: RowStatus,
    /// The number of an earlier row that says the same; its items are this row's.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<usize>,
    /// Its listings that are under way.
    items: Vec<Item>,
    /// What keeps it from being filed.
    errors: Vec<FieldProblem>,
    /// What it would probably be declined for, as far as the register here knows.
    advice: Vec<FieldProblem>,
}

/// The rows of a table at these places, in words of `language`.
pub(super) async fn rows<P: Ports>(
    intake: &Intake<P>,
    table: &Table,
    batch: &Batch,
    places: Range<usize>,
    language: Language,
) -> Result<Vec<TableRow>, Failure> {
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let today = intake.clock.now().to_zoned(TimeZone::UTC).date();
    let told = row_progress(&intake.store, table, batch, places.clone(), &marketplaces, today).await?;
    let rows = table.bulk.rows.get(places).unwrap_or_default();
    let told = rows.iter().zip(told).map(|(row, progress)| {
        let RowProgress { problems, advice, complaint, cases, waits } = progress;
        let item = |case| complaint.map(|complaint| Item::of(case, complaint, language));
        TableRow {
            row: row.number,
            status: match (problems.is_empty(), waits) {
                (false, _) => RowStatus::Refused,
                (true, true) => RowStatus::Waiting,
                (true, false) => RowStatus::Filed,
            },
            same_as: row.repeats,
            items: cases.iter().filter_map(item).collect(),
            errors: problems.iter().map(|problem| wrong(problem, language)).collect(),
            advice: advice.iter().map(|problem| wrong(problem, language)).collect(),
        }
    });
    Ok(told.collect())
}

/// A row's problem; its place is the field's name, since the body is no JSON.
fn wrong(problem: &Problem, language: Language) -> FieldProblem {
    FieldProblem { path: problem.field.to_owned(), ..FieldProblem::of(problem, language) }
}

/// The same for the report: one status where all items agree, and the problems of row and items in one list.
pub(super) fn fate(row: &TableRow, language: Language) -> Fate {
    let name = |field: &str| FieldError::new(field, "invalid").label(language);
    let of_row = if row.errors.is_empty() { &row.advice } else { &row.errors };
    let mut problems: Vec<Told> = of_row
        .iter()
        .map(|it| Told { field: name(&it.field), problem: it.message.clone(), cure: it.remedy.clone() })
        .collect();
    for reason in row.items.iter().filter_map(Item::reason) {
        let fields: Vec<_> = reason.fields.iter().map(|field| name(field)).collect();
        let told =
            Told { field: fields.join(", "), problem: reason.message.clone(), cure: reason.remedy.clone() };
        if !problems.contains(&told) {
            problems.push(told);
        }
    }
    let mut stands: Vec<&str> = row.items.iter().map(|item| item.status().name()).collect();
    if stands.iter().all(|status| stands.first() == Some(status)) {
        stands.truncate(1);
    }
    let status = match row.status {
        RowStatus::Refused => "Refused".to_owned(),
        RowStatus::Waiting => "Waiting".to_owned(),
        // Its listings are being turned into items.
        RowStatus::Filed if stands.is_empty() => "Filed".to_owned(),
        RowStatus::Filed => stands.join("\n"),
    };
    Fate { status, cases: row.items.iter().map(|item| item.reference().to_owned()).collect(), problems }
}

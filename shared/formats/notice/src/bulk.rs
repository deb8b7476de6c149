//! Complaints in bulk: a table (CSV or XLSX) with a listing in each row, read to the complaints that it makes.
//!
//! Columns are known by their names, English or Chinese, in any order; any others are kept for the report. Rows
//! that say the same but for their listings become one complaint. A row with a problem is left out of it, and
//! told; the others go on.
//!
//! Architecture invariant: what is understood of a table depends on the table and its [`Sender`] alone. A table
//! that is read again makes the same complaints in the same order, so working it off can be resumed anywhere.

mod columns;
mod group;
mod report;
mod row;
mod template;
mod understood;

use sheet::{Limits, Table};

use crate::problem::{Problem, ProblemKind, field};
use columns::Columns;

pub use group::{Group, Settled};
pub use report::{Fate, Told};
pub use row::Row;
pub use template::template;

/// Who sends a table; unknown when both are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sender {
    /// The complainant's name in rows that name none.
    pub name: String,
    /// The complainant's mail address in every row: it is the one that was proved.
    pub email: String,
}

/// A table of complaints, as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulk {
    table: Table,
    columns: Columns,
    /// The rows, without those of the template's example.
    pub rows: Vec<Row>,
    /// The complaints that the sound rows make, in the order of their first rows.
    pub groups: Vec<Group>,
}

/// Reads a table of at most 10,000 rows below the row that names the columns.
///
/// # Errors
/// A [`Problem`] of the file as a whole. What is wrong in a row stands in [`Row::problems`].
pub fn read(bytes: &[u8], sender: &Sender) -> Result<Bulk, Problem> {
    let refused = |refused| Problem::new(field::BODY, ProblemKind::NotATable(refused));
    let table = sheet::read(bytes, &Limits::default(), columns::known).map_err(refused)?;
    let columns = Columns::of(&table.header);
    let rows = row::read_all(&table, &columns, sender);
    let groups = group::of(&rows);
    Ok(Bulk { table, columns, rows, groups })
}

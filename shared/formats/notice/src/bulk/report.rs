//! The table that goes back: what came, and what became of each row.

use case::Language;
use sheet::{Format, Page};

use super::Bulk;
use super::columns::{REPORT, index};

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fate {
    /// Where it stands, in a word; a line for each case where its cases stand differently.
    pub status: String,
    /// Its cases, in the order of its listings.
    pub cases: Vec<String>,
    /// What is wrong with it.
    pub problems: Vec<Told>,
}

/// A problem in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The name of the field.
    pub field: String,
    /// What is wrong.
    pub problem: String,
    /// What would cure it.
    pub cure: String,
}

impl Bulk {
    /// The format in which the table came.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.table.format
    }

    /// The table again: the columns that were given, and for each of [`rows`](Self::rows) its fate in `fates`, which is
    /// in the same order. A row without a fate has none told.
    #[must_use]
    pub fn report(&self, fates: &[Fate], language: Language) -> Page {
        let given: Vec<usize> = self.columns.given().collect();
        let name = |place: &usize| self.table.header.get(*place).cloned().unwrap_or_default();
        let mut header: Vec<String> = given.iter().map(name).collect();
        header.extend(REPORT.map(|names| names[index(language)].to_owned()));

        let mut told = self.rows.iter().map(|row| row.number).zip(fates).peekable();
        let nothing = Fate::default();
        let row = |row: &sheet::Row| {
            let fate = told.next_if(|(number, _)| *number == row.number).map_or(&nothing, |(_, fate)| fate);
            let lines = |part: fn(&Told) -> &String| {
                fate.problems.iter().map(|told| part(told).as_str()).collect::<Vec<_>>().join("\n")
            };
            let mut cells: Vec<String> = given.iter().map(|place| row.cell(*place).to_owned()).collect();
            cells.extend([
                fate.status.clone(),
                fate.cases.join("\n"),
                lines(|told| &told.field),
                lines(|told| &told.problem),
                lines(|told| &told.cure),
            ]);
            cells
        };
        let rows = self.table.rows.iter().map(row).collect();
        Page { name: self.table.sheet.clone(), header, rows }
    }
}

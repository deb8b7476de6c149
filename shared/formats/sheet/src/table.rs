//! A table, and its building within limits.

use crate::{Limits, SheetError};

/// By which format a table came, and goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text, its cells apart by this byte: `,`, `;`, tab or `|`.
    Csv {
        /// The byte.
        delimiter: u8,
    },
    /// An Office Open XML workbook (ECMA-376).
    Xlsx,
}

impl Format {
    /// The name of the format, which is also the extension of its files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The media type of the format (RFC 7111 for CSV).
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Csv { .. } => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A row below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet program shows it, from 1; in CSV counted with blank lines, and with a cell of
    /// several lines as one row.
    pub number: usize,
    /// Its cells from the first column to the last that is not empty.
    pub cells: Vec<String>,
}

impl Row {
    /// The text in a column, from 0; empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A table: names of columns, and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// By which format it came.
    pub format: Format,
    /// The name of its sheet; `Sheet1` for CSV.
    pub sheet: String,
    /// The names of its columns, as they stood there.
    pub header: Vec<String>,
    /// The rows below the header that hold any text.
    pub rows: Vec<Row>,
}

/// Takes rows one by one: looks for the header, then keeps what follows.
pub(crate) struct Builder<'a, H> {
    limits: &'a Limits,
    is_header: &'a H,
    /// The rows above and around the header, until it is decided.
    first: Vec<Row>,
    /// Row of the sheet up to which the header is looked for.
    header: Option<Vec<String>>,
    rows: Vec<Row>,
    text: usize,
}

impl<'a, H: Fn(&[String]) -> usize> Builder<'a, H> {
    pub(crate) const fn new(limits: &'a Limits, is_header: &'a H) -> Self {
        Self { limits, is_header, first: Vec::new(), header: None, rows: Vec::new(), text: 0 }
    }

    /// Whether a cell may be so long.
    pub(crate) fn fits(&self, row: usize, cell: &str) -> Result<(), SheetError> {
        let limit = self.limits.cell;
        if cell.len() > limit && cell.chars().count() > limit {
            return Err(SheetError::CellTooLong { row, limit });
        }
        Ok(())
    }

    /// Takes the next row. Tells whether more are wanted: not when the first rows hold no header.
    pub(crate) fn push(&mut self, mut row: Row) -> Result<bool, SheetError> {
        while row.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            row.cells.pop();
        }
        let limit = self.limits.columns;
        if row.cells.len() > limit {
            return Err(SheetError::TooManyColumns { row: row.number, limit });
        }
        if row.cells.is_empty() {
            return Ok(true);
        }
        for cell in &row.cells {
            self.fits(row.number, cell)?;
            self.text += if cell.is_empty() { 0 } else { cell.len() + Limits::CELL_COST };
        }
        if self.text > self.limits.text {
            return Err(SheetError::TooMuchText { limit: self.limits.text });
        }
        if self.header.is_none() {
            if self.first.len() < self.limits.header_rows {
                self.first.push(row);
                return Ok(true);
            }
            if !self.settle()? {
                return Ok(false);
            }
        }
        self.keep(row)?;
        Ok(true)
    }

    fn keep(&mut self, row: Row) -> Result<(), SheetError> {
        let limit = self.limits.rows;
        if self.rows.len() == limit {
            return Err(SheetError::TooManyRows { limit });
        }
        self.rows.push(row);
        Ok(())
    }

    /// Decides which of the first rows is the header: the first of those that name the most columns.
    fn settle(&mut self) -> Result<bool, SheetError> {
        let mut best = (0, 0);
        for (at, row) in self.first.iter().enumerate() {
            let names = (self.is_header)(&row.cells);
            if names > best.1 {
                best = (at, names);
            }
        }
        let (at, names) = best;
        if names == 0 {
            return Ok(false);
        }
        let mut following = std::mem::take(&mut self.first).into_iter().skip(at);
        self.header = following.next().map(|row| row.cells);
        following.try_for_each(|row| self.keep(row))?;
        Ok(true)
    }

    /// The table; `None` when no row is a header.
    pub(crate) fn finish(mut self, format: Format, sheet: String) -> Result<Option<Table>, SheetError> {
        if self.header.is_none() && !self.settle()? {
            return Ok(None);
        }
        let Self { header, rows, .. } = self;
        Ok(header.map(|header| Table { format, sheet, header, rows }))
    }
}

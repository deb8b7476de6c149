//! Why a file is not read.

use thiserror::Error;

/// Why a file is not read as a table. It shows nothing of what stood in the file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// The file has no bytes, or no text.
    #[error("The file is empty.")]
    Empty,
    /// The file is larger than is taken.
    #[error("The file is larger than {} MB.", limit >> 20)]
    TooLarge {
        /// The most bytes.
        limit: usize,
    },
    /// It is something else.
    #[error("The file is {found}, not a CSV or XLSX table.")]
    Foreign {
        /// What it is, with its article.
        found: &'static str,
    },
    /// It is a workbook behind a password.
    #[error("The workbook is protected by a password.")]
    Encrypted,
    /// It is an archive or XML that cannot be read to its end.
    #[error("The workbook is damaged.")]
    Damaged,
    /// It unpacks to more than is read.
    #[error("The workbook unpacks to more than {} MB or {parts} parts.", bytes >> 20)]
    Bomb {
        /// The most bytes of all parts, unpacked.
        bytes: u64,
        /// The most parts.
        parts: usize,
    },
    /// No row names the columns.
    #[error("No row within the first {rows} names the columns.")]
    NoHeader {
        /// Among how many rows it was looked for.
        rows: usize,
    },
    /// There are more rows than are taken.
    #[error("The table has more than {limit} rows.")]
    TooManyRows {
        /// The most rows below the header.
        limit: usize,
    },
    /// There are more columns than are taken.
    #[error("Row {row} has text to the right of column {limit}.")]
    TooManyColumns {
        /// The row, from 1.
        row: usize,
        /// The most columns.
        limit: usize,
    },
    /// One cell is longer than any spreadsheet program allows.
    #[error("A cell of row {row} has more than {limit} characters.")]
    CellTooLong {
        /// The row, from 1.
        row: usize,
        /// The most characters.
        limit: usize,
    },
    /// The cells together hold more text than is taken.
    #[error("The cells are too many, or hold more than {} MB of text.", limit >> 20)]
    TooMuchText {
        /// The most bytes.
        limit: usize,
    },
}

impl SheetError {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge { .. } => "too_large",
            Self::Foreign { .. } => "not_a_table",
            Self::Encrypted => "encrypted",
            Self::Damaged => "damaged",
            Self::Bomb { .. } => "unpacks_too_large",
            Self::NoHeader { .. } => "no_header",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::TooMuchText { .. } => "too_much_text",
        }
    }

    /// What would cure it, in English.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => "Send the file with its content.",
            Self::Foreign { .. } => "Save it as XLSX or as CSV in UTF-8.",
            Self::Encrypted => "Save it without a password.",
            Self::Damaged => "Open it in a spreadsheet program and save it again as XLSX.",
            Self::Bomb { .. } => "Save the sheet alone, without pictures and other sheets.",
            Self::NoHeader { .. } => "Name the columns in the first row, as the template does.",
            Self::TooLarge { .. } | Self::TooManyRows { .. } | Self::TooMuchText { .. } => {
                "Split it into several files."
            }
            Self::TooManyColumns { .. } => "Remove the columns that the template does not have.",
            Self::CellTooLong { .. } => {
                "Shorten the cell; in CSV, look for a quotation mark that is not closed."
            }
        }
    }
}

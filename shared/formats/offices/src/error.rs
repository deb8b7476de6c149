//! Why a file cannot be read, and what would cure it.

/// Why a file is not read. No text of the file is repeated here: it may hold names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("The file is empty.")]
    Empty,
    /// More bytes than are taken, or an archive that unpacks to more.
    #[error("The file is, or unpacks to, more than {} MB.", limit >> 20)]
    TooLarge {
        /// The most bytes.
        limit: usize,
    },
    /// More records than are taken.
    #[error("The file holds more than {limit} records.")]
    TooMany {
        /// The most records.
        limit: usize,
    },
    /// Not UTF-8.
    #[error("The XML is not UTF-8.")]
    Charset,
    /// Not well-formed.
    #[error("The XML is not well-formed near byte {at}.")]
    IllFormed {
        /// The byte, from 0.
        at: u64,
    },
    /// A document type, which could make it grow without bound.
    #[error("The XML declares a document type.")]
    DocumentType,
    /// Elements inside of each other, or in one record, beyond what any office writes.
    #[error("The XML is nested too deeply, or one record of it is too large.")]
    TooComplex,
    /// An archive that cannot be opened.
    #[error("The archive is damaged, encrypted, or holds more than {limit} files.")]
    Archive {
        /// The most files.
        limit: usize,
    },
    /// XML, but with no record of a register.
    #[error("The file holds no trade mark or design record of a known form.")]
    NoRecord,
    /// A field that is there and cannot be understood.
    #[error("Record {record}: {field} must be {rule}.")]
    Field {
        /// Which record, from 1.
        record: usize,
        /// The element, as the office names it.
        field: &'static str,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// No table that is taken.
    #[error("The table cannot be read.")]
    Table(#[source] sheet::SheetError),
    /// A table without a column that is needed.
    #[error("The table has no column {column:?}.")]
    NoColumn {
        /// Its name.
        column: &'static str,
    },
    /// Rows that cannot be understood.
    #[error("{} cells cannot be understood.", .0.len())]
    Rows(Vec<RowFault>),
}

impl ReadError {
    /// What would cure it, in English. The rows of a table have remedies of their own.
    #[must_use]
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => "Send the file with its content.",
            Self::TooLarge { .. } | Self::TooMany { .. } => "Split it into several files.",
            Self::Charset => "Save it in UTF-8.",
            Self::IllFormed { .. } | Self::Archive { .. } => "Download it again from the office.",
            Self::DocumentType => "Remove the <!DOCTYPE …> line.",
            Self::TooComplex | Self::NoRecord => {
                "Send the office's own XML (EUIPO open data, USPTO TSDR), or a table with the columns of the manual."
            }
            Self::Field { .. } => "Download the record again, or enter it in a table.",
            Self::Table(refused) => refused.remedy(),
            Self::NoColumn { .. } => "Add the column; its name stands in the first row.",
            Self::Rows(_) => "Correct the cells named, and send the whole table again.",
        }
    }
}

/// A cell of a table that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: row {row}, column {column:?} must be {rule}.")]
pub struct RowFault {
    /// Where it is, as a spreadsheet program says it: `Sheet1!B3`.
    pub place: String,
    /// The row, from 1.
    pub row: usize,
    /// The column's name.
    pub column: &'static str,
    /// What it must be, which is also the remedy.
    pub rule: &'static str,
}

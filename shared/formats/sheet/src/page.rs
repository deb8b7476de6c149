//! A table to be written.

/// One sheet to be written; by which format is for the crate that writes to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The name of the sheet: at most 31 characters, none of `[]:*?/\`.
    pub name: String,
    /// The names of its columns.
    pub header: Vec<String>,
    /// Its rows below the header.
    pub rows: Vec<Vec<String>>,
}

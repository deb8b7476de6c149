//! Tables as people send them, CSV and XLSX, read with every size bounded. `sheet-writer` writes them.
//!
//! Architecture invariant: nothing is ever computed. A formula is read as the text that was stored beside it.

mod charset;
mod delimited;
mod error;
mod inert;
mod limits;
mod page;
mod place;
mod table;
mod xlsx;

pub use error::SheetError;
pub use inert::neutralised;
pub use limits::Limits;
pub use page::Page;
pub use place::place;
pub use table::{Format, Row, Table};

/// How the bytes of a ZIP archive begin (APPNOTE 4.3.7).
const ZIP: &[u8] = b"PK\x03\x04";
/// How the container of the old Office formats begins, and of XLSX behind a password (MS-CFB 2.2).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads the table in `bytes`, which are told apart by what they are, not by a name.
///
/// `header` tells how many of a row's cells are names of columns. The header is the best of the first
/// [`Limits::header_rows`] rows, in a workbook of the first sheet that has one; rows above it are left out, and so
/// are rows without any text. Rows and columns that are hidden are read like all others.
///
/// # Errors
/// [`SheetError`] when it is no table, has no header, or exceeds `limits`.
pub fn read(bytes: &[u8], limits: &Limits, header: impl Fn(&[String]) -> usize) -> Result<Table, SheetError> {
    if bytes.len() > limits.bytes {
        return Err(SheetError::TooLarge { limit: limits.bytes });
    }
    if bytes.starts_with(ZIP) {
        return xlsx::read(bytes, limits, &header);
    }
    if bytes.starts_with(COMPOUND) {
        // Names in the container are UTF-16.
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Err(if locked {
            SheetError::Encrypted
        } else {
            SheetError::Foreign { found: "an old Excel file (.xls)" }
        });
    }
    delimited::read(bytes, limits, &header)
}

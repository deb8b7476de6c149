//! The files of trade mark and design offices, read into records.
//!
//! Read are: EUIPO's trade mark and design XML (WIPO ST.66 and ST.86), USPTO's TSDR XML in the forms of ST.66 and
//! ST.96, each also in the ZIP archive that TSDR serves, and tables (CSV, XLSX) of the columns in [`columns`].
//!
//! A register says what an office wrote down, and more than one state of a right is no ground for a measure that
//! nobody looks at: [`OfficeRecord::in_force`] accepts only what is known to be registered, uncontested and unexpired.
//!
//! Architecture invariant: this crate does no IO and reads no clock; files and days are handed in, and a file is
//! foreign input.

mod archive;
mod design;
mod error;
mod expiry;
mod extract;
mod force;
mod form;
mod mark;
mod parties;
mod record;
mod rows;

mod status;

mod xml;

pub use error::{ReadError, RowFault};
pub use force::{InForce, WhyNot};
pub use record::{Ended, Goods, OfficeRecord, OfficeStatus};
pub use rows::columns;

/// Bytes of a file, and of all that an archive unpacks to.
pub const MOST_BYTES: usize = 64 << 20;
/// Records of one file.
pub const MOST_RECORDS: usize = 50_000;

/// How the bytes of a ZIP archive begin (APPNOTE 4.3.7).
const ZIP: &[u8] = b"PK\x03\x04";

/// Reads the records in a file, which is told by what it is, not by a name.
///
/// # Errors
/// [`ReadError`] when it is of no known form, exceeds a limit, or holds a field that cannot be understood. It is read
/// as a whole or not at all: a part would pass for the whole.
pub fn read(bytes: &[u8]) -> Result<Vec<OfficeRecord>, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { limit: MOST_BYTES });
    }
    if bytes.starts_with(ZIP) {
        return if archive::is_workbook(bytes)? { rows::read(bytes) } else { archive::read(bytes) };
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if text.is_empty() {
        return Err(ReadError::Empty);
    }
    if text.starts_with(b"<") { from_xml(bytes) } else { rows::read(bytes) }
}

/// The records in an XML document.
fn from_xml(bytes: &[u8]) -> Result<Vec<OfficeRecord>, ReadError> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let text = text.map_err(|_| ReadError::Charset)?;
    let mut records = Vec::new();
    xml::each_unit(text, |unit| {
        mark::read(&unit, &mut records)?;
        design::read(&unit, &mut records)?;
        if records.len() > MOST_RECORDS {
            return Err(ReadError::TooMany { limit: MOST_RECORDS });
        }
        Ok(())
    })?;
    if records.is_empty() { Err(ReadError::NoRecord) } else { Ok(records) }
}

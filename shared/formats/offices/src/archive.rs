//! ZIP archives of XML files, as TSDR serves a record with its pictures.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::{MOST_BYTES, MOST_RECORDS, OfficeRecord, ReadError};

/// Files in an archive.
const MOST_FILES: usize = 10_000;
/// Bytes of an end record without its comment (APPNOTE 4.3.16).
const END: usize = 22;

const DAMAGED: ReadError = ReadError::Archive { limit: MOST_FILES };

/// Whether it is a workbook: every Office Open XML package has this part (ECMA-376 part 2).
pub(crate) fn is_workbook(bytes: &[u8]) -> Result<bool, ReadError> {
    Ok(open(bytes)?.index_for_name("[Content_Types].xml").is_some())
}

/// The records of all XML files of the archive; a record that stands there in two forms is one.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<OfficeRecord>, ReadError> {
    let mut archive = open(bytes)?;
    let mut left = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let mut records: Vec<OfficeRecord> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|_| DAMAGED)?;
        if !file.is_file() || !file.name_raw().to_ascii_lowercase().ends_with(b".xml") {
            continue;
        }
        let mut text = Vec::new();
        // What the archive says of the size is not believed.
        let read = file.by_ref().take(left + 1).read_to_end(&mut text).map_err(|_| DAMAGED)?;
        left = left
            .checked_sub(u64::try_from(read).unwrap_or(u64::MAX))
            .ok_or(ReadError::TooLarge { limit: MOST_BYTES })?;
        match crate::from_xml(&text) {
            Ok(found) => records.extend(found.into_iter().filter(|record| known.insert(record.right()))),
            // Other XML beside the record, such as a manifest.
            Err(ReadError::NoRecord) => {}
            Err(other) => return Err(other),
        }
        if records.len() > MOST_RECORDS {
            return Err(ReadError::TooMany { limit: MOST_RECORDS });
        }
    }
    if records.is_empty() { Err(ReadError::NoRecord) } else { Ok(records) }
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, ReadError> {
    // The directory is read into memory: its length is looked at before.
    if entries(bytes).is_none_or(|entries| entries > MOST_FILES) {
        return Err(DAMAGED);
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)
}

/// How many entries the archive's end record promises (APPNOTE 4.3.16); `None` without such a record.
fn entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.len().saturating_sub(END + usize::from(u16::MAX));
    let end = tail + bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = bytes.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes(count.try_into().ok()?)))
}

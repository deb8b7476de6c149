//! The stored lines of a case, packed: write units are billed by the kilobyte, and event lines repeat their names.

use std::io::{self, Read as _, Write as _};

use aws_sdk_dynamodb::types::AttributeValue;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::item::{Corrupt, Fields, bytes};

pub(crate) const LOG: &str = "log";

/// Most bytes of the lines of a case. An item is at most 400 KB, and what is in it may have been put there by
/// someone else: it is not inflated without end.
const MOST: u64 = 4 * 1024 * 1024;

/// Raw DEFLATE (RFC 1951) of `lines`, each ended by a line feed.
pub(crate) fn pack(lines: &[String]) -> io::Result<AttributeValue> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    for line in lines {
        packed.write_all(line.as_bytes())?;
        packed.write_all(b"\n")?;
    }
    Ok(bytes(&packed.finish()?))
}

/// The lines that were packed. A line holds no line feed: JSON escapes it.
pub(crate) fn unpack(fields: &Fields<'_>) -> Result<Vec<String>, Corrupt> {
    let mut text = String::new();
    let mut packed = DeflateDecoder::new(fields.blob(LOG)?).take(MOST);
    packed.read_to_string(&mut text).map_err(|error| fields.because(LOG, error))?;
    match text.strip_suffix('\n') {
        Some(lines) => Ok(lines.split('\n').map(ToOwned::to_owned).collect()),
        None => Err(fields.corrupt(LOG)),
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::primitives::Blob;

    use super::*;
    use crate::item::{Item, new_item};

    fn stored(value: AttributeValue) -> Item {
        let mut item = new_item("case#1".to_owned(), "case");
        item.insert(LOG.to_owned(), value);
        item
    }

    fn unpacked(value: AttributeValue) -> Result<Vec<String>, Corrupt> {
        unpack(&Fields::of(&stored(value), "case#1").unwrap())
    }

    #[test]
    fn lines_read_back_byte_for_byte() {
        for lines in [vec![""], vec!["{}"], vec![r#"{"at":1,"is":"侵权 \n"}"#, "", "{}"]] {
            let lines: Vec<String> = lines.into_iter().map(ToOwned::to_owned).collect();
            assert_eq!(unpacked(pack(&lines).unwrap()).unwrap(), lines);
        }
    }

    #[test]
    fn what_is_not_packed_lines_is_corrupt() {
        let too_many = vec!["a".repeat(1 << 20); 5];
        let cut = match pack(&["{}".repeat(100)]).unwrap() {
            AttributeValue::B(blob) => {
                AttributeValue::B(Blob::new(&blob.as_ref()[..blob.as_ref().len() / 2]))
            }
            other => other,
        };
        for wrong in [
            AttributeValue::S("{}".to_owned()),
            AttributeValue::B(Blob::new(b"{}")),
            AttributeValue::B(Blob::new([])),
            pack(&[]).unwrap(),
            pack(&too_many).unwrap(),
            cut,
        ] {
            let error = unpacked(wrong.clone()).unwrap_err().to_string();
            assert_eq!(error, "the stored item case#1 is corrupt: log", "{wrong:?}");
        }
    }
}

//! CSV (RFC 4180) and its relatives with another delimiter.

use csv::{ReaderBuilder, StringRecord};

use crate::table::Builder;
use crate::{Format, Limits, Refused, Row, Table, charset, inert};

/// What may stand between cells: in CSV of English and Chinese programs, of continental ones, in text copied from a
/// sheet, in exports of databases.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    header: &impl Fn(&[String]) -> usize,
) -> Result<Table, Refused> {
    let text = charset::text(bytes)?;
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    if let Some(found) = foreign(&text) {
        return Err(Refused::Foreign { found });
    }
    // The delimiter is the one by which the header names the most columns.
    let delimiter = DELIMITERS
        .into_iter()
        .map(|delimiter| (best_header(&text, delimiter, limits, header), delimiter))
        .rev()
        .max_by_key(|(names, _)| *names)
        .map_or(b',', |(_, delimiter)| delimiter);
    let mut builder = Builder::new(limits, header);
    for row in rows(&text, delimiter) {
        if !builder.push(row)? {
            break;
        }
    }
    let format = Format::Csv { delimiter };
    builder.finish(format, "Sheet1".to_owned())?.ok_or(Refused::NoHeader { rows: limits.header_rows })
}

/// What a text is that is no table.
fn foreign(text: &str) -> Option<&'static str> {
    let start = text.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    if text.starts_with("%PDF-") {
        Some("a PDF document")
    } else if start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<table") {
        Some("a web page")
    } else if start.starts_with("<?xml") {
        Some("XML")
    } else if text.starts_with("{\\rtf") {
        Some("a rich text document")
    } else if text.contains('\0') {
        Some("of an unknown type")
    } else {
        None
    }
}

fn best_header(text: &str, delimiter: u8, limits: &Limits, header: &impl Fn(&[String]) -> usize) -> usize {
    rows(text, delimiter).take(limits.header_rows).map(|row| header(&row.cells)).max().unwrap_or(0)
}

/// The rows of a text that hold more than their end of line.
fn rows(text: &str, delimiter: u8) -> impl Iterator<Item = Row> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut number = 0;
    std::iter::from_fn(move || {
        let begins = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // The text is UTF-8 and in memory: there is no other error.
        if !reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        number += 1 + blank_lines(text.as_bytes(), begins);
        let cells = record.iter().map(|cell| inert::restored(cell).to_owned()).collect();
        Some(Row { number, cells })
    })
}

/// How many lines from `at` on are blank; the second half of an end of line is none.
fn blank_lines(text: &[u8], at: usize) -> usize {
    let ends = text.iter().skip(at).take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let before = at.checked_sub(1).and_then(|before| text.get(before)).copied();
    let (_, lines) = ends.fold((before, 0), |(before, lines), end| {
        let same_end = before == Some(b'\r') && *end == b'\n';
        (Some(*end), lines + usize::from(!same_end))
    });
    lines
}

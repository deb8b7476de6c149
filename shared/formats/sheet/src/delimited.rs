//! CSV (RFC 4180) and its relatives with another delimiter.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::table::Builder;
use crate::{Format, Limits, Row, SheetError, Table, charset, inert};

/// What may stand between cells: in CSV of English and Chinese programs, of continental ones, in text copied from a
/// sheet, in exports of databases.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    header: &impl Fn(&[String]) -> usize,
) -> Result<Table, SheetError> {
    let text = charset::text(bytes)?;
    if text.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    if let Some(found) = foreign(&text) {
        return Err(SheetError::Foreign { found });
    }
    // The delimiter is the one by which the header names the most columns.
    let delimiter = DELIMITERS
        .into_iter()
        .map(|delimiter| (best_header(&text, delimiter, limits, header), delimiter))
        .rev()
        .max_by_key(|(names, _)| *names)
        .map_or(b',', |(_, delimiter)| delimiter);
    let mut builder = Builder::new(limits, header);
    for row in Rows::of(&text, delimiter) {
        if !builder.push(row?)? {
            break;
        }
    }
    let format = Format::Csv { delimiter };
    builder.finish(format, "Sheet1".to_owned())?.ok_or(SheetError::NoHeader { rows: limits.header_rows })
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
    let rows = Rows::of(text, delimiter).take(limits.header_rows).map_while(Result::ok);
    rows.map(|row| header(&row.cells)).max().unwrap_or(0)
}

/// Cells of one row, empty ones included. More are no table, and would fill the memory.
const MOST_CELLS: usize = 1_024;

/// The rows of a text that hold more than their end of line.
struct Rows<'a> {
    text: &'a [u8],
    at: usize,
    number: usize,
    reader: Reader,
    /// The cells of the row that is being read, one after the other, and where each ends.
    cells: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        let (cells, ends) = (vec![0; 1 << 10], vec![0; MOST_CELLS]);
        Self { text: text.as_bytes(), at: 0, number: 0, reader, cells, ends }
    }

    /// The row of the first `count` cells that were read.
    fn row(&self, count: usize) -> Row {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let cells = starts.zip(&self.ends).take(count).map(|(start, end)| {
            // The text is UTF-8, and delimiters and quotation marks are ASCII.
            let cell = self.cells.get(start..*end).and_then(|cell| std::str::from_utf8(cell).ok());
            inert::restored(cell.unwrap_or_default()).to_owned()
        });
        Row { number: self.number, cells: cells.collect() }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, SheetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.number += 1 + blank_lines(self.text, self.at);
        let (mut written, mut count) = (0, 0);
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let (result, read, wrote, ended) = self.reader.read_record(
                rest,
                self.cells.get_mut(written..).unwrap_or_default(),
                self.ends.get_mut(count..).unwrap_or_default(),
            );
            self.at += read;
            written += wrote;
            count += ended;
            match result {
                // Called once more with nothing, the reader ends the last row.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => {
                    return Some(Err(SheetError::TooManyColumns { row: self.number, limit: MOST_CELLS }));
                }
                ReadRecordResult::Record => return Some(Ok(self.row(count))),
                ReadRecordResult::End => return None,
            }
        }
    }
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

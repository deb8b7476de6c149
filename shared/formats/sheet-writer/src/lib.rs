//! Writing tables, CSV and XLSX, whose cells are text, whatever they begin with. The same table gives the same bytes.
//!
//! Apart from `sheet`, which reads them: what only reads tables compiles no writer of workbooks.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use sheet::{Format, Page, neutralised};
use thiserror::Error;

/// Characters that Excel takes in a cell, in UTF-16 units.
const MOST_CELL: usize = 32_767;

/// A table that no spreadsheet program takes: a sheet without a proper name, or with too many rows or columns.
#[derive(Debug, Error)]
#[error("the table cannot be written")]
pub struct Unwritable(#[source] Box<dyn std::error::Error + Send + Sync>);

/// The pages in this format. CSV holds one table, so only the first page is written.
///
/// # Errors
/// [`Unwritable`] as [`write_csv`] and [`write_xlsx`] say.
pub fn write(format: Format, pages: &[Page]) -> Result<Vec<u8>, Unwritable> {
    match format {
        Format::Csv { delimiter } => {
            pages.first().map_or(Ok(Vec::new()), |page| write_csv(delimiter, &page.header, &page.rows))
        }
        Format::Xlsx => write_xlsx(pages),
    }
}

/// The table as CSV in UTF-8 with a byte order mark, without which Excel takes it for another charset. Lines end in
/// CR LF (RFC 4180). A cell that a program would compute stands behind `'` (OWASP, CSV Injection).
///
/// # Errors
/// [`Unwritable`] when the delimiter is none.
pub fn write_csv(delimiter: u8, header: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, Unwritable> {
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        let cells = row.iter().map(|cell| neutralised(cell));
        writer
            .write_record(cells.map(|cell| cell.into_owned()))
            .map_err(|error| Unwritable(Box::new(error)))?;
    }
    writer.into_inner().map_err(|error| Unwritable(Box::new(error.into_error())))
}

/// The sheets as a workbook. Every cell is a cell of text, which no program computes; what exceeds the 32,767
/// characters that a cell takes is cut.
///
/// # Errors
/// [`Unwritable`] when a sheet's name, its rows or its columns are none that Excel takes.
pub fn write_xlsx(pages: &[Page]) -> Result<Vec<u8>, Unwritable> {
    workbook(pages).map_err(|error| Unwritable(Box::new(error)))
}

fn workbook(pages: &[Page]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    // Else the time of writing stands in the file.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let bold = rust_xlsxwriter::Format::new().set_bold();
    for page in pages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&page.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0..).zip(&page.header) {
            sheet.write_string_with_format(0, column, within(name), &bold)?;
            sheet.set_column_width(column, 24)?;
        }
        for (row, cells) in (1..).zip(&page.rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, within(cell))?;
            }
        }
    }
    workbook.save_to_buffer()
}

/// As much of a text as a cell takes.
fn within(cell: &str) -> &str {
    let mut units = 0;
    let end = cell.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST_CELL
    });
    end.map_or(cell, |(at, _)| &cell[..at])
}

//! The cells of one sheet (ECMA-376 part 1, 18.3.1.73), row by row.

use quick_xml::events::BytesStart;

use super::formats::Formats;
use super::strings::{Strings, Text};
use super::xml::{self, Event, Xml};
use crate::table::Builder;
use crate::{Limits, Row, SheetError, place};

/// A cell that is being read.
struct Cell {
    column: usize,
    /// Its attribute `t`.
    kind: String,
    style: Option<usize>,
    /// What stands in its `v`.
    value: String,
    in_value: bool,
    /// What stands in its `is`.
    text: Text,
}

impl Cell {
    /// A cell that begins; `next` is its column where it does not say.
    fn begin(element: &BytesStart<'_>, next: usize) -> Self {
        let reference = xml::attribute(element, "r");
        Self {
            column: reference.as_deref().and_then(place::column_of).unwrap_or(next),
            kind: xml::attribute(element, "t").unwrap_or_default(),
            style: xml::attribute(element, "s").and_then(|style| style.parse().ok()),
            value: String::new(),
            in_value: false,
            text: Text::default(),
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), SheetError> {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "v" => self.in_value = true,
            Event::End(element) if element.local_name().as_ref() == "v" => self.in_value = false,
            event if self.in_value => xml::add(&mut self.value, event)?,
            event => self.text.take(event)?,
        }
        Ok(())
    }

    /// What is shown in the cell. A formula shows what was computed when it was saved.
    fn shown(mut self, strings: &Strings, formats: &Formats) -> Result<String, SheetError> {
        Ok(match self.kind.as_str() {
            _ if self.value.is_empty() => self.text.finish(),
            "s" => {
                let index = self.value.trim().parse().map_err(|_| SheetError::Damaged)?;
                strings.get(index).ok_or(SheetError::Damaged)?.to_owned()
            }
            "str" => xml::restored(&self.value),
            "b" => if self.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "" | "n" => formats.number(&self.value, self.style),
            // Errors such as #REF!, and dates, which are in ISO 8601 as they are.
            _ => self.value,
        })
    }
}

/// Gives the rows of a sheet to `builder`, until it wants no more.
pub(super) fn read<H: Fn(&[String]) -> usize>(
    mut xml: Xml<'_>,
    strings: &Strings,
    formats: &Formats,
    limits: &Limits,
    builder: &mut Builder<'_, H>,
) -> Result<(), SheetError> {
    let mut row = Row { number: 0, cells: Vec::new() };
    let mut next = 0;
    let mut cell: Option<Cell> = None;
    while let Some(event) = xml.next()? {
        match &event {
            Event::Start(element) if element.local_name().as_ref() == "row" => {
                let number = xml::attribute(element, "r").and_then(|number| number.parse().ok());
                row = Row { number: number.unwrap_or(row.number + 1), cells: Vec::new() };
                next = 0;
            }
            Event::End(element) if element.local_name().as_ref() == "row" => {
                let done = Row { number: row.number, cells: std::mem::take(&mut row.cells) };
                if !builder.push(done)? {
                    return Ok(());
                }
            }
            Event::Start(element) if element.local_name().as_ref() == "c" => {
                cell = Some(Cell::begin(element, next));
            }
            Event::End(element) if element.local_name().as_ref() == "c" => {
                let Some(cell) = cell.take() else { continue };
                let column = cell.column;
                next = column + 1;
                let shown = cell.shown(strings, formats)?;
                builder.fits(row.number, &shown)?;
                if shown.trim().is_empty() {
                    continue;
                }
                if column >= limits.columns {
                    return Err(SheetError::TooManyColumns { row: row.number, limit: limits.columns });
                }
                if row.cells.len() <= column {
                    row.cells.resize(column + 1, String::new());
                }
                if let Some(place) = row.cells.get_mut(column) {
                    *place = shown;
                }
            }
            Event::End(element) if element.local_name().as_ref() == "sheetData" => return Ok(()),
            event => {
                if let Some(cell) = &mut cell {
                    cell.take(event)?;
                }
            }
        }
    }
    // A sheet ends before its part does.
    Err(SheetError::Damaged)
}

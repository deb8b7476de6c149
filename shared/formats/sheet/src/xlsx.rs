//! Workbooks after ECMA-376 (Office Open XML), read part by part from the archive in memory.
//!
//! Of a workbook only the sheets' cells, the texts that they share and the formats of numbers are read. Only what
//! makes the table is kept, and all that is unpacked counts against one budget.

mod cells;
mod formats;
mod package;
mod strings;
mod xml;

use crate::table::Builder;
use crate::{Format, Limits, SheetError, Table};
use formats::Formats;
use package::Package;
use strings::Strings;

/// What is needed to read the cells of any sheet.
struct Workbook {
    /// The sheets in their order: name, and name of the part.
    sheets: Vec<(String, String)>,
    strings: Strings,
    formats: Formats,
}

pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    header: &impl Fn(&[String]) -> usize,
) -> Result<Table, SheetError> {
    let mut package = Package::open(bytes, limits)?;
    let workbook = open(&mut package)?;
    for (name, part) in &workbook.sheets {
        let mut builder = Builder::new(limits, header);
        let Some(xml) = package.part(part)? else { continue };
        cells::read(xml, &workbook.strings, &workbook.formats, limits, &mut builder)?;
        if let Some(table) = builder.finish(Format::Xlsx, name.clone())? {
            return Ok(table);
        }
    }
    Err(SheetError::NoHeader { rows: limits.header_rows })
}

fn open(package: &mut Package<'_>) -> Result<Workbook, SheetError> {
    let root = package.relations("")?;
    let main = root.iter().find(|relation| relation.is("officeDocument"));
    let Some(main) = main.map(|relation| relation.target.clone()) else {
        return Err(SheetError::Foreign { found: package.other_kind() });
    };
    let relations = package.relations(&main)?;
    let target = |kind| relations.iter().find(|relation| relation.is(kind)).map(|relation| &relation.target);

    let Some(mut xml) = package.part(&main)? else { return Err(SheetError::Damaged) };
    let (mut sheets, mut from_1904, mut is_workbook) = (Vec::new(), false, false);
    while let Some(event) = xml.next()? {
        let xml::Event::Start(element) = event else { continue };
        match element.local_name().as_ref() {
            "workbook" => is_workbook = true,
            "workbookPr" => {
                from_1904 = xml::attribute(&element, "date1904").is_some_and(|is| is == "1" || is == "true");
            }
            "sheet" => {
                let id = xml::attribute(&element, "id").unwrap_or_default();
                let sheet = relations.iter().find(|relation| relation.id == id && relation.is("worksheet"));
                if let Some(sheet) = sheet {
                    let name = xml::attribute(&element, "name").unwrap_or_default();
                    sheets.push((name, sheet.target.clone()));
                }
            }
            _ => {}
        }
    }
    drop(xml);
    if !is_workbook {
        return Err(SheetError::Foreign { found: package.other_kind() });
    }
    let strings = match target("sharedStrings") {
        Some(part) => package.part(part)?.map(Strings::read).transpose()?.unwrap_or_default(),
        None => Strings::default(),
    };
    let formats = match target("styles") {
        Some(part) => package.part(part)?.map(Formats::read).transpose()?.unwrap_or_default(),
        None => Formats::default(),
    };
    Ok(Workbook { sheets, strings, formats: formats.counting_from_1904(from_1904) })
}

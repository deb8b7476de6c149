//! What holds for every table that is written.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::io::Cursor;

use calamine::{DataType as _, Reader as _, Xlsx};
use proptest::prelude::*;
use sheet::{Limits, Page};
use sheet_writer::{write_csv, write_xlsx};

fn names(cells: &[String]) -> usize {
    usize::from(cells.first().is_some_and(|cell| cell == "url"))
}

/// Cells of all that people and attackers type; a carriage return alone is an end of line to a workbook.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "[=+@'\t-]{1,3}[a-z0-9(),\";|]{0,8}",
        "[\\p{Han}＝＋＠，；\"\n ]{0,8}",
        "_x[0-9A-F]{4}_",
        Just("018999001".to_owned()),
    ]
}

/// Rows as a table has them: none of them blank, none with blanks at its end.
fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row = proptest::collection::vec(cell(), 1..6);
    proptest::collection::vec(row, 1..12).prop_map(|rows| {
        let mut rows: Vec<Vec<String>> = rows;
        for row in &mut rows {
            while row.last().is_some_and(|cell| cell.trim().is_empty()) {
                row.pop();
            }
        }
        rows.retain(|row| !row.is_empty());
        rows
    })
}

fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let table = sheet::read(bytes, &Limits::default(), names).unwrap();
    table.rows.into_iter().map(|row| row.cells).collect()
}

proptest! {
    #[test]
    fn what_is_written_as_csv_reads_back(rows in rows(), delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|')]) {
        let header: Vec<String> = ["url", "a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        prop_assert_eq!(read(&write_csv(delimiter, &header, &rows).unwrap()), rows);
    }

    #[test]
    fn what_is_written_as_a_workbook_reads_back(rows in rows()) {
        let page = Page { name: "A".into(), header: vec!["url".into()], rows: rows.clone() };
        let blank = |cell: &String| if cell.trim().is_empty() { String::new() } else { cell.clone() };
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(blank).collect()).collect();
        prop_assert_eq!(read(&write_xlsx(&[page]).unwrap()), rows);
    }

    #[test]
    fn another_reader_finds_the_same_in_a_workbook(rows in rows()) {
        let page = Page { name: "A".into(), header: vec!["url".into()], rows };
        let bytes = write_xlsx(&[page]).unwrap();
        let table = sheet::read(&bytes, &Limits::default(), names).unwrap();
        let mut workbook = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
        let range = workbook.worksheet_range("A").unwrap();
        for row in &table.rows {
            for (column, cell) in (0..).zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
                let at = (u32::try_from(row.number).unwrap() - 1, column);
                prop_assert_eq!(range.get_value(at).and_then(|value| value.get_string()), Some(cell.as_str()));
            }
        }
    }
}

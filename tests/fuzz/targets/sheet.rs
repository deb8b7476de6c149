//! Any bytes as a table: nothing panics, limits hold, and what is read can be written, always the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sheet::{Limits, Page, Table};
use sheet_writer::{write_csv, write_xlsx};

const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    rows: 100,
    columns: 16,
    cell: 1_000,
    text: 64 << 10,
    unpacked: 1 << 20,
    parts: 50,
    header_rows: 5,
};

fn read(bytes: &[u8]) -> Option<Table> {
    sheet::read(bytes, &LIMITS, |cells| cells.iter().filter(|cell| !cell.trim().is_empty()).count()).ok()
}

fuzz_target!(|bytes: &[u8]| {
    let Some(table) = read(bytes) else { return };
    assert!(table.rows.len() <= LIMITS.rows && table.header.len() <= LIMITS.columns);
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.clone()).collect();
    assert!(rows.iter().flatten().all(|cell| cell.chars().count() <= LIMITS.cell));
    write_csv(b',', &table.header, &rows).unwrap();
    let page = Page { name: "A".into(), header: table.header.clone(), rows };
    assert_eq!(write_xlsx(std::slice::from_ref(&page)).unwrap(), write_xlsx(&[page]).unwrap());
});

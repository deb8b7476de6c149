//! What is written, as this program and others read it.

use std::io::Cursor;
use std::time::{Duration, Instant};

use calamine::{Data, Reader as _, Xlsx};
use sheet::{Format, Limits, Page, Row, SheetError, Table};
use sheet_writer::{write, write_csv, write_xlsx};

fn read(bytes: &[u8]) -> Result<Table, SheetError> {
    sheet::read(bytes, &Limits::default(), |cells| cells.iter().filter(|cell| *cell == "url").count())
}

/// A table of 10,000 rows as a rights holder sends it.
fn large() -> (Vec<String>, Vec<Vec<String>>) {
    let header = ["url", "number", "note", "seller"].map(str::to_owned).to_vec();
    let row = |n: usize| {
        let url = format!("https://demo.example/listing/{n}?ref=search");
        vec![
            url,
            format!("0{n:08}"),
            "The logo is sewn on; we never made this bag. 假冒商品".to_owned(),
            format!("shop {}", n % 97),
        ]
    };
    (header, (1..=10_000).map(row).collect())
}

#[test]
fn ten_thousand_rows_read_in_seconds_from_either_format() {
    let (header, rows) = large();
    let page = Page { name: "Complaints".into(), header: header.clone(), rows: rows.clone() };
    for bytes in [write_csv(b';', &header, &rows).unwrap(), write_xlsx(std::slice::from_ref(&page)).unwrap()]
    {
        let began = Instant::now();
        let table = read(&bytes).unwrap();
        assert_eq!(table.rows.len(), 10_000);
        assert!(table.rows.iter().zip(&rows).all(|(read, row)| read.cells == *row));
        assert_eq!(table.rows[9_999].number, 10_001);
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    }
}

#[test]
fn cells_that_would_act_are_text_for_every_program() {
    let header = vec!["url".to_owned()];
    let acting = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"x\")"];
    let rows: Vec<Vec<String>> = acting.iter().map(|cell| vec![(*cell).to_owned()]).collect();

    let csv = String::from_utf8(write_csv(b',', &header, &rows).unwrap()).unwrap();
    for line in csv.lines().skip(1) {
        assert!(line.starts_with('\'') || line.starts_with("\"'"), "{line}");
    }
    let page = Page { name: "Report".into(), header, rows };
    let xlsx = write_xlsx(std::slice::from_ref(&page)).unwrap();
    let mut workbook = Xlsx::new(Cursor::new(xlsx)).unwrap();
    assert!(workbook.worksheet_formula("Report").unwrap().is_empty());
    let read = workbook.worksheet_range("Report").unwrap();
    for (row, cell) in (1..).zip(acting) {
        assert_eq!(read.get_value((row, 0)), Some(&Data::String(cell.to_owned())));
    }
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    let (header, rows) = large();
    let page = Page { name: "Complaints".into(), header, rows: rows[..50].to_vec() };
    let pages = [page.clone(), Page { name: "Guide".into(), ..page }];
    let first = write_xlsx(&pages).unwrap();
    assert_eq!(first, write_xlsx(&pages).unwrap());
    // Nothing in it tells when it was written.
    let mut archive = zip::ZipArchive::new(Cursor::new(first)).unwrap();
    let properties = std::io::read_to_string(archive.by_name("docProps/core.xml").unwrap()).unwrap();
    assert!(properties.contains("2000-01-01T00:00:00Z"), "{properties}");
}

#[test]
fn what_cannot_be_a_sheet_is_an_error() {
    let page = Page { name: "a/b".into(), header: Vec::new(), rows: Vec::new() };
    assert!(write_xlsx(&[page]).is_err());
    let long = Page { name: "a".into(), header: vec!["url".into()], rows: vec![vec!["😀".repeat(20_000)]] };
    let table = read(&write_xlsx(&[long]).unwrap()).unwrap();
    assert_eq!(table.rows[0], Row { number: 2, cells: vec!["😀".repeat(16_383)] });
}

#[test]
fn each_format_holds_what_it_can() {
    let page =
        |name: &str| Page { name: name.into(), header: vec!["url".into()], rows: vec![vec![name.into()]] };
    let pages = [page("First"), page("Second")];
    let csv = Format::Csv { delimiter: b';' };
    assert_eq!(write(csv, &pages).unwrap(), b"\xef\xbb\xbfurl\r\nFirst\r\n");
    assert_eq!(write(csv, &[]).unwrap(), b"");
    let mut workbook = Xlsx::new(Cursor::new(write(Format::Xlsx, &pages).unwrap())).unwrap();
    assert_eq!(workbook.sheet_names(), ["First", "Second"]);
    let second = workbook.worksheet_range("Second").unwrap();
    assert_eq!(second.get_value((1, 0)), Some(&Data::String("Second".to_owned())));
}

//! Files as programs write them, and as nobody should.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use sheet::{Format, Limits, SheetError, Table};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn names(cells: &[String]) -> usize {
    cells.iter().filter(|cell| ["url", "number", "note", "链接"].contains(&cell.trim())).count()
}

fn read(bytes: &[u8]) -> Result<Table, SheetError> {
    sheet::read(bytes, &Limits::default(), names)
}

fn cells(table: &Table) -> Vec<(usize, Vec<&str>)> {
    table.rows.iter().map(|row| (row.number, row.cells.iter().map(String::as_str).collect())).collect()
}

/// A workbook of one sheet around `rows` (the inside of `sheetData`), with these other parts.
pub(crate) fn workbook(rows: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{office}/{kind}" Target="{target}"/>"#)
    };
    let root =
        format!("<Relationships>{}</Relationships>", relation("rId1", "officeDocument", "xl/workbook.xml"));
    let inner = format!(
        "<Relationships>{}{}{}</Relationships>",
        relation("rId1", "worksheet", "/xl/worksheets/sheet1.xml"),
        relation("rId2", "sharedStrings", "sharedStrings.xml"),
        relation("rId3", "styles", "./styles.xml"),
    );
    let book =
        r#"<workbook xmlns:r="r"><sheets><sheet name="Links" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let parts = [
        ("_rels/.rels", root.as_str()),
        ("xl/_rels/workbook.xml.rels", &inner),
        ("xl/workbook.xml", book),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    archive(parts.iter().chain(others).map(|(name, content)| (*name, content.as_bytes())))
}

fn archive<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_csv_reads_by_whatever_stands_between_its_cells() {
    for delimiter in [',', ';', '\t', '|'] {
        let text = format!(
            "url{delimiter}number{delimiter}note\na{delimiter}007{delimiter}\"x, y; z | \"\"q\"\"\"\r\n"
        );
        let table = read(text.as_bytes()).unwrap();
        assert_eq!(table.format, Format::Csv { delimiter: u8::try_from(delimiter).unwrap() });
        assert_eq!(table.header, ["url", "number", "note"]);
        assert_eq!(cells(&table), [(2, vec!["a", "007", "x, y; z | \"q\""])]);
    }
}

#[test]
fn rows_have_the_numbers_that_a_program_shows() {
    let text = "sep=,\nComplaints of March\n\nurl,note\na,\"one\ntwo\"\n\n\nb,x\n,,\nc\n";
    let windows = read(text.replace('\n', "\r\n").as_bytes()).unwrap();
    assert_eq!(windows.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [5, 8, 10]);
    let table = read(text.as_bytes()).unwrap();
    assert_eq!(cells(&table), [(5, vec!["a", "one\ntwo"]), (8, vec!["b", "x"]), (10, vec!["c"])]);
}

#[test]
fn a_workbook_reads_as_it_is_shown() {
    let strings = r"<sst count='9' uniqueCount='99999999999999999'>
        <si><t>url</t></si><si><t>number</t></si>
        <si><r><t>https://demo.example/</t></r><r><t>a?b=1&amp;c=2</t></r><rPh><t>hint</t></rPh></si>
        <si><t>two_x000D_&#10;lines _x005F_x_</t></si></sst>";
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000000000"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    let rows = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>Our list</t></is></c></row>
        <row r="4"><c r="B4" t="s"><v>0</v></c><c r="C4" t="s"><v>1</v></c></row>
        <row r="5"><c r="B5" t="s"><v>2</v></c><c r="C5" s="1"><v>18999001</v></c><c r="D5" s="2"><v>46082</v></c></row>
        <row r="7"><c r="B7" t="s"><v>3</v></c><c r="C7" t="str"><f>CONCAT("0",1)</f><v>01</v></c><c t="b"><v>1</v></c></row>
        <row r="8"><c r="B8" t="e"><v>#REF!</v></c><c r="C8"><f>1+1</f><v>2</v></c></row>
        <row r="9"><c r="A9" s="1"/></row>"#;
    let table =
        read(&workbook(rows, &[("xl/SharedStrings.xml", strings), ("xl/styles.xml", styles)])).unwrap();
    assert_eq!((table.format, table.sheet.as_str()), (Format::Xlsx, "Links"));
    assert_eq!(
        cells(&table),
        [
            (5, vec!["", "https://demo.example/a?b=1&c=2", "018999001", "2026-03-01"]),
            (7, vec!["", "two\r\nlines _x_", "01", "TRUE"]),
            (8, vec!["", "#REF!", "2"]),
        ]
    );
}

#[test]
fn what_is_no_table_is_named() {
    let ods = archive([
        ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
        ("content.xml", b"<x/>"),
        ("META-INF/manifest.xml", b"<x/>"),
    ]);
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook".to_vec();
    let mut locked = old.clone();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    for (bytes, says) in [
        (Vec::new(), "The file is empty."),
        (b" \r\n".to_vec(), "The file is empty."),
        (ods, "The file is an OpenDocument file (.ods), not a CSV or XLSX table."),
        (archive([("a.txt", &b"a"[..])]), "The file is an archive, not a CSV or XLSX table."),
        (old, "The file is an old Excel file (.xls), not a CSV or XLSX table."),
        (locked, "The workbook is protected by a password."),
        (b"%PDF-1.7".to_vec(), "The file is a PDF document, not a CSV or XLSX table."),
        (b"<html><table><tr><td>url".to_vec(), "The file is a web page, not a CSV or XLSX table."),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            "The file is of an unknown type, not a CSV or XLSX table.",
        ),
        (b"a,b\n1,2\n".to_vec(), "No row within the first 20 names the columns."),
        (workbook("", &[])[..300].to_vec(), "The workbook is damaged."),
        (workbook("<row><c t='s'><v>4</v></c></row>", &[]), "The workbook is damaged."),
        (workbook("<row>", &[]), "The workbook is damaged."),
        (workbook(&"<a>".repeat(100), &[]), "The workbook is damaged."),
        (workbook("&boom;<row/>", &[]), "No row within the first 20 names the columns."),
    ] {
        let refused = read(&bytes).unwrap_err();
        assert_eq!(refused.to_string(), says);
        assert!(!refused.remedy().is_empty() && !refused.code().is_empty());
    }
}

#[test]
fn bombs_are_refused_before_they_fill_the_memory() {
    let began = Instant::now();
    // Hundreds of thousands of cells.
    let crowd = format!("url\n{}", format!("{}\n", "1,".repeat(60)).repeat(9_000));
    assert_eq!(read(crowd.as_bytes()), Err(SheetError::TooMuchText { limit: 16 << 20 }));
    let bomb = SheetError::Bomb { bytes: 32 << 20, parts: 1_000 };
    // One part that unpacks to 1 GB and says so.
    let honest = workbook(&format!("<row>{}</row>", " ".repeat(40 << 20)), &[]);
    assert!(honest.len() < 1 << 20);
    assert_eq!(read(&honest), Err(bomb.clone()));
    // And one whose directory claims that each part has a single byte.
    let mut lying = honest;
    let mut at = 0;
    while let Some(found) = lying[at..].windows(4).position(|window| window == b"PK\x01\x02") {
        at += found;
        lying[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
        at += 4;
    }
    assert!(matches!(read(&lying), Err(SheetError::Bomb { .. } | SheetError::Damaged)));
    // Thousands of parts.
    let crowded = archive((0..1_001).map(|_| "").enumerate().map(|(n, _)| (NAMES[n].as_str(), &b""[..])));
    assert_eq!(read(&crowded), Err(bomb));
    // One text in every cell.
    let long = "x".repeat(30_000);
    let strings = format!("<sst><si><t>url</t></si><si><t>{long}</t></si></sst>");
    let rows = "<row><c t='s'><v>1</v></c></row>".repeat(1_000);
    let rows = format!("<row><c t='s'><v>0</v></c></row>{rows}");
    let repeated = workbook(&rows, &[("xl/sharedStrings.xml", &strings)]);
    assert_eq!(read(&repeated), Err(SheetError::TooMuchText { limit: 16 << 20 }));
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}

static NAMES: std::sync::LazyLock<Vec<String>> =
    std::sync::LazyLock::new(|| (0..1_001).map(|n| format!("xl/{n}.xml")).collect());

#[test]
fn every_limit_says_where_it_was_passed() {
    let wide = format!("url{}\na{}b\n", ",x".repeat(3), ",".repeat(64));
    assert_eq!(read(wide.as_bytes()), Err(SheetError::TooManyColumns { row: 2, limit: 64 }));
    let commas = format!("url\n{}", ",".repeat(1 << 20));
    assert_eq!(read(commas.as_bytes()), Err(SheetError::TooManyColumns { row: 2, limit: 1_024 }));
    let spread = format!("url\n{}", ",\"\n\"".repeat(1 << 18));
    assert_eq!(read(spread.as_bytes()), Err(SheetError::TooManyColumns { row: 2, limit: 1_024 }));
    let far = "<row><c t='str'><v>url</v></c></row><row r='9'><c r='XFD9'><v>1</v></c></row>";
    assert_eq!(read(&workbook(far, &[])), Err(SheetError::TooManyColumns { row: 9, limit: 64 }));
    let open = format!("url,note\na,\"{}", "text\n".repeat(10_000));
    assert_eq!(read(open.as_bytes()), Err(SheetError::CellTooLong { row: 2, limit: 32_767 }));
    let many = format!("url\n{}", "a\n".repeat(10_001));
    assert_eq!(read(many.as_bytes()), Err(SheetError::TooManyRows { limit: 10_000 }));
    let large = vec![b'a'; (10 << 20) + 1];
    assert_eq!(read(&large), Err(SheetError::TooLarge { limit: 10 << 20 }));
}

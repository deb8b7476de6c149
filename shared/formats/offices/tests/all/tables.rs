//! Tables of rights.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use case::RightKind;
use jiff::civil::date;
use offices::{InForce, OfficeStatus, ReadError, WhyNot, columns, read};
use register::right::MarkForm;

const TABLE: &str = "Office,Registration No,Title,Form,Status,Filing Date,Registration date,Expiry_Date,Nice classes,\
    Territory,Owner,Colour of folder\n\
    EM,018999001,NORTHLIGHT,word,Registered,2021-03-04,2021-08-09,2031-03-04,\"9, 25\",,Northlight GmbH; Ada,blue\n\
    CN,70000001,北光,word,registered,,2021-08-09,,25,CN,,red\n";

#[test]
fn one_row_is_one_right() {
    let records = read(TABLE.as_bytes()).unwrap();
    assert_eq!(records.len(), 2);
    let [european, chinese] = &records[..] else { panic!("two") };
    assert_eq!((european.kind, european.form), (RightKind::Trademark, MarkForm::Word));
    assert_eq!((european.number.as_str(), european.title.as_str()), ("018999001", "NORTHLIGHT"));
    assert_eq!(european.classes, [9, 25]);
    assert_eq!(european.owners, ["Northlight GmbH", "Ada"]);
    assert_eq!(european.status, OfficeStatus::Registered);
    assert_eq!(european.in_force(date(2026, 1, 1)), InForce::Yes);
    assert_eq!(chinese.in_force(date(2026, 1, 1)), InForce::No(WhyNot::ExpiryUnknown));
}

#[test]
fn semicolons_and_a_byte_order_mark_make_no_difference() {
    let other = TABLE.replace("\"9, 25\"", "9 25").replace("; Ada", "").replace(',', ";");
    let same = TABLE.replace("; Ada", "");
    assert_eq!(read(format!("\u{feff}{other}").as_bytes()).unwrap(), read(same.as_bytes()).unwrap());
}

#[test]
fn a_workbook_is_read_like_text() {
    let cells = |line: &str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
    let header = cells("kind|office|number|status|applied on|expires on|class");
    let rows = vec![cells("design|EUIPO|008999001-0002|registered|2022-05-06|2027-05-06|26-05")];
    let book = sheet_writer::write_xlsx(&[sheet::Page { name: "Rights".into(), header, rows }]).unwrap();
    let records = read(&book).unwrap();
    assert_eq!((records[0].kind, records[0].office.as_str()), (RightKind::Design, "EM"));
    assert_eq!(records[0].locarno, ["26-05"]);
}

#[test]
fn every_fault_names_row_column_and_remedy() {
    let table = "kind,office,number,status,expires on,classes\n\
        trademark,EM,1,registered,31/12/2030,9\n\
        patent,Munich,2,,2030-01-01,99\n\
        trademark,EM,1,registered,2030-01-01,9\n";
    let Err(ReadError::Rows(faults)) = read(table.as_bytes()) else { panic!("faults") };
    let said: Vec<_> = faults.iter().map(ToString::to_string).collect();
    for says in [
        "Sheet1!E2: row 2, column \"expires on\" must be a day written as 2026-11-21",
        "row 3, column \"kind\" must be trademark or design",
        "row 3, column \"office\" must be a two-letter office code",
        "row 3, column \"status\"",
        "row 3, column \"classes\" must be Nice classes from 1 to 45",
        "row 4, column \"number\" must be another right",
    ] {
        assert!(said.iter().any(|said| said.contains(says)), "{says}: {said:#?}");
    }
}

#[test]
fn a_table_without_a_needed_column_names_it() {
    for (table, column) in [
        ("office,number\nEM,1\n", "status"),
        ("number,status\n1,registered\n", "office"),
        ("office,status\nEM,registered\n", "number"),
    ] {
        assert_eq!(read(table.as_bytes()), Err(ReadError::NoColumn { column }));
    }
    assert!(matches!(read(b"no table at all"), Err(ReadError::Table(_))));
    assert!(matches!(read(b"office,number,status\n"), Err(ReadError::Empty)));
}

#[test]
fn no_two_columns_share_a_name() {
    let mut names: Vec<_> =
        columns().into_iter().flat_map(|(name, others)| [&[name], others].concat()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

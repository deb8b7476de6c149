//! What other people's programs say of what we make.

use std::io::Write as _;
use std::process::{Command, Stdio};

use contract::complaint::{Complainant, Complaint, Listing, Right};
use notice::xarf::{Sending, Unwritable, write};
use serde_json::Value;

use crate::support::tools::tool;

/// Reads reports, one a line, and says of each of which class it is, or which fields are wrong.
const XARF: &str = "
import json, sys, xarf
for line in sys.stdin:
    result = xarf.parse(line)
    told = [error.field for error in result.errors] + [warning.field for warning in result.warnings]
    print(json.dumps(told or type(result.report).__name__))
";

/// What the Python package `xarf` says of each report; `None` where it is not installed.
fn second_opinion(reports: &[Vec<u8>]) -> Option<Vec<Value>> {
    let mut python = Command::new(tool("python")?)
        .args(["-c", XARF])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = python.stdin.take().unwrap();
    for report in reports {
        stdin.write_all(report).unwrap();
        stdin.write_all(b"\n").unwrap();
    }
    drop(stdin);
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "the Python package xarf does not run: run `make tools`");
    let lines = String::from_utf8(output.stdout).unwrap();
    Some(lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn complaint(claim: &str) -> Complaint {
    let listing = |id: &str| Listing {
        url: format!("https://demo.example/listings/{id}"),
        marketplace: "demo".to_owned(),
        id: id.to_owned(),
        ..Listing::default()
    };
    Complaint {
        complaint: "0190a1b2c3d4e5f60718293a4b5c6d7e".to_owned(),
        claim: claim.to_owned(),
        complainant: Complainant {
            name: "Northlight".to_owned(),
            email: "ip@northlight.example".to_owned(),
            ..Complainant::default()
        },
        right: Right {
            office: "EM".to_owned(),
            number: "018999001".to_owned(),
            work: "The lamp that sings".to_owned(),
            classes: vec![11],
        },
        explanation: "The logo is sewn on; we never made this lamp.".to_owned(),
        listings: vec![listing("1001"), listing("1002")],
        ..Complaint::default()
    }
}

fn reports(claim: &str) -> Result<Vec<Vec<u8>>, Unwritable> {
    let sender = xarf::Contact {
        org: "Goodfaith".to_owned(),
        contact: "desk@goodfaith.example".to_owned(),
        domain: "goodfaith.example".to_owned(),
        ..xarf::Contact::default()
    };
    let at = "2026-03-20T10:00:00Z".parse().unwrap();
    write(&complaint(claim), &Sending { sender: &sender, at, brand: "NORTHLIGHT", site: "" })
}

#[test]
fn the_reports_that_we_write_are_valid_to_the_authors_of_the_format() {
    let written =
        ["counterfeit", "trademark_misuse", "copyright"].map(|claim| reports(claim).unwrap()).concat();
    assert_eq!(written.len(), 6, "one report for each listing");
    let Some(said) = second_opinion(&written) else { return };
    let brand = Value::from("BrandInfringementReport");
    let expected = [vec![brand; 4], vec![Value::from("CopyrightUgcPlatformReport"); 2]].concat();
    assert_eq!(said, expected);
}

#[test]
fn what_we_refuse_is_refused_by_the_authors_of_the_format() {
    let report: Value = serde_json::from_slice(&reports("counterfeit").unwrap()[0]).unwrap();
    let needed =
        ["legitimate_site", "infringement_type", "url", "report_id", "reporter", "source_identifier"];
    let without = needed.map(|name| {
        let mut report = report.clone();
        report.as_object_mut().unwrap().remove(name);
        report.to_string().into_bytes()
    });
    for (name, report) in needed.iter().zip(&without) {
        let faults = xarf::read(report).unwrap_err();
        assert_eq!(faults[0].path, format!("$.{name}"));
    }
    let Some(said) = second_opinion(&without) else { return };
    for (name, said) in needed.iter().zip(&said) {
        assert!(said.is_array(), "{name} is not missed: {said}");
    }
}

#[test]
fn a_claim_without_a_type_is_not_written_as_something_else() {
    for claim in ["design", "patent", "geographical_indication", ""] {
        assert_eq!(reports(claim), Err(Unwritable::NoType(claim.to_owned())));
    }
}

//! XARF reports as notices.

#![allow(clippy::unwrap_used, reason = "a test that panics is a test that fails")]

use case::Claim;
use notice::xarf::{read, read_yaml_like};
use notice::{Class, PartyRole, ProblemKind, Role, field};
use serde_json::{Value, json};

fn counterfeit() -> Value {
    json!({
        "xarf_version": "4.2.0",
        "report_id": "7f3b1c1e-8a2d-4d2f-9f6e-0c5b8a9d1e2f",
        "timestamp": "2026-03-20T10:00:00Z",
        "reporter": { "org": "Northlight", "contact": "ip@northlight.example", "domain": "northlight.example" },
        "sender": { "org": "Watch & Co", "contact": "desk@watch.example", "domain": "watch.example" },
        "source_identifier": "demo.example",
        "category": "content",
        "type": "brand_infringement",
        "url": "https://demo.example/listings/1001",
        "infringement_type": "counterfeit",
        "legitimate_site": "https://northlight.example/",
        "target_brand": "NORTHLIGHT",
        "trademark_details": { "registration_number": "018999001", "jurisdiction": "EUIPO", "category": [18] },
        "description": "The logo is sewn on; we never made this bag.",
        "evidence": [{
            "content_type": "text/plain",
            "description": "The letter of our factory",
            "payload": "YWJj",
            "hash": "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        }],
    })
}

fn understood(report: &Value) -> notice::Understood {
    read(report.to_string().as_bytes())
}

#[test]
fn a_report_of_a_counterfeit_is_a_complaint_with_everything_it_says() {
    let read = understood(&counterfeit());
    assert_eq!(
        (read.format.as_str(), read.class, read.claim),
        ("xarf 4.2.0", Class::Complaint, Some(Claim::Counterfeit))
    );
    let draft = &read.reading.draft;
    assert_eq!(read.reading.problems, []);
    assert_eq!(draft.claim, Some(Claim::Counterfeit));
    assert_eq!(draft.listings, ["https://demo.example/listings/1001"]);
    assert_eq!(draft.right_ref().unwrap().unwrap().to_string(), "trademark/EM/018999001");
    assert_eq!(draft.right.classes, [18]);
    assert_eq!(draft.complainant.name, "Northlight");
    assert_eq!(draft.complainant.email, "ip@northlight.example");
    assert_eq!(draft.explanation, "The logo is sewn on; we never made this bag.\nThe letter of our factory");
    let missing: Vec<_> = draft.missing(&[]).iter().map(|it| it.element).collect();
    assert_eq!(missing, [case::Element::GoodFaith], "the format has no place for it");
    let urls: Vec<_> = read.urls.iter().map(|url| (url.role, url.place.as_str())).collect();
    assert!(
        urls.contains(&(Role::Accused, "$.url")) && urls.contains(&(Role::Original, "$.legitimate_site"))
    );
    assert_eq!((read.parties.len(), read.parties[0].role), (1, PartyRole::Complainant));
    let file = &read.files[0];
    assert_eq!((file.media.as_str(), file.size, file.place.as_str()), ("text/plain", 3, "$.evidence[0]"));
    assert!(file.sha256.starts_with("ba7816bf"));
}

#[test]
fn the_work_of_a_copyright_report_is_its_title_or_else_the_original() {
    let mut report = counterfeit();
    let members = report.as_object_mut().unwrap();
    members.retain(|name, _| !["url", "infringement_type", "trademark_details"].contains(&name.as_str()));
    report["category"] = json!("copyright");
    report["type"] = json!("copyright");
    report["infringing_url"] = json!("https://demo.example/listings/7");
    report["legitimate_site"] = Value::Null;
    report["original_url"] = json!("https://northlight.example/song");
    let read = understood(&report);
    assert_eq!(read.claim, Some(Claim::Copyright));
    assert_eq!(read.reading.draft.right.work, "https://northlight.example/song");
    report["work_title"] = json!("A song");
    report["rights_holder"] = json!("Northlight Music");
    let read = understood(&report);
    assert_eq!(read.reading.draft.right.work, "A song");
    assert_eq!((read.parties[1].role, read.parties[1].name.as_str()), (PartyRole::Owner, "Northlight Music"));
}

#[test]
fn a_broken_report_is_unreadable_and_each_field_is_named() {
    let mut report = counterfeit();
    report["timestamp"] = json!("yesterday");
    report["evidence"][0]["hash"] = json!("crc32:00");
    report.as_object_mut().unwrap().remove("legitimate_site");
    let read = understood(&report);
    assert_eq!((read.class, read.format.as_str()), (Class::Unreadable, "xarf"));
    let told: Vec<_> = read
        .reading
        .problems
        .iter()
        .map(|problem| match &problem.kind {
            ProblemKind::BreaksRule(fault) => (problem.field, problem.code(), fault.path.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            (field::BODY, "breaks_rule", "$.timestamp"),
            (field::EVIDENCE, "breaks_rule", "$.evidence[0].hash"),
            (field::BODY, "breaks_rule", "$.legitimate_site"),
        ]
    );
    assert!(
        read.reading.problems[2].remedy().starts_with("Correct the report: $.legitimate_site must be given")
    );
}

#[test]
fn evidence_that_is_not_what_its_hash_says_is_no_evidence() {
    let mut report = counterfeit();
    report["evidence"][0]["payload"] = json!("YWJk");
    let read = understood(&report);
    assert_eq!((read.class, read.files.len()), (Class::Complaint, 0));
    assert_eq!(read.reading.problems[0].to_string(), "$.evidence[0].hash must be the hash of the payload.");
}

#[test]
fn an_office_that_nobody_knows_is_told() {
    let mut report = counterfeit();
    report["trademark_details"]["jurisdiction"] = json!("Atlantis");
    let problems = understood(&report).reading.problems;
    assert_eq!((problems[0].field, &problems[0].kind), (field::RIGHT_OFFICE, &ProblemKind::BadOffice));
}

#[test]
fn a_report_of_spam_is_not_ours_and_files_nothing() {
    let report = json!({
        "Version": "3",
        "ReporterInfo": { "ReporterType": "Person", "ReporterContactName": "A Person" },
        "Disclosure": true,
        "Report": {
            "ReportClass": "Content",
            "ReportType": "Phishing",
            "Date": "2026-03-20T10:00:00Z",
            "SourceUrl": "https://shop.example/login",
        },
    });
    let read = understood(&report);
    assert_eq!((read.class, read.claim, read.format.as_str()), (Class::NotOurs, None, "xarf 3"));
    assert_eq!(read.reading.draft, notice::Draft::default());
    assert_eq!((read.urls[0].role, read.parties[0].name.as_str()), (Role::Accused, "A Person"));
}

#[test]
fn the_lines_of_an_older_mail_become_a_complaint_too() {
    let lines = "Reported-From: desk@watch.example\nCategory: abuse\nReport-Type: trademark-infringement\n\
                 Source: https://demo.example/listings/7\n";
    let read = read_yaml_like(lines).unwrap();
    assert_eq!((read.format.as_str(), read.claim), ("xarf 0.1", Some(Claim::TrademarkMisuse)));
    assert_eq!(read.reading.draft.listings, ["https://demo.example/listings/7"]);
    assert_eq!(read_yaml_like("Dear Sir or Madam"), None);
}

use serde_json::json;
use xarf::{Matter, Role};

use crate::fixtures::{before_4, of_type, places, read, version_4, versions_before_4};

#[test]
fn the_least_report_of_every_type_of_every_version_is_read() {
    for report in version_4().iter().chain(&versions_before_4()) {
        assert_eq!(places(report), Vec::<String>::new(), "{report}");
    }
    assert_eq!(version_4().len(), 32);
}

#[test]
fn a_counterfeit_says_who_complains_of_which_page_and_by_which_mark() {
    let mut report = of_type("brand_infringement");
    report["target_brand"] = json!("NORTHLIGHT");
    report["description"] = json!("Sewn-on logo; we never made this bag.");
    report["confidence"] = json!(0.9);
    report["screenshot_url"] = json!("https://evidence.example/1.png");
    report["trademark_details"] =
        json!({ "registration_number": "018999001", "jurisdiction": "EU", "category": [18, 25.0] });
    let report = read(&report).unwrap();
    assert_eq!((report.version.as_str(), report.matter), ("4.2.0", Matter::Counterfeit));
    assert_eq!(report.at.unwrap().to_string(), "2026-03-20T10:00:00Z");
    assert_eq!((report.reporter.org.as_str(), report.sender.org.as_str()), ("Northlight", "Watch & Co"));
    assert_eq!(report.reporter.contact, "ip@northlight.example");
    assert_eq!(report.brand, "NORTHLIGHT");
    assert_eq!(
        (report.trademark.number.as_str(), report.trademark.jurisdiction.as_str()),
        ("018999001", "EU")
    );
    assert_eq!(report.trademark.classes, [18, 25]);
    assert_eq!(report.confidence, Some(0.9));
    let mut addresses: Vec<_> =
        report.addresses.iter().map(|it| (it.role, it.url.as_str(), it.path.as_str())).collect();
    addresses.sort_by_key(|(_, url, _)| *url);
    assert_eq!(
        addresses,
        [
            (Role::Evidence, "https://evidence.example/1.png", "$.screenshot_url"),
            (Role::Original, "https://northlight.example/", "$.legitimate_site"),
            (Role::Accused, "https://shop.example/item/1", "$.url"),
        ]
    );
}

#[test]
fn any_other_use_of_a_mark_is_no_counterfeit() {
    for kind in ["unauthorized_reseller", "trademark_violation", "logo_misuse", "typosquatting", "other"] {
        let mut report = of_type("brand_infringement");
        report["infringement_type"] = json!(kind);
        assert_eq!(read(&report).unwrap().matter, Matter::Trademark, "{kind}");
    }
}

#[test]
fn every_copyright_type_is_about_copyright_and_the_rest_is_not_about_rights() {
    for report in version_4() {
        let matter = read(&report).unwrap().matter;
        match (report["category"].as_str().unwrap(), report["type"].as_str().unwrap()) {
            ("copyright", _) => assert_eq!(matter, Matter::Copyright),
            (_, "brand_infringement") => assert_eq!(matter, Matter::Counterfeit),
            (_, kind) => assert_eq!(matter, Matter::Other, "{kind}"),
        }
    }
}

#[test]
fn links_of_a_link_site_are_complained_of_too() {
    let mut report = of_type("link_site");
    report["work_title"] = json!("A song");
    report["rights_holder"] = json!("Northlight Music");
    report["linked_content"] =
        json!([{ "target_url": "https://host.example/song", "link_type": "direct_download" }]);
    let report = read(&report).unwrap();
    assert_eq!((report.work.as_str(), report.holder.org.as_str()), ("A song", "Northlight Music"));
    let accused: Vec<_> = report.addresses.iter().map(|address| address.path.as_str()).collect();
    assert!(accused.contains(&"$.linked_content[0].target_url"), "{accused:?}");
    assert!(report.addresses.iter().all(|address| address.role == Role::Accused));
}

#[test]
fn a_trademark_report_of_version_3_names_office_and_number() {
    let mut report = before_4(
        "3",
        "Content",
        "Trademark",
        &json!({
            "SourceUrl": "https://shop.example/item/1",
            "TrademarkedMaterial": "NORTHLIGHT",
            "RegistrationOffice": "USPTO",
            "RegistrationNumber": "7654321",
            "ReporterNotes": "The name is on the bag.",
        }),
    );
    report["OnBehalfOf"] = json!({ "ComplainantOrg": "Northlight SE" });
    let report = read(&report).unwrap();
    assert_eq!((report.version.as_str(), report.matter), ("3", Matter::Trademark));
    assert_eq!(
        (report.trademark.jurisdiction.as_str(), report.trademark.number.as_str()),
        ("USPTO", "7654321")
    );
    assert_eq!((report.brand.as_str(), report.holder.org.as_str()), ("NORTHLIGHT", "Northlight SE"));
    assert_eq!(report.description, "The name is on the bag.");
    assert_eq!(report.source, "https://shop.example/item/1");
}

#[test]
fn a_person_may_report_since_version_3() {
    let mut report = before_4(
        "3",
        "Content",
        "Trademark",
        &json!({ "SourceUrl": "https://shop.example/item/1", "TrademarkedMaterial": "NORTHLIGHT" }),
    );
    report["ReporterInfo"] = json!({ "ReporterType": "Person", "ReporterContactName": "A Person" });
    assert_eq!(read(&report).unwrap().reporter.person, "A Person");
    report["ReporterInfo"]["ReporterType"] = json!("Org");
    assert_eq!(
        places(&report),
        ["$.ReporterInfo.ReporterOrg", "$.ReporterInfo.ReporterOrgDomain", "$.ReporterInfo.ReporterOrgEmail"]
    );
}

#[test]
fn a_report_without_a_version_is_of_alpha() {
    let mut report = before_4("alpha", "Activity", "DOS", &json!({ "SourceIp": "192.0.2.7" }));
    report.as_object_mut().unwrap().remove("Version");
    assert_eq!(read(&report).unwrap().version, "alpha");
}

#[test]
fn what_an_operator_keeps_for_itself_is_dropped() {
    let mut report = of_type("copyright");
    report["_internal"] = json!({ "ticket": 4711 });
    report["own_field"] = json!("kept");
    let report = read(&report).unwrap();
    assert_eq!(report.document().get("_internal"), None);
    assert_eq!(report.document()["own_field"], "kept");
    let mut report = before_4("2", "Activity", "DOS", &json!({ "SourceIp": "192.0.2.7" }));
    report["InternalProcessing"] = json!({ "EventTags": ["vip"] });
    assert_eq!(read(&report).unwrap().document().get("InternalProcessing"), None);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let report = format!("\u{feff}{}", of_type("copyright"));
    assert!(xarf::is_report(report.as_bytes()));
    assert!(xarf::read(report.as_bytes()).is_ok());
}

#[test]
fn a_report_is_told_from_other_json() {
    let old = before_4("1", "Activity", "DOS", &json!({}));
    assert!(xarf::is_report(old.to_string().as_bytes()));
    for other in ["", "{}", "[\"xarf_version\"]", "xarf_version", r#"{ "claim": "copyright" }"#] {
        assert!(!xarf::is_report(other.as_bytes()), "{other}");
    }
}

#[test]
fn the_lines_of_an_older_mail_are_read() {
    let text = "---\r\nReported-From: desk@watch.example\r\nCATEGORY: abuse\r\nReport-Type: \"copyright\"\r\n\
                Version: 0.2\r\nDate: Fri, 20 Mar 2026 10:00:00 +0100\r\nSource: https://shop.example/item/1\r\n\
                Source-Type: uri\r\nReport-ID: 7@watch.example\r\n\r\nSource: not this\r\n";
    let report = xarf::read_yaml_like(text).unwrap();
    assert_eq!((report.version.as_str(), report.matter), ("0.2", Matter::Copyright));
    assert_eq!((report.category.as_str(), report.id.as_str()), ("abuse", "7@watch.example"));
    assert_eq!(report.reporter.contact, "desk@watch.example");
    assert_eq!(report.at.unwrap().to_string(), "2026-03-20T09:00:00Z");
    assert_eq!(report.addresses[0].url, "https://shop.example/item/1");
}

#[test]
fn lines_without_a_reporter_are_no_report() {
    let faults = xarf::read_yaml_like("Report-Type: spam\nDear Sir: hello").unwrap_err();
    let names: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(names, ["Reported-From", "Category", "Source"]);
    assert!(xarf::read_yaml_like(&"Source: x\n".repeat(10_000)).is_err());
}

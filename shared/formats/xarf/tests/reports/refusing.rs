use serde_json::{Value, json};
use xarf::Broken;

use crate::fixtures::{before_4, of_type, places, read, version_4, versions_before_4};

/// Every place of a member in a document that holds nothing but what it must.
fn members(value: &Value, pointer: &str, into: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let pointer = format!("{pointer}/{name}");
        members(value, &pointer, into);
        into.push(pointer);
    }
}

#[test]
fn each_member_of_the_least_report_is_missed_by_its_name() {
    for report in version_4().iter().chain(&versions_before_4()) {
        let mut pointers = Vec::new();
        members(report, "", &mut pointers);
        for pointer in pointers {
            // Without its mark it may be of another version, and an account may have another name.
            if ["/Version", "/ReporterInfo/", "/Report/Account/"].iter().any(|it| pointer.starts_with(it)) {
                continue;
            }
            // A service is reported at an address or at a page: what is missed may be either.
            let mut without = report.clone();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
            let missed = places(&without);
            let path = format!("${}", pointer.replace('/', ".")).replace("SourceUrl", "SourceIp");
            let named = missed.iter().any(|place| place.replace("SourceUrl", "SourceIp") == path);
            assert!(named, "{pointer} of {report}: {missed:?}");
        }
    }
}

#[test]
fn a_fault_names_place_rule_and_cure() {
    let mut report = of_type("brand_infringement");
    report["infringement_type"] = json!("fake");
    report["reporter"]["phone"] = json!("+49 30 1234567");
    report.as_object_mut().unwrap().remove("legitimate_site");
    let told: Vec<_> = read(&report).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "$.reporter.phone must not be there.",
            "$.infringement_type must be one of counterfeit, typosquatting, lookalike, homograph, \
             unauthorized_reseller, trademark_violation, brand_impersonation, logo_misuse, other.",
            "$.legitimate_site must be given: an absolute URI such as https://shop.example/item (RFC 3986).",
        ]
    );
}

#[test]
fn what_is_no_report_is_refused_as_a_whole() {
    let check = |bytes: &[u8], broken: Broken, path: &str| {
        let faults = xarf::read(bytes).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!((faults[0].broken, faults[0].path.as_str()), (broken, path));
    };
    check(b"", Broken::NotJson, "$");
    check(b"\xff{}", Broken::NotJson, "$");
    check("[".repeat(1_000).as_bytes(), Broken::NotJson, "$");
    check(b"[]", Broken::Wrong, "$");
    check(b"{}", Broken::Missing, "$.xarf_version");
    check(&vec![b' '; xarf::MOST_BYTES + 1], Broken::TooLarge, "$");
    check(br#"{ "Version": "4" }"#, Broken::Wrong, "$.Version");
    check(br#"{ "Version": 3 }"#, Broken::Wrong, "$.Version");
}

#[test]
fn category_and_type_must_fit() {
    let check = |category: &str, kind: &str, place: &str| {
        let mut report = of_type("copyright");
        report["category"] = json!(category);
        report["type"] = json!(kind);
        assert_eq!(places(&report), [place], "{category}/{kind}");
    };
    check("content", "counterfeit", "$.type");
    check("content", "trademark", "$.type");
    check("trademark", "trademark", "$.category");
    let mut report = before_4("3", "Activity", "Trademark", &json!({ "SourceIp": "192.0.2.7" }));
    assert_eq!(places(&report), ["$.Report.ReportClass"]);
    report["Report"]["ReportType"] = json!("Counterfeit");
    assert_eq!(places(&report), ["$.Report.ReportType"]);
}

#[test]
fn values_have_their_limits() {
    let check = |member: &str, value: Value, place: &str| {
        let mut report = of_type("brand_infringement");
        report[member] = value;
        assert_eq!(places(&report), [place], "{member}");
    };
    check("xarf_version", json!("4.2"), "$.xarf_version");
    check("report_id", json!("7f3b1c1e"), "$.report_id");
    check("timestamp", json!("20 March 2026"), "$.timestamp");
    check("source_port", json!(65_536), "$.source_port");
    check("source_port", json!(1.5), "$.source_port");
    check("confidence", json!(1.1), "$.confidence");
    check("description", json!("é".repeat(1_001)), "$.description");
    check("tags", json!(["a:b", "A:b"]), "$.tags[1]");
    check("tags", json!(vec!["a:b"; 21]), "$.tags");
    check("evidence", json!([{ "content_type": "text/plain" }]), "$.evidence[0].payload");
    check("evidence", json!({}), "$.evidence");
    check("_internal", json!("note"), "$._internal");
    check("legacy_version", json!("2"), "$.legacy_version");
    check("trademark_details", json!({ "category": [46] }), "$.trademark_details.category[0]");
    check("previous_enforcement", json!([{ "date": "yesterday" }]), "$.previous_enforcement[0].date");
    check("domain", json!("Shop.Example"), "$.domain");
}

#[test]
fn some_members_hang_on_others() {
    let mut spam = of_type("spam");
    spam["protocol"] = json!("smtp");
    assert_eq!(places(&spam), ["$.smtp_from", "$.source_port"]);
    let mut scan = of_type("port_scan");
    scan["source_identifier"] = json!("192.0.2.7");
    assert_eq!(places(&scan), ["$.source_port"]);
    let mut swarm = of_type("p2p");
    swarm["swarm_info"] = json!({ "magnet_uri": "magnet:?xt=urn:btih:00" });
    assert_eq!(places(&swarm), Vec::<String>::new());
    swarm["swarm_info"] = json!({ "torrent_name": "a song" });
    assert_eq!(places(&swarm), ["$.swarm_info.info_hash"]);
    let account = json!({ "Account": { "AccountIdentifier": "a@shop.example" }, "SourceIp": "192.0.2.7" });
    let account = before_4("3", "Activity", "PotentiallyCompromisedAccount", &account);
    assert_eq!(places(&account), ["$.Report.Account.AccountIdentifier", "$.Report.SourceIp"]);
    let score = json!({ "SourceIp": "192.0.2.7", "CVSS": { "Version": "2", "Vector": "CVSS:3.1/AV:N" } });
    assert_eq!(places(&before_4("3", "Activity", "Exploit", &score)), ["$.Report.CVSS.Vector"]);
}

#[test]
fn a_sample_holds_a_payload_or_names_a_file() {
    let with = |sample: Value| {
        before_4("1", "Activity", "DOS", &json!({ "SourceIp": "192.0.2.7", "Samples": [sample] }))
    };
    assert_eq!(places(&with(json!({ "FileName": "run.exe" }))), Vec::<String>::new());
    assert_eq!(places(&with(json!({ "ContentType": "text/plain" }))), ["$.Report.Samples[0].Payload"]);
    assert_eq!(places(&with(json!({ "FileName": 7 }))), ["$.Report.Samples[0].FileName"]);
}

#[test]
fn faults_are_told_up_to_a_hundred() {
    let mut report = of_type("reconnaissance");
    report["probed_resources"] = json!(vec![7; 100_000]);
    assert_eq!(places(&report).len(), 100);
}

#[test]
fn an_odd_name_is_told_in_quotes_and_cut() {
    let mut report = of_type("copyright");
    report["sender"]["a \"b\""] = json!(1);
    assert_eq!(places(&report), [r#"$.sender["a \"b\""]"#]);
    let mut report = of_type("copyright");
    report["sender"]["é".repeat(1_000)] = json!(1);
    assert!(places(&report)[0].len() < 120, "{:?}", places(&report));
}

#[test]
fn a_long_name_is_not_copied_for_each_item_below_it() {
    let mut report = of_type("link_site");
    report["k".repeat(1 << 20)] = json!(vec![json!({}); 100_000]);
    report["sender"]["k".repeat(1 << 20)] = json!(vec![json!({}); 100_000]);
    report["linked_content"] = json!(vec![json!([]); 100_000]);
    assert_eq!(places(&report).len(), 100);
}

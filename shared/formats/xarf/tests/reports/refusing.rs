use serde_json::{Value, json};
use xarf::{Broken, Matter};

use crate::fixtures::{before_4, is_about_a_right, of_type, places, read, version_4, versions_before_4};

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
    let all = [version_4(), versions_before_4()].concat();
    for report in all.iter().filter(|report| is_about_a_right(report)) {
        let mut pointers = Vec::new();
        members(report, "", &mut pointers);
        for pointer in pointers {
            // Without its mark it may be of another version.
            if ["/Version", "/ReporterInfo/"].iter().any(|it| pointer.starts_with(it)) {
                continue;
            }
            // The source is an address or a page: what is missed may be either.
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
    let mut swarm = of_type("p2p");
    swarm["swarm_info"] = json!({ "magnet_uri": "magnet:?xt=urn:btih:00" });
    assert_eq!(places(&swarm), Vec::<String>::new());
    swarm["swarm_info"] = json!({ "torrent_name": "a song" });
    assert_eq!(places(&swarm), ["$.swarm_info.info_hash"]);
}

#[test]
fn what_is_not_about_a_right_is_told_by_its_type_alone() {
    let all = [version_4(), versions_before_4()].concat();
    let mut others = 0;
    for mut report in all.into_iter().filter(|report| !is_about_a_right(report)) {
        let own = ["timestamp", "reporter", "ReporterInfo", "Disclosure"];
        report.as_object_mut().unwrap().retain(|name, _| !own.contains(&name.as_str()));
        assert_eq!(read(&report).unwrap().matter, Matter::Other, "{report}");
        others += 1;
    }
    assert_eq!(others, 25 + 57);
    let restated =
        json!({ "Version": "3.0", "Report": { "ReportClass": "Activity", "ReportType": "Botnet" } });
    assert_eq!(read(&restated).unwrap().matter, Matter::Other);
}

#[test]
fn faults_are_told_up_to_a_hundred() {
    let mut report = of_type("brand_infringement");
    report["products_offered"] = json!(vec![7; 100_000]);
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

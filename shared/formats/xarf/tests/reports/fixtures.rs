//! Reports that hold what they must and no more.

use serde_json::{Value, json};

/// The member of every report of version 4, and those of its type.
fn report_4(category: &str, kind: &str, own: &Value) -> Value {
    let mut report = json!({
        "xarf_version": "4.2.0",
        "report_id": "7f3b1c1e-8a2d-4d2f-9f6e-0c5b8a9d1e2f",
        "timestamp": "2026-03-20T10:00:00Z",
        "reporter": { "org": "Northlight", "contact": "ip@northlight.example", "domain": "northlight.example" },
        "sender": { "org": "Watch & Co", "contact": "desk@watch.example", "domain": "watch.example" },
        "source_identifier": "shop.example",
        "category": category,
        "type": kind,
    });
    for (name, value) in own.as_object().unwrap() {
        report[name] = value.clone();
    }
    report
}

/// The least report of each type of version 4.
pub(crate) fn version_4() -> Vec<Value> {
    let types = about_networks().into_iter().chain(about_content());
    types.map(|(category, kind, own)| report_4(category, kind, &own)).collect()
}

/// A type of version 4: its category and its name, and the least that a report of it has of its own.
type Type4 = (&'static str, &'static str, Value);

const SEEN: &str = "2026-03-19T08:00:00+01:00";
const PAGE: &str = "https://shop.example/item/1";

/// The types about messages, connections and machines.
fn about_networks() -> Vec<Type4> {
    vec![
        ("messaging", "spam", json!({ "protocol": "sms" })),
        ("messaging", "bulk_messaging", json!({ "protocol": "sms", "recipient_count": 100 })),
        ("connection", "login_attack", json!({ "protocol": "tcp", "first_seen": SEEN })),
        ("connection", "port_scan", json!({ "protocol": "sctp", "first_seen": SEEN })),
        ("connection", "ddos", json!({ "protocol": "udp", "first_seen": SEEN })),
        (
            "connection",
            "infected_host",
            json!({ "protocol": "tcp", "bot_type": "malicious", "first_seen": SEEN }),
        ),
        (
            "connection",
            "reconnaissance",
            json!({ "protocol": "tcp", "probed_resources": [], "first_seen": SEEN }),
        ),
        ("connection", "scraping", json!({ "protocol": "tcp", "total_requests": 1, "first_seen": SEEN })),
        ("connection", "sql_injection", json!({ "protocol": "tcp", "first_seen": SEEN })),
        (
            "connection",
            "vulnerability_scan",
            json!({ "protocol": "mixed", "scan_type": "mixed", "first_seen": SEEN }),
        ),
        ("vulnerability", "cve", json!({ "service": "web", "service_port": 443, "cve_id": "CVE-2026-1" })),
        ("vulnerability", "open_service", json!({ "service": "ntp" })),
        ("vulnerability", "misconfiguration", json!({ "service": "ftp" })),
        ("reputation", "blocklist", json!({ "threat_type": "spam" })),
        ("reputation", "threat_intelligence", json!({ "threat_type": "bot" })),
        ("infrastructure", "botnet", json!({ "compromise_evidence": "talks to its master" })),
        ("infrastructure", "compromised_server", json!({ "compromise_method": "weak password" })),
    ]
}

/// The types about what a page shows, and about copies of works.
fn about_content() -> Vec<Type4> {
    vec![
        ("content", "phishing", json!({ "url": PAGE })),
        ("content", "malware", json!({ "url": PAGE })),
        ("content", "csam", json!({ "url": PAGE, "classification": "A1", "detection_method": "hash_match" })),
        (
            "content",
            "csem",
            json!({ "url": PAGE, "exploitation_type": "grooming", "detection_method": "user_report" }),
        ),
        (
            "content",
            "exposed_data",
            json!({ "url": PAGE, "data_types": ["other"], "exposure_method": "other" }),
        ),
        (
            "content",
            "brand_infringement",
            json!({
                "url": PAGE,
                "infringement_type": "counterfeit",
                "legitimate_site": "https://northlight.example/",
            }),
        ),
        ("content", "fraud", json!({ "url": PAGE, "fraud_type": "shopping" })),
        ("content", "remote_compromise", json!({ "url": PAGE, "compromise_type": "webshell" })),
        (
            "content",
            "suspicious_registration",
            json!({ "url": PAGE, "registration_date": SEEN, "suspicious_indicators": ["other"] }),
        ),
        ("copyright", "copyright", json!({ "infringing_url": PAGE })),
        (
            "copyright",
            "p2p",
            json!({
                "p2p_protocol": "bittorrent",
                "swarm_info": { "info_hash": "00112233445566778899aabbccddeeff00112233" },
            }),
        ),
        ("copyright", "cyberlocker", json!({ "infringing_url": PAGE, "hosting_service": "Locker" })),
        ("copyright", "ugc_platform", json!({ "infringing_url": PAGE, "platform_name": "Demo" })),
        ("copyright", "link_site", json!({ "infringing_url": PAGE, "site_name": "Links" })),
        (
            "copyright",
            "usenet",
            json!({ "newsgroup": "alt.demo", "message_info": { "message_id": "<1@news.example>" } }),
        ),
    ]
}

/// The report of that type among [`version_4`].
pub(crate) fn of_type(kind: &str) -> Value {
    version_4().into_iter().find(|report| report["type"] == kind).unwrap()
}

/// A report before version 4.
pub(crate) fn before_4(version: &str, class: &str, kind: &str, own: &Value) -> Value {
    let mut report = json!({
        "Version": version,
        "ReporterInfo": {
            "ReporterOrg": "Northlight",
            "ReporterOrgDomain": "northlight.example",
            "ReporterOrgEmail": "ip@northlight.example",
        },
        "Disclosure": true,
        "Report": { "ReportClass": class, "ReportType": kind, "Date": "2026-03-20T10:00:00Z" },
    });
    for (name, value) in own.as_object().unwrap() {
        report["Report"][name] = value.clone();
    }
    report
}

/// The least report of each type of each version before 4.
pub(crate) fn versions_before_4() -> Vec<Value> {
    let ip = json!({ "SourceIp": "192.0.2.7" });
    let page = json!({ "SourceUrl": "https://shop.example/item/1" });
    let with = |of: &Value, name: &str, value: &str| {
        let mut all = of.clone();
        all[name] = json!(value);
        all
    };
    let work = with(&with(&page, "InfringedMaterial", "A song"), "FileName", "song.mp3");
    let mark = with(&page, "TrademarkedMaterial", "NORTHLIGHT");
    let always = [
        ("Activity", "Malware", ip.clone()),
        ("Activity", "DOS", ip.clone()),
        ("Activity", "PortScan", ip.clone()),
        ("Activity", "LoginAttack", ip.clone()),
        ("Activity", "Spam", ip.clone()),
        ("Content", "Malware", page.clone()),
        ("Content", "Phishing", page.clone()),
        ("Content", "Copyright", work),
        ("Content", "Trademark", mark),
        ("Content", "Botnet", page.clone()),
    ];
    let service = ("Vulnerability", "OpenService", with(&ip, "ServiceName", "ntp"));
    let harassment = with(&with(&page, "Harasser", "somebody"), "HarassmentDescription", "threats");
    let since_3 = [
        service.clone(),
        ("Activity", "Exploit", ip),
        ("Activity", "WebCrawler", page.clone()),
        ("Activity", "Harassment", harassment),
        (
            "Activity",
            "PotentiallyCompromisedAccount",
            json!({ "Account": { "AccountIdentifier": "somebody" } }),
        ),
    ];
    let child = ("Content", "ChildAbuse", page.clone());
    let material = ("Content", "ChildSexualAbuseMaterial", page);
    let versions = [
        ("alpha", [&always[..], std::slice::from_ref(&child)].concat()),
        ("1", [&always[..], &[service.clone(), child.clone()]].concat()),
        ("2", [&always[..], &[service, child.clone()]].concat()),
        ("3", [&always[..], &since_3, &[child]].concat()),
        ("development", [&always[..], &since_3, &[material]].concat()),
    ];
    let reports = versions.iter().flat_map(|(version, types)| {
        types.iter().map(move |(class, kind, own)| before_4(version, class, kind, own))
    });
    reports.collect()
}

/// Whether a report is of a type about a right, whose rules are known.
pub(crate) fn is_about_a_right(report: &Value) -> bool {
    let is = |kind: &Value, all: &[&str]| kind.as_str().is_some_and(|kind| all.contains(&kind));
    report["category"] == "copyright"
        || is(&report["type"], &["brand_infringement"])
        || is(&report["Report"]["ReportType"], &["Copyright", "Trademark"])
}

/// Reads a document.
pub(crate) fn read(report: &Value) -> Result<xarf::Report, Vec<xarf::Fault>> {
    xarf::read(report.to_string().as_bytes())
}

/// The places of what is wrong with a document.
pub(crate) fn places(report: &Value) -> Vec<String> {
    read(report).err().unwrap_or_default().into_iter().map(|fault| fault.path).collect()
}

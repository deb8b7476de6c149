//! Version 4: what every report must have, and where the rules of each type are.

use serde_json::Value;

use super::{connection, content, copyright, harm, other};
use crate::form::{self, EMAIL, HASH, HOSTNAME, TAG, UUID, VERSION_4, is_ip};
use crate::rule::{Kind, OBJECT, Shape, TEXT, form, may, must, short_list, up_to, whole_from};

/// Most bytes of one piece of evidence.
pub(crate) const EVIDENCE_BYTES: u32 = 5 << 20;

/// A moment.
pub(super) const MOMENT: Kind = form(&form::DATE_TIME);
/// An address.
pub(super) const LINK: Kind = form(&form::URI);
/// An IP address of either version.
pub(super) const IP: Kind = form(&form::IP);
/// A port of TCP or UDP.
pub(super) const PORT: Kind = Kind::Whole(1.0, 65_535.0);
/// A count.
pub(super) const COUNT: Kind = whole_from(0.0);
/// A count of at least one.
pub(super) const ONE_OR_MORE: Kind = whole_from(1.0);
/// A share of one.
pub(super) const SHARE: Kind = Kind::Number(0.0, 1.0);
/// A share of a hundred.
pub(super) const PERCENT: Kind = Kind::Number(0.0, 100.0);

static CONTACT: Shape =
    Shape::closed(&[must("org", up_to(200)), must("contact", form(&EMAIL)), must("domain", form(&HOSTNAME))]);

static EVIDENCE: Shape = Shape::closed(&[
    must("content_type", TEXT),
    must("payload", TEXT),
    may("description", up_to(500)),
    may("hash", form(&HASH)),
    may("size", Kind::Whole(0.0, EVIDENCE_BYTES as f64)),
]);

/// What every report has.
pub(crate) static CORE: Shape = Shape::open(&[
    must("xarf_version", form(&VERSION_4)),
    must("report_id", form(&UUID)),
    must("timestamp", MOMENT),
    must("reporter", Kind::Object(&CONTACT)),
    must("sender", Kind::Object(&CONTACT)),
    must("source_identifier", TEXT),
    must("category", Kind::Code(CATEGORIES)),
    must("type", TEXT),
    may("source_port", PORT),
    may("evidence_source", TEXT),
    may("evidence", short_list(&Kind::Object(&EVIDENCE), 50)),
    may("tags", short_list(&form(&TAG), 20)),
    may("confidence", SHARE),
    may("description", up_to(1_000)),
    may("legacy_version", Kind::Code(&["3"])),
    may("_internal", OBJECT),
]);

const CATEGORIES: &[&str] =
    &["messaging", "content", "copyright", "connection", "vulnerability", "infrastructure", "reputation"];

/// The types of reports: category, type, and what such a report is.
pub(crate) static TYPES: &[(&str, &str, &Shape)] = &[
    ("messaging", "spam", &other::SPAM),
    ("messaging", "bulk_messaging", &other::BULK_MESSAGING),
    ("connection", "login_attack", &connection::LOGIN_ATTACK),
    ("connection", "port_scan", &connection::PORT_SCAN),
    ("connection", "ddos", &connection::DDOS),
    ("connection", "infected_host", &connection::INFECTED_HOST),
    ("connection", "reconnaissance", &connection::RECONNAISSANCE),
    ("connection", "scraping", &connection::SCRAPING),
    ("connection", "sql_injection", &connection::SQL_INJECTION),
    ("connection", "vulnerability_scan", &connection::VULNERABILITY_SCAN),
    ("vulnerability", "cve", &other::CVE),
    ("vulnerability", "open_service", &other::SERVICE),
    ("vulnerability", "misconfiguration", &other::SERVICE),
    ("reputation", "blocklist", &other::THREAT),
    ("reputation", "threat_intelligence", &other::THREAT),
    ("infrastructure", "botnet", &other::BOTNET),
    ("infrastructure", "compromised_server", &other::COMPROMISED_SERVER),
    ("content", "phishing", &harm::PHISHING),
    ("content", "malware", &harm::MALWARE),
    ("content", "csam", &content::CSAM),
    ("content", "csem", &content::CSEM),
    ("content", "exposed_data", &content::EXPOSED_DATA),
    ("content", "brand_infringement", &content::BRAND_INFRINGEMENT),
    ("content", "fraud", &content::FRAUD),
    ("content", "remote_compromise", &harm::REMOTE_COMPROMISE),
    ("content", "suspicious_registration", &harm::SUSPICIOUS_REGISTRATION),
    ("copyright", "copyright", &copyright::COPYRIGHT),
    ("copyright", "p2p", &copyright::P2P),
    ("copyright", "cyberlocker", &copyright::CYBERLOCKER),
    ("copyright", "ugc_platform", &copyright::UGC_PLATFORM),
    ("copyright", "link_site", &copyright::LINK_SITE),
    ("copyright", "usenet", &copyright::USENET),
];

/// Whether the source is an IP address: its port is then to be given in some types.
pub(super) fn is_address(source: Option<&Value>) -> bool {
    source.and_then(Value::as_str).is_some_and(is_ip)
}

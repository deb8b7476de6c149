//! Version 4: what every report must have, and where the rules of each type are.

use super::{content, copyright};
use crate::form::{self, EMAIL, HASH, HOSTNAME, TAG, UUID, VERSION_4};
use crate::rule::{Kind, OBJECT, Shape, TEXT, form, may, must, short_list, up_to, whole_from};

/// Most bytes of one piece of evidence.
pub(crate) const EVIDENCE_BYTES: u32 = 5 << 20;

/// A moment.
pub(super) const MOMENT: Kind = form(&form::DATE_TIME);
/// An address.
pub(super) const LINK: Kind = form(&form::URI);
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

/// The types about a right: category, type, and what such a report is.
pub(crate) static TYPES: &[(&str, &str, &Shape)] = &[
    ("content", "brand_infringement", &content::BRAND_INFRINGEMENT),
    ("copyright", "copyright", &copyright::COPYRIGHT),
    ("copyright", "p2p", &copyright::P2P),
    ("copyright", "cyberlocker", &copyright::CYBERLOCKER),
    ("copyright", "ugc_platform", &copyright::UGC_PLATFORM),
    ("copyright", "link_site", &copyright::LINK_SITE),
    ("copyright", "usenet", &copyright::USENET),
];

/// The types about anything else, by category.
pub(crate) static OTHERS: &[(&str, &[&str])] = &[
    ("messaging", &["spam", "bulk_messaging"]),
    (
        "connection",
        &[
            "login_attack",
            "port_scan",
            "ddos",
            "infected_host",
            "reconnaissance",
            "scraping",
            "sql_injection",
            "vulnerability_scan",
        ],
    ),
    ("vulnerability", &["cve", "open_service", "misconfiguration"]),
    ("reputation", &["blocklist", "threat_intelligence"]),
    ("infrastructure", &["botnet", "compromised_server"]),
    (
        "content",
        &[
            "phishing",
            "malware",
            "csam",
            "csem",
            "exposed_data",
            "fraud",
            "remote_compromise",
            "suspicious_registration",
        ],
    ),
];

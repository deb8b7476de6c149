//! Version 4: messages, weaknesses, infrastructure and reputation.

use super::v4::{CORE, LINK, MOMENT, ONE_OR_MORE, PORT};
use crate::form::{self, CVSS_3, EMAIL, LANGUAGE};
use crate::rule::{Check, Kind, Shape, TEXT, form, list, may, must, up_to, whole_from};

static OF_MAIL: Shape = Shape::open(&[must("smtp_from", form(&EMAIL)), must("source_port", PORT)]);
static OF_ANY: Shape = Shape::open(&[]);

/// A mail is told with its sender and port.
const SMTP: &[Check] = &[Check::When(
    "protocol",
    |protocol| protocol.is_none_or(|protocol| protocol == "smtp"),
    &OF_MAIL,
    &OF_ANY,
)];

pub(super) static SPAM: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&[
            "spamtrap",
            "user_complaint",
            "automated_filter",
            "honeypot",
            "content_analysis",
            "reputation_feed",
        ]),
    ),
    must(
        "protocol",
        Kind::Code(&[
            "smtp",
            "sms",
            "whatsapp",
            "telegram",
            "signal",
            "chat",
            "social_media",
            "push_notification",
            "other",
        ]),
    ),
    may("smtp_from", form(&EMAIL)),
    may("smtp_to", form(&EMAIL)),
    may("subject", up_to(500)),
    may("sender_name", up_to(200)),
    may("message_id", up_to(200)),
    may("user_agent", up_to(200)),
    may("recipient_count", ONE_OR_MORE),
    may("language", form(&LANGUAGE)),
    may(
        "spam_indicators",
        Kind::Object(&Shape::closed(&[
            may("suspicious_links", list(&LINK)),
            may("commercial_content", Kind::Truth),
            may("bulk_characteristics", Kind::Truth),
        ])),
    ),
])
.on(&[&CORE])
.with(SMTP);

pub(super) static BULK_MESSAGING: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&["user_complaint", "automated_filter", "reputation_feed", "volume_analysis"]),
    ),
    must(
        "protocol",
        Kind::Code(&["smtp", "sms", "whatsapp", "telegram", "social_media", "push_notification", "other"]),
    ),
    may("smtp_from", form(&EMAIL)),
    may("subject", up_to(500)),
    may("sender_name", up_to(200)),
    must("recipient_count", whole_from(100.0)),
    may("unsubscribe_provided", Kind::Truth),
    may("opt_in_evidence", Kind::Truth),
    may(
        "bulk_indicators",
        Kind::Object(&Shape::closed(&[
            may("high_volume", Kind::Truth),
            may("template_based", Kind::Truth),
            may("commercial_sender", Kind::Truth),
        ])),
    ),
])
.on(&[&CORE])
.with(SMTP);

const NONE_LOW_HIGH: Kind = Kind::Code(&["none", "low", "high"]);

pub(super) static CVE: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&[
            "vulnerability_scan",
            "researcher_analysis",
            "automated_discovery",
            "penetration_testing",
        ]),
    ),
    must("service", up_to(200)),
    may("service_version", up_to(100)),
    must("service_port", PORT),
    must("cve_id", form(&form::CVE)),
    may("cve_ids", Kind::List { of: &form(&form::CVE), least: 0, most: 10, distinct: true }),
    may("cvss_score", Kind::Number(0.0, 10.0)),
    may("cvss_vector", form(&CVSS_3)),
    may("cvss_version", Kind::Code(&["2.0", "3.0", "3.1"])),
    may("risk_level", Kind::Code(&["info", "low", "medium", "high", "critical"])),
    may("severity", Kind::Code(&["informational", "low", "medium", "high", "critical"])),
    may("exploitability", Kind::Code(&["theoretical", "poc_available", "functional", "weaponized"])),
    may("patch_available", Kind::Truth),
    may("patch_version", up_to(100)),
    may("patch_url", LINK),
    may("vendor_advisory", LINK),
    may("disclosure_date", MOMENT),
    may(
        "impact_assessment",
        Kind::Object(&Shape::closed(&[
            may("confidentiality", NONE_LOW_HIGH),
            may("integrity", NONE_LOW_HIGH),
            may("availability", NONE_LOW_HIGH),
        ])),
    ),
    may("remediation_priority", Kind::Code(&["low", "medium", "high", "critical", "emergency"])),
])
.on(&[&CORE]);

pub(super) static SERVICE: Shape = Shape::open(&[must("service", TEXT)]).on(&[&CORE]);

pub(super) static THREAT: Shape = Shape::open(&[must("threat_type", TEXT)]).on(&[&CORE]);

pub(super) static COMPROMISED_SERVER: Shape = Shape::open(&[must("compromise_method", TEXT)]).on(&[&CORE]);

pub(super) static BOTNET: Shape = Shape::open(&[
    may("malware_family", up_to(200)),
    may("c2_server", TEXT),
    may("c2_protocol", Kind::Code(&["http", "https", "tcp", "udp", "dns", "irc", "p2p", "custom"])),
    may(
        "bot_capabilities",
        list(&Kind::Code(&[
            "ddos",
            "spam",
            "proxy",
            "keylogger",
            "file_download",
            "remote_shell",
            "cryptocurrency_mining",
            "data_theft",
        ])),
    ),
    must("compromise_evidence", TEXT),
])
.on(&[&CORE]);

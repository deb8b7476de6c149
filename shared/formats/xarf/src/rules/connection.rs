//! Version 4, category `connection`.

use super::v4::{CORE, IP, LINK, MOMENT, ONE_OR_MORE, PORT, is_address};
use crate::rule::{Check, Field, Kind, NUMBER, Shape, TEXT, WHOLE, list, may, must, up_to};

const DESTINATION_IP: Field = may("destination_ip", IP);
const DESTINATION_PORT: Field = may("destination_port", PORT);
const FIRST_SEEN: Field = must("first_seen", MOMENT);
const LAST_SEEN: Field = may("last_seen", MOMENT);
const USER_AGENT: Field = may("user_agent", TEXT);
const TCP_OR_UDP: Field = must("protocol", Kind::Code(&["tcp", "udp"]));
const ANY_TRANSPORT: Field = must("protocol", Kind::Code(&["tcp", "udp", "icmp", "sctp"]));

/// An IP address is told with its port: others may share the address.
const PORT_OF_ADDRESS: &[Check] = &[Check::When(
    "source_identifier",
    is_address,
    &Shape::open(&[must("source_port", PORT)]),
    &Shape::open(&[]),
)];

pub(super) static LOGIN_ATTACK: Shape =
    Shape::open(&[DESTINATION_IP, DESTINATION_PORT, ANY_TRANSPORT, FIRST_SEEN, LAST_SEEN])
        .on(&[&CORE])
        .with(PORT_OF_ADDRESS);

pub(super) static PORT_SCAN: Shape =
    Shape::open(&[DESTINATION_IP, DESTINATION_PORT, ANY_TRANSPORT, FIRST_SEEN, LAST_SEEN])
        .on(&[&CORE])
        .with(PORT_OF_ADDRESS);

pub(super) static DDOS: Shape = Shape::open(&[
    may(
        "evidence_source",
        Kind::Code(&["firewall_logs", "ids_detection", "flow_analysis", "traffic_monitoring", "honeypot"]),
    ),
    DESTINATION_IP,
    DESTINATION_PORT,
    ANY_TRANSPORT,
    may("attack_vector", TEXT),
    may("peak_pps", ONE_OR_MORE),
    may("peak_bps", ONE_OR_MORE),
    may("duration_seconds", ONE_OR_MORE),
    may("amplification_factor", Kind::Number(1.0, f64::INFINITY)),
    FIRST_SEEN,
    LAST_SEEN,
    may("threshold_exceeded", MOMENT),
    may("mitigation_applied", Kind::Truth),
    may("service_impact", Kind::Code(&["none", "degraded", "unavailable"])),
])
.on(&[&CORE])
.with(PORT_OF_ADDRESS);

pub(super) static INFECTED_HOST: Shape = Shape::open(&[
    DESTINATION_IP,
    DESTINATION_PORT,
    TCP_OR_UDP,
    must(
        "bot_type",
        Kind::Code(&[
            "search_engine",
            "ai_agent",
            "monitoring",
            "seo_analyzer",
            "link_checker",
            "feed_reader",
            "social_media",
            "advertising",
            "malicious",
            "unknown",
        ]),
    ),
    may("bot_name", TEXT),
    USER_AGENT,
    may(
        "behavior_pattern",
        Kind::Code(&[
            "legitimate_crawling",
            "aggressive_crawling",
            "api_abuse",
            "form_submission",
            "comment_spam",
            "account_creation",
            "content_harvesting",
            "vulnerability_probing",
            "mixed",
        ]),
    ),
    may("request_rate", NUMBER),
    may("total_requests", ONE_OR_MORE),
    may("respects_robots_txt", Kind::Truth),
    may("follows_crawl_delay", Kind::Truth),
    may("javascript_execution", Kind::Truth),
    may("accepts_cookies", Kind::Truth),
    may("api_endpoints_accessed", list(&TEXT)),
    may("verification_status", Kind::Code(&["verified", "unverified", "spoofed", "unknown"])),
    FIRST_SEEN,
    LAST_SEEN,
])
.on(&[&CORE]);

pub(super) static RECONNAISSANCE: Shape = Shape::open(&[
    DESTINATION_IP,
    DESTINATION_PORT,
    TCP_OR_UDP,
    must("probed_resources", list(&TEXT)),
    may(
        "resource_categories",
        list(&Kind::Code(&[
            "environment_files",
            "version_control",
            "configuration_files",
            "backup_files",
            "admin_panels",
            "database_files",
            "log_files",
            "credential_files",
            "api_endpoints",
            "debug_endpoints",
            "other",
        ])),
    ),
    may(
        "http_methods",
        list(&Kind::Code(&["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT"])),
    ),
    may("response_codes", list(&WHOLE)),
    may("successful_probes", list(&TEXT)),
    USER_AGENT,
    FIRST_SEEN,
    LAST_SEEN,
    may("total_probes", ONE_OR_MORE),
    may("automated_tool", Kind::Truth),
])
.on(&[&CORE]);

pub(super) static SCRAPING: Shape = Shape::open(&[
    DESTINATION_IP,
    DESTINATION_PORT,
    TCP_OR_UDP,
    may(
        "scraping_pattern",
        Kind::Code(&[
            "sequential",
            "random",
            "targeted",
            "sitemap_following",
            "api_harvesting",
            "deep_crawling",
            "breadth_first",
            "depth_first",
        ]),
    ),
    may(
        "target_content",
        Kind::Code(&[
            "product_data",
            "pricing_information",
            "user_profiles",
            "contact_information",
            "news_articles",
            "images",
            "documents",
            "api_data",
            "search_results",
            "general_content",
            "other",
        ]),
    ),
    USER_AGENT,
    may("bot_signature", TEXT),
    may("request_rate", NUMBER),
    must("total_requests", ONE_OR_MORE),
    may("unique_urls", ONE_OR_MORE),
    may("data_volume", WHOLE),
    may("respects_robots_txt", Kind::Truth),
    may("session_duration", WHOLE),
    may("concurrent_connections", WHOLE),
    FIRST_SEEN,
    LAST_SEEN,
])
.on(&[&CORE]);

pub(super) static SQL_INJECTION: Shape = Shape::open(&[
    DESTINATION_IP,
    DESTINATION_PORT,
    TCP_OR_UDP,
    may("http_method", Kind::Code(&["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])),
    may("target_url", LINK),
    may(
        "injection_point",
        Kind::Code(&["query_parameter", "post_body", "cookie", "header", "path", "json_parameter"]),
    ),
    may("payload_sample", up_to(1_000)),
    may(
        "attack_technique",
        Kind::Code(&[
            "union_based",
            "error_based",
            "boolean_blind",
            "time_blind",
            "stacked_queries",
            "out_of_band",
            "second_order",
            "other",
        ]),
    ),
    FIRST_SEEN,
    LAST_SEEN,
    may("attempts_count", ONE_OR_MORE),
])
.on(&[&CORE]);

pub(super) static VULNERABILITY_SCAN: Shape = Shape::open(&[
    DESTINATION_IP,
    must(
        "scan_type",
        Kind::Code(&[
            "port_scan",
            "vulnerability_scan",
            "version_detection",
            "os_fingerprinting",
            "service_enumeration",
            "web_vuln_scan",
            "directory_brute_force",
            "mixed",
        ]),
    ),
    may("scanner_signature", TEXT),
    may("targeted_ports", list(&PORT)),
    may("targeted_services", list(&TEXT)),
    may("vulnerabilities_probed", list(&TEXT)),
    may("scan_rate", NUMBER),
    must("protocol", Kind::Code(&["tcp", "udp", "icmp", "mixed"])),
    FIRST_SEEN,
    LAST_SEEN,
    may("total_requests", ONE_OR_MORE),
    USER_AGENT,
])
.on(&[&CORE]);

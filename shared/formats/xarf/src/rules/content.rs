//! Version 4, category `content`.

use super::v4::{CORE, COUNT, LINK, MOMENT, SHARE};
use crate::form::{COUNTRY, CURRENCY, DATE, DOMAIN, EMAIL, IPV4, IPV6, MD5, SHA1, SHA256};
use crate::rule::{Kind, Shape, TEXT, filled_list, form, list, may, must, short_list};

/// What every report of this category has.
pub(super) static CONTENT: Shape = Shape::open(&[
    must("url", LINK),
    may("domain", form(&DOMAIN)),
    may("registrar", TEXT),
    may("nameservers", list(&TEXT)),
    may(
        "dns_records",
        Kind::Object(&Shape::open(&[
            may("a", list(&form(&IPV4))),
            may("aaaa", list(&form(&IPV6))),
            may("mx", list(&TEXT)),
            may("txt", list(&TEXT)),
        ])),
    ),
    may("screenshot_url", LINK),
    may("verified_at", MOMENT),
    may(
        "verification_method",
        Kind::Code(&["manual", "automated_crawler", "user_report", "honeypot", "threat_intelligence"]),
    ),
    may(
        "attack_vector",
        Kind::Code(&[
            "phishing",
            "malware",
            "fraud",
            "brand_infringement",
            "copyright_infringement",
            "data_leak",
            "remote_compromise",
            "suspicious_registration",
        ]),
    ),
    may("target_brand", TEXT),
    may("hosting_provider", TEXT),
    may("asn", Kind::Whole(1.0, 4_294_967_295.0)),
    may("country_code", form(&COUNTRY)),
    may(
        "ssl_certificate",
        Kind::Object(&Shape::open(&[
            may("issuer", TEXT),
            may("subject", TEXT),
            may("valid_from", MOMENT),
            may("valid_to", MOMENT),
            may("fingerprint", TEXT),
        ])),
    ),
    may(
        "whois",
        Kind::Object(&Shape::open(&[
            may("registrant", TEXT),
            may("created_date", MOMENT),
            may("updated_date", MOMENT),
            may("expiry_date", MOMENT),
            may("registrar_abuse_contact", form(&EMAIL)),
        ])),
    ),
    may(
        "dns_response",
        Kind::Object(&Shape::open(&[
            may("query_time", MOMENT),
            may("authoritative", Kind::Truth),
            may("response_code", Kind::Code(&["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"])),
        ])),
    ),
])
.on(&[&CORE]);

pub(super) static BRAND_INFRINGEMENT: Shape = Shape::open(&[
    must(
        "infringement_type",
        Kind::Code(&[
            "counterfeit",
            "typosquatting",
            "lookalike",
            "homograph",
            "unauthorized_reseller",
            "trademark_violation",
            "brand_impersonation",
            "logo_misuse",
            "other",
        ]),
    ),
    must("legitimate_site", LINK),
    may("similarity_score", SHARE),
    may(
        "trademark_details",
        Kind::Object(&Shape::open(&[
            may("registration_number", TEXT),
            may("jurisdiction", TEXT),
            // Classes of the Nice Agreement.
            may("category", list(&Kind::Whole(1.0, 45.0))),
        ])),
    ),
    may(
        "infringing_elements",
        list(&Kind::Code(&[
            "logo",
            "brand_name",
            "tagline",
            "color_scheme",
            "layout",
            "product_images",
            "domain_name",
            "other",
        ])),
    ),
    may("products_offered", list(&TEXT)),
    may(
        "previous_enforcement",
        list(&Kind::Object(&Shape::open(&[
            may("date", form(&DATE)),
            may(
                "action",
                Kind::Code(&["cease_desist", "takedown_notice", "domain_dispute", "legal_action", "other"]),
            ),
            may("result", TEXT),
        ]))),
    ),
])
.on(&[&CONTENT]);

pub(super) static CSAM: Shape = Shape::open(&[
    must("classification", Kind::Code(&["baseline", "A1", "A2", "B1", "B2"])),
    may("media_type", Kind::Code(&["image", "video", "audio", "text", "mixed"])),
    must(
        "detection_method",
        Kind::Code(&["hash_match", "ai_detection", "manual_review", "user_report", "automated_scan"]),
    ),
    may(
        "hash_values",
        Kind::Object(&Shape::open(&[
            may("md5", form(&MD5)),
            may("sha1", form(&SHA1)),
            may("sha256", form(&SHA256)),
            may("photodna", TEXT),
        ])),
    ),
    may("ncmec_report_id", TEXT),
    may("content_removed", Kind::Truth),
    may("account_suspended", Kind::Truth),
])
.on(&[&CONTENT]);

pub(super) static CSEM: Shape = Shape::open(&[
    must(
        "exploitation_type",
        Kind::Code(&[
            "grooming",
            "solicitation",
            "sextortion",
            "trafficking",
            "distribution",
            "production",
            "possession",
        ]),
    ),
    may("victim_age_range", Kind::Code(&["infant", "toddler", "prepubescent", "pubescent", "unknown"])),
    may(
        "platform",
        Kind::Code(&[
            "social_media",
            "messaging_app",
            "gaming_platform",
            "forum",
            "email",
            "darkweb",
            "other",
        ]),
    ),
    must(
        "detection_method",
        Kind::Code(&[
            "behavioral_analysis",
            "keyword_detection",
            "user_report",
            "ai_detection",
            "manual_review",
            "law_enforcement_referral",
        ]),
    ),
    may("evidence_type", list(&Kind::Code(&["chat_logs", "images", "videos", "user_profile", "metadata"]))),
    may(
        "perpetrator_indicators",
        Kind::Object(&Shape::open(&[
            may("account_id", TEXT),
            may("ip_addresses", list(&form(&IPV4))),
            may("pattern_of_behavior", TEXT),
        ])),
    ),
    may(
        "reporting_obligations",
        list(&Kind::Code(&[
            "NCMEC",
            "IWF",
            "local_law_enforcement",
            "europol",
            "interpol",
            "platform_safety_team",
            "other",
        ])),
    ),
])
.on(&[&CONTENT]);

pub(super) static EXPOSED_DATA: Shape = Shape::open(&[
    must(
        "data_types",
        filled_list(&Kind::Code(&[
            "personal_information",
            "credentials",
            "financial",
            "medical",
            "government_id",
            "email_addresses",
            "phone_numbers",
            "api_keys",
            "database_dumps",
            "source_code",
            "internal_documents",
            "customer_data",
            "employee_data",
            "intellectual_property",
            "other",
        ])),
    ),
    must(
        "exposure_method",
        Kind::Code(&[
            "misconfigured_server",
            "open_directory",
            "database_exposure",
            "git_repository",
            "backup_file",
            "log_file",
            "cloud_storage",
            "paste_site",
            "forum_post",
            "ransomware_leak",
            "intentional_leak",
            "other",
        ]),
    ),
    may("record_count", COUNT),
    may("affected_organization", TEXT),
    may(
        "data_format",
        Kind::Code(&["plaintext", "csv", "json", "xml", "sql", "excel", "pdf", "mixed", "other"]),
    ),
    may("sensitive_fields", list(&TEXT)),
    may(
        "encryption_status",
        Kind::Code(&["unencrypted", "encrypted", "partially_encrypted", "hashed", "unknown"]),
    ),
    may(
        "accessibility",
        Kind::Code(&["public", "requires_authentication", "requires_payment", "dark_web", "removed"]),
    ),
    may(
        "discovery_source",
        Kind::Code(&[
            "security_researcher",
            "automated_scan",
            "breach_monitoring",
            "user_report",
            "law_enforcement",
            "threat_intelligence",
            "other",
        ]),
    ),
    may(
        "sample_records",
        short_list(&Kind::Object(&Shape::open(&[may("description", TEXT), may("redacted_sample", TEXT)])), 5),
    ),
])
.on(&[&CONTENT]);

pub(super) static FRAUD: Shape = Shape::open(&[
    must(
        "fraud_type",
        Kind::Code(&[
            "investment",
            "romance",
            "tech_support",
            "lottery",
            "advance_fee",
            "cryptocurrency",
            "shopping",
            "charity",
            "employment",
            "government_impersonation",
            "other",
        ]),
    ),
    may(
        "payment_methods",
        list(&Kind::Code(&[
            "credit_card",
            "bank_transfer",
            "cryptocurrency",
            "gift_cards",
            "wire_transfer",
            "paypal",
            "western_union",
            "moneygram",
            "cashapp",
            "venmo",
            "other",
        ])),
    ),
    may(
        "cryptocurrency_addresses",
        list(&Kind::Object(&Shape::open(&[
            must("currency", Kind::Code(&["bitcoin", "ethereum", "usdt", "bnb", "monero", "other"])),
            must("address", TEXT),
        ]))),
    ),
    may("claimed_entity", TEXT),
    may(
        "loss_amount",
        Kind::Object(&Shape::open(&[
            may("currency", form(&CURRENCY)),
            may("amount", Kind::Number(0.0, f64::INFINITY)),
        ])),
    ),
])
.on(&[&CONTENT]);

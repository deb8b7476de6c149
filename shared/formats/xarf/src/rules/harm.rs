//! Version 4, category `content`: phishing, malware, break-ins and domains that look like them.

use super::content::CONTENT;
use super::v4::{COUNT, LINK, MOMENT, PERCENT, PORT, SHARE};
use crate::form::{COUNTRY, CVE_FROM_4, MD5, SHA1, SHA256};
use crate::rule::{Kind, Shape, TEXT, WHOLE, filled_list, form, list, may, must, short_list};

pub(super) static PHISHING: Shape = Shape::open(&[
    may("credential_fields", list(&TEXT)),
    may("phishing_kit", TEXT),
    may("redirect_chain", list(&LINK)),
    may("submission_url", LINK),
    may("cloned_site", LINK),
    may(
        "detection_evasion",
        list(&Kind::Code(&[
            "geo_blocking",
            "user_agent_filtering",
            "referrer_checking",
            "captcha",
            "time_based_display",
            "ip_blacklisting",
            "obfuscation",
            "other",
        ])),
    ),
    may(
        "lure_type",
        Kind::Code(&[
            "account_suspension",
            "security_alert",
            "payment_issue",
            "prize_notification",
            "document_share",
            "password_reset",
            "shipping_notification",
            "tax_refund",
            "other",
        ]),
    ),
])
.on(&[&CONTENT]);

pub(super) static MALWARE: Shape = Shape::open(&[
    may("malware_family", TEXT),
    may(
        "malware_type",
        Kind::Code(&[
            "trojan",
            "ransomware",
            "dropper",
            "loader",
            "backdoor",
            "rootkit",
            "infostealer",
            "banking_trojan",
            "cryptominer",
            "adware",
            "spyware",
            "worm",
            "bot",
            "rat",
            "other",
        ]),
    ),
    may(
        "file_hashes",
        Kind::Object(&Shape::open(&[
            may("md5", form(&MD5)),
            may("sha1", form(&SHA1)),
            may("sha256", form(&SHA256)),
            may("ssdeep", TEXT),
        ])),
    ),
    may(
        "file_metadata",
        Kind::Object(&Shape::open(&[
            may("filename", TEXT),
            may("file_size", COUNT),
            may("file_type", TEXT),
            may("mime_type", TEXT),
        ])),
    ),
    may(
        "distribution_method",
        Kind::Code(&[
            "direct_download",
            "drive_by_download",
            "email_attachment",
            "malvertising",
            "exploit_kit",
            "watering_hole",
            "supply_chain",
            "social_engineering",
            "other",
        ]),
    ),
    may(
        "c2_servers",
        list(&Kind::Object(&Shape::open(&[
            may("address", TEXT),
            may("port", PORT),
            may("protocol", Kind::Code(&["http", "https", "tcp", "udp", "dns", "other"])),
        ]))),
    ),
    may(
        "sandbox_analysis",
        Kind::Object(&Shape::open(&[
            may("sandbox_name", TEXT),
            may("analysis_url", LINK),
            may("verdict", Kind::Code(&["malicious", "suspicious", "clean", "unknown"])),
            may("score", PERCENT),
        ])),
    ),
    may("exploit_cve", list(&form(&CVE_FROM_4))),
    may(
        "persistence_mechanism",
        list(&Kind::Code(&[
            "registry",
            "scheduled_task",
            "service",
            "startup_folder",
            "dll_hijacking",
            "wmi",
            "other",
        ])),
    ),
    may(
        "targeted_platforms",
        list(&Kind::Code(&["windows", "linux", "macos", "android", "ios", "multi_platform"])),
    ),
])
.on(&[&CONTENT]);

pub(super) static REMOTE_COMPROMISE: Shape = Shape::open(&[
    must(
        "compromise_type",
        Kind::Code(&[
            "webshell",
            "backdoor",
            "defacement",
            "malicious_redirect",
            "seo_spam",
            "cryptominer",
            "phishing_kit",
            "malware_host",
            "c2_server",
            "proxy",
            "scanner",
            "other",
        ]),
    ),
    may(
        "compromise_indicators",
        list(&Kind::Object(&Shape::open(&[
            must(
                "type",
                Kind::Code(&[
                    "file_path",
                    "process",
                    "network_connection",
                    "user_account",
                    "scheduled_task",
                    "registry_key",
                    "service",
                ]),
            ),
            must("value", TEXT),
            may("description", TEXT),
        ]))),
    ),
    may(
        "webshell_details",
        Kind::Object(&Shape::open(&[
            may("family", TEXT),
            may(
                "capabilities",
                list(&Kind::Code(&[
                    "file_manager",
                    "command_execution",
                    "database_access",
                    "network_scanning",
                    "privilege_escalation",
                    "persistence",
                    "other",
                ])),
            ),
            may("password_protected", Kind::Truth),
        ])),
    ),
    may(
        "affected_cms",
        Kind::Code(&[
            "wordpress",
            "joomla",
            "drupal",
            "magento",
            "prestashop",
            "opencart",
            "custom",
            "unknown",
            "other",
        ]),
    ),
    may(
        "vulnerability_exploited",
        Kind::Object(&Shape::open(&[
            may("cve", form(&CVE_FROM_4)),
            may("description", TEXT),
            may("component", TEXT),
        ])),
    ),
    may(
        "persistence_mechanisms",
        list(&Kind::Code(&[
            "cron_job",
            "modified_core_files",
            "hidden_admin_account",
            "autoload_backdoor",
            "htaccess_modification",
            "database_backdoor",
            "other",
        ])),
    ),
    may(
        "malicious_activities",
        list(&Kind::Code(&[
            "spam_sending",
            "ddos_attacks",
            "cryptocurrency_mining",
            "data_exfiltration",
            "lateral_movement",
            "hosting_malware",
            "hosting_phishing",
            "scanning",
            "other",
        ])),
    ),
    may(
        "cleanup_status",
        Kind::Code(&["not_cleaned", "partially_cleaned", "cleaned", "reinfected", "unknown"]),
    ),
])
.on(&[&CONTENT]);

pub(super) static SUSPICIOUS_REGISTRATION: Shape = Shape::open(&[
    must("registration_date", MOMENT),
    may("days_since_registration", COUNT),
    must(
        "suspicious_indicators",
        filled_list(&Kind::Code(&[
            "typosquatting",
            "homograph_attack",
            "brand_keyword",
            "suspicious_tld",
            "bulk_registration",
            "privacy_protection",
            "suspicious_registrant",
            "fast_flux",
            "dga_pattern",
            "known_bad_nameserver",
            "suspicious_ssl_cert",
            "immediate_activation",
            "parked_page",
            "other",
        ])),
    ),
    may("risk_score", SHARE),
    may("targeted_brands", list(&TEXT)),
    may(
        "registrant_details",
        Kind::Object(&Shape::open(&[
            may("email_domain", TEXT),
            may("country", form(&COUNTRY)),
            may("privacy_protected", Kind::Truth),
            may("bulk_registrations", WHOLE),
        ])),
    ),
    may(
        "related_domains",
        short_list(
            &Kind::Object(&Shape::open(&[
                may("domain", TEXT),
                may(
                    "relationship",
                    Kind::Code(&[
                        "same_registrant",
                        "same_nameserver",
                        "same_ip",
                        "same_ssl_cert",
                        "similar_pattern",
                        "same_campaign",
                    ]),
                ),
            ])),
            20,
        ),
    ),
    may(
        "predicted_usage",
        list(&Kind::Code(&["phishing", "malware", "spam", "fraud", "brand_abuse", "botnet_c2", "unknown"])),
    ),
    may(
        "ssl_certificate_details",
        Kind::Object(&Shape::open(&[
            may("issued_immediately", Kind::Truth),
            may("free_certificate", Kind::Truth),
            may("wildcard", Kind::Truth),
        ])),
    ),
    may(
        "activation_behavior",
        Kind::Object(&Shape::open(&[
            may("time_to_activation", WHOLE),
            may(
                "initial_content",
                Kind::Code(&[
                    "parked",
                    "under_construction",
                    "immediate_malicious",
                    "cloned_site",
                    "blank",
                    "other",
                ]),
            ),
        ])),
    ),
])
.on(&[&CONTENT]);

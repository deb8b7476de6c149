//! Version 4, category `content`.

use super::v4::{CORE, LINK, MOMENT, SHARE};
use crate::form::{COUNTRY, DATE, DOMAIN, EMAIL, IPV4, IPV6};
use crate::rule::{Kind, Shape, TEXT, form, list, may, must};

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

//! Feedback reports about mails: RFC 5965, with the failures of authentication of RFC 6591.
//!
//! They are about spam, not about listings: [`crate::Class::NotOurs`], unless their text is a complaint.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::fields::{self, Fields};

/// A feedback report. A field that was not given is empty, or `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feedback {
    /// `Feedback-Type` in lower case, such as `abuse`, `fraud`, `virus`, `not-spam`, `auth-failure`.
    pub kind: String,
    /// `User-Agent`: the program that wrote it.
    pub user_agent: String,
    /// `Version` of the format; `1` in RFC 5965.
    pub version: String,
    /// `Original-Envelope-Id`.
    pub envelope_id: String,
    /// `Original-Mail-From`: the envelope's sender.
    pub mail_from: String,
    /// `Original-Rcpt-To`: the envelope's recipients.
    pub rcpt_to: Vec<String>,
    /// `Arrival-Date`, or the historic `Received-Date`.
    pub arrived_at: Option<Timestamp>,
    /// `Reporting-MTA`, without its type.
    pub reporting_mta: String,
    /// `Source-IP`: where the mail came from.
    pub source_ip: Option<IpAddr>,
    /// `Source-Port` (RFC 6692).
    pub source_port: Option<u16>,
    /// `Incidents`: how many mails the report stands for, one unless it says otherwise.
    pub incidents: u64,
    /// Each `Authentication-Results` (RFC 8601).
    pub authentication_results: Vec<String>,
    /// Each `Reported-Domain`.
    pub domains: Vec<String>,
    /// Each `Reported-URI`.
    pub uris: Vec<String>,
    /// What failed, in a report of the kind `auth-failure`.
    pub failure: AuthFailure,
    /// The header of the reported mail, as it stood.
    pub original: String,
}

/// What a report about failed authentication adds (RFC 6591, 3.2 and 3.3).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuthFailure {
    /// `Auth-Failure` in lower case, such as `bodyhash`, `signature`, `spf`, `dmarc`.
    pub kind: String,
    /// `Delivery-Result` in lower case, such as `delivered`, `spam`, `reject`.
    pub delivery: String,
    /// `DKIM-Domain`.
    pub dkim_domain: String,
    /// `DKIM-Identity`.
    pub dkim_identity: String,
    /// `DKIM-Selector`.
    pub dkim_selector: String,
    /// `DKIM-Canonicalized-Header`, base64 without white space.
    pub dkim_header: String,
    /// `DKIM-Canonicalized-Body`, base64 without white space.
    pub dkim_body: String,
    /// `DKIM-ADSP-DNS`.
    pub dkim_adsp_dns: String,
    /// `DKIM-Selector-DNS`.
    pub dkim_selector_dns: String,
    /// `SPF-DNS`.
    pub spf_dns: String,
    /// `Identity-Alignment` (RFC 7489, 7.3.1) in lower case.
    pub alignment: String,
}

/// The fields without which a report is none (RFC 5965, 3.1).
const REQUIRED: [&str; 3] = ["Feedback-Type", "User-Agent", "Version"];

impl Feedback {
    /// Reads the part `message/feedback-report`, and the `header` of the reported mail.
    ///
    /// # Errors
    /// The names of the required fields that are missing.
    pub fn read(report: &str, header: &str) -> Result<Self, Vec<&'static str>> {
        let fields = fields::blocks(report).into_iter().next().unwrap_or_default();
        let missing: Vec<_> = REQUIRED.into_iter().filter(|name| !fields.has(name)).collect();
        if !missing.is_empty() {
            return Err(missing);
        }
        let all = |name| fields.all(name).map(str::to_owned).collect();
        let first_word = |value: String| value.split_whitespace().next().unwrap_or_default().to_owned();
        Ok(Self {
            kind: fields.one("Feedback-Type").to_ascii_lowercase(),
            user_agent: fields.one("User-Agent"),
            version: fields.one("Version"),
            envelope_id: fields.one("Original-Envelope-Id"),
            mail_from: fields::bare(&fields.one("Original-Mail-From")),
            rcpt_to: fields.all("Original-Rcpt-To").map(fields::bare).collect(),
            arrived_at: ["Arrival-Date", "Received-Date"]
                .iter()
                .find_map(|name| fields::date(&fields.one(name))),
            reporting_mta: fields::untyped(&fields.one("Reporting-MTA")).to_owned(),
            source_ip: first_word(fields.one("Source-IP")).parse().ok(),
            source_port: fields.one("Source-Port").parse().ok(),
            incidents: fields.one("Incidents").parse().unwrap_or(1),
            authentication_results: all("Authentication-Results"),
            domains: all("Reported-Domain"),
            uris: all("Reported-URI"),
            failure: AuthFailure::of(&fields),
            original: header.to_owned(),
        })
    }
}

impl AuthFailure {
    fn of(fields: &Fields) -> Self {
        let joined = |name| fields.one(name).split_whitespace().collect();
        Self {
            kind: fields.one("Auth-Failure").to_ascii_lowercase(),
            delivery: fields.one("Delivery-Result").to_ascii_lowercase(),
            dkim_domain: fields.one("DKIM-Domain"),
            dkim_identity: fields.one("DKIM-Identity"),
            dkim_selector: fields.one("DKIM-Selector"),
            dkim_header: joined("DKIM-Canonicalized-Header"),
            dkim_body: joined("DKIM-Canonicalized-Body"),
            dkim_adsp_dns: fields.one("DKIM-ADSP-DNS"),
            dkim_selector_dns: fields.one("DKIM-Selector-DNS"),
            spf_dns: fields.one("SPF-DNS"),
            alignment: fields.one("Identity-Alignment").to_ascii_lowercase(),
        }
    }
}

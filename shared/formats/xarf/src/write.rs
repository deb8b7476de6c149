//! Writes reports of version 4.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::fault::Fault;
use crate::read::read;
use crate::report::{Contact, Trademark};

/// The version that is written.
pub const VERSION: &str = "4.2.0";

/// One incident: one listing that infringes one right. XARF has no report of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident<'a> {
    /// The report's id.
    pub id: Uuid,
    /// When the report is made.
    pub at: Timestamp,
    /// Who complains; of this `org`, `contact` and `domain` are written.
    pub reporter: &'a Contact,
    /// Who sends the report for the reporter; of this the same.
    pub sender: &'a Contact,
    /// The address complained of.
    pub url: &'a str,
    /// Why it infringes; cut to 1,000 characters. May be empty.
    pub description: &'a str,
    /// Which right is infringed.
    pub right: Infringed<'a>,
}

/// The right that is infringed.
#[derive(Debug, Clone, PartialEq)]
pub enum Infringed<'a> {
    /// A mark: `content/brand_infringement`.
    Trademark {
        /// Whether the goods are counterfeit.
        counterfeit: bool,
        /// The brand; may be empty.
        brand: &'a str,
        /// The owner's own site. The format demands it.
        legitimate_site: &'a str,
        /// Its registration; empty fields are left out.
        registration: &'a Trademark,
    },
    /// Copyright: `copyright/ugc_platform`.
    Copyright {
        /// Name of the marketplace.
        platform: &'a str,
        /// Title of the work; may be empty.
        work: &'a str,
        /// Who holds the right; may be empty.
        holder: &'a str,
    },
}

/// The report of an incident, in JSON.
///
/// # Errors
/// What the format does not allow in it, by the rules of [`read`](crate::read()).
pub fn write(incident: &Incident<'_>) -> Result<Vec<u8>, Vec<Fault>> {
    let contact = |of: &Contact| json!({ "org": of.org, "contact": of.contact, "domain": of.domain });
    let mut report = Map::new();
    let mut put = |name: &str, value: Value| {
        if value != "" {
            report.insert(name.to_owned(), value);
        }
    };
    put("xarf_version", json!(VERSION));
    put("report_id", json!(incident.id.to_string()));
    put("timestamp", json!(incident.at.to_string()));
    put("reporter", contact(incident.reporter));
    put("sender", contact(incident.sender));
    put("source_identifier", json!(incident.url));
    put("description", json!(incident.description.chars().take(1_000).collect::<String>()));
    match &incident.right {
        Infringed::Trademark { counterfeit, brand, legitimate_site, registration } => {
            put("category", json!("content"));
            put("type", json!("brand_infringement"));
            put("url", json!(incident.url));
            put("infringement_type", json!(if *counterfeit { "counterfeit" } else { "trademark_violation" }));
            put("legitimate_site", json!(legitimate_site));
            put("target_brand", json!(brand));
            let mut details = Map::new();
            for (name, text) in
                [("registration_number", &registration.number), ("jurisdiction", &registration.jurisdiction)]
            {
                if !text.is_empty() {
                    details.insert(name.to_owned(), json!(text));
                }
            }
            if !registration.classes.is_empty() {
                details.insert("category".to_owned(), json!(registration.classes));
            }
            if !details.is_empty() {
                put("trademark_details", Value::Object(details));
            }
        }
        Infringed::Copyright { platform, work, holder } => {
            put("category", json!("copyright"));
            put("type", json!("ugc_platform"));
            put("infringing_url", json!(incident.url));
            put("platform_name", json!(platform));
            put("work_title", json!(work));
            put("rights_holder", json!(holder));
        }
    }
    let bytes = Value::Object(report).to_string().into_bytes();
    read(&bytes).map(|_| bytes)
}

//! A report that obeys the rules of its version.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::check::Place;
use crate::evidence::Evidence;
use crate::form::date_time;

/// A report, whatever its version. A text that was not given is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its version as it says: `4.2.0`, `3`, `alpha`, `0.2`.
    pub version: String,
    /// Its id: that of the report (version 4), or of the reporter's case.
    pub id: String,
    /// When it was made (version 4), or when the incident was last seen.
    pub at: Option<Timestamp>,
    /// Its category, before version 4 its class: `content`, `Content`.
    pub category: String,
    /// Its type: `brand_infringement`, `Trademark`.
    pub kind: String,
    /// Which right is infringed, if any.
    pub matter: Matter,
    /// Who complains.
    pub reporter: Contact,
    /// Who sends, for the reporter; before version 4 the same.
    pub sender: Contact,
    /// Whose right it is, where the report says.
    pub holder: Contact,
    /// Where the incident came from: an address, a domain, an IP.
    pub source: String,
    /// Every web address in it that has a role: first those complained of.
    pub addresses: Vec<Address>,
    /// The brand: the one aimed at, or what is protected by the mark.
    pub brand: String,
    /// The mark's registration.
    pub trademark: Trademark,
    /// Title of the work.
    pub work: String,
    /// What the reporter says of the incident.
    pub description: String,
    /// How sure the reporter is, from 0 to 1.
    pub confidence: Option<f64>,
    pub(crate) document: Map<String, Value>,
}

/// Which right a report says is infringed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matter {
    /// A mark, by counterfeit goods.
    Counterfeit,
    /// A mark, in any other way.
    Trademark,
    /// Copyright.
    Copyright,
    /// None: it is about spam, attacks, fraud.
    Other,
}

/// A person or firm.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// Name of the organisation.
    pub org: String,
    /// Mail address.
    pub contact: String,
    /// Domain of the organisation.
    pub domain: String,
    /// Name of the person; not in version 4.
    pub person: String,
    /// Telephone number; not in version 4.
    pub telephone: String,
    /// Postal address; not in version 4.
    pub postal_address: String,
}

/// The registration of a mark.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trademark {
    /// Its number.
    pub number: String,
    /// The office or territory, as the reporter names it.
    pub jurisdiction: String,
    /// Classes of the Nice Agreement, 1 to 45.
    pub classes: Vec<u8>,
}

/// A web address in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub url: String,
    /// What it is there for.
    pub role: Role,
    /// Where it stands: a JSON path.
    pub path: String,
}

/// What an address is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It is complained of.
    Accused,
    /// It is the genuine one.
    Original,
    /// It supports the report.
    Evidence,
}

/// Where addresses stand, and what they are there for. Of a list on the way, each item counts.
const PLACES: &[(&[&str], Role)] = &[
    (&["url"], Role::Accused),
    (&["infringing_url"], Role::Accused),
    (&["linked_content", "target_url"], Role::Accused),
    (&["target_url"], Role::Accused),
    (&["submission_url"], Role::Accused),
    (&["redirect_chain"], Role::Accused),
    (&["spam_indicators", "suspicious_links"], Role::Accused),
    (&["legitimate_site"], Role::Original),
    (&["original_url"], Role::Original),
    (&["cloned_site"], Role::Original),
    (&["screenshot_url"], Role::Evidence),
    (&["sandbox_analysis", "analysis_url"], Role::Evidence),
    (&["nzb_info", "nzb_url"], Role::Evidence),
    (&["vendor_advisory"], Role::Evidence),
    (&["patch_url"], Role::Evidence),
    // Before version 4.
    (&["Report", "SourceUrl"], Role::Accused),
    (&["Report", "InfringingUrl"], Role::Accused),
    (&["Report", "Url"], Role::Accused),
    (&["Report", "CourtOrder"], Role::Evidence),
];

impl Report {
    /// A report of the document `members`, which obeys the rules.
    pub(crate) fn of(members: Map<String, Value>) -> Self {
        let document = Value::Object(members);
        let mut report =
            if document.get("xarf_version").is_some() { of_4(&document) } else { before_4(&document) };
        for (names, role) in PLACES {
            collect(&document, names, Place::Root, *role, &mut report.addresses);
        }
        if let Value::Object(members) = document {
            report.document = members;
        }
        report
    }

    /// The document as it was read, without what is an operator's own (`_internal`, `InternalProcessing`).
    #[must_use]
    pub const fn document(&self) -> &Map<String, Value> {
        &self.document
    }

    /// The evidence in it. Nothing is decoded yet.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence<'_>> {
        Evidence::all(&self.document)
    }

    pub(crate) fn empty(version: &str) -> Self {
        Self {
            version: version.to_owned(),
            id: String::new(),
            at: None,
            category: String::new(),
            kind: String::new(),
            matter: Matter::Other,
            reporter: Contact::default(),
            sender: Contact::default(),
            holder: Contact::default(),
            source: String::new(),
            addresses: Vec::new(),
            brand: String::new(),
            trademark: Trademark::default(),
            work: String::new(),
            description: String::new(),
            confidence: None,
            document: Map::new(),
        }
    }
}

/// The text of a member; empty when it is not there.
fn text(of: &Value, name: &str) -> String {
    of[name].as_str().unwrap_or_default().to_owned()
}

fn of_4(document: &Value) -> Report {
    let contact = |name| {
        let of = &document[name];
        Contact {
            org: text(of, "org"),
            contact: text(of, "contact"),
            domain: text(of, "domain"),
            ..Contact::default()
        }
    };
    let mark = &document["trademark_details"];
    let classes = mark["category"].as_array().into_iter().flatten().filter_map(Value::as_f64);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 1 to 45")]
    let classes = classes.map(|class| class as u8).collect();
    let (category, kind) = (text(document, "category"), text(document, "type"));
    let matter = match (category.as_str(), kind.as_str()) {
        ("content", "brand_infringement") if document["infringement_type"] == "counterfeit" => {
            Matter::Counterfeit
        }
        ("content", "brand_infringement") => Matter::Trademark,
        ("copyright", _) => Matter::Copyright,
        _ => Matter::Other,
    };
    Report {
        id: text(document, "report_id"),
        at: document["timestamp"].as_str().and_then(date_time),
        category,
        kind,
        matter,
        reporter: contact("reporter"),
        sender: contact("sender"),
        holder: Contact { org: text(document, "rights_holder"), ..Contact::default() },
        source: text(document, "source_identifier"),
        brand: text(document, "target_brand"),
        trademark: Trademark {
            number: text(mark, "registration_number"),
            jurisdiction: text(mark, "jurisdiction"),
            classes,
        },
        work: text(document, "work_title"),
        description: text(document, "description"),
        confidence: document["confidence"].as_f64(),
        ..Report::empty(document["xarf_version"].as_str().unwrap_or_default())
    }
}

fn before_4(document: &Value) -> Report {
    let report = &document["Report"];
    // A person is named where no organisation is.
    let contact = |of: &Value, who: &str| {
        let text = |name: &str| text(of, &format!("{who}{name}"));
        let either = |one: String, other: String| if one.is_empty() { other } else { one };
        Contact {
            org: text("Org"),
            contact: either(text("ContactEmail"), text("OrgEmail")),
            domain: text("OrgDomain"),
            person: text("ContactName"),
            telephone: text("ContactPhone"),
            postal_address: text("OrgAddress"),
        }
    };
    let reporter = contact(&document["ReporterInfo"], "Reporter");
    let kind = text(report, "ReportType");
    let matter = match kind.as_str() {
        "Trademark" => Matter::Trademark,
        "Copyright" => Matter::Copyright,
        _ => Matter::Other,
    };
    let source = ["SourceUrl", "SourceIp", "Url"].map(|name| text(report, name));
    Report {
        id: text(report, "ReporterCaseID"),
        at: report["Date"].as_str().and_then(date_time),
        category: text(report, "ReportClass"),
        kind,
        matter,
        sender: reporter.clone(),
        reporter,
        holder: contact(&document["OnBehalfOf"], "Complainant"),
        source: source.into_iter().find(|source| !source.is_empty()).unwrap_or_default(),
        brand: text(report, "TrademarkedMaterial"),
        trademark: Trademark {
            number: text(report, "RegistrationNumber"),
            jurisdiction: text(report, "RegistrationOffice"),
            classes: Vec::new(),
        },
        work: text(report, "InfringedMaterial"),
        description: text(report, "ReporterNotes"),
        ..Report::empty(document["Version"].as_str().unwrap_or("alpha"))
    }
}

/// Collects the addresses that stand in `value`, which is at `place`, below members of these names.
fn collect(value: &Value, names: &[&str], place: Place<'_>, role: Role, into: &mut Vec<Address>) {
    match (value, names) {
        (Value::Array(items), _) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, names, Place::Item(&place, index), role, into);
            }
        }
        (Value::Object(members), [name, rest @ ..]) => {
            if let Some(value) = members.get(*name) {
                collect(value, rest, Place::Member(&place, name), role, into);
            }
        }
        (Value::String(url), []) if url::Url::parse(url).is_ok() => {
            into.push(Address { url: url.clone(), role, path: place.to_string() });
        }
        _ => {}
    }
}

//! Reads a report of any version in JSON.

use serde_json::Value;

use crate::check::{Place, faults, faults_at};
use crate::fault::{Broken, Fault};
use crate::report::Report;
use crate::rule::Kind;
use crate::rules::{v3, v4};

/// Most bytes of a report: one piece of evidence of the largest size, in base64, and what goes with it.
pub const MOST_BYTES: usize = 8 << 20;

/// The members in which an operator keeps what is for itself. They are never handed on.
const INTERNAL: [&str; 2] = ["_internal", "InternalProcessing"];

/// Reads a report of version 1 to 4, `alpha` or `development`; the document says which. A report of a known type that
/// is not about a right is read as [`Matter::Other`](crate::Matter::Other), whatever else is wrong with it.
///
/// # Errors
/// Every rule that is broken, each with its place, 100 at most.
pub fn read(bytes: &[u8]) -> Result<Report, Vec<Fault>> {
    if bytes.len() > MOST_BYTES {
        return Err(vec![Fault::too_large("$".to_owned(), MOST_BYTES)]);
    }
    // Files of some programs begin with a byte order mark.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let document: Value = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let rule = format!("must be JSON in UTF-8, not nested deeper than 127, which it ceases to be at line {line}, column {column}");
        vec![Fault { path: "$".to_owned(), broken: Broken::NotJson, rule }]
    })?;
    let Some(members) = document.as_object() else {
        return Err(vec![Fault::wrong("$".to_owned(), "an object")]);
    };
    let found = if members.contains_key("xarf_version") {
        faults_of_4(&document)
    } else if ["Version", "ReporterInfo", "Report"].iter().any(|mark| members.contains_key(*mark)) {
        faults_before_4(&document)
    } else {
        vec![Fault::missing("$.xarf_version".to_owned(), "the version, such as 4.2.0")]
    };
    match document {
        Value::Object(mut members) if found.is_empty() => {
            for name in INTERNAL {
                members.remove(name);
            }
            Ok(Report::of(members))
        }
        _ => Err(found),
    }
}

/// Whether `bytes` look like such a report, well made or not: JSON with the marks of a version.
#[must_use]
pub fn is_report(bytes: &[u8]) -> bool {
    let holds = |text: &str, mark| text.contains(mark);
    std::str::from_utf8(bytes).is_ok_and(|text| {
        text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
            && (holds(text, "\"xarf_version\"")
                || (holds(text, "\"ReporterInfo\"") && holds(text, "\"Report\"")))
    })
}

/// What is wrong with a report of version 4. One that is not about a right is told by category and type, and is not
/// looked at any further.
fn faults_of_4(document: &Value) -> Vec<Fault> {
    let (category, kind) = (document["category"].as_str(), document["type"].as_str());
    let others =
        v4::OTHERS.iter().find(|(name, _)| Some(*name) == category).map_or(&[] as &[_], |(_, all)| all);
    if kind.is_some_and(|kind| others.contains(&kind)) {
        return Vec::new();
    }
    let types = || v4::TYPES.iter().filter(|(name, ..)| Some(*name) == category);
    let shape = types().find(|(_, name, _)| Some(*name) == kind).map(|(.., shape)| *shape);
    let mut found = faults(document, shape.unwrap_or(&v4::CORE));
    // An unknown type of a known category; that a category is unknown is found by the rules of the core.
    let names: Vec<&str> = others.iter().copied().chain(types().map(|(_, name, _)| *name)).collect();
    if kind.is_some() && shape.is_none() && !names.is_empty() {
        found.push(Fault::wrong("$.type".to_owned(), &format!("one of {}", names.join(", "))));
    }
    found
}

/// What is wrong with a report before version 4. As of version 4, one that is not about a right is not looked at.
fn faults_before_4(document: &Value) -> Vec<Fault> {
    let mark = document.get("Version").map_or(Some("alpha"), Value::as_str).unwrap_or_default();
    let own = &document["Report"];
    let (class, kind) = (own["ReportClass"].as_str(), own["ReportType"].as_str());
    let Some(version) = v3::VERSIONS.iter().find(|version| version.mark == mark) else {
        // So do the authors of version 4 write it.
        if mark.starts_with("3.") {
            let other = kind.is_some_and(|kind| v3::RESTATED_OTHERS.contains(&kind));
            let is_other = class == Some("Activity") && other;
            return if is_other { Vec::new() } else { faults(document, &v3::RESTATED_3) };
        }
        let marks: Vec<&str> = v3::VERSIONS.iter().map(|version| version.mark).collect();
        return vec![Fault::wrong("$.Version".to_owned(), &format!("one of {}", marks.join(", ")))];
    };
    let mut types = version.types.iter();
    if types.any(|(of, name, shape)| shape.is_none() && class == Some(*of) && kind == Some(*name)) {
        return Vec::new();
    }
    let mut found = faults(document, version.shape);
    if let Some(report) = document.get("Report").filter(|report| report.is_object()) {
        for fault in faults_of_type(report, version.types) {
            if !found.contains(&fault) {
                found.push(fault);
            }
        }
    }
    found
}

/// What is wrong with the report's own part as one of its type.
fn faults_of_type(report: &Value, types: &'static [v3::Type]) -> Vec<Fault> {
    let place = Place::Member(&Place::Root, "Report");
    let (Some(class), Some(kind)) = (report["ReportClass"].as_str(), report["ReportType"].as_str()) else {
        return Vec::new();
    };
    let mut alike = types.iter().filter(|(_, name, _)| *name == kind).peekable();
    if alike.peek().is_none() {
        let mut names: Vec<&str> = types.iter().map(|(_, name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        let path = Place::Member(&place, "ReportType").to_string();
        return vec![Fault::wrong(path, &format!("one of {}", names.join(", ")))];
    }
    let classes: Vec<&str> = alike.clone().map(|(class, ..)| *class).collect();
    match alike.find(|(name, ..)| *name == class) {
        Some((.., Some(shape))) => faults_at(report, &Kind::Object(shape), place),
        Some((.., None)) => Vec::new(),
        None => {
            let path = Place::Member(&place, "ReportClass").to_string();
            vec![Fault::wrong(path, &format!("{} for the type {kind}", classes.join(" or ")))]
        }
    }
}

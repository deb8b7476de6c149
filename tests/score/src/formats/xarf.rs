//! XARF: what we read and refuse, beside what the published schemas say, by an independent validator.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{Registry, ValidationError, Validator};
use serde_json::{Value, json};

use crate::{Goal, Score, Scored};

/// Scores samples of version 4, and of version 3 as version 4 restates it: the schema says which are valid.
pub(super) fn version_4(folder: &Path) -> anyhow::Result<Scored> {
    let schemas = Schemas::read(&folder.join("schemas"))?;
    let mut score = Tally::default();
    for (version, root) in [("v4", "xarf-v4-master.json"), ("v3", "xarf-v3-legacy.json")] {
        let schema = schemas.validator(&Path::new(version).join(root))?;
        for (name, sample) in samples(&folder.join("samples").join(version))? {
            let valid = schema.is_valid(&sample);
            score.sample(&name, &sample, valid, &schema);
        }
    }
    Ok(score.scored("xarf/v4-spec"))
}

/// Scores samples of versions 1 to 3: the folder says which are valid.
pub(super) fn before_4(folder: &Path) -> anyhow::Result<Scored> {
    let schemas = Schemas::read(&folder.join("schemas"))?;
    let mut score = Tally::default();
    for (verdict, valid) in [("positive", true), ("negative", false)] {
        let verdicts = folder.join("samples").join(verdict);
        for version in entries(&verdicts)? {
            let version = version.file_name().context("a folder has a name")?.to_owned();
            let schema = schemas.validator(&Path::new(&version).join("xarf.schema.json"))?;
            for (name, sample) in samples(&verdicts.join(version))? {
                score.sample(&name, &sample, valid, &schema);
            }
        }
    }
    Ok(score.scored("xarf/abusix-v1-3"))
}

/// Every schema below a folder.
struct Schemas(BTreeMap<PathBuf, Value>);

impl Schemas {
    fn read(folder: &Path) -> anyhow::Result<Self> {
        let mut found = BTreeMap::new();
        let mut open = vec![folder.to_owned()];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(entries(&path)?);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let schema =
                    serde_json::from_slice(&std::fs::read(&path)?).context(path.display().to_string())?;
                found.insert(path.strip_prefix(folder)?.to_owned(), schema);
            }
        }
        Ok(Self(found))
    }

    fn validator(&self, root: &Path) -> anyhow::Result<Validator> {
        let id = |schema: &Value| schema["$id"].as_str().unwrap_or_default().to_owned();
        let mut registry = Registry::new();
        for schema in self.0.values() {
            registry = registry.add(id(schema), schema)?;
        }
        let registry = registry.prepare()?;
        let Some(root) = self.0.get(root) else { bail!("there is no schema {}", root.display()) };
        // By reference, for one schema has remarks where others would have schemas; no rule refers to them.
        let root = json!({ "$schema": root["$schema"], "$ref": id(root) });
        Ok(jsonschema::options().with_registry(&registry).should_validate_formats(true).build(&root)?)
    }
}

/// What is in a folder, in order.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// The samples of a folder, with their names.
fn samples(folder: &Path) -> anyhow::Result<Vec<(String, Value)>> {
    let mut samples = Vec::new();
    for path in entries(folder)? {
        if path.extension().is_some_and(|extension| extension == "json") {
            let sample =
                serde_json::from_slice(&std::fs::read(&path)?).context(path.display().to_string())?;
            samples.push((path.display().to_string(), sample));
        }
    }
    Ok(samples)
}

#[derive(Default)]
struct Tally {
    valid: (usize, usize),
    invalid: (usize, usize),
    mutants: (usize, usize),
    others: (usize, usize),
    notes: Vec<String>,
}

impl Tally {
    fn sample(&mut self, name: &str, sample: &Value, valid: bool, schema: &Validator) {
        if is_other(sample) {
            self.other(name, sample);
            for (changed, mutant) in mutants(sample).into_iter().filter(|(_, mutant)| is_other(mutant)) {
                self.other(&format!("{name} {changed}"), &mutant);
            }
            return;
        }
        let right = self.agrees(name, sample, valid, schema);
        let tally = if valid { &mut self.valid } else { &mut self.invalid };
        tally.1 += 1;
        tally.0 += usize::from(right);
        if valid {
            for (changed, mutant) in mutants(sample) {
                let valid = schema.is_valid(&mutant);
                self.mutants.1 += 1;
                self.mutants.0 +=
                    usize::from(self.agrees(&format!("{name} {changed}"), &mutant, valid, schema));
            }
        }
    }

    /// A report that is not about a right is told to be so, whatever else is wrong with it.
    fn other(&mut self, name: &str, document: &Value) {
        let read = xarf::read(document.to_string().as_bytes());
        let right = read.as_ref().is_ok_and(|report| report.matter == xarf::Matter::Other);
        self.others.1 += 1;
        self.others.0 += usize::from(right);
        if !right {
            self.notes.push(format!("{name}: expected to be told as not about a right, told {read:?}"));
        }
    }

    /// Whether a valid document is read, and an invalid one refused for a place that the schema refuses too.
    fn agrees(&mut self, name: &str, document: &Value, valid: bool, schema: &Validator) -> bool {
        let told = xarf::read(document.to_string().as_bytes()).err().unwrap_or_default();
        let mut refused = Vec::new();
        for error in schema.iter_errors(document) {
            places(&error, &mut refused);
        }
        let is_refused = |path: &str| {
            refused
                .iter()
                .any(|(refused, within)| path == refused || (*within && path.starts_with(refused.as_str())))
        };
        let right = told.is_empty() == valid && (valid || told.iter().any(|fault| is_refused(&fault.path)));
        if !right {
            let refused: Vec<String> = refused.into_iter().map(|(path, _)| path).collect();
            let told: Vec<String> = told.into_iter().map(|fault| fault.path).collect();
            let expected =
                if valid { "valid".to_owned() } else { format!("refused at {}", refused.join(", ")) };
            self.notes.push(format!("{name}: expected {expected}, told {}", told.join(", ")));
        }
        right
    }

    fn scored(self, set: &'static str) -> Scored {
        let share = |measure, (hits, all)| Score::share(set, measure, hits, all, Goal::AtLeast(1.0));
        let scores = vec![
            share("samples-read", self.valid),
            share("invalid-refused-with-field", self.invalid),
            share("changed-samples-as-the-schema-says", self.mutants),
            share("others-told-by-their-type", self.others),
        ];
        Scored { scores, notes: self.notes }
    }
}

/// The types of reports that are not about a right, by category (version 4) or class, as the schemas name them.
const OTHERS: &[(&str, &[&str])] = &[
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

/// Those before version 4: common to all, and what version 3 or a restatement of it adds.
const OTHERS_BEFORE_4: &[(&str, &[&str])] = &[
    ("Activity", &["Malware", "DOS", "PortScan", "LoginAttack", "Spam"]),
    ("Content", &["Malware", "Phishing", "Botnet"]),
];
const OTHERS_OF_ALL_BUT_DEVELOPMENT: &[(&str, &[&str])] = &[("Content", &["ChildAbuse"])];
const OTHERS_OF_DEVELOPMENT: &[(&str, &[&str])] = &[("Content", &["ChildSexualAbuseMaterial"])];
const OTHERS_SINCE_1: &[(&str, &[&str])] = &[("Vulnerability", &["OpenService"])];
const OTHERS_SINCE_3: &[(&str, &[&str])] =
    &[("Activity", &["Exploit", "PotentiallyCompromisedAccount", "WebCrawler", "Harassment"])];
const OTHERS_RESTATED: &[(&str, &[&str])] =
    &[("Activity", &["Spam", "Login-Attack", "Port-Scan", "DDoS", "Phishing", "Malware", "Botnet"])];

/// Whether a document is a report of such a type: the product refuses these by their type, and holds them against
/// no other rule.
fn is_other(document: &Value) -> bool {
    let of = |tables: &[&[(&str, &[&str])]], category: &Value, kind: &Value| {
        tables.iter().flat_map(|table| table.iter()).any(|(name, kinds)| {
            *category == *name && kind.as_str().is_some_and(|kind| kinds.contains(&kind))
        })
    };
    if document.get("xarf_version").is_some() {
        return of(&[OTHERS], &document["category"], &document["type"]);
    }
    let (class, kind) = (&document["Report"]["ReportClass"], &document["Report"]["ReportType"]);
    let tables: &[&[(&str, &[&str])]] = match document.get("Version").map_or(Some("alpha"), Value::as_str) {
        Some("alpha") => &[OTHERS_BEFORE_4, OTHERS_OF_ALL_BUT_DEVELOPMENT],
        Some("1" | "2") => &[OTHERS_BEFORE_4, OTHERS_OF_ALL_BUT_DEVELOPMENT, OTHERS_SINCE_1],
        Some("3") => &[OTHERS_BEFORE_4, OTHERS_OF_ALL_BUT_DEVELOPMENT, OTHERS_SINCE_1, OTHERS_SINCE_3],
        Some("development") => &[OTHERS_BEFORE_4, OTHERS_OF_DEVELOPMENT, OTHERS_SINCE_1, OTHERS_SINCE_3],
        Some(version) if version.starts_with("3.") => &[OTHERS_RESTATED],
        _ => &[],
    };
    of(tables, class, kind)
}

/// Each place that the schema's `error` refuses, and whether it may be any place within.
fn places(error: &ValidationError<'_>, into: &mut Vec<(String, bool)>) {
    let here = place(error.instance_path());
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            into.push((member(&here, property.as_str().unwrap_or_default()), false));
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            into.extend(unexpected.iter().map(|name| (member(&here, name), false)));
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            for error in context.iter().flatten() {
                places(error, into);
            }
            into.push((here, false));
        }
        // The schema names no place inside.
        ValidationErrorKind::Not { .. } | ValidationErrorKind::OneOfMultipleValid { .. } => {
            into.push((here, true));
        }
        _ => into.push((here, false)),
    }
}

fn place(location: &Location) -> String {
    location.iter().fold("$".to_owned(), |path, segment| match segment {
        LocationSegment::Property(name) => member(&path, &name),
        LocationSegment::Index(index) => format!("{path}[{index}]"),
    })
}

fn member(path: &str, name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !name.is_empty() && name.chars().all(plain) {
        format!("{path}.{name}")
    } else {
        format!("{path}[{name:?}]")
    }
}

/// The document with one thing in it changed, for each thing and each of several ways.
fn mutants(document: &Value) -> Vec<(String, Value)> {
    let mut pointers = Vec::new();
    walk(document, String::new(), &mut pointers);
    let others = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(70_000),
        json!(""),
        json!("x"),
        json!("name@shop.example"),
        json!("3"),
        json!("x".repeat(2_001)),
        json!([]),
        json!([null]),
        json!({}),
    ];
    let mut found = Vec::new();
    // Another version has other rules, and what has none is no report.
    for pointer in pointers.into_iter().filter(|pointer| !pointer.is_empty() && pointer != "/Version") {
        let mut change = |what: &str, with: &dyn Fn(&mut Value)| {
            let mut mutant = document.clone();
            with(&mut mutant);
            found.push((format!("{pointer} {what}"), mutant));
        };
        for other in &others {
            let shown: String = other.to_string().chars().take(20).collect();
            change(&format!("= {shown}"), &|mutant| {
                if let Some(value) = mutant.pointer_mut(&pointer) {
                    *value = other.clone();
                }
            });
        }
        if let Some((parent, name)) = pointer.rsplit_once('/') {
            change("removed", &|mutant| {
                if let Some(Value::Object(members)) = mutant.pointer_mut(parent) {
                    members.remove(&name.replace("~1", "/").replace("~0", "~"));
                }
            });
        }
        change("with one more", &|mutant| match mutant.pointer_mut(&pointer) {
            Some(Value::Object(members)) => {
                members.insert("one more".to_owned(), json!("x"));
            }
            Some(Value::Array(items)) => items.extend(items.first().cloned()),
            _ => {}
        });
    }
    found
}

fn walk(value: &Value, pointer: String, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                walk(value, format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), into);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                walk(value, format!("{pointer}/{index}"), into);
            }
        }
        _ => {}
    }
    into.push(pointer);
}

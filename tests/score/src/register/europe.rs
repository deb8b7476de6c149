//! Records of EUIPO: the XML against the labels, field by field.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use ::register::right::MarkForm;
use anyhow::Context as _;
use flate2::read::GzDecoder;
use offices::{InForce, OfficeRecord};
use serde_json::Value;

use super::{Count, latest};
use crate::Scored;

/// The XML files in an archive of them, by their name.
fn files(path: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let packed = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let mut archive = tar::Archive::new(GzDecoder::new(packed));
    let mut files = BTreeMap::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // What a file manager leaves beside each file begins with a dot.
        if entry.header().entry_type().is_file() && name.ends_with(".xml") && !name.starts_with('.') {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

/// Each file of `folder/euipo` whose name ends so, in the order of their names.
fn of_kind(folder: &Path, ending: &str) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.join("euipo")).context("the folder euipo")? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

pub(super) fn marks(folder: &Path) -> anyhow::Result<Scored> {
    let mut labels: BTreeMap<String, Value> = BTreeMap::new();
    for path in of_kind(folder, "-register.jsonl.gz")? {
        let mut text = String::new();
        GzDecoder::new(std::fs::File::open(path)?).read_to_string(&mut text)?;
        for line in text.lines().filter(|line| !line.is_empty()) {
            let label: Value = serde_json::from_str(line)?;
            labels.insert(label["number"].as_str().unwrap_or_default().to_owned(), label);
        }
    }
    let mut notes = Vec::new();
    let (mut read, mut pairs) = (Count::default(), Vec::new());
    for path in of_kind(folder, "-xml.tar.gz")? {
        if path.file_name().is_some_and(|name| name.to_string_lossy().contains("designs")) {
            continue;
        }
        for (name, bytes) in files(&path)? {
            let found = offices::read(&bytes);
            if let Err(error) = &found {
                notes.push(format!("{name}\tnot read\t{error}"));
            }
            read.add(found.is_ok());
            pairs.extend(found.into_iter().flatten());
        }
    }
    let today = latest(pairs.iter().map(|record| record.status_on));
    let mut fields: BTreeMap<&'static str, Count> = BTreeMap::new();
    let (mut labelled, mut refused, mut accepted) = (Count::default(), Count::default(), Count::default());
    for record in &pairs {
        let Some(label) = labels.remove(&record.number) else {
            notes.push(format!("{}\thas no label", record.number));
            continue;
        };
        labelled.add(true);
        for (field, expected, found) in compared(&label, record) {
            if !fields.entry(field).or_default().add(expected == found) {
                notes.push(format!("{}\t{field}\t{expected}\t{found}", record.number));
            }
        }
        let day = |name: &str| label[name].as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok());
        let may_act = label["status"] == "Registered" && day("expiry_date").is_some_and(|last| last >= today);
        let is = record.in_force(today);
        let wanted = if may_act { &mut accepted } else { &mut refused };
        if !wanted.add(may_act == (is == InForce::Yes)) {
            notes.push(format!("{}\tin force\t{may_act}\t{is:?}", record.number));
        }
    }
    for number in labels.keys() {
        labelled.add(false);
        notes.push(format!("{number}\tis not among the records"));
    }
    let mut scores = vec![read.score("read", 1.0), labelled.score("labelled-records-found", 1.0)];
    scores.extend(fields.iter().map(|(field, count)| count.score(field, 1.0)));
    scores.push(refused.score("refused", 1.0));
    scores.push(accepted.score("accepted", 1.0));
    Ok(Scored { scores, notes })
}

/// Each field as the label and as the record say it.
fn compared(label: &Value, record: &OfficeRecord) -> Vec<(&'static str, String, String)> {
    let text = |name: &str| label[name].as_str().unwrap_or_default().to_owned();
    let one_blank = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    // What the office does not say is not to be compared with what was computed.
    let expires = if record.expiry_is_computed { None } else { record.expires_on };
    let list = |name: &str| {
        let all = label[name].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut all: Vec<String> =
            all.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect();
        all.sort();
        all.dedup();
        all.join(" ")
    };
    let mut vienna = record.vienna.clone();
    vienna.sort();
    vienna.dedup();
    let mut classes: Vec<String> = record.classes.iter().map(ToString::to_string).collect();
    classes.sort();
    let form = match text("feature").as_str() {
        "Word" => MarkForm::Word,
        "Figurative" => MarkForm::Figurative,
        "Sound" => MarkForm::Sound,
        "Colour" => MarkForm::Colour,
        "3-D" | "Shape" => MarkForm::Shape,
        _ => MarkForm::Other,
    };
    vec![
        ("office", text("office"), record.office.clone()),
        ("applied-on", text("application_date"), day(record.applied_on)),
        ("registered-on", text("registration_date"), day(record.registered_on)),
        ("expires-on", text("expiry_date"), day(expires)),
        ("status", text("status"), record.status_text.clone()),
        ("status-on", text("status_date"), day(record.status_on)),
        ("feature", form.code().to_owned(), record.form.code().to_owned()),
        ("words", one_blank(text("text")), record.title.clone()),
        ("classes", list("classes"), classes.join(" ")),
        ("vienna", list("vienna"), vienna.join(" ")),
        ("goods", "said".to_owned(), if said(label, record) { "said" } else { "other" }.to_owned()),
    ]
}

/// Whether the record says the goods of the label, whose texts are cut, and no goods of other classes.
fn said(label: &Value, record: &OfficeRecord) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(languages) = label["goods"].as_object() else { return true };
    languages.iter().all(|(language, classes)| {
        classes.as_object().into_iter().flatten().all(|(class, text)| {
            let text = plain(text.as_str().unwrap_or_default());
            record.goods.iter().any(|own| {
                own.language == *language && own.class.to_string() == *class && own.text.starts_with(&text)
            })
        })
    })
}

/// Designs have no labels: each is read and has what every record has, and only registered ones are accepted.
pub(super) fn designs(folder: &Path) -> anyhow::Result<Scored> {
    let mut notes = Vec::new();
    let (mut read, mut whole) = (Count::default(), Count::default());
    let mut records = Vec::new();
    for path in of_kind(folder, ".tar.gz")? {
        if !path.file_name().is_some_and(|name| name.to_string_lossy().contains("designs")) {
            continue;
        }
        for (name, bytes) in files(&path)? {
            let found = offices::read(&bytes);
            if let Err(error) = &found {
                notes.push(format!("{name}\tnot read\t{error}"));
            }
            read.add(found.is_ok());
            for record in found.into_iter().flatten() {
                let named = name.strip_suffix(".xml") == Some(record.number.as_str());
                // A record that is deleted has its number alone.
                let full = record.status_text.is_empty()
                    || (!record.locarno.is_empty()
                        && record.applied_on.is_some()
                        && !record.goods.is_empty());
                if !whole.add(named && full) {
                    notes.push(format!("{name}\tnumber, day, class or product is missing"));
                }
                records.push(record);
            }
        }
    }
    let today = latest(records.iter().map(|record| record.status_on));
    let (mut refused, mut accepted) = (Count::default(), Count::default());
    for record in &records {
        let may_act = record.status_text == "Registered and fully published"
            && record.expires_on.is_some_and(|last| last >= today);
        let is = record.in_force(today);
        let wanted = if may_act { &mut accepted } else { &mut refused };
        if !wanted.add(may_act == (is == InForce::Yes)) {
            notes.push(format!("{}\tin force\t{may_act}\t{is:?}", record.number));
        }
    }
    let scores = vec![
        read.score("designs-read", 1.0),
        whole.score("designs-whole", 1.0),
        refused.score("designs-refused", 1.0),
        accepted.score("designs-accepted", 1.0),
    ];
    Ok(Scored { scores, notes })
}

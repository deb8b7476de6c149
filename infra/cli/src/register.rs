//! `register`: what is understood of the files of trade mark and design offices.

use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;
use jiff::civil::Date;
use offices::{InForce, OfficeRecord, ReadError};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(crate) struct Register {
    /// XML of EUIPO or of the USPTO's TSDR (also in its ZIP), CSV, XLSX.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The day on which the rights must be in force, e.g. 2026-11-21; today (UTC) when left out.
    #[arg(long, value_name = "DAY", value_parser = crate::day::day)]
    on: Option<Date>,
}

/// One line of JSON per record.
pub(crate) fn run(command: &Register, clock: &impl port::WallClock) -> anyhow::Result<String> {
    let today = command.on.unwrap_or_else(|| clock.now().to_zoned(jiff::tz::TimeZone::UTC).date());
    let mut lines = String::new();
    for path in &command.files {
        let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let records = offices::read(&bytes).map_err(|error| explained(&error));
        for record in records.with_context(|| path.display().to_string())? {
            let mut shown = show(&record, today);
            shown["file"] = json!(path.to_string_lossy());
            lines.push_str(&shown.to_string());
            lines.push('\n');
        }
    }
    Ok(lines)
}

/// What is wrong and what cures it, with every cell of a table that is wrong.
pub(crate) fn explained(error: &ReadError) -> anyhow::Error {
    let mut text = error.to_string();
    match error {
        ReadError::Rows(faults) => faults.iter().for_each(|fault| text.push_str(&format!("\n{fault}"))),
        ReadError::Table(refused) => text.push_str(&format!(" {refused}")),
        _ => {}
    }
    anyhow!("{text}\n{}", error.remedy())
}

fn show(record: &OfficeRecord, today: Date) -> Value {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let (in_force, why) = match record.in_force(today) {
        InForce::Yes => (true, None),
        InForce::No(why) => (false, Some(json!({"code": why.code(), "message": why.to_string()}))),
    };
    let goods = record
        .goods
        .iter()
        .map(|goods| json!({"class": goods.class, "language": goods.language, "text": goods.text}));
    json!({
        "right": record.right().map(|right| right.to_string()),
        "kind": record.kind.code(),
        "office": record.office,
        "number": record.number,
        "application_number": record.application_number,
        "registration_number": record.registration_number,
        "title": record.title,
        "form": record.form.code(),
        "verbal_elements": record.verbal_elements,
        "owners": record.owners,
        "representatives": record.representatives,
        "applied_on": day(record.applied_on),
        "registered_on": day(record.registered_on),
        "expires_on": day(record.expires_on),
        "expiry_is_computed": record.expiry_is_computed,
        "status_text": record.status_text,
        "status": record.status.code(),
        "status_on": day(record.status_on),
        "is_supplemental": record.is_supplemental,
        "classes": record.classes,
        "locarno": record.locarno,
        "vienna": record.vienna,
        "territories": record.territories.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "goods": goods.collect::<Vec<_>>(),
        "asked_on": today.to_string(),
        "in_force": in_force,
        "why_not": why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "office,number,title,status,expires on,classes\n\
        EM,018999001,NORTHLIGHT,Registered,2031-03-04,9 25\n\
        EM,018999002,NORTHLIGHT,Application opposed,2031-03-04,9\n";

    #[test]
    fn a_record_is_shown_with_why_it_may_not_bear_a_measure() {
        let records = offices::read(TABLE.as_bytes()).unwrap();
        let today = jiff::civil::date(2026, 11, 21);
        let shown: Vec<Value> = records.iter().map(|record| show(record, today)).collect();
        assert_eq!(shown[0]["right"], "trademark/EM/018999001");
        assert_eq!((&shown[0]["in_force"], &shown[0]["why_not"]), (&json!(true), &Value::Null));
        assert_eq!(shown[1]["in_force"], false);
        assert_eq!(shown[1]["why_not"]["code"], "pending");
    }

    #[test]
    fn every_wrong_cell_is_named_with_the_remedy() {
        let error = offices::read(TABLE.replace("2031-03-04", "soon").as_bytes()).unwrap_err();
        let text = explained(&error).to_string();
        for says in ["row 2, column \"expires on\"", "row 3, column \"expires on\"", "send the whole table"] {
            assert!(text.contains(says), "{says}: {text}");
        }
    }
}

//! The codes of the Nice and Vienna Classifications: each that the lists name is taken, as a record would name it.

use std::path::Path;

use serde_json::Value;

use super::Count;
use crate::Scored;

pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut notes = Vec::new();
    let mut scores = Vec::new();
    let mut nice = Vec::new();
    let edition_10 = folder.join("nice-ncl10-2015/nice-classification.json");
    if edition_10.exists() {
        let list: Value = serde_json::from_slice(&std::fs::read(edition_10)?)?;
        nice.extend(list["classes"].as_array().into_iter().flatten().cloned());
    }
    let edition_13 = folder.join("nice-ncl13-2026/app/data/classes.json");
    if edition_13.exists() {
        let list: Value = serde_json::from_slice(&std::fs::read(edition_13)?)?;
        nice.extend(list.as_array().into_iter().flatten().cloned());
    }
    let mut classes = Count::default();
    for class in &nice {
        let number = class["number"].as_str().map_or_else(|| class["number"].to_string(), str::to_owned);
        let read = with("classes", &number)
            .is_some_and(|record| record.classes.iter().map(ToString::to_string).eq([number.clone()]));
        if !classes.add(read) {
            notes.push(format!("Nice class {number}\tis not taken"));
        }
    }
    if !nice.is_empty() {
        scores.push(classes.score("nice-classes", 1.0));
    }
    let vienna = folder.join("vienna/ViennaCodes.csv");
    if vienna.exists() {
        let names = |cells: &[String]| cells.iter().filter(|cell| *cell == "idcategory").count();
        let limits = sheet::Limits { rows: 100_000, ..sheet::Limits::default() };
        let table = sheet::read(&std::fs::read(vienna)?, &limits, names)?;
        let mut codes = Count::default();
        for row in &table.rows {
            let digits: Vec<char> = row.cell(0).chars().collect();
            let dotted: Vec<String> = digits.chunks(2).map(|pair| pair.iter().collect()).collect();
            // A category alone is no code that a mark has.
            if dotted.len() < 2 {
                continue;
            }
            let dotted = dotted.join(".");
            if !codes.add(with("vienna", &dotted).is_some_and(|record| record.vienna == [dotted.clone()])) {
                notes.push(format!("Vienna code {dotted}\tis not taken"));
            }
        }
        scores.push(codes.score("vienna-codes", 1.0));
    }
    Ok(Scored { scores, notes })
}

/// A record with this value in this column.
fn with(column: &str, value: &str) -> Option<offices::OfficeRecord> {
    let table = format!("office,number,status,{column}\nEM,018999001,Registered,{value}\n");
    offices::read(table.as_bytes()).ok()?.pop()
}

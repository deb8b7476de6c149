//! The copy in which every fault is built in.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::Context as _;

use super::Mutant;
use crate::support::copy::TreeCopy;

/// Which fault is switched on, by its number.
pub(super) const VARIABLE: &str = "GOODFAITH_MUTANT";

/// What each crate with a fault gets.
const SWITCH: &str = r#"
#[allow(dead_code, missing_docs, reason = "of the copy")]
pub(crate) fn mutant(number: usize) -> bool {
    static ON: std::sync::OnceLock<Option<usize>> = std::sync::OnceLock::new();
    let on = ON.get_or_init(|| std::env::var("GOODFAITH_MUTANT").ok()?.parse().ok());
    *on == Some(number)
}
"#;

/// The tests of several crates are of this package, of which these stand alone.
const ACROSS: &str = r#"
#![allow(clippy::unwrap_used, reason = "of the copy")]
#[path = "conformance/reads.rs"]
mod reads;
"#;

/// The expression that `mutant` changes in `text`.
pub(super) fn place(text: &str, mutant: &Mutant) -> anyhow::Result<Range<usize>> {
    let whole = mutant.place.replace(['«', '»'], "");
    let mut found = text.match_indices(&whole).map(|(at, _)| at);
    let at = found.next().with_context(|| format!("does not stand there any more: {whole}"))?;
    anyhow::ensure!(found.next().is_none(), "stands there more than once: {whole}");
    let Some((before, rest)) = mutant.place.split_once('«') else { return Ok(at..at + whole.len()) };
    let (changed, _) = rest.split_once('»').context("a place that does not end")?;
    let start = at + before.len();
    Ok(start..start + changed.len())
}

/// `text` with the faults of these numbers built in.
pub(super) fn planted(text: &str, mutants: &[(usize, &Mutant)]) -> anyhow::Result<String> {
    let mut places = Vec::new();
    for (number, mutant) in mutants {
        places.push((place(text, mutant)?, *number, mutant.becomes));
    }
    places.sort_unstable_by_key(|(place, ..)| place.start);
    let mut planted = String::with_capacity(text.len() * 2);
    let mut from = 0;
    for (place, number, becomes) in places {
        anyhow::ensure!(from <= place.start, "fault {number} lies within another");
        planted.push_str(&text[from..place.start]);
        let before = &text[place.clone()];
        planted.push_str(&format!("(if crate::mutant({number}) {{ {becomes} }} else {{ {before} }})"));
        from = place.end;
    }
    planted.push_str(&text[from..]);
    Ok(planted)
}

/// The folder of the crate that a file of code belongs to.
fn crate_of(file: &str) -> Option<&str> {
    file.split_once("/src/").map(|(folder, _)| folder)
}

/// A manifest without its `[[bin]]`.
fn without_program(manifest: &str) -> anyhow::Result<String> {
    let (before, program) = manifest.split_once("[[bin]]").context("no program")?;
    let (_, after) = program.split_once("\n[").context("nothing after the program")?;
    Ok(format!("{before}[{after}"))
}

/// A copy of the checkout with all of them, numbered from 1, and with no tests but those that notice them.
pub(super) fn copy_with(mutants: &[Mutant]) -> anyhow::Result<TreeCopy> {
    let mut by_file: BTreeMap<&str, Vec<(usize, &Mutant)>> = BTreeMap::new();
    for (index, mutant) in mutants.iter().enumerate() {
        by_file.entry(mutant.file).or_default().push((index + 1, mutant));
    }
    let has_faults = |folder: &str| by_file.keys().any(|file| crate_of(file) == Some(folder));
    let is_tested = |folder: &str| mutants.iter().any(|mutant| mutant.notices.0 == folder);
    TreeCopy::of_the_checkout("mutants", |path, content| {
        if path == "tests/all.rs" {
            return Ok(Some(ACROSS.into()));
        }
        // The tests do not use the programs of the functions, which would take the place of the checkout's.
        if path.starts_with("functions/") && path.ends_with("/src/main.rs") {
            return Ok(None);
        }
        if path.starts_with("functions/") && path.ends_with("/Cargo.toml") {
            let manifest = String::from_utf8(content)?;
            return Ok(Some(without_program(&manifest).with_context(|| path.to_owned())?.into()));
        }
        if path.split_once("/tests/").is_some_and(|(folder, _)| !is_tested(folder)) {
            return Ok(None);
        }
        let mutants = by_file.get(path);
        let library = path.strip_suffix("/src/lib.rs").is_some_and(has_faults);
        if mutants.is_none() && !library {
            return Ok(Some(content));
        }
        let text = String::from_utf8(content)?;
        let mut text = planted(&text, mutants.map_or(&[], Vec::as_slice)).with_context(|| path.to_owned())?;
        if library {
            text.push_str(SWITCH);
        }
        Ok(Some(text.into()))
    })
}

//! Changes of the code everywhere: what cargo-mutants lists, built in behind switches, so that they cost one build.
//!
//! `make mutants` runs this. What no test notices is reported, unless `excused.tsv` has it with the reason why no user
//! could notice either.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use anyhow::Context as _;
use serde_json::Value;

use super::control::UNNOTICED;
use super::listed::{Listed, edits};
use super::plant::{Edit, Edits, copy_with, crate_of, place, planted, switched};
use super::programs::{Programs, test_programs};
use super::reach::{End, Tests};
use super::those;
use crate::support::copy::TreeCopy;
use crate::support::tools::{root, variable};

/// Names the file with what `cargo mutants --list --json` printed.
const LIST: &str = "GOODFAITH_MUTANTS";
/// Most rows of `excused.tsv`.
const MOST_EXCUSED: usize = 20;
/// How often what does not compile is taken out, before it is given up.
const ROUNDS: usize = 30;
/// So that what does not compile can be read.
const CHECKED: [&str; 3] = ["--offline", "--locked", "--message-format=json"];

/// Of the tests of several crates those that run in memory.
const ACROSS: [(&str, &str); 7] = [
    ("chaos", "chaos/mod.rs"),
    ("cures", "cures/mod.rs"),
    ("model", "model/mod.rs"),
    ("reads", "conformance/reads.rs"),
    ("situations", "situations/mod.rs"),
    ("soon", "soon/mod.rs"),
    ("support", "support/mod.rs"),
];

/// A change that no test need notice.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Excused {
    file: String,
    /// What is changed, as cargo-mutants says it, and the line of code.
    change: String,
    code: String,
}

/// The rows of `excused.tsv`: the file, the change, the line of code, the reason.
fn excused(table: &str) -> anyhow::Result<BTreeSet<Excused>> {
    let mut rows = BTreeSet::new();
    for line in table.lines().skip(1) {
        let [file, change, code, reason]: [&str; 4] =
            line.split('\t').collect::<Vec<_>>().try_into().ok().context("not four columns")?;
        anyhow::ensure!(reason.len() > 20, "{change}: no reason");
        rows.insert(Excused { file: file.into(), change: change.into(), code: code.into() });
    }
    anyhow::ensure!(rows.len() <= MOST_EXCUSED, "{} are excused, of {MOST_EXCUSED} at most", rows.len());
    Ok(rows)
}

fn excuse_for(change: &Listed) -> Excused {
    let text = std::fs::read_to_string(root().join(&change.file)).unwrap_or_default();
    let code = text.lines().nth(change.line() - 1).unwrap_or_default().trim().to_owned();
    Excused { file: change.file.clone(), change: change.told().to_owned(), code }
}

/// Those of `changes` that `keep` has, built in.
fn edits_with(changes: &[Listed], keep: &BTreeSet<usize>) -> anyhow::Result<Edits> {
    let mut by_file: BTreeMap<&str, Vec<(usize, &Listed)>> = BTreeMap::new();
    for (number, change) in (1..).zip(changes).filter(|(number, _)| keep.contains(number)) {
        by_file.entry(&change.file).or_default().push((number, change));
    }
    let mut all = Edits::new();
    for (file, changes) in by_file {
        let text = std::fs::read_to_string(root().join(file))?;
        all.insert(file.to_owned(), edits(&text, &changes).with_context(|| file.to_owned())?);
    }
    Ok(all)
}

/// What the compiler does not take, by the numbers of the changes that it is of.
fn refused(output: &[u8], all: &Edits, changes: &[Listed]) -> anyhow::Result<BTreeSet<usize>> {
    let (mut found, mut of_none) = (BTreeSet::new(), String::new());
    for line in String::from_utf8_lossy(output).lines() {
        let message = &serde_json::from_str::<Value>(line)?["message"];
        let spans = message["spans"].as_array().map_or(&[][..], Vec::as_slice);
        let Some(span) = spans.iter().find(|span| message["level"] == "error" && span["is_primary"] == true)
        else {
            continue;
        };
        let file = span["file_name"].as_str().context("an error of no file")?;
        let at = usize::try_from(span["byte_start"].as_u64().context("an error without a place")?)?;
        let text = std::fs::read_to_string(root().join(file))?;
        let places = planted(&text, all.get(file).map_or(&[], Vec::as_slice)).places;
        let those = of_error(message, (file, at), &places, changes);
        if those.is_empty() {
            of_none.push_str(message["rendered"].as_str().unwrap_or_default());
        }
        found.extend(those);
    }
    anyhow::ensure!(!found.is_empty(), "of no change: {of_none}");
    Ok(found)
}

fn of_error(
    message: &Value,
    (file, at): (&str, usize),
    places: &[(usize, Range<usize>)],
    changes: &[Listed],
) -> Vec<usize> {
    let those = |is_it: &dyn Fn(&Listed) -> bool| -> Vec<usize> {
        (1..).zip(changes).filter(|(_, change)| is_it(change)).map(|(number, _)| number).collect()
    };
    let told = message["message"].as_str().unwrap_or_default();
    let mut found = Vec::new();
    match message["code"]["code"].as_str() {
        // A function that is no longer `const`.
        Some("E0015") => {
            let called = told.rsplit('`').nth(1).and_then(|path| path.rsplit("::").next());
            found = those(&|change| called.is_some() && change.function() == called);
        }
        // A `match` that no longer has an arm for all: those of the function that the next arm is in.
        Some("E0004") => {
            let arm = |number: usize| changes.get(number - 1).filter(|change| change.is_of_an_arm());
            let next = places.iter().filter(|(number, place)| place.start >= at && arm(*number).is_some());
            let next = next.min_by_key(|(_, place)| place.start).and_then(|(number, _)| arm(*number));
            found = those(&|change| {
                next.is_some_and(|next| {
                    change.is_of_an_arm() && change.file == file && change.function() == next.function()
                })
            });
        }
        _ => {}
    }
    if found.is_empty() {
        let around = places.iter().filter(|(_, place)| place.contains(&at));
        found.extend(around.min_by_key(|(_, place)| place.len()).map(|(number, _)| *number));
    }
    found
}

/// A copy with all changes that compile, and their numbers.
fn copy_that_compiles(changes: &[Listed], control: &Edit) -> anyhow::Result<(TreeCopy, BTreeSet<usize>)> {
    let mut keep: BTreeSet<usize> = (1..=changes.len()).collect();
    let libraries = vec!["build", "--workspace", "--lib", "--keep-going"];
    let mut phases = [libraries, test_programs(true)].into_iter().peekable();
    for _ in 0..ROUNDS {
        let mut all = edits_with(changes, &keep)?;
        keep = all.values().flatten().map(|edit| edit.number).collect();
        all.entry(UNNOTICED.file.to_owned()).or_default().push(control.clone());
        let copy = copy_with("everywhere", &all, &ACROSS, |_| true)?;
        let Some(phase) = phases.peek() else { return Ok((copy, keep)) };
        let output = copy.tried(env!("CARGO"), &[phase, &CHECKED[..]].concat())?;
        if output.status.success() {
            phases.next();
            continue;
        }
        let refused = refused(&output.stdout, &all, changes)?;
        keep.retain(|number| !refused.contains(number));
    }
    anyhow::bail!("what does not compile was not found in {ROUNDS} rounds")
}

/// The change that no test can notice, as number `number`.
fn control(number: usize) -> anyhow::Result<Edit> {
    let text = std::fs::read_to_string(root().join(UNNOTICED.file))?;
    let (open, close) = switched(number, UNNOTICED.becomes);
    Ok(Edit { number, range: place(&text, &UNNOTICED)?, open, close })
}

/// What is wrong with what was found: changes that nothing noticed, and excuses for what is noticed or gone.
fn verdict(unnoticed: &[&Listed], looked_for: &BTreeSet<&str>, excused: &BTreeSet<Excused>) -> String {
    let mut told = String::new();
    let found: BTreeSet<_> = unnoticed.iter().map(|change| excuse_for(change)).collect();
    for change in unnoticed {
        let excuse = excuse_for(change);
        if !excused.contains(&excuse) {
            let _ = writeln!(told, "no test notices: {}\t{}", change.name, excuse.code);
        }
    }
    for row in excused.iter().filter(|row| looked_for.contains(row.file.as_str()) && !found.contains(row)) {
        let _ = writeln!(told, "excused, but noticed or gone: {} {}", row.file, row.change);
    }
    told
}

#[test]
#[ignore = "takes some 45 minutes: make mutants"]
fn each_change_is_noticed() {
    let list = variable(LIST).expect("make mutants names the list");
    let changes: Vec<Listed> = serde_json::from_slice(&std::fs::read(list).unwrap()).unwrap();
    let excused = excused(include_str!("excused.tsv")).unwrap();
    let began = Instant::now();
    let (copy, kept) = copy_that_compiles(&changes, &control(changes.len() + 1).unwrap()).unwrap();
    let programs = Programs::build(&copy, true).unwrap();
    println!("{} changes, {} of them compile; built in {:.0?}", changes.len(), kept.len(), began.elapsed());

    let built = began.elapsed();
    let tests = Tests::of(&programs, Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
    let alone = began.elapsed().checked_sub(built).unwrap();
    println!("each test alone in {alone:.0?}, of which {} are left out, as they take long", tests.left_out);
    let numbers: Vec<usize> = kept.into_iter().chain([changes.len() + 1]).collect();
    let lines = Mutex::new(std::io::stdout());
    let survivors = those(&numbers, |_, number| {
        let change = changes.get(number - 1);
        let (name, file) = change.map_or(("control", UNNOTICED.file), |change| (&change.name, &change.file));
        let began = Instant::now();
        let end = tests.notice(&programs, crate_of(file).unwrap(), *number);
        let _ = std::io::Write::write_fmt(
            &mut *lines.lock().unwrap(),
            format_args!("{end:?} {:.1?} {name}\n", began.elapsed()),
        );
        end != End::Noticed
    });
    let survivors: Vec<usize> = survivors.iter().map(|index| numbers[index - 1]).collect();
    println!("{} changes, looked for in {:.0?}", numbers.len() - 1, began.elapsed());
    let unnoticed: Vec<&Listed> = survivors.iter().filter_map(|number| changes.get(number - 1)).collect();
    let looked_for = changes.iter().map(|change| change.file.as_str()).collect();
    let wrong = verdict(&unnoticed, &looked_for, &excused);
    assert!(wrong.is_empty(), "{wrong}");
    assert!(
        survivors.contains(&(changes.len() + 1)),
        "what changes nothing is not reported: the check is broken"
    );
}

#[test]
fn a_change_is_excused_with_a_reason_and_few_are() {
    let row = |reason: &str| format!("f.rs\tdelete !\tlet a = !b;\t{reason}\n");
    assert_eq!(
        excused(&format!("head\n{}", row("no user could tell, since neither is shown"))).unwrap().len(),
        1
    );
    assert!(excused(&format!("head\n{}", row("fine"))).is_err());
    let many = (0..=MOST_EXCUSED)
        .map(|n| format!("f.rs\tdelete !\tlet a = {n};\tno user could tell, since it is not shown\n"));
    assert!(excused(&format!("head\n{}", many.collect::<String>())).is_err());
    excused(include_str!("excused.tsv")).unwrap();
}

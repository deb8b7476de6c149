//! Marks in titles, beside Vectorscan and aho-corasick.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use anyhow::ensure;
use bench_matching::{marks, titles};
use matching::{Exact, is_boundary};

use crate::figure::{Figures, median};
use crate::{fewest, peer};

/// As many as stay in the processor's second cache: what a marketplace searches it has just read.
pub(crate) const TITLES: usize = 4_000;
/// How often the sides are measured in turn. The median of their shares counts, so that others on the machine do not
/// decide.
const ROUNDS: usize = 7;
/// How often each reads all titles in one of them; the best counts.
const PASSES: usize = 20;
/// Their time, at least so many times ours.
const TIMES_VECTORSCAN: [(usize, f64); 2] = [(7_000, 3.0), (70_000, 1.5)];
/// 10 was the goal; BENCHMARKS.md says what stops it.
const TIMES_AHO_CORASICK: f64 = 5.0;
const MOST_LOAD: f64 = 0.005;

type Matches = Vec<[u32; 3]>;

/// `exact_…`: titles searched for marks in the share of the time that others take for the same; and reading the
/// compiled marks.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let folder = peer::folder("marks")?;
    let vectorscan = peer::vectorscan(&folder)?;
    for (count, times) in TIMES_VECTORSCAN {
        let marks = marks(count);
        let titles = titles(figures.amount(TITLES, 400), &marks);
        let exact = Exact::new(marks.iter().map(String::as_str));
        let matches = found(&exact, &titles);
        let automata = if count == 7_000 { automata(&marks)? } else { Vec::new() };
        for automaton in &automata {
            ensure!(
                matches == found_by_automaton(automaton, &titles),
                "aho-corasick finds others than we do"
            );
        }
        let (mut times_of_ours, mut of_vectorscan, mut of_automata) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..figures.amount(ROUNDS, 1) {
            let ours = fewest(PASSES, || search(&exact, &titles));
            times_of_ours.push(ours);
            let theirs = automata.iter().map(|it| fewest(PASSES, || search_by_automaton(it, &titles)));
            of_automata.extend(theirs.reduce(f64::min).map(|theirs| ours / theirs));
            if let Some(program) = &vectorscan {
                of_vectorscan.push(ours / scan(program, &folder, &marks, &titles, &matches)?);
            }
        }
        let titles = titles.len() as f64;
        figures.add(&format!("exact_{count}_time"), median(times_of_ours) / titles * 1e9, "ns/title", None);
        if !of_vectorscan.is_empty() {
            let share = median(of_vectorscan);
            figures.add(&format!("exact_{count}_of_vectorscan"), share, "share", Some(1.0 / times));
        }
        if !of_automata.is_empty() {
            let (share, most) = (median(of_automata), Some(1.0 / TIMES_AHO_CORASICK));
            figures.add(&format!("exact_{count}_of_aho_corasick"), share, "share", most);
        }
        figures.count(&format!("exact_{count}_found"), matches.len() as f64 / titles, "per title", None);
        let budget = (count == 7_000).then_some(MOST_LOAD * 1e3);
        figures.add(&format!("exact_{count}_load"), load(&exact)? * 1e3, "ms", budget);
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Seconds to read the marks back.
pub(crate) fn load(exact: &Exact) -> anyhow::Result<f64> {
    let mut blob = Vec::new();
    exact.write(&mut blob);
    ensure!(Exact::read(&mut &blob[..])?.len() == exact.len(), "marks were lost");
    Ok(fewest(ROUNDS, || Exact::read(&mut &blob[..])))
}

/// Searches all titles; how many marks are found.
pub(crate) fn search(exact: &Exact, titles: &[String]) -> usize {
    let mut count = 0_usize;
    for title in titles {
        exact.find(title, |_| count += 1);
    }
    black_box(count)
}

fn found(exact: &Exact, titles: &[String]) -> Matches {
    let mut matches = Vec::new();
    for (number, title) in (0..).zip(titles) {
        exact.find(title, |hit| matches.push([number, hit.pattern, hit.end]));
    }
    matches.sort_unstable();
    matches
}

/// Both kinds that are fast.
fn automata(marks: &[String]) -> anyhow::Result<Vec<AhoCorasick>> {
    [AhoCorasickKind::DFA, AhoCorasickKind::ContiguousNFA]
        .into_iter()
        .map(|kind| Ok(AhoCorasick::builder().kind(Some(kind)).build(marks)?))
        .collect()
}

fn search_by_automaton(automaton: &AhoCorasick, titles: &[String]) {
    let mut count = 0_usize;
    for title in titles {
        for hit in automaton.find_overlapping_iter(title) {
            count += usize::from(is_boundary(title, hit.start()) && is_boundary(title, hit.end()));
        }
    }
    black_box(count);
}

fn found_by_automaton(automaton: &AhoCorasick, titles: &[String]) -> Matches {
    let mut matches = Vec::new();
    for (number, title) in (0..).zip(titles) {
        for hit in automaton.find_overlapping_iter(title) {
            if is_boundary(title, hit.start()) && is_boundary(title, hit.end()) {
                matches.push([number, hit.pattern().as_u32(), hit.end() as u32]);
            }
        }
    }
    matches.sort_unstable();
    matches
}

/// Seconds that Vectorscan takes for all titles, and that it finds the same.
fn scan(
    program: &Path,
    folder: &Path,
    marks: &[String],
    titles: &[String],
    expected: &Matches,
) -> anyhow::Result<f64> {
    peer::write(folder, "marks", marks)?;
    peer::write(folder, "titles", titles)?;
    std::fs::write(folder.join("bits"), in_words())?;
    let mut command = Command::new(program);
    for name in ["marks", "titles", "bits", "matches"] {
        command.arg(folder.join(name));
    }
    let numbers = peer::numbers(command.arg(PASSES.to_string()))?;
    ensure!(peer::matches(&folder.join("matches"))? == *expected, "Vectorscan finds others than we do");
    numbers.first().copied().ok_or_else(|| anyhow::anyhow!("Vectorscan printed nothing"))
}

/// A bit for each code point that no boundary parts from a letter before it.
fn in_words() -> Vec<u8> {
    let mut bits = vec![0; 0x11_0000 / 8];
    for c in '\0'..=char::MAX {
        if !is_boundary(&format!("a{c}"), 1) {
            bits[c as usize / 8] |= 1 << (c as usize % 8);
        }
    }
    bits
}

//! Names like a token, beside rapidfuzz.

use std::hint::black_box;
use std::process::Command;

use anyhow::ensure;
use bench_matching::{names, tokens};
use matching::Fuzzy;

use crate::figure::{Figures, median};
use crate::tools::{root, tool};
use crate::{fewest, peer};

const NAMES: usize = 700;
pub(crate) const TOKENS: usize = 10_000;
pub(crate) const MOST: u8 = 2;
/// How often the sides are measured in turn. The median of their shares counts.
const ROUNDS: usize = 7;
const PASSES: usize = 5;
/// Its time, at least so many times ours.
const TIMES_RAPIDFUZZ: f64 = 20.0;

/// `fuzzy_…`: 10,000 tokens beside 700 names in the share of the time that rapidfuzz takes for the same.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let names = names(NAMES);
    let tokens = tokens(figures.amount(TOKENS, 500), &names);
    let fuzzy = Fuzzy::new(names.iter().map(String::as_str), MOST);
    let mut hits = Vec::new();
    for (number, token) in (0..).zip(&tokens) {
        fuzzy.find(token, |name, edits| hits.push([number, name, u32::from(edits)]));
    }
    let folder = peer::folder("names")?;
    peer::write(&folder, "names", &names)?;
    peer::write(&folder, "tokens", &tokens)?;
    let python = tool("python").filter(|python| {
        let imported = Command::new(python).args(["-c", "import numpy, rapidfuzz"]).output();
        imported.is_ok_and(|output| output.status.success())
    });
    if python.is_none() {
        peer::missing("rapidfuzz is in no Python of `make tools`")?;
    }
    let (mut times, mut shares) = (Vec::new(), Vec::new());
    for _ in 0..figures.amount(ROUNDS, 1) {
        let ours = fewest(PASSES, || search(&fuzzy, &tokens));
        times.push(ours);
        if let Some(python) = &python {
            let mut command = Command::new(python);
            command.arg(root().join("tests/bench-matching/edits.py"));
            for name in ["names", "tokens", "hits"] {
                command.arg(folder.join(name));
            }
            let numbers = peer::numbers(command.arg(PASSES.to_string()))?;
            shares.push(ours / numbers.first().copied().unwrap_or(f64::NAN));
            ensure!(peer::matches(&folder.join("hits"))? == hits, "rapidfuzz finds others than we do");
        }
    }
    std::fs::remove_dir_all(&folder)?;
    figures.add("fuzzy_700_time", median(times) / tokens.len() as f64 * 1e9, "ns/token", None);
    if !shares.is_empty() {
        let share = median(shares);
        figures.add("fuzzy_700_of_rapidfuzz", share, "share", Some(1.0 / TIMES_RAPIDFUZZ));
    }
    figures.count("fuzzy_700_found", hits.len() as f64 / tokens.len() as f64, "per token", None);
    Ok(())
}

/// Compares all tokens; how many names are found.
pub(crate) fn search(fuzzy: &Fuzzy, tokens: &[String]) -> usize {
    let mut count = 0_usize;
    for token in tokens {
        fuzzy.find(token, |_, _| count += 1);
    }
    black_box(count)
}

/// Seconds to read the names back.
pub(crate) fn load(fuzzy: &Fuzzy) -> anyhow::Result<f64> {
    let mut blob = Vec::new();
    fuzzy.write(&mut blob);
    ensure!(Fuzzy::read(&mut &blob[..])?.len() == fuzzy.len(), "names were lost");
    Ok(fewest(3, || Fuzzy::read(&mut &blob[..])))
}

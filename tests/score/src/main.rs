//! `make score DATA=<folder>`: one line per set and measure.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool")]

use std::path::PathBuf;

use anyhow::{Context as _, ensure};

/// `score <folder> [--notes] [set…]`: with sets named, only those; with `--notes`, each disagreement.
fn main() -> anyhow::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let notes = arguments.iter().any(|argument| argument == "--notes");
    arguments.retain(|argument| argument != "--notes");
    let folder = PathBuf::from(arguments.first().context("usage: score <folder> [--notes] [set…]")?);
    ensure!(folder.is_dir(), "{} is no folder", folder.display());
    for (set, score) in score::sets() {
        if arguments.len() > 1 && !arguments[1..].iter().any(|wanted| wanted == set) {
            continue;
        }
        let path = folder.join(set);
        if !path.exists() {
            println!("skipped\t{set}\tit is not in the folder");
            continue;
        }
        let scored = score(&path).with_context(|| format!("while scoring {set}"))?;
        for note in scored.notes.iter().filter(|_| notes) {
            eprintln!("note\t{set}\t{note}");
        }
        for score in scored.scores {
            println!("{score}");
        }
    }
    Ok(())
}

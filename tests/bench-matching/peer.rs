//! The peers that are no crates: what they are given, and what they answer.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::tools::{root, variable};

/// A folder for what peers are given.
pub(crate) fn folder(name: &str) -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Writes lines.
pub(crate) fn write(folder: &Path, name: &str, lines: &[String]) -> anyhow::Result<()> {
    ensure!(lines.iter().all(|line| !line.contains('\n')), "a line must not hold a line feed");
    Ok(std::fs::write(folder.join(name), lines.join("\n"))?)
}

/// Builds the program that runs Vectorscan; `None`, loudly, where the library or the compiler is missing.
///
/// # Errors
/// The same with `CI=true`.
pub(crate) fn vectorscan(folder: &Path) -> anyhow::Result<Option<PathBuf>> {
    let program = folder.join("vectorscan");
    let built = Command::new("cc")
        .args(["-O3", "-march=native", "-Wall", "-Werror", "-o"])
        .arg(&program)
        .arg(root().join("tests/bench-matching/vectorscan.c"))
        .arg("-lhs")
        .output();
    let why = match built {
        Ok(output) if output.status.success() => return Ok(Some(program)),
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    missing(&format!("Vectorscan cannot be built: run infra/local/vectorscan as root\n{why}"))?;
    Ok(None)
}

/// Says loudly that figures are left out.
///
/// # Errors
/// With `CI=true`, the same.
pub(crate) fn missing(what: &str) -> anyhow::Result<()> {
    ensure!(variable("CI").as_deref() != Some("true"), "{what}");
    eprintln!("\n*** LEFT OUT: {what} ***\n");
    Ok(())
}

/// What a peer printed: numbers apart by tabs.
pub(crate) fn numbers(command: &mut Command) -> anyhow::Result<Vec<f64>> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    let line = String::from_utf8(output.stdout)?;
    line.split_whitespace().map(|number| number.parse().with_context(|| line.clone())).collect()
}

/// Matches that a peer wrote, three little-endian numbers each, sorted.
pub(crate) fn matches(file: &Path) -> anyhow::Result<Vec<[u32; 3]>> {
    let bytes = std::fs::read(file)?;
    let (numbers, rest) = bytes.as_chunks::<4>();
    let numbers: Vec<u32> = numbers.iter().map(|number| u32::from_le_bytes(*number)).collect();
    let (matches, more) = numbers.as_chunks::<3>();
    ensure!(rest.is_empty() && more.is_empty(), "{} is cut off", file.display());
    let mut matches = matches.to_vec();
    matches.sort_unstable();
    Ok(matches)
}

//! What matching costs, beside Vectorscan, aho-corasick and rapidfuzz: part of `make bench`.
//!
//! Prints as the other benches do, and with `--fast` does less, as they do. Arguments choose groups: `match`; and
//! `growth`, only when asked for, which draws `infra/docs/images/matching-growth.svg`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its lines are what a program is for")]
#![allow(clippy::unwrap_used, reason = "what it shares with the tests panics as they do")]

mod exact;
#[path = "../bench/figure.rs"]
mod figure;
mod fuzzy;
mod growth;
mod peer;
mod registry;
#[path = "../support/tools.rs"]
mod tools;

use std::hint::black_box;
use std::process::ExitCode;

use figure::Figures;
use rustix::time::{ClockId, clock_gettime};

fn main() -> ExitCode {
    // cargo adds options of its own, such as `--bench`.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wants = |name: &str| wanted.iter().any(|wanted| wanted == name);
    let mut figures = Figures::new(std::env::args().any(|argument| argument == "--fast"));
    let mut failed = false;
    let mut run = |name: &str, measure: fn(&mut Figures) -> anyhow::Result<()>| {
        failed |= !figures.group(name, measure);
    };
    if wanted.is_empty() || wants("match") {
        run("match", exact::measure);
        run("match", fuzzy::measure);
        run("match", registry::measure);
    }
    if wants("growth") {
        run("growth", growth::measure);
    }
    if failed || figures.over() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The fewest seconds of some rounds, in which the processor worked for this thread: what else the machine does is left
/// out, here and at the peers.
fn fewest<T>(rounds: usize, mut work: impl FnMut() -> T) -> f64 {
    let mut fewest = f64::MAX;
    for _ in 0..rounds {
        let start = worked();
        black_box(work());
        fewest = fewest.min(worked() - start);
    }
    fewest
}

/// Seconds in which the processor has worked for this thread.
fn worked() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

//! What Goodfaith costs: `make bench`.
//!
//! Prints one line per figure, its fields apart by tabs: `bench`, name, value, unit, budget, and `ok` or
//! `over`. Every group runs to its end; then it fails when a figure is over its budget or could not be
//! measured. Arguments choose groups of figures by name: `start`, `zip`, `bill`, `peer`, `chain`, `soon`, `mime`,
//! `pictures`, `standings`. With `--fast` there is less of everything, the functions are those that the tests built, and
//! only budgets of what is counted hold: what was timed is marked `fast`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "its lines are what a program is for")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what it shares with the tests panics as they do"
)]

mod bill;
mod callgrind;
mod chain;
mod common;
#[path = "../support/functions.rs"]
mod declared;
#[path = "../support/emulator.rs"]
mod emulator;
mod endpoint;
mod figure;
mod functions;
mod http;
mod mails;
mod package;
mod peer;
mod pictures;
mod prices;
#[allow(dead_code, reason = "the tests ask more of it")]
#[path = "../soon/queue.rs"]
mod queue;
#[path = "../support/schema.rs"]
mod schema;
mod site;
mod soon;
mod standings;
#[allow(dead_code, reason = "the tests ask more of it")]
#[path = "../support/template.rs"]
mod template;
#[path = "../support/tools.rs"]
mod tools;

use std::process::ExitCode;

use figure::Figures;

/// A group of figures.
type Measure = fn(&mut Figures) -> anyhow::Result<()>;

const GROUPS: [(&str, Measure); 9] = [
    ("zip", package::measure),
    ("start", functions::measure),
    ("bill", bill::measure),
    ("peer", peer::measure),
    ("chain", chain::measure),
    ("soon", soon::measure),
    ("mime", mails::measure),
    ("pictures", pictures::measure),
    ("standings", standings::measure),
];

fn main() -> ExitCode {
    // cargo adds options of its own, such as `--bench`.
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut figures = Figures::new(std::env::args().any(|argument| argument == "--fast"));
    let mut failed = false;
    for (name, measure) in GROUPS {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| wanted == name) {
            continue;
        }
        failed |= !figures.group(name, measure);
    }
    if failed || figures.over() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

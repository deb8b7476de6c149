//! Faults put into the code on purpose, each of which a test must notice.
//!
//! `table.rs` has them. A copy of the checkout is made in which every one is built in behind a switch, so that all cost one
//! build; then the tests that a fault is to be noticed by are run with it alone switched on. What no test notices is a
//! promise that nothing keeps. `make mutants` changes the code everywhere instead, and takes some 45 minutes.

mod control;
mod everywhere;
mod listed;
mod plant;
mod programs;
mod reach;
mod table;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::support::tools::root;
use programs::{Programs, Run};

/// A fault.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mutant {
    /// What a user would lose.
    loses: &'static str,
    /// Where it is.
    file: &'static str,
    /// Text that stands once in the file: an expression, or with one in `«…»`.
    place: &'static str,
    /// What that expression becomes.
    becomes: &'static str,
    /// The folder of the crate whose tests notice it, and which of them.
    notices: (&'static str, &'static [&'static str]),
}

/// How many faults are looked for at a time.
const AT_A_TIME: usize = 2;
/// How long tests may take. Those that never end have noticed.
const TIME: Duration = Duration::from_secs(60);

/// The numbers of the faults, from 1, for which `is_so`. Some are looked at at a time.
fn those<T: Sync>(mutants: &[T], is_so: impl Fn(usize, &T) -> bool + Sync) -> Vec<usize> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(mutant) = mutants.get(index) else { break };
                    if is_so(index + 1, mutant) {
                        found.lock().unwrap_or_else(PoisonError::into_inner).push(index + 1);
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_unstable();
    found
}

/// Of the tests of several crates those that notice faults.
const ACROSS: [(&str, &str); 1] = [("reads", "conformance/reads.rs")];

/// What a fault is called in a report.
fn told(mutant: &Mutant) -> String {
    let text = std::fs::read_to_string(root().join(mutant.file)).unwrap_or_default();
    let place = plant::place(&text, mutant).map_or(0, |place| place.start);
    let line = text.get(..place).unwrap_or_default().lines().count();
    format!("{}:{line}: {}", mutant.file, mutant.loses)
}

#[test]
#[ignore = "a stage of its own: make stages"]
fn each_fault_is_noticed() {
    let mutants: Vec<Mutant> = table::mutants().into_iter().chain([control::UNNOTICED]).collect();
    let control = mutants.len();
    let began = Instant::now();
    let is_tested = |folder: &str| mutants.iter().any(|mutant| mutant.notices.0 == folder);
    let copy = plant::copy_with("mutants", &plant::edits_of(&mutants).unwrap(), &ACROSS, is_tested).unwrap();
    let programs = Programs::build(&copy, false).unwrap();
    let built = began.elapsed();
    let broken = those(&mutants, |_, mutant| {
        let (folder, tests) = mutant.notices;
        programs.passed(folder, tests) != tests.len()
    });
    let broken: Vec<_> = broken.iter().map(|number| mutants[number - 1].notices).collect();
    assert!(broken.is_empty(), "fail without a fault: {broken:?}");
    let unnoticed =
        those(&mutants, |number, mutant| programs.run(mutant.notices, Some(number), TIME) == Run::Passed);
    let ran = began.elapsed().saturating_sub(built);
    println!("{} faults, built in {built:.0?}, looked for in {ran:.0?}", mutants.len() - 1);
    let missed: Vec<String> = unnoticed
        .iter()
        .filter(|number| **number != control)
        .map(|number| told(&mutants[number - 1]))
        .collect();
    assert!(missed.is_empty(), "no test notices:\n{}", missed.join("\n"));
    assert_eq!(unnoticed, [control], "what changes nothing is not reported: the check itself is broken");
}

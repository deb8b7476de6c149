//! The faults.

mod app;
mod domain;
mod steps;

use super::Mutant;

/// All of them, in the order of their numbers.
pub(super) fn mutants() -> Vec<Mutant> {
    [domain::ALL, app::ALL, steps::ALL].concat()
}

const fn lost(
    loses: &'static str,
    file: &'static str,
    place: &'static str,
    becomes: &'static str,
    notices: (&'static str, &'static [&'static str]),
) -> Mutant {
    Mutant { loses, file, place, becomes, notices }
}

//! How well real notices are read and real brands are found: each set of an evaluation folder, scored against its labels.
//!
//! The folder is never part of this project. A set that is not in it is skipped, and said to be.

pub mod dmca;
pub mod files;
pub mod formats;
pub mod mails;
pub mod marks;
pub mod pictures;
pub mod register;
pub mod rules;
pub mod texts;

use std::fmt;
use std::path::Path;

/// One figure of one set.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The folder of the set, e.g. `github-dmca`.
    pub set: &'static str,
    /// What was measured, in words joined by hyphens.
    pub measure: &'static str,
    /// The figure, a share from 0 to 1.
    pub value: f64,
    /// What it must reach.
    pub goal: Goal,
}

/// What a figure must reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// This much or more.
    AtLeast(f64),
    /// This much or less.
    AtMost(f64),
}

impl Score {
    /// A share of `hits` among `all`; of none, nothing was missed.
    #[must_use]
    pub fn share(set: &'static str, measure: &'static str, hits: usize, all: usize, goal: Goal) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "counts of samples")]
        let value = if all == 0 { 1.0 } else { hits as f64 / all as f64 };
        Self { set, measure, value, goal }
    }

    /// Whether the goal is reached.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        match self.goal {
            Goal::AtLeast(goal) => self.value >= goal,
            Goal::AtMost(goal) => self.value <= goal,
        }
    }
}

/// The line that is printed: `score`, set, measure, value, goal, `ok` or `short`, apart by tabs.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { set, measure, value, goal } = self;
        let verdict = if self.is_reached() { "ok" } else { "short" };
        let (sign, goal) = match goal {
            Goal::AtLeast(goal) => (">=", goal),
            Goal::AtMost(goal) => ("<=", goal),
        };
        write!(f, "score\t{set}\t{measure}\t{value:.4}\t{sign}{goal}\t{verdict}")
    }
}

/// What a set came to.
#[derive(Debug, Default)]
pub struct Scored {
    /// Its figures.
    pub scores: Vec<Score>,
    /// Where reading and label differ, one line each: file, what was expected, what was read.
    pub notes: Vec<String>,
}

/// A set: its folder, and what scores it.
pub type Set = (&'static str, fn(&Path) -> anyhow::Result<Scored>);

/// Every set.
#[must_use]
pub fn sets() -> Vec<Set> {
    [dmca::SETS, formats::SETS, mails::SETS, marks::SETS, pictures::SETS, register::SETS, rules::SETS]
        .concat()
}

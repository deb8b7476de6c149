//! Counting towards a figure.

use crate::{Goal, Score, Scored};

/// A figure in the making.
pub(super) struct Tally {
    measure: &'static str,
    goal: Goal,
    hits: usize,
    all: usize,
    notes: Vec<String>,
}

impl Tally {
    pub(super) fn new(measure: &'static str, goal: Goal) -> Self {
        Self { measure, goal, hits: 0, all: 0, notes: Vec::new() }
    }

    /// Counts a sample. `told` says which it was, and is kept when the sample speaks against the goal.
    pub(super) fn count(&mut self, is_hit: bool, told: impl FnOnce() -> String) {
        self.all += 1;
        self.hits += usize::from(is_hit);
        if is_hit != matches!(self.goal, Goal::AtLeast(_)) {
            self.notes.push(format!("{}\t{}", self.measure, told()));
        }
    }

    pub(super) fn samples(&self) -> usize {
        self.all
    }

    /// Adds the figure and its notes. Of no samples there is no figure: neither good nor bad.
    pub(super) fn add_to(self, scored: &mut Scored, set: &'static str) {
        let Self { measure, goal, hits, all, notes } = self;
        if all == 0 {
            scored.notes.push(format!("{measure}\tnot measured: the folder has nothing for it"));
            return;
        }
        scored.notes.push(format!("{measure}\t{hits} of {all} samples"));
        scored.notes.extend(notes);
        scored.scores.push(Score::share(set, measure, hits, all, goal));
    }
}

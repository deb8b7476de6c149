//! Targets: the clocks whose end is only a breach, as a log tells whether they were kept.

use case::{Case, CaseId, Clock, ClockEnd, Recorded, State};
use jiff::Timestamp;

use crate::clocks::{Pause, clock_rule};
use crate::deadline::{Deadline, deadlines};

/// How a target was kept: one whose end is only a breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was met.
    InTime,
    /// It was missed.
    Missed,
    /// It runs, and is not due.
    Open,
}

/// The targets of a whole log, each once for every time that it started, as they stand at `as_of`. `None` when the
/// log does not fold.
#[must_use]
pub fn targets_of(id: CaseId, log: &[Recorded], as_of: Timestamp) -> Option<Vec<(Clock, Kept)>> {
    let (first, rest) = log.split_first()?;
    let mut case = Case::open(id, first)?;
    // Each span with its due time and the time at which it was seen to have stopped.
    let mut spans: Vec<(Deadline, Option<Timestamp>)> = Vec::new();
    note(&mut spans, &case, case.last_at);
    for recorded in rest {
        case = case.evolve(recorded).ok()?;
        note(&mut spans, &case, recorded.at);
    }
    let waits = matches!(case.state, State::Incomplete { .. });
    let kept = |(deadline, stopped): &(Deadline, Option<Timestamp>)| match stopped {
        // It is paused, and goes on once the complaint is complete.
        Some(_) if waits && clock_rule(deadline.clock).pause == Pause::WhileIncomplete => Kept::Open,
        Some(at) if *at <= deadline.due => Kept::InTime,
        None if as_of <= deadline.due => Kept::Open,
        Some(_) | None => Kept::Missed,
    };
    Some(spans.iter().map(|span| (span.0.clock, kept(span))).collect())
}

/// Brings `spans` up to what runs on `case` at `at`. A clock that goes on after a pause is the same span.
fn note(spans: &mut Vec<(Deadline, Option<Timestamp>)>, case: &Case, at: Timestamp) {
    let running = deadlines(case);
    let same = |a: &Deadline, b: &Deadline| a.clock == b.clock && a.since == b.since;
    for (deadline, stopped) in spans.iter_mut() {
        match running.iter().find(|now| same(now, deadline)) {
            Some(now) => {
                *deadline = now.clone();
                *stopped = None;
            }
            None => {
                stopped.get_or_insert(at);
            }
        }
    }
    for now in running.into_iter().filter(|now| now.end == ClockEnd::Breach) {
        if !spans.iter().any(|(known, _)| same(known, &now)) {
            spans.push((now, None));
        }
    }
}

//! When a case next needs a look.

use case::{Case, ClockEnd};
use jiff::{SignedDuration, Timestamp};

use crate::deadline::deadlines;

/// How long after its last event a case that still owes something is looked at by the sweep.
const GRACE: SignedDuration = SignedDuration::from_secs(180);
/// The longest pause between two looks at a case that cannot get on.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// When the sweep must look at `case` next; `None` when nothing can ever fall due.
///
/// `swept` is how often it has already looked since the last event: the pause doubles each time.
#[must_use]
pub fn next_due(case: &Case, swept: u32) -> Option<Timestamp> {
    // A missed target needs no look: nothing follows from it.
    let ends = deadlines(case).into_iter().filter(|deadline| deadline.end != ClockEnd::Breach);
    let clock = ends.map(|deadline| deadline.due).min();
    let duty = (!case.owed().is_empty()).then(|| {
        let pause = GRACE.saturating_mul(1 << swept.min(16)).min(LONGEST_PAUSE);
        // The sum of the pauses so far, so that the value depends on nothing but the case and the count.
        let past = (0..swept.min(64)).fold(SignedDuration::ZERO, |sum, n| {
            sum.saturating_add(GRACE.saturating_mul(1 << n.min(16)).min(LONGEST_PAUSE))
        });
        case.last_at.saturating_add(past.saturating_add(pause)).unwrap_or(Timestamp::MAX)
    });
    match (clock, duty) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The due time to index after a change: a lower bound of [`next_due`], so that the index is rewritten (two
/// write units) only when a case owes nothing any more or would otherwise be found too late. Looking early
/// is harmless; the sweep then indexes the true value.
#[must_use]
pub fn due_to_index(indexed: Option<Timestamp>, case: &Case, swept: u32) -> Option<Timestamp> {
    let due = next_due(case, swept);
    match (indexed, due) {
        (Some(indexed), Some(due)) if !case.owed().is_empty() => Some(indexed.min(due)),
        _ => due,
    }
}

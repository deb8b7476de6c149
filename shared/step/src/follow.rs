//! Which queue a duty belongs to.

use case::{Case, Duty};
use port::Queue;

use crate::batch::Follow;

/// How long letters wait while a measure is under way, so that one pass of notify sends receipt, decision
/// and takedown letters with one write. Seconds.
const LETTERS_WAIT_S: u16 = 20;

/// The nudges for everything that `case` owes. Sending one too many is harmless.
#[must_use]
pub fn follow_ups(case: &Case) -> Vec<Follow> {
    let owed = case.owed();
    let measure = owed.iter().any(|duty| matches!(duty, Duty::Measure | Duty::Restore));
    owed.iter()
        .map(|duty| match duty {
            Duty::Validate => Follow::case(Queue::Validation, case.id),
            Duty::Measure | Duty::Restore => Follow::case(Queue::Takedown, case.id),
            Duty::Letters if measure => Follow::case(Queue::Notify, case.id).after_s(LETTERS_WAIT_S),
            Duty::Letters => Follow::case(Queue::Notify, case.id),
        })
        .collect()
}

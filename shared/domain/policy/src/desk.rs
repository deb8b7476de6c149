//! What waits for a person, and until when it should be done.

use case::{Case, Clock, DeskQueue, RunningClock};
use jiff::Timestamp;

use crate::clocks::{Length, clock_ends, end_of};
use crate::reading::is_reread;

/// A case in a queue of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Which queue.
    pub queue: DeskQueue,
    /// Until when a person should have acted: the queue's order.
    pub by: Timestamp,
}

/// The queue in which `case` waits for a person; `None` when it waits for nobody.
///
/// A case waits in one queue at a time. The blind review comes last: while a person must act on the case anyway, it
/// is not offered for review.
#[must_use]
pub fn waiting(case: &Case) -> Option<Waiting> {
    let queue = case.desk_queue().or_else(|| needs_review(case).then_some(DeskQueue::BlindReview))?;
    let by = match target_of(queue) {
        // A corrected complaint keeps the place of the declined one.
        None => clock_ends(case, RunningClock { clock: Clock::Decision, since: case.queued_at() }),
        Some(length) => end_of(case.desk_since(), length, case.filing.territory),
    };
    Some(Waiting { queue, by })
}

/// Whether `case` belongs to the sample of automatic decisions that a person reviews, and nobody has yet.
fn needs_review(case: &Case) -> bool {
    case.automatic.is_some() && case.reread.is_none() && is_reread(case.id)
}

/// How long the desk may take; `None` where a clock of the case says so. No law names days; Regulation (EU)
/// 2022/2065 Art. 20(4) asks for timely decisions on appeals. These are the operator's targets.
const fn target_of(queue: DeskQueue) -> Option<Length> {
    match queue {
        DeskQueue::Decision => None,
        DeskQueue::Appeal | DeskQueue::CounterNotice => Some(Length::Days(7)),
        DeskQueue::Court => Some(Length::Days(30)),
        DeskQueue::RefusedOrder => Some(Length::Hours(24)),
        DeskQueue::BlindReview => Some(Length::Days(14)),
    }
}

//! What waits for a person, and until when it should be done.

use case::{Case, Clock, DeskQueue, RunningClock};
use jiff::{SignedDuration, Timestamp};

use crate::clocks::{Length, LengthRule, everywhere};
use crate::deadline::{clock_ends, deadlines, target_ends};
use crate::sample::is_sampled;

/// How long a reviewer who took a case has it.
pub const DESK_LEASE: SignedDuration = SignedDuration::from_mins(30);

/// A case in a queue of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Which queue.
    pub queue: DeskQueue,
    /// Until when a person should have acted: the queue's order.
    pub by: Timestamp,
}

/// The queue in which `case` waits for a person; `None` when it does not wait for a person.
///
/// A case waits in one queue at a time. The blind review comes last: while a person must act on the case anyway, it
/// is not offered for review.
#[must_use]
pub fn waiting(case: &Case) -> Option<Waiting> {
    let queue = case.desk_queue().or_else(|| needs_review(case).then_some(DeskQueue::BlindReview))?;
    let by = match clock_of(queue) {
        // A corrected complaint keeps the place of the declined one.
        Some(Clock::Decision) => {
            clock_ends(case, RunningClock { since: case.priority_at(), ..case.decision_clock() })
        }
        Some(clock) => deadlines(case).into_iter().find(|deadline| deadline.clock == clock)?.due,
        None => {
            let target = if queue == DeskQueue::BlindReview { BLIND_REVIEW } else { UNSENT_LETTER };
            target_ends(target, case.filing.territory, case.desk_since())
        }
    };
    Some(Waiting { queue, by })
}

/// Whether `case` belongs to the sample of automatic decisions that a person reviews, and nobody has yet.
fn needs_review(case: &Case) -> bool {
    case.automatic.is_some() && case.blind_review.is_none() && is_sampled(case.id)
}

/// How long a blind review may take. It is no clock of the case: nobody waits for it.
const BLIND_REVIEW: LengthRule =
    everywhere("blind_review.target", Length::Days(14), "the operator's own target; no law sets one");

/// How soon a person should see to a letter that could not be sent.
const UNSENT_LETTER: LengthRule = everywhere(
    "unsent_letter.target",
    Length::Days(1),
    "the operator's own target; laws say without undue delay",
);

/// The clock of the case by which a queue is ordered.
const fn clock_of(queue: DeskQueue) -> Option<Clock> {
    match queue {
        DeskQueue::Decision => Some(Clock::Decision),
        DeskQueue::Appeal => Some(Clock::AppealReview),
        DeskQueue::CounterNotice => Some(Clock::CounterNoticeReview),
        DeskQueue::Court => Some(Clock::CourtReview),
        DeskQueue::RefusedOrder => Some(Clock::RefusedOrder),
        DeskQueue::UnsentLetter | DeskQueue::BlindReview => None,
    }
}

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
    let by = match clocks_of(queue) {
        // A corrected complaint keeps the place of the declined one.
        [Clock::Decision] => {
            clock_ends(case, RunningClock { since: case.priority_at(), ..case.decision_clock() })
        }
        [] => target_ends(BLIND_REVIEW, case.filing.territory, case.desk_since()),
        clocks => {
            let deadlines = deadlines(case).into_iter();
            deadlines.filter(|deadline| clocks.contains(&deadline.clock)).map(|it| it.due).min()?
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

/// The clocks of the case by which a queue is ordered: by the one that ends first. Whoever decides an appeal or rules on a
/// counter-notice answers the seller's request for a person, too.
const fn clocks_of(queue: DeskQueue) -> &'static [Clock] {
    match queue {
        DeskQueue::PersonAsked => &[Clock::PersonAsked],
        DeskQueue::Decision => &[Clock::Decision],
        DeskQueue::Appeal => &[Clock::AppealReview, Clock::PersonAsked],
        DeskQueue::CounterNotice => &[Clock::CounterNoticeReview, Clock::PersonAsked],
        DeskQueue::Court => &[Clock::CourtClaim, Clock::CourtReview, Clock::PersonAsked],
        DeskQueue::RefusedOrder => &[Clock::RefusedOrder],
        DeskQueue::UnsentLetter => &[Clock::UnsentLetter],
        DeskQueue::BlindReview => &[],
    }
}

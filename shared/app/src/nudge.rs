//! What is nudged next: which queue a duty belongs to, and how nudges are sent.

use std::collections::BTreeMap;

use case::{About, BatchId, Case, CaseId, ComplaintId, Duty, Nudge};
use port::{Nudges, Queue, WallClock, chain_of};

/// How long letters wait while a measure is under way, so that one pass of notify sends receipt, decision
/// and takedown letters with one write. Seconds.
const LETTERS_WAIT_S: u16 = 20;

/// A nudge to send when the batch is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutgoingNudge {
    /// To which queue.
    pub queue: Queue,
    /// About what.
    pub about: About,
    /// Delivered after so many seconds.
    pub delay_s: u16,
}

impl OutgoingNudge {
    /// Nudges `queue` about `case`, at once.
    #[must_use]
    pub const fn case(queue: Queue, case: CaseId) -> Self {
        Self { queue, about: About::Case(case), delay_s: 0 }
    }
    /// Nudges `queue` about `complaint`, at once.
    #[must_use]
    pub const fn complaint(queue: Queue, complaint: ComplaintId) -> Self {
        Self { queue, about: About::Complaint(complaint), delay_s: 0 }
    }
    /// Nudges `queue` about `batch`, at once.
    #[must_use]
    pub const fn batch(queue: Queue, batch: BatchId) -> Self {
        Self { queue, about: About::Batch(batch), delay_s: 0 }
    }
    /// The same, later.
    #[must_use]
    pub const fn after_s(mut self, seconds: u16) -> Self {
        self.delay_s = seconds;
        self
    }
}

/// The nudges for everything that `case` owes. Sending one too many is harmless.
#[must_use]
pub fn nudges_owed(case: &Case) -> Vec<OutgoingNudge> {
    let owed = case.owed();
    let ordering = owed.contains(&Duty::Order);
    owed.iter()
        .map(|duty| match duty {
            Duty::Validate => OutgoingNudge::case(Queue::Validation, case.id),
            Duty::ComparePictures => OutgoingNudge::case(Queue::Pictures, case.id),
            Duty::Order => OutgoingNudge::case(Queue::Takedown, case.id),
            Duty::Letters if ordering => OutgoingNudge::case(Queue::Notify, case.id).after_s(LETTERS_WAIT_S),
            Duty::Letters => OutgoingNudge::case(Queue::Notify, case.id),
        })
        .collect()
}

/// Sends nudges, one request per ten. A nudge that cannot be sent is only logged: what it is about
/// still owes its work, and the sweep finds it.
pub async fn send_nudges<N: Nudges, C: WallClock>(nudges: &N, clock: &C, outgoing: Vec<OutgoingNudge>) {
    let mut by_target: BTreeMap<(Queue, u16), Vec<Nudge>> = BTreeMap::new();
    for nudge in outgoing {
        by_target.entry((nudge.queue, nudge.delay_s)).or_default().push(Nudge::new(nudge.about, clock.now()));
    }
    for ((queue, delay_s), batch) in by_target {
        if let Err(error) = nudges.nudge(queue, &batch, delay_s).await {
            tracing::warn!(queue = queue.name(), error = chain_of(&error), "nudges not sent");
        }
    }
}

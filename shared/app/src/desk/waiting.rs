//! What waits in the queues of the desk.

use case::{Case, CaseId, Clock, DeskQueue, Event, Recorded, Side, StandingInput};
use jiff::Timestamp;
use port::{CaseAt, Cases, Lease, Leases, StoredCase, Unavailable, WaitingCases, WallClock};

use crate::cases::{Unreadable, load_each};

/// Cases loaded in one request.
const CHUNK: usize = 100;

/// A case that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The case.
    pub case: Case,
    /// In which queue.
    pub queue: DeskQueue,
    /// Its place in the queue.
    pub by: Timestamp,
    /// Who has taken it, where the lease runs.
    pub lease: Option<Lease>,
    /// The sides that wrote since the last decision ([`written_since`]).
    pub written: Vec<(Side, Timestamp)>,
}

impl Waiting {
    /// Until when a person should have acted. A corrected complaint keeps the place of the declined one, and has its own
    /// deadline.
    #[must_use]
    pub fn due(&self) -> Timestamp {
        let deadlines = policy::deadlines(&self.case);
        let decision = deadlines.iter().find(|it| it.clock == Clock::Decision).map(|it| it.due);
        decision.filter(|_| self.queue == DeskQueue::Decision).unwrap_or(self.by)
    }

    /// Whether its complainant was a member of the good-faith programme when rules looked at it.
    #[must_use]
    pub fn is_members(&self) -> bool {
        self.case.record.as_ref().is_some_and(|record| record.inputs.get() == Some(StandingInput::Member))
    }
}

/// A part of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// What waits, the most urgent first.
    pub waiting: Vec<Waiting>,
    /// Cases of the queue that cannot be read, e.g. because an item was altered. They hide no other.
    pub unreadable: Vec<Unreadable>,
    /// After which the rest begins, if there is more.
    pub next: Option<CaseAt>,
}

/// Each side that wrote since the last decision, or since the case went to the desk, with when it last did; who wrote last
/// comes first. No reviewer has read it before deciding.
#[must_use]
pub fn written_since(log: &[Recorded]) -> Vec<(Side, Timestamp)> {
    let mut written: Vec<(Side, Timestamp)> = Vec::new();
    for Recorded { at, event } in log.iter().rev() {
        let by = match event {
            Event::Corresponded { by, .. } => *by,
            Event::Merged { document: Some(_), .. } => Side::Complainant,
            Event::SentToDesk { .. }
            | Event::Accepted { .. }
            | Event::Declined { .. }
            | Event::Upheld { .. }
            | Event::RestoreDecided { .. }
            | Event::Corrected { .. }
            | Event::Kept { .. }
            | Event::AppealDecided { .. } => break,
            _ => continue,
        };
        if written.iter().all(|(side, _)| *side != by) {
            written.push((by, *at));
        }
    }
    written
}

/// At most `most` cases that wait in `queue`, whenever they were filed, after `after`. A caller that shows the blind review
/// tells neither state nor decision.
///
/// # Errors
/// [`Unavailable`] when the queue or the leases cannot be read, or no case of the queue.
pub async fn waiting<S: Cases + Leases + WaitingCases, C: WallClock>(
    store: &S,
    clock: &C,
    queue: DeskQueue,
    after: Option<CaseAt>,
    most: u16,
) -> Result<Queued, Unavailable> {
    let page = store.waiting_cases(queue, after, most).await?;
    let ids: Vec<CaseId> = page.cases.iter().map(|it| it.case).collect();
    let (mut waiting, mut unreadable) = (Vec::new(), Vec::new());
    for chunk in ids.chunks(CHUNK) {
        let leases = store.leases(chunk).await?;
        for (loaded, lease) in load_each(store, chunk).await?.into_iter().zip(leases) {
            let StoredCase { case, log, .. } = match loaded {
                Ok(Some(stored)) => stored,
                Ok(None) => continue,
                Err(it) => {
                    unreadable.push(it);
                    continue;
                }
            };
            // The index may be a moment behind; the case is the truth.
            if let Some(policy::Waiting { queue: now_in, by }) = policy::waiting(&case)
                && now_in == queue
            {
                let lease = lease.filter(|lease| lease.runs(clock.now()));
                waiting.push(Waiting { case, queue, by, lease, written: written_since(&log) });
            }
        }
    }
    Ok(Queued { waiting, unreadable, next: page.next })
}

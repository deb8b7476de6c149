//! The desk: what waits for a person, and what a reviewer decides.

mod denied;
mod question;
mod waiting;

use case::{
    Actor, Case, CaseId, Command, Correction, Decider, DeclineCode, DeskQueue, Event, Illegal, Note,
    OrderCommand, ReviewerId, UnsentLetter,
};
use jiff::Timestamp;
use policy::Contradiction;
use port::{
    Cases, Catalogue, Dispute, Disputes, Lease, Leases, Nudges, Queue, Registry, StoredCase, Unavailable,
    WallClock, chain_of,
};

use crate::{ChangeError, FindCaseError, NotConfigured, change, find_case, send_nudges};

pub use crate::cases::Unreadable;
pub use question::{OpenQuestion, open_question};
pub use waiting::{Queued, Waiting, waiting, written_since};

/// What a reviewer decides about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The complaint is well-founded: the listing is taken down.
    Accept {
        /// Why, in the reviewer's words, which both sides read.
        note: Note,
        /// Whether it is accepted although the record speaks against it.
        although: bool,
    },
    /// It is not.
    Decline {
        /// Why; the letter says what would cure it.
        code: DeclineCode,
        /// Why, in the reviewer's words, which the complainant reads.
        note: Note,
    },
    /// What the marketplace refused, a measure or a listing's return, is ordered again.
    Retry,
    /// The marketplace's refusal is left as it is, and the case is closed.
    GiveUp,
    /// A ruling on a contested counter-notice, or what a court decided.
    Rule {
        /// Whether the counter-notice fails.
        measure_stays: bool,
        /// Why, in the reviewer's words, which both sides read.
        note: Note,
    },
    /// Whether a court action is proved, and still open.
    Court {
        /// Whether it is.
        proved: bool,
        /// Why, in the reviewer's words, which both sides read.
        note: Note,
    },
    /// An appeal.
    Appeal {
        /// Whether the decision is reversed.
        reverse: bool,
        /// Whether a measure follows although the record speaks against it.
        although: bool,
        /// Why, in the reviewer's words, which both sides read (DSA Art. 20(5) and (6)).
        note: Note,
    },
    /// The measure in force is wrong, though nobody has objected: the listing returns.
    Correct {
        /// Why.
        why: Correction,
        /// In the reviewer's words, which both sides read.
        note: Note,
    },
    /// The measure stays: a person has looked at what rules decided, as the seller asked.
    Keep {
        /// Why, in the reviewer's words, which both sides read.
        note: Note,
    },
    /// What the reviewer would have decided where rules did, without knowing their decision. It changes nothing but
    /// the rate of agreement in the report.
    BlindReview {
        /// Whether the complaint is well-founded.
        accept: bool,
    },
    /// What becomes of the case's letters that could not be sent.
    Letters {
        /// Whether they are sent after all.
        send: bool,
    },
}

impl Decision {
    /// Whether a complaint may stand declined by it.
    const fn declines(&self) -> bool {
        matches!(self, Self::Decline { .. } | Self::Appeal { reverse: false, .. })
    }

    fn commands(&self, case: &Case) -> Vec<Command> {
        let measure = policy::measure_for(case.filing.claim);
        let command = match *self {
            Self::Accept { ref note, although } => {
                Command::Accept { measure, although, note: Some(note.clone()) }
            }
            Self::Decline { code, ref note } => Command::Decline { code, note: Some(note.clone()) },
            Self::Retry => Command::Order(OrderCommand::Retry),
            Self::GiveUp => Command::GiveUp,
            Self::Rule { measure_stays, ref note } => {
                Command::Rule { measure_stays, note: Some(note.clone()) }
            }
            Self::Court { proved, ref note } => {
                Command::ReviewCourtClaim { proved, note: Some(note.clone()) }
            }
            Self::Appeal { reverse, ref note, .. } => {
                Command::DecideAppeal { reverse, measure, note: Some(note.clone()) }
            }
            Self::Correct { why, ref note } => Command::Correct { why, note: note.clone() },
            Self::Keep { ref note } => Command::Keep { note: note.clone() },
            Self::BlindReview { accept } => Command::BlindReview { accept },
            Self::Letters { send } => {
                let review = |unsent: &UnsentLetter| Command::ReviewLetter { owed: unsent.owed, send };
                return case.unsent.iter().map(review).collect();
            }
        };
        vec![command]
    }
}

/// What a decision came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The case as it is now.
    pub case: Case,
    /// Whether anything changed; false where it was so already.
    pub changed: bool,
    /// Which steps were nudged.
    pub nudged: Vec<Queue>,
}

/// Someone else has taken the case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the case is taken by {} until {}", .0.by, .0.until)]
pub struct Taken(pub Lease);

/// Why a case was not taken, or not given back.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// The case cannot be found.
    #[error(transparent)]
    Find(#[from] FindCaseError),
    /// It does not wait for a person.
    #[error("the case does not wait for a person: it is {state}")]
    WaitsForNobody {
        /// Which case.
        case: CaseId,
        /// The code of its state.
        state: &'static str,
    },
    /// Who wants to take it may not decide it.
    #[error(transparent)]
    NotTheirs(Illegal),
    /// It is given back by someone who has not taken it.
    #[error("you have not taken this case: it is taken by no one")]
    NotTaken,
    /// Someone else has it.
    #[error(transparent)]
    Taken(#[from] Taken),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Lets `by` have the case `id` for [`policy::DESK_LEASE`] from now, so that nobody else decides it meanwhile. Taking
/// one's own case once more prolongs it.
///
/// # Errors
/// [`LeaseError`].
pub async fn take<S, C>(store: &S, clock: &C, id: CaseId, by: &ReviewerId) -> Result<Lease, LeaseError>
where
    S: Cases + Leases,
    C: WallClock,
{
    let case = find_case(store, id).await?.case;
    let Some(waiting) = policy::waiting(&case) else {
        return Err(LeaseError::WaitsForNobody { case: id, state: case.state.code() });
    };
    let now = clock.now();
    may_decide(&case, waiting.queue, by, now).map_err(LeaseError::NotTheirs)?;
    let until = now.saturating_add(policy::DESK_LEASE).unwrap_or(now);
    let lease = Lease { case: id, by: by.clone(), until };
    match store.put_lease(&lease, now).await? {
        None => Ok(lease),
        Some(other) => Err(Taken(other).into()),
    }
}

/// Whether `by` may decide what the case waits for in `queue`: who decided in it before decides no appeal.
fn may_decide(case: &Case, queue: DeskQueue, by: &ReviewerId, at: Timestamp) -> Result<(), Illegal> {
    let measure = policy::measure_for(case.filing.claim);
    let command = match queue {
        DeskQueue::Appeal => Command::DecideAppeal { reverse: false, measure, note: None },
        DeskQueue::BlindReview => Command::BlindReview { accept: false },
        DeskQueue::PersonAsked
        | DeskQueue::Decision
        | DeskQueue::CounterNotice
        | DeskQueue::Court
        | DeskQueue::RefusedOrder
        | DeskQueue::UnsentLetter => return Ok(()),
    };
    let by = Actor::Reviewer(by.clone());
    case.decide(&by, &command, at).map(drop)
}

/// Ends the lease that `by` has of the case `id`. Giving it back once more changes nothing.
///
/// # Errors
/// [`LeaseError`]; another's lease stays.
pub async fn give_back<S, C>(store: &S, clock: &C, id: CaseId, by: &ReviewerId) -> Result<(), LeaseError>
where
    S: Leases,
    C: WallClock,
{
    let now = clock.now();
    match store.leases(&[id]).await?.pop().flatten() {
        Some(lease) if !lease.runs(now) && lease.by == *by => Ok(()),
        None => Err(LeaseError::NotTaken),
        Some(lease) if !lease.runs(now) => Err(LeaseError::NotTaken),
        Some(lease) => {
            let back = Lease { by: by.clone(), until: now, ..lease };
            store.put_lease(&back, now).await?.map_or(Ok(()), |other| Err(Taken(other).into()))
        }
    }
}

async fn running_lease<S: Leases>(
    store: &S,
    id: CaseId,
    now: Timestamp,
) -> Result<Option<Lease>, Unavailable> {
    let last = store.leases(&[id]).await?.pop().flatten();
    Ok(last.filter(|lease| lease.runs(now)))
}

/// Why a decision was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The case cannot be found.
    #[error(transparent)]
    Find(#[from] FindCaseError),
    /// Someone else has it.
    #[error(transparent)]
    Taken(#[from] Taken),
    /// A blind review of a case that was not drawn for one.
    #[error("the case does not wait for a blind review: only those that are drawn do")]
    NotDrawn(CaseId),
    /// Declined for something that is not so, which the letter would say.
    #[error("{code} cannot be the reason: {instead}")]
    Contradicted {
        /// Which case.
        case: CaseId,
        /// The code.
        code: DeclineCode,
        /// What is on record instead.
        instead: &'static str,
    },
    /// Accepted, although something is on record that speaks against it.
    #[error("it cannot be accepted as it is: {}{}", .found.words(), denied::although(*.found))]
    NotAcceptable {
        /// Which case.
        case: CaseId,
        /// What is on record.
        found: Contradiction,
    },
    /// The marketplace of the listing, which must be asked, is not configured.
    #[error(transparent)]
    Marketplace(#[from] NotConfigured),
    /// A store, or the marketplace that must be asked, cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// It cannot be changed so.
    #[error("the case stays as it is")]
    Refused {
        /// Which case.
        case: CaseId,
        /// Why.
        source: ChangeError,
    },
}

/// Records a decision of `by` about the case `id`, gives the case back where `by` took it, and nudges the steps that go
/// on with it.
///
/// # Errors
/// [`DecideError`]; the case is then as it was.
pub async fn decide<S, M, N, C>(
    (store, catalogue, nudges, clock): (&S, &M, &N, &C),
    id: CaseId,
    decision: Decision,
    by: &ReviewerId,
) -> Result<Decided, DecideError>
where
    S: Cases + Disputes + Leases + Registry,
    M: Catalogue,
    N: Nudges,
    C: WallClock,
{
    let stored = find_case(store, id).await?;
    let lease = running_lease(store, id, clock.now()).await?;
    if let Some(other) = lease.as_ref().filter(|lease| lease.by != *by) {
        return Err(Taken(other.clone()).into());
    }
    denied::denied((store, catalogue), &stored, &decision, clock.now()).await?;
    if matches!(decision, Decision::BlindReview { .. }) && !takes_blind_review(&stored, by) {
        return Err(DecideError::NotDrawn(id));
    }
    if decision.declines() {
        // Before the case says so: a note of a case that is not declined is not believed, but one that is missing would
        // be missed when the same complaint comes again.
        store.note_dispute(&stored.case.filing.listing, id, Dispute::Declined, clock.now()).await?;
    }
    let commands = decision.commands(&stored.case);
    let changed = change(store, stored, &Actor::Reviewer(by.clone()), &commands, clock.now())
        .await
        .map_err(|source| DecideError::Refused { case: id, source })?;
    let outgoing = changed.nudges();
    let case = changed.stored.case;
    let nudged = outgoing.iter().map(|nudge| nudge.queue).collect();
    // Also when nothing changed: the nudges of the first time may have been lost.
    send_nudges(nudges, clock, outgoing).await;
    if lease.is_some()
        && let Err(error) = give_back(store, clock, id, by).await
    {
        // The decision stands; the lease ends by itself.
        tracing::warn!(case.id = %id, error = chain_of(&error), "a decided case was not given back");
    }
    Ok(Decided { case, changed: changed.events > 0, nudged })
}

/// Whether the case waits for a blind review, or has that of `by` already. Else reviewers would choose what the rate of
/// agreement is made of.
fn takes_blind_review(stored: &StoredCase, by: &ReviewerId) -> bool {
    let queue = policy::waiting(&stored.case).map(|waiting| waiting.queue);
    let is_own =
        |event: &Event| matches!(event, Event::BlindReview { by: Decider::Reviewer(it), .. } if it == by);
    queue == Some(DeskQueue::BlindReview) || stored.log.iter().any(|it| is_own(&it.event))
}

/// The queues in which a person must act. The blind review is apart: it changes no case.
pub const QUEUES: [DeskQueue; 7] = [
    DeskQueue::PersonAsked,
    DeskQueue::Decision,
    DeskQueue::Appeal,
    DeskQueue::CounterNotice,
    DeskQueue::Court,
    DeskQueue::RefusedOrder,
    DeskQueue::UnsentLetter,
];

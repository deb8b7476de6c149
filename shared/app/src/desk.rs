//! The desk: what waits for a person, and what a reviewer decides.

use std::fmt;

use case::{
    Action, Actor, Case, CaseId, Clock, Command, Decider, DeclineCode, DeskQueue, Event, Illegal,
    MisuseInput, Order, OrderCommand, Question, ReviewerId, Side, Stage, StandingInput, State, UnsentLetter,
};
use jiff::Timestamp;
use port::{
    CaseAt, Cases, Dispute, Disputes, Lease, Leases, Nudges, Queue, StoredCase, Unavailable, WaitingCases,
    WallClock, chain_of,
};

use crate::{ChangeError, FindCaseError, change, find_case, send_nudges};

/// Cases loaded in one request.
const CHUNK: usize = 100;

/// What a reviewer decides about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The complaint is well-founded: the listing is taken down.
    Accept,
    /// It is not.
    Decline(DeclineCode),
    /// What the marketplace refused, a measure or a listing's return, is ordered again.
    Retry,
    /// The marketplace's refusal is left as it is, and the case is closed.
    GiveUp,
    /// A ruling on a contested counter-notice, or what a court decided.
    Rule {
        /// Whether the counter-notice fails.
        measure_stays: bool,
    },
    /// An appeal.
    Appeal {
        /// Whether the decision is reversed.
        reverse: bool,
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
    const fn declines(self) -> bool {
        matches!(self, Self::Decline(_) | Self::Appeal { reverse: false })
    }

    fn commands(self, case: &Case) -> Vec<Command> {
        let command = match self {
            Self::Accept => Command::Accept { measure: policy::measure_for(case.filing.claim) },
            Self::Decline(code) => Command::Decline { code },
            Self::Retry => Command::Order(OrderCommand::Retry),
            Self::GiveUp => Command::GiveUp,
            Self::Rule { measure_stays } => Command::Rule { measure_stays },
            Self::Appeal { reverse } => {
                Command::DecideAppeal { reverse, measure: policy::measure_for(case.filing.claim) }
            }
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
    let decision = match queue {
        DeskQueue::Appeal => Decision::Appeal { reverse: false },
        DeskQueue::BlindReview => Decision::BlindReview { accept: false },
        DeskQueue::Decision
        | DeskQueue::CounterNotice
        | DeskQueue::Court
        | DeskQueue::RefusedOrder
        | DeskQueue::UnsentLetter => return Ok(()),
    };
    let by = Actor::Reviewer(by.clone());
    decision.commands(case).iter().try_for_each(|command| case.decide(&by, command, at).map(drop))
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
    /// Declined for something that did not happen in this case, which the letter would say.
    #[error("it cannot be declined as {code}: {instead}")]
    Contradicted {
        /// Which case.
        case: CaseId,
        /// The code.
        code: DeclineCode,
        /// What is on record instead.
        instead: &'static str,
    },
    /// A store cannot be used now.
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
pub async fn decide<S, N, C>(
    store: &S,
    nudges: &N,
    clock: &C,
    id: CaseId,
    decision: Decision,
    by: &ReviewerId,
) -> Result<Decided, DecideError>
where
    S: Cases + Disputes + Leases,
    N: Nudges,
    C: WallClock,
{
    let stored = find_case(store, id).await?;
    let lease = running_lease(store, id, clock.now()).await?;
    if let Some(other) = lease.as_ref().filter(|lease| lease.by != *by) {
        return Err(Taken(other.clone()).into());
    }
    if let Decision::Decline(code) = decision
        && let Some(instead) = contradicted(&stored, code)
    {
        return Err(DecideError::Contradicted { case: id, code, instead });
    }
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

/// What is on record instead of that for which `code` declines. A person judges all else.
fn contradicted(stored: &StoredCase, code: DeclineCode) -> Option<&'static str> {
    match code {
        DeclineCode::ComplainantSuspended => {
            let record = stored.case.record.as_ref();
            let suspended = record.is_some_and(|it| it.inputs.get() == Some(MisuseInput::Suspended));
            (!suspended).then_some("its complainant is not suspended")
        }
        DeclineCode::StillIncomplete => {
            let asked = stored.log.iter().any(|it| matches!(it.event, Event::FoundIncomplete { .. }));
            (!asked).then_some("the complainant was never asked to complete it")
        }
        _ => None,
    }
}

/// Whether the case waits for a blind review, or has that of `by` already. Else reviewers would choose what the rate of
/// agreement is made of.
fn takes_blind_review(stored: &StoredCase, by: &ReviewerId) -> bool {
    let queue = policy::waiting(&stored.case).map(|waiting| waiting.queue);
    let is_own =
        |event: &Event| matches!(event, Event::BlindReview { by: Decider::Reviewer(it), .. } if it == by);
    queue == Some(DeskQueue::BlindReview) || stored.log.iter().any(|it| is_own(&it.event))
}

/// What a person is asked about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenQuestion<'a> {
    /// A question that rules could not answer.
    Question(&'a Question),
    /// What to do after the marketplace refused this, for this reason.
    OrderRefused(Action, &'a str),
    /// Who is right about a counter-notice.
    Contested,
    /// What the court decided that has the matter.
    Court,
    /// An appeal of this side.
    Appeal(Side),
    /// What to do about letters that could not be sent.
    Unsent(&'a [UnsentLetter]),
}

impl fmt::Display for OpenQuestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Question(question) => write!(f, "{question}"),
            Self::OrderRefused(Action::Apply(_), reason) => write!(f, "the marketplace refused: {reason}"),
            Self::OrderRefused(Action::Restore(_), reason) => {
                write!(f, "the marketplace would not restore: {reason}")
            }
            Self::Contested => f.write_str("the counter-notice is contested"),
            Self::Court => f.write_str("a court has the matter"),
            Self::Appeal(side) => write!(f, "appeal of the {side}"),
            Self::Unsent(unsent) => {
                let told: Vec<String> =
                    unsent.iter().map(|it| format!("{} ({})", it.owed.letter, it.why)).collect();
                write!(f, "not sent: {}", told.join(", "))
            }
        }
    }
}

/// What a person is asked, where the case waits for one.
#[must_use]
pub fn open_question(case: &Case) -> Option<OpenQuestion<'_>> {
    match &case.state {
        State::AtDesk { question, .. } => Some(OpenQuestion::Question(question)),
        State::Ordered { order: Order { action, stage: Stage::Refused { reason, .. } }, .. } => {
            Some(OpenQuestion::OrderRefused(*action, reason))
        }
        State::AwaitingAnswer { contested: Some(_), .. } => Some(OpenQuestion::Contested),
        State::HeldForCourt { .. } => Some(OpenQuestion::Court),
        State::Appealed { appeal, .. } => Some(OpenQuestion::Appeal(appeal.by)),
        State::Filed
        | State::Incomplete { .. }
        | State::Ordered { .. }
        | State::InForce { .. }
        | State::Declined { .. }
        | State::Withdrawn
        | State::CounterNoticed { .. }
        | State::AwaitingAnswer { contested: None, .. }
        | State::Upheld { .. }
        | State::Restored { .. }
        | State::Closed(_) => (!case.unsent.is_empty()).then_some(OpenQuestion::Unsent(&case.unsent)),
    }
}

/// The queues in which a person must act. The blind review is apart: it changes no case.
pub const QUEUES: [DeskQueue; 6] = [
    DeskQueue::Decision,
    DeskQueue::Appeal,
    DeskQueue::CounterNotice,
    DeskQueue::Court,
    DeskQueue::RefusedOrder,
    DeskQueue::UnsentLetter,
];

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
    /// After which the rest begins, if there is more.
    pub next: Option<CaseAt>,
}

/// At most `most` cases that wait in `queue`, whenever they were filed, after `after`. A caller that shows the blind review
/// tells neither state nor decision.
///
/// # Errors
/// [`Unavailable`] when cases cannot be read.
pub async fn waiting<S: Cases + Leases + WaitingCases, C: WallClock>(
    store: &S,
    clock: &C,
    queue: DeskQueue,
    after: Option<CaseAt>,
    most: u16,
) -> Result<Queued, Unavailable> {
    let page = store.waiting_cases(queue, after, most).await?;
    let ids: Vec<CaseId> = page.cases.iter().map(|it| it.case).collect();
    let mut waiting = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let leases = store.leases(chunk).await?;
        for (stored, lease) in store.load(chunk).await?.into_iter().zip(leases) {
            let Some(case) = stored.map(|stored| stored.case) else { continue };
            // The index may be a moment behind; the case is the truth.
            if let Some(policy::Waiting { queue: now_in, by }) = policy::waiting(&case)
                && now_in == queue
            {
                let lease = lease.filter(|lease| lease.runs(clock.now()));
                waiting.push(Waiting { case, queue, by, lease });
            }
        }
    }
    Ok(Queued { waiting, next: page.next })
}

//! The desk: what waits for a person, and what a reviewer decides.

use std::fmt;

use case::{
    Action, Actor, Case, CaseId, Command, DeclineCode, Order, OrderCommand, Question, ReviewerId, Side,
    Stage, StandingSeen, State,
};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use port::{Calendar, Cases, Clock, Nudges, Queue, Unavailable};

use crate::{ChangeError, FindCaseError, change, find_case, nudges_owed, send_nudges};

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
}

impl Decision {
    fn command(self, case: &Case) -> Command {
        match self {
            Self::Accept => Command::Accept { measure: policy::measure_for(case.filing.claim) },
            Self::Decline(code) => Command::Decline { code },
            Self::Retry => Command::Order(OrderCommand::Retry),
            Self::GiveUp => Command::GiveUp,
            Self::Rule { measure_stays } => Command::Rule { measure_stays },
            Self::Appeal { reverse } => {
                Command::DecideAppeal { reverse, measure: policy::measure_for(case.filing.claim) }
            }
            Self::BlindReview { accept } => Command::Reread { accept },
        }
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

/// Why a decision was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The case cannot be found.
    #[error(transparent)]
    Find(#[from] FindCaseError),
    /// It cannot be changed so.
    #[error("case {case} stays as it is")]
    Refused {
        /// Which case.
        case: CaseId,
        /// Why.
        source: ChangeError,
    },
}

/// Records a decision of `by` about the case `id`, and nudges the steps that go on with it.
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
    S: Cases,
    N: Nudges,
    C: Clock,
{
    let stored = find_case(store, id).await?;
    let command = decision.command(&stored.case);
    let changed = change(store, stored, &Actor::Reviewer(by.clone()), &[command], clock.now())
        .await
        .map_err(|source| DecideError::Refused { case: id, source })?;
    let case = changed.stored.case;
    let outgoing = nudges_owed(&case);
    let nudged = outgoing.iter().map(|nudge| nudge.queue).collect();
    // Also when nothing changed: the nudges of the first time may have been lost.
    send_nudges(nudges, clock, outgoing).await;
    Ok(Decided { case, changed: changed.events > 0, nudged })
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
        | State::Closed(_) => None,
    }
}

/// What waits for a person among the cases filed on the last `days` days, today included: the programme's members
/// first, then in the order of the queue.
///
/// # Errors
/// [`Unavailable`] when cases cannot be read.
pub async fn waiting<S, C>(store: &S, clock: &C, days: u16) -> Result<Vec<Case>, Unavailable>
where
    S: Cases + Calendar,
    C: Clock,
{
    let mut waiting = filed_in(store, clock, days, Case::needs_desk).await?;
    waiting.sort_by_key(|case| (!is_members(case), case.queued_at(), case.id));
    Ok(waiting)
}

/// The sample of the rules' decisions that a person is still to review blind, oldest first, among the cases filed on
/// the last `days` days. Whoever shows it tells neither state nor decision.
///
/// # Errors
/// [`Unavailable`] when cases cannot be read.
pub async fn to_review_blind<S, C>(store: &S, clock: &C, days: u16) -> Result<Vec<Case>, Unavailable>
where
    S: Cases + Calendar,
    C: Clock,
{
    let wanted =
        |case: &Case| case.automatic.is_some() && case.reread.is_none() && policy::is_reread(case.id);
    let mut sample = filed_in(store, clock, days, wanted).await?;
    sample.sort_by_key(|case| (case.filed_at, case.id));
    Ok(sample)
}

/// Whether its complainant was a member of the good-faith programme when rules looked at it.
fn is_members(case: &Case) -> bool {
    case.record.as_ref().is_some_and(|record| record.saw.standing == StandingSeen::Member)
}

/// The cases filed on the last `days` days that `wanted` wants.
async fn filed_in<S: Cases + Calendar, C: Clock>(
    store: &S,
    clock: &C,
    days: u16,
    wanted: impl Fn(&Case) -> bool,
) -> Result<Vec<Case>, Unavailable> {
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    let mut cases: Vec<Case> = Vec::new();
    for ago in 0..i64::from(days) {
        let ids = store.filed_on(today.saturating_sub(ago.days())).await?;
        for chunk in ids.chunks(CHUNK) {
            let found = store.load(chunk).await?.into_iter().flatten().map(|stored| stored.case);
            cases.extend(found.filter(&wanted));
        }
    }
    Ok(cases)
}

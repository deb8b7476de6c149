//! An order to a marketplace: recorded before it is sent, with three answers. One small machine for every
//! action, whatever it is and whatever follows once it is done.

use jiff::{SignedDuration, Timestamp};

use crate::id::{EffectId, InvalidId};
use crate::reference::Reference;
use crate::state::{Decider, Decision, Measure, WhyRestore};

/// What a marketplace is ordered to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Put this measure on the listing.
    Apply(Measure),
    /// Lift it: the listing returns.
    Restore(WhyRestore),
}

impl Action {
    /// The code of every restoration, whatever its reason.
    const RESTORE: &'static str = "restore";

    /// Every action.
    pub fn all() -> impl Iterator<Item = Self> {
        let measures = Measure::ALL.iter().map(|measure| Self::Apply(*measure));
        measures.chain(WhyRestore::ALL.iter().map(|why| Self::Restore(*why)))
    }

    /// The stable code by which a marketplace knows it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Apply(measure) => measure.code(),
            Self::Restore(_) => Self::RESTORE,
        }
    }

    /// Whether the listing is to return.
    #[must_use]
    pub const fn is_restore(self) -> bool {
        matches!(self, Self::Restore(_))
    }
}

/// The code, and for a restoration its reason: `removal`, `restore:silence`.
impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::Apply(_) => Ok(()),
            Self::Restore(why) => write!(f, ":{why}"),
        }
    }
}

impl std::str::FromStr for Action {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.strip_prefix(Self::RESTORE).and_then(|rest| rest.strip_prefix(':')) {
            Some(why) => why.parse().map(Self::Restore),
            None => text.parse().map(Self::Apply),
        }
    }
}

/// An order that may have reached the marketplace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Effect {
    /// The id under which the marketplace drops doubles.
    pub id: EffectId,
    /// When it was last recorded that it is about to be sent.
    pub since: Timestamp,
    /// How often that was recorded.
    pub sendings: u32,
}

impl Effect {
    /// How long after it was recorded an order may still reach the marketplace. Who records an order sends it within a
    /// minute, the limit of the function, or never. The marketplace takes a request only within five minutes of its
    /// signature, by its own clock, and so says that it never heard of an order only to a question within five minutes of
    /// the same clock: asked eleven minutes after the record, it is past the end of every request sent before. One minute
    /// more is for the difference between our own clocks.
    pub const ARRIVES_WITHIN: SignedDuration = SignedDuration::from_mins(12);

    /// The same order, about to be sent once more.
    const fn again(self, at: Timestamp) -> Self {
        Self { since: at, sendings: self.sendings.saturating_add(1), ..self }
    }

    /// Whether an order of which the marketplace never heard, asked at `asked_at`, cannot reach it any more.
    #[must_use]
    pub fn cannot_arrive(&self, asked_at: Timestamp) -> bool {
        asked_at.duration_since(self.since) >= Self::ARRIVES_WITHIN
    }
}

/// The marketplace's answer that an order never reached it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NeverHeard {
    /// Of which order.
    pub id: EffectId,
    /// How often it had been recorded as about to be sent when the marketplace was asked: what was sent since is not what
    /// the answer is about.
    pub sendings: u32,
    /// When the marketplace was asked.
    pub asked_at: Timestamp,
}

/// How far an order is. One that is done has left this machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Stage {
    /// To be recorded and sent.
    Due {
        /// Since when.
        since: Timestamp,
    },
    /// Recorded: the marketplace is being asked.
    Requested(Effect),
    /// It is not known whether the marketplace did it.
    Unknown(Effect),
    /// The marketplace refused; a person must look.
    Refused {
        /// Its reason.
        reason: String,
        /// Since when.
        since: Timestamp,
    },
}

/// An order to a marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Order {
    /// What is ordered.
    pub action: Action,
    /// How far it is.
    pub stage: Stage,
}

/// Something asked of an order. An answer names the order that it answers, so that a late one is never taken
/// for the answer to a newer order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OrderCommand {
    /// Machine: about to send it.
    Request,
    /// Machine: the answer did not come.
    Unclear {
        /// Of which order.
        id: EffectId,
    },
    /// Machine: the marketplace did it.
    Confirm {
        /// Which order.
        id: EffectId,
        /// The marketplace's reference.
        reference: String,
    },
    /// Machine: the marketplace refused it.
    Refuse {
        /// Which order.
        id: EffectId,
        /// The marketplace's reason.
        reason: String,
    },
    /// Machine: the marketplace never heard of it, and it is about to be sent again.
    SendAgain(NeverHeard),
    /// Machine: the marketplace never heard of it, it cannot arrive any more, and it is not to be sent again.
    TakeBack(NeverHeard),
    /// Machine: other measures keep the listing down, so that the end of this one is not ordered.
    LeaveDown {
        /// The cases of these measures; at least one.
        under: Vec<Reference>,
    },
    /// Reviewer: send it again after a refusal.
    Retry,
}

/// What happened to an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OrderStep {
    /// It is about to be sent.
    Requested,
    /// The answer did not come, or was lost.
    Unclear,
    /// The marketplace did it.
    Done {
        /// The marketplace's own reference.
        reference: String,
    },
    /// The marketplace would not do it.
    Refused {
        /// The marketplace's reason, at most 200 characters.
        reason: String,
    },
    /// The marketplace had never heard of it; it is about to be sent again.
    SentAgain,
    /// The marketplace had never heard of it, and it could not arrive any more: nothing was ordered.
    TakenBack,
    /// Nothing was ordered: this measure ended, and others keep the listing down.
    LeftDown {
        /// The cases of these measures, at most [`MOST_UNDER`].
        under: Vec<Reference>,
    },
    /// A reviewer ordered it again after a refusal.
    Retried {
        /// Who.
        by: Decider,
    },
}

/// How many of the cases that keep a listing down are named.
pub const MOST_UNDER: usize = 10;

/// An order cannot take this command or step at its stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrongStage;

/// Where a step leaves an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It is not done yet.
    Open(Order),
    /// It is done, or nothing is left to be done.
    Done,
}

impl Order {
    /// An order that is due since `since`.
    #[must_use]
    pub const fn due(action: Action, since: Timestamp) -> Self {
        Self { action, stage: Stage::Due { since } }
    }

    /// The order as it may have reached the marketplace, while its answer is not known.
    #[must_use]
    pub const fn under_way(&self) -> Option<Effect> {
        match &self.stage {
            Stage::Requested(effect) | Stage::Unknown(effect) => Some(*effect),
            Stage::Due { .. } | Stage::Refused { .. } => None,
        }
    }

    /// Whether it need not be carried out if the marketplace never heard of it: a measure that rules decided, or whose
    /// complaint was withdrawn. What a person decided is carried out, and so is a listing's return.
    #[must_use]
    pub fn may_be_taken_back(&self, decision: &Decision, withdrawn: bool) -> bool {
        !self.action.is_restore() && (withdrawn || decision.by == Decider::Machine)
    }

    /// The code of a case whose state is this order.
    pub(crate) const fn state_code(&self) -> &'static str {
        match (self.action, &self.stage) {
            (Action::Apply(_), Stage::Due { .. }) => "accepted",
            (Action::Apply(_), Stage::Requested(_)) => "measure_requested",
            (Action::Apply(_), Stage::Unknown(_)) => "measure_unknown",
            (Action::Apply(_), Stage::Refused { .. }) => "measure_refused",
            (Action::Restore(_), Stage::Due { .. }) => "restore_due",
            (Action::Restore(_), Stage::Requested(_)) => "restore_requested",
            (Action::Restore(_), Stage::Unknown(_)) => "restore_unknown",
            (Action::Restore(_), Stage::Refused { .. }) => "restore_refused",
        }
    }

    /// What `command` makes happen; `None` when it is already so.
    pub(crate) fn decide(
        &self,
        by: Decider,
        command: &OrderCommand,
    ) -> Result<Option<OrderStep>, WrongStage> {
        let answers = |id: &EffectId| self.under_way().is_some_and(|effect| effect.id == *id);
        match (command, &self.stage) {
            (OrderCommand::Request, Stage::Due { .. }) => Ok(Some(OrderStep::Requested)),
            (OrderCommand::Request, Stage::Requested(_)) | (OrderCommand::Retry, Stage::Due { .. }) => {
                Ok(None)
            }
            (OrderCommand::Unclear { id }, Stage::Requested(_)) if answers(id) => {
                Ok(Some(OrderStep::Unclear))
            }
            (OrderCommand::Unclear { id }, Stage::Unknown(_)) if answers(id) => Ok(None),
            (OrderCommand::Confirm { id, reference }, _) if answers(id) => {
                Ok(Some(OrderStep::Done { reference: cut(reference) }))
            }
            (OrderCommand::Refuse { id, reason }, _) if answers(id) => {
                Ok(Some(OrderStep::Refused { reason: cut(reason) }))
            }
            (OrderCommand::SendAgain(answer), _) if self.never_heard(*answer).is_some() => {
                Ok(Some(OrderStep::SentAgain))
            }
            (OrderCommand::TakeBack(answer), _)
                if self.never_heard(*answer).is_some_and(|effect| effect.cannot_arrive(answer.asked_at)) =>
            {
                Ok(Some(OrderStep::TakenBack))
            }
            (OrderCommand::LeaveDown { under }, Stage::Due { .. })
                if self.action.is_restore() && !under.is_empty() =>
            {
                Ok(Some(OrderStep::LeftDown { under: under.iter().take(MOST_UNDER).copied().collect() }))
            }
            (OrderCommand::Retry, Stage::Refused { .. }) => Ok(Some(OrderStep::Retried { by })),
            _ => Err(WrongStage),
        }
    }

    /// The order under way, if this answer is about it as it was last sent.
    fn never_heard(&self, answer: NeverHeard) -> Option<Effect> {
        self.under_way().filter(|effect| (effect.id, effect.sendings) == (answer.id, answer.sendings))
    }

    /// The order after `step`, which happened at `at`; `id` names it if it is sent now.
    pub(crate) fn evolve(
        self,
        step: &OrderStep,
        at: Timestamp,
        id: EffectId,
    ) -> Result<Progress, WrongStage> {
        let stage = match (self.stage, step) {
            (Stage::Due { .. }, OrderStep::Requested) => {
                Stage::Requested(Effect { id, since: at, sendings: 1 })
            }
            (Stage::Requested(effect), OrderStep::Unclear) => Stage::Unknown(effect),
            (Stage::Requested(effect), OrderStep::SentAgain) => Stage::Requested(effect.again(at)),
            (Stage::Unknown(effect), OrderStep::SentAgain) => Stage::Unknown(effect.again(at)),
            (Stage::Requested(_) | Stage::Unknown(_), OrderStep::TakenBack) => Stage::Due { since: at },
            (Stage::Requested(_) | Stage::Unknown(_), OrderStep::Done { .. }) => return Ok(Progress::Done),
            (Stage::Due { .. }, OrderStep::LeftDown { under })
                if self.action.is_restore() && !under.is_empty() =>
            {
                return Ok(Progress::Done);
            }
            (Stage::Requested(_) | Stage::Unknown(_), OrderStep::Refused { reason }) => {
                Stage::Refused { reason: reason.clone(), since: at }
            }
            (Stage::Refused { .. }, OrderStep::Retried { .. }) => Stage::Due { since: at },
            _ => return Err(WrongStage),
        };
        Ok(Progress::Open(Self { stage, ..self }))
    }
}

/// Texts from outside that become part of an event are cut to 200 characters.
fn cut(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_action_is_read_back_from_its_text() {
        for action in Action::all() {
            assert_eq!(action.to_string().parse(), Ok(action));
            assert!(action.to_string().starts_with(action.code()));
        }
        for wrong in ["", "restore", "restore:", "restore:removal", "removal:silence"] {
            assert!(wrong.parse::<Action>().is_err(), "{wrong}");
        }
    }
    #[test]
    fn only_the_end_of_a_measure_is_left_undone_and_only_under_another() {
        let restore = Action::Restore(WhyRestore::Withdrawn);
        let other = Reference::draw(crate::ComplaintId::new(uuid::Uuid::nil()), 1, date(2026, 1, 1), 0);
        let more: Vec<Reference> = (0..=MOST_UNDER).map(|_| other).collect();
        for (action, under, named) in [
            (restore, vec![other], Some(1)),
            (restore, more, Some(MOST_UNDER)),
            (restore, vec![], None),
            (Action::Apply(Measure::Removal), vec![other], None),
            (Action::Apply(Measure::Removal), vec![], None),
        ] {
            let order = Order::due(action, Timestamp::UNIX_EPOCH);
            let decided = order.decide(Decider::Machine, &OrderCommand::LeaveDown { under: under.clone() });
            let step = |named| OrderStep::LeftDown { under: vec![other; named] };
            assert_eq!(decided, named.map(|named| Some(step(named))).ok_or(WrongStage), "{action} {under:?}");
            let id = EffectId::new(uuid::Uuid::nil());
            let evolved =
                order.evolve(&OrderStep::LeftDown { under: under.clone() }, Timestamp::UNIX_EPOCH, id);
            assert_eq!(evolved, named.map(|_| Progress::Done).ok_or(WrongStage), "{action} {under:?}");
        }
    }
}

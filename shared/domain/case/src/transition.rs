//! Which state an event leads to: a function of the state before it, and of nothing else that a case holds.

use jiff::Timestamp;

use crate::asked;
use crate::command::Answer;
use crate::correction::Note;
use crate::court::{self, CourtClaim};
use crate::event::Event;
use crate::id::EffectId;
use crate::letter::Letter;
use crate::order::{Action, Order, OrderStep, Progress, Stage};
use crate::state::{Appeal, CounterNotice, Decider, Decision, Decline, Measure, Prior, State, WhyRestore};

/// The state after `event`, which happened at `at`; `None` when it does not fit `state`. `effect_id` names the effect
/// that the event may order.
pub(crate) fn next(
    state: State,
    event: &Event,
    at: Timestamp,
    effect_id: impl FnOnce() -> EffectId,
) -> Option<State> {
    match event {
        Event::Filed(_) => None,
        Event::FoundIncomplete { .. }
        | Event::Completed { .. }
        | Event::Judged(_)
        | Event::PicturesAsked { .. }
        | Event::PicturesCompared(_)
        | Event::SentToDesk { .. }
        | Event::Accepted { .. }
        | Event::Reconsidered { .. }
        | Event::Declined { .. } => examined(state, event, at),
        Event::Order { action, step } => ordered(state, *action, step, at, effect_id),
        Event::Withdrawn => withdrawn(state, at),
        Event::CounterNoticed { .. }
        | Event::Answered { .. }
        | Event::CourtNamed { .. }
        | Event::CourtClaimReviewed { .. }
        | Event::Upheld { .. }
        | Event::RestoreDecided { .. }
        | Event::Corrected { .. } => disputed(state, event, at),
        Event::PersonAsked { .. } => asked::asked(state),
        Event::Kept { by, note } => asked::kept(state, by, note, at),
        Event::Appealed { by, document } => appealed(state, Appeal { by: *by, document: *document, at }),
        Event::AppealDecided { by, reversed, measure, note, .. } => {
            let State::Appealed { prior, .. } = state else { return None };
            appeal_decided(prior, (by, note), *reversed, *measure, at)
        }
        Event::LetterSent(owed, _) | Event::LetterReviewed { owed, send: false, .. } => {
            Some(told(state, owed.letter, at))
        }
        Event::LetterWithheld(owed, why) if !why.is_left_to_a_person(owed.letter) => {
            Some(told(state, owed.letter, at))
        }
        Event::LetterWithheld(..)
        | Event::LetterReviewed { send: true, .. }
        | Event::Merged { .. }
        | Event::BlindReview { .. }
        | Event::Corresponded { .. } => Some(state),
        Event::Closed { outcome } => may_close(&state).then_some(State::Closed(*outcome)),
    }
}

/// From the filing to the first decision.
fn examined(state: State, event: &Event, at: Timestamp) -> Option<State> {
    Some(match (state, event) {
        (State::Filed, Event::FoundIncomplete { missing }) => {
            State::Incomplete { missing: missing.clone(), since: at }
        }
        (State::Incomplete { .. }, Event::Completed { .. })
        | (State::Filed, Event::Judged(_) | Event::PicturesAsked { .. } | Event::PicturesCompared(_)) => {
            State::Filed
        }
        (State::Filed, Event::SentToDesk { question }) => State::AtDesk { question: *question, since: at },
        (State::Filed | State::AtDesk { .. }, Event::Accepted { by, measure, note, .. }) => {
            State::accepted(Decision { by: by.clone(), at, measure: *measure, note: note.clone() })
        }
        (
            State::Ordered {
                order: Order { action: Action::Apply(_), stage: Stage::Due { .. } },
                decision: Decision { by: Decider::Machine, .. },
                withdrawn: false,
            },
            Event::Reconsidered { .. },
        ) => State::Filed,
        (
            State::Filed | State::AtDesk { .. } | State::Incomplete { .. },
            Event::Declined { by, code, note },
        ) => State::Declined { decline: Decline { by: by.clone(), at, code: *code, note: note.clone() } },
        _ => return None,
    })
}

/// After a step of the order that the case stands for.
fn ordered(
    state: State,
    action: Action,
    step: &OrderStep,
    at: Timestamp,
    effect_id: impl FnOnce() -> EffectId,
) -> Option<State> {
    let State::Ordered { order, mut decision, withdrawn } = state else { return None };
    let fits = order.action == action
        && (*step != OrderStep::TakenBack || order.may_be_taken_back(&decision, withdrawn));
    if !fits {
        return None;
    }
    let progress = order.evolve(step, at, effect_id()).ok()?;
    Some(match (action, progress) {
        (Action::Apply(_), Progress::Done) if withdrawn => {
            State::restore_due(WhyRestore::Withdrawn, decision, at)
        }
        (Action::Apply(_), Progress::Done) => State::InForce { decision, since: at },
        (Action::Restore(why), Progress::Done) => State::Restored { why, decision, since: at },
        // What was not done needs no return.
        (
            Action::Apply(_),
            Progress::Open(Order { stage: Stage::Due { .. } | Stage::Refused { .. }, .. }),
        ) if withdrawn => State::Withdrawn,
        (_, Progress::Open(order)) => {
            // A person's decision keeps its author, note and date when another reviewer retries the order.
            if let (Action::Apply(_), OrderStep::Retried { by }, Decider::Machine) =
                (action, step, &decision.by)
            {
                decision = Decision { by: by.clone(), at, ..decision };
            }
            State::Ordered { order, decision, withdrawn }
        }
    })
}

/// After the complainant's withdrawal. A measure under way is waited for; one in force is undone.
fn withdrawn(state: State, at: Timestamp) -> Option<State> {
    Some(match state {
        State::Filed
        | State::Incomplete { .. }
        | State::AtDesk { .. }
        | State::Ordered {
            order: Order { action: Action::Apply(_), stage: Stage::Due { .. } | Stage::Refused { .. } },
            ..
        } => State::Withdrawn,
        State::Ordered { order: order @ Order { action: Action::Apply(_), .. }, decision, .. } => {
            State::Ordered { order, decision, withdrawn: true }
        }
        State::InForce { decision, .. }
        | State::CounterNoticed { decision, .. }
        | State::AwaitingAnswer { decision, .. }
        | State::Upheld { decision, .. }
        | State::HeldForCourt { decision, .. }
        | State::Appealed {
            prior: Prior::InForce(decision) | Prior::Upheld(decision) | Prior::HeldForCourt(decision, _),
            ..
        } => State::restore_due(WhyRestore::Withdrawn, decision, at),
        _ => return None,
    })
}

/// From the seller's objection to its end.
fn disputed(state: State, event: &Event, at: Timestamp) -> Option<State> {
    Some(match (state, event) {
        (State::InForce { decision, .. }, Event::CounterNoticed { document }) => {
            State::CounterNoticed { decision, counter: CounterNotice { document: *document, at } }
        }
        (
            State::CounterNoticed { decision, .. } | State::AwaitingAnswer { decision, .. },
            Event::Answered { answer: Answer::Concede, .. },
        ) => State::restore_due(WhyRestore::Conceded, decision, at),
        // Who answers has been told.
        (
            State::CounterNoticed { decision, counter },
            Event::Answered { answer: Answer::Contest, document, .. },
        ) => State::AwaitingAnswer { decision, counter, since: at, contested: Some(*document) },
        (
            State::AwaitingAnswer { decision, counter, since, .. },
            Event::Answered { answer: Answer::Contest, document, .. },
        ) => State::AwaitingAnswer { decision, counter, since, contested: Some(*document) },
        (State::CounterNoticed { decision, counter }, Event::CourtNamed { .. }) => {
            let claim = CourtClaim { counter, told: at, contested: None, proved: None };
            State::HeldForCourt { decision, claim, since: at }
        }
        (State::AwaitingAnswer { decision, counter, since, contested }, Event::CourtNamed { .. }) => {
            let claim = CourtClaim { counter, told: since, contested, proved: None };
            State::HeldForCourt { decision, claim, since: at }
        }
        (held, Event::CourtClaimReviewed { proved, .. }) => return court::reviewed(held, *proved, at),
        (
            State::AwaitingAnswer { decision, contested: Some(_), .. } | State::HeldForCourt { decision, .. },
            Event::Upheld { .. },
        ) => State::Upheld { decision, since: at },
        (
            State::CounterNoticed { decision, .. }
            | State::AwaitingAnswer { decision, .. }
            | State::HeldForCourt { decision, .. },
            Event::RestoreDecided { why, .. },
        ) => State::restore_due(*why, decision, at),
        (State::InForce { decision, .. }, Event::Corrected { .. }) => {
            State::restore_due(WhyRestore::Corrected, decision, at)
        }
        _ => return None,
    })
}

/// After an appeal against what the state says.
fn appealed(state: State, appeal: Appeal) -> Option<State> {
    let prior = match state {
        State::Declined { decline } => Prior::Declined(decline),
        State::InForce { decision, .. } => Prior::InForce(decision),
        State::Upheld { decision, .. } => Prior::Upheld(decision),
        State::HeldForCourt { decision, claim, .. } => Prior::HeldForCourt(decision, claim),
        State::Restored { why, decision, .. } => Prior::Restored(why, decision),
        _ => return None,
    };
    Some(State::Appealed { appeal, prior })
}

/// After the appeal against `prior`.
fn appeal_decided(
    prior: Prior,
    (by, note): (&Decider, &Option<Note>),
    reversed: bool,
    measure: Option<Measure>,
    at: Timestamp,
) -> Option<State> {
    Some(match (prior, reversed, measure) {
        (Prior::Declined(_) | Prior::Restored(..), true, Some(measure)) => {
            State::accepted(Decision { by: by.clone(), at, measure, note: note.clone() })
        }
        (
            Prior::InForce(decision) | Prior::Upheld(decision) | Prior::HeldForCourt(decision, _),
            true,
            None,
        ) => State::restore_due(WhyRestore::Appeal, decision, at),
        (Prior::Declined(decline), false, None) => State::Declined { decline },
        (Prior::InForce(decision), false, None) => State::InForce { decision, since: at },
        (Prior::Upheld(decision), false, None) => State::Upheld { decision, since: at },
        // Who decided the appeal has looked at the proof, too.
        (Prior::HeldForCourt(decision, claim), false, None) => {
            let claim = CourtClaim { proved: Some(at), ..claim };
            State::HeldForCourt { decision, claim, since: at }
        }
        (Prior::Restored(why, decision), false, None) => State::Restored { why, decision, since: at },
        _ => return None,
    })
}

/// After a letter went out, or a person has seen to one that could not, or there is nobody to tell. The clock of the answer
/// runs from then: silence is that of a complainant who was told.
fn told(state: State, letter: Letter, at: Timestamp) -> State {
    match state {
        State::CounterNoticed { decision, counter } if letter == Letter::CounterNotice => {
            State::AwaitingAnswer { decision, counter, since: at, contested: None }
        }
        state => state,
    }
}

/// Whether a case can end in this state.
const fn may_close(state: &State) -> bool {
    matches!(
        state,
        State::Declined { .. }
            | State::InForce { .. }
            | State::Upheld { .. }
            | State::Restored { .. }
            | State::Ordered { order: Order { stage: Stage::Refused { .. }, .. }, .. }
    )
}

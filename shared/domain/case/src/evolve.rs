//! `evolve`: folds one event into a case. What [`decide`](crate::Case::decide) allows, this can fold;
//! anything else in a stored log is an error, never a panic and never a guess.

use jiff::{SignedDuration, Timestamp};

use crate::command::Answer;
use crate::event::{Event, Recorded};
use crate::id::{CaseId, Digest, EffectId};
use crate::letter::{Letter, OwedLetter, letters_of};
use crate::order::{Action, Order, OrderStep, Progress, Stage, WrongStage};
use crate::state::{
    Appeal, Case, CounterNotice, Decider, Decision, Decline, DeclineCode, Measure, Prior, State, WhyRestore,
};

/// A stored log that no sequence of decisions could have made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfoldable {
    /// A log starts with the filing.
    #[error("the log does not start with the filing")]
    NoFiling,
    /// Event number `index` does not fit the state before it.
    #[error("event {index} does not fit a case that is {state}")]
    Misfit {
        /// Number of the event, from 0.
        index: u32,
        /// Code of the state before it.
        state: &'static str,
    },
}

impl Case {
    /// The case that a filing opens.
    #[must_use]
    pub fn open(id: CaseId, recorded: &Recorded) -> Option<Self> {
        let Event::Filed(filing) = &recorded.event else { return None };
        let letters = letters_of(&recorded.event, false);
        Some(Self {
            id,
            filing: filing.clone(),
            filed_at: recorded.at,
            state: State::Filed,
            events: 1,
            last_at: recorded.at,
            letters: letters.iter().map(|letter| OwedLetter { of: 0, letter: *letter }).collect(),
            record: None,
            automatic: None,
            blind_review: None,
            deciders: Vec::new(),
            appeal_decided: false,
            was_in_force: false,
            decided_at: None,
            in_force_at: None,
            waited: SignedDuration::ZERO,
            order_reference: None,
            merged: Vec::new(),
            documents: vec![filing.document],
        })
    }

    /// The case that a whole log leads to.
    ///
    /// # Errors
    /// [`Unfoldable`] when no sequence of decisions could have made the log.
    pub fn fold(id: CaseId, log: &[Recorded]) -> Result<Self, Unfoldable> {
        let (first, rest) = log.split_first().ok_or(Unfoldable::NoFiling)?;
        let case = Self::open(id, first).ok_or(Unfoldable::NoFiling)?;
        rest.iter().try_fold(case, Self::evolve)
    }

    /// The case after `recorded`.
    ///
    /// # Errors
    /// [`Unfoldable::Misfit`] when the event does not fit this state.
    pub fn evolve(mut self, recorded: &Recorded) -> Result<Self, Unfoldable> {
        let at = recorded.at;
        let number = self.events;
        let misfit = Unfoldable::Misfit { index: number, state: self.state.code() };
        let measure_was_applied = self.was_in_force;
        let waits_since = match &self.state {
            State::Incomplete { since, .. } => Some(*since),
            _ => None,
        };

        self.state = match (self.state, &recorded.event) {
            (state, Event::Merged { complaint }) => {
                self.merged.push(*complaint);
                state
            }
            (State::Filed, Event::FoundIncomplete { missing }) => {
                State::Incomplete { missing: missing.clone(), since: at }
            }
            (State::Incomplete { .. }, Event::Completed { document, missing, right, proof }) => {
                if right.is_some() {
                    self.filing.right.clone_from(right);
                }
                self.filing.document = *document;
                self.filing.missing.clone_from(missing);
                self.filing.proof = *proof;
                attach(&mut self.documents, *document);
                State::Filed
            }
            (State::Filed, Event::Judged(record)) => {
                self.record = Some(record.clone());
                State::Filed
            }
            (State::Filed, Event::SentToDesk { question }) => {
                State::AtDesk { question: *question, since: at }
            }
            (State::Filed | State::AtDesk { .. }, Event::Accepted { by, measure }) => {
                self.decided_at.get_or_insert(at);
                State::accepted(Decision { by: by.clone(), at, measure: *measure })
            }
            (
                State::Filed | State::AtDesk { .. } | State::Incomplete { .. },
                Event::Declined { by, code },
            ) => {
                self.decided_at.get_or_insert(at);
                State::Declined { decline: Decline { by: by.clone(), at, code: *code } }
            }
            (State::Ordered { order, decision, withdrawn }, Event::Order { action, step })
                if order.action == *action =>
            {
                let id = EffectId::derive(self.id, number, "order");
                let progress = order.evolve(step, at, id).map_err(|WrongStage| misfit)?;
                after_order(*action, step, progress, decision, withdrawn, at)
            }
            (
                State::Ordered { order: Order { stage: Stage::Refused { .. }, .. }, .. },
                Event::Closed { outcome },
            ) => State::Closed(*outcome),
            (
                State::Filed
                | State::Incomplete { .. }
                | State::AtDesk { .. }
                | State::Ordered {
                    order:
                        Order { action: Action::Apply(_), stage: Stage::Due { .. } | Stage::Refused { .. } },
                    ..
                },
                Event::Withdrawn,
            ) => State::Withdrawn,
            (
                State::Ordered { order: order @ Order { action: Action::Apply(_), .. }, decision, .. },
                Event::Withdrawn,
            ) => State::Ordered { order, decision, withdrawn: true },
            (
                State::InForce { decision, .. }
                | State::CounterNoticed { decision, .. }
                | State::AwaitingAnswer { decision, .. }
                | State::Upheld { decision, .. }
                | State::HeldForCourt { decision, .. }
                | State::Appealed { prior: Prior::InForce(decision) | Prior::Upheld(decision), .. },
                Event::Withdrawn,
            ) => State::restore_due(WhyRestore::Withdrawn, decision, at),
            (State::InForce { decision, .. }, Event::CounterNoticed { document }) => {
                attach(&mut self.documents, *document);
                State::CounterNoticed { decision, counter: CounterNotice { document: *document, at } }
            }
            (
                State::AwaitingAnswer { decision, counter, since, .. },
                Event::Answered { answer, document },
            ) => {
                attach(&mut self.documents, *document);
                match answer {
                    Answer::Concede => State::restore_due(WhyRestore::Conceded, decision, at),
                    Answer::Contest => {
                        State::AwaitingAnswer { decision, counter, since, contested: Some(*document) }
                    }
                }
            }
            (State::AwaitingAnswer { decision, .. }, Event::CourtNamed { document }) => {
                attach(&mut self.documents, *document);
                State::HeldForCourt { decision, since: at }
            }
            (
                State::AwaitingAnswer { decision, contested: Some(_), .. }
                | State::HeldForCourt { decision, .. },
                Event::Upheld { .. },
            ) => State::Upheld { decision, since: at },
            (
                State::AwaitingAnswer { decision, .. } | State::HeldForCourt { decision, .. },
                Event::RestoreDecided { why, .. },
            ) => State::restore_due(*why, decision, at),
            (state, Event::Appealed { by, document }) => {
                attach(&mut self.documents, *document);
                let prior = match state {
                    State::Declined { decline } => Prior::Declined(decline),
                    State::InForce { decision, .. } => Prior::InForce(decision),
                    State::Upheld { decision, .. } => Prior::Upheld(decision),
                    State::Restored { why, decision, .. } => Prior::Restored(why, decision),
                    _ => return Err(misfit),
                };
                State::Appealed { appeal: Appeal { by: *by, document: *document, at }, prior }
            }
            (State::Appealed { prior, .. }, Event::AppealDecided { by, reversed, measure }) => {
                self.appeal_decided = true;
                after_appeal(prior, by, *reversed, *measure, at).ok_or(misfit)?
            }
            (state, Event::BlindReview { agreed, .. })
                if self.automatic.is_some() && self.blind_review.is_none() =>
            {
                self.blind_review = Some(*agreed);
                state
            }
            (state, Event::Corresponded { document, .. }) => {
                attach(&mut self.documents, *document);
                state
            }
            (state, Event::LetterSent(letter) | Event::LetterWithheld(letter)) => {
                let before = self.letters.len();
                self.letters.retain(|owed| owed != letter);
                if self.letters.len() == before {
                    return Err(misfit);
                }
                match state {
                    // The clock runs from the day the complainant was told, reached or not.
                    State::CounterNoticed { decision, counter } if letter.letter == Letter::CounterNotice => {
                        State::AwaitingAnswer { decision, counter, since: at, contested: None }
                    }
                    state => state,
                }
            }
            (
                State::Declined { .. }
                | State::InForce { .. }
                | State::Upheld { .. }
                | State::Restored { .. },
                Event::Closed { outcome },
            ) => State::Closed(*outcome),
            _ => return Err(misfit),
        };

        if let Some(since) = waits_since.filter(|_| !matches!(self.state, State::Incomplete { .. })) {
            self.waited = self.waited.saturating_add(at.duration_since(since));
        }
        if let Event::Order { action: Action::Apply(_), step: OrderStep::Done { reference } } =
            &recorded.event
        {
            self.was_in_force = true;
            self.in_force_at.get_or_insert(at);
            self.order_reference = Some(reference.clone());
        }
        if let Some(Decider::Reviewer(reviewer)) = decider_of(&recorded.event)
            && !self.deciders.contains(reviewer)
        {
            self.deciders.push(reviewer.clone());
        }
        if let Some(accepted) = automatic_decision(&recorded.event).filter(|_| self.record.is_some()) {
            self.automatic.get_or_insert(accepted);
        }
        self.letters.extend(
            letters_of(&recorded.event, measure_was_applied)
                .iter()
                .map(|letter| OwedLetter { of: number, letter: *letter }),
        );
        self.events += 1;
        self.last_at = at;
        Ok(self)
    }
}

/// Where a case stands after a step of its order.
fn after_order(
    action: Action,
    step: &OrderStep,
    progress: Progress,
    mut decision: Decision,
    withdrawn: bool,
    at: Timestamp,
) -> State {
    match (action, progress) {
        (Action::Apply(_), Progress::Done) if withdrawn => {
            State::restore_due(WhyRestore::Withdrawn, decision, at)
        }
        (Action::Apply(_), Progress::Done) => State::InForce { decision, since: at },
        (Action::Restore(why), Progress::Done) => State::Restored { why, decision, since: at },
        // What was not done needs no return.
        (Action::Apply(_), Progress::Open(Order { stage: Stage::Refused { .. }, .. })) if withdrawn => {
            State::Withdrawn
        }
        (_, Progress::Open(order)) => {
            if let (Action::Apply(_), OrderStep::Retried { by }) = (action, step) {
                decision = Decision { by: by.clone(), at, ..decision };
            }
            State::Ordered { order, decision, withdrawn }
        }
    }
}

/// A document that comes again, say a message that now proves a court action, is held once.
fn attach(documents: &mut Vec<Digest>, document: Digest) {
    if !documents.contains(&document) {
        documents.push(document);
    }
}

/// Where a case stands after its appeal; `None` when the event does not fit what was appealed against.
fn after_appeal(
    prior: Prior,
    by: &Decider,
    reversed: bool,
    measure: Option<Measure>,
    at: Timestamp,
) -> Option<State> {
    Some(match (prior, reversed, measure) {
        (Prior::Declined(_) | Prior::Restored(..), true, Some(measure)) => {
            State::accepted(Decision { by: by.clone(), at, measure })
        }
        (Prior::InForce(decision) | Prior::Upheld(decision), true, None) => {
            State::restore_due(WhyRestore::Appeal, decision, at)
        }
        (Prior::Declined(decline), false, None) => State::Declined { decline },
        (Prior::InForce(decision), false, None) => State::InForce { decision, since: at },
        (Prior::Upheld(decision), false, None) => State::Upheld { decision, since: at },
        (Prior::Restored(why, decision), false, None) => State::Restored { why, decision, since: at },
        _ => return None,
    })
}

/// Whether the rules accepted, where the event is their decision.
fn automatic_decision(event: &Event) -> Option<bool> {
    match event {
        Event::Accepted { by: Decider::Machine, .. } => Some(true),
        // That one is the clock's.
        Event::Declined { code: DeclineCode::StillIncomplete, .. } => None,
        Event::Declined { by: Decider::Machine, .. } => Some(false),
        _ => None,
    }
}

fn decider_of(event: &Event) -> Option<&Decider> {
    match event {
        Event::Accepted { by, .. }
        | Event::Declined { by, .. }
        | Event::Order { step: OrderStep::Retried { by }, .. }
        | Event::Upheld { by }
        | Event::RestoreDecided { by, .. }
        | Event::BlindReview { by, .. }
        | Event::AppealDecided { by, .. } => Some(by),
        Event::Filed(_)
        | Event::Merged { .. }
        | Event::FoundIncomplete { .. }
        | Event::Completed { .. }
        | Event::Judged(_)
        | Event::SentToDesk { .. }
        | Event::Order {
            step:
                OrderStep::Requested | OrderStep::Unclear | OrderStep::Done { .. } | OrderStep::Refused { .. },
            ..
        }
        | Event::Withdrawn
        | Event::CounterNoticed { .. }
        | Event::Answered { .. }
        | Event::CourtNamed { .. }
        | Event::Appealed { .. }
        | Event::Corresponded { .. }
        | Event::LetterSent(_)
        | Event::LetterWithheld(_)
        | Event::Closed { .. } => None,
    }
}

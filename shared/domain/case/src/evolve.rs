//! `evolve`: folds one event into a case. What [`decide`](crate::Case::decide) allows, this can fold;
//! anything else in a stored log is an error, never a panic and never a guess.

use crate::command::Answer;
use crate::event::{Event, Recorded};
use crate::id::{CaseId, Digest, EffectId};
use crate::letter::{Letter, OwedLetter, letters_of};
use crate::state::{
    Appeal, Case, CounterNotice, Decider, Decision, Decline, DeclineCode, Effect, Measure, Prior, State,
    Then, WhyRestore,
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
            reread: None,
            deciders: Vec::new(),
            appeal_decided: false,
            was_in_force: false,
            decided_at: None,
            in_force_at: None,
            reference: None,
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
                State::Accepted(Decision { by: by.clone(), at, measure: *measure })
            }
            (
                State::Filed | State::AtDesk { .. } | State::Incomplete { .. },
                Event::Declined { by, code },
            ) => {
                self.decided_at.get_or_insert(at);
                State::Declined { decline: Decline { by: by.clone(), at, code: *code } }
            }
            (State::Accepted(decision), Event::MeasureRequested) => State::MeasureRequested {
                decision,
                effect: Effect { id: EffectId::derive(self.id, number, "measure"), since: at },
                then: Then::Keep,
            },
            (State::MeasureRequested { decision, effect, then }, Event::MeasureUnclear) => {
                State::MeasureUnknown { decision, effect, then }
            }
            (
                State::MeasureRequested { decision, then, .. } | State::MeasureUnknown { decision, then, .. },
                Event::MeasureTookForce { reference },
            ) => {
                self.was_in_force = true;
                self.in_force_at.get_or_insert(at);
                self.reference = Some(reference.clone());
                match then {
                    Then::Keep => State::InForce { decision, since: at },
                    Then::Restore => State::RestoreDue { why: WhyRestore::Withdrawn, decision, since: at },
                }
            }
            (
                State::MeasureRequested { decision, then, .. } | State::MeasureUnknown { decision, then, .. },
                Event::MeasureRefused { reason },
            ) => match then {
                Then::Keep => State::MeasureRefused { decision, reason: reason.clone(), since: at },
                Then::Restore => State::Withdrawn,
            },
            (State::MeasureRefused { decision, .. }, Event::MeasureRetried { by }) => {
                State::Accepted(Decision { by: by.clone(), at, ..decision })
            }
            (State::MeasureRefused { .. } | State::RestoreRefused { .. }, Event::Closed { outcome }) => {
                State::Closed(*outcome)
            }
            (
                State::Filed
                | State::Incomplete { .. }
                | State::AtDesk { .. }
                | State::Accepted(_)
                | State::MeasureRefused { .. },
                Event::Withdrawn,
            ) => State::Withdrawn,
            (State::MeasureRequested { decision, effect, .. }, Event::Withdrawn) => {
                State::MeasureRequested { decision, effect, then: Then::Restore }
            }
            (State::MeasureUnknown { decision, effect, .. }, Event::Withdrawn) => {
                State::MeasureUnknown { decision, effect, then: Then::Restore }
            }
            (
                State::InForce { decision, .. }
                | State::CounterNoticed { decision, .. }
                | State::AwaitingAnswer { decision, .. }
                | State::Upheld { decision, .. }
                | State::HeldForCourt { decision, .. }
                | State::Appealed { prior: Prior::InForce(decision) | Prior::Upheld(decision), .. },
                Event::Withdrawn,
            ) => State::RestoreDue { why: WhyRestore::Withdrawn, decision, since: at },
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
                    Answer::Concede => State::RestoreDue { why: WhyRestore::Conceded, decision, since: at },
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
            ) => State::RestoreDue { why: *why, decision, since: at },
            (State::RestoreDue { why, decision, .. }, Event::RestoreRequested) => State::RestoreRequested {
                why,
                decision,
                effect: Effect { id: EffectId::derive(self.id, number, "restore"), since: at },
            },
            (State::RestoreRequested { why, decision, effect }, Event::RestoreUnclear) => {
                State::RestoreUnknown { why, decision, effect }
            }
            (
                State::RestoreRequested { decision, .. } | State::RestoreUnknown { decision, .. },
                Event::Restored { why },
            ) => State::Restored { why: *why, decision, since: at },
            (
                State::RestoreRequested { why, decision, .. } | State::RestoreUnknown { why, decision, .. },
                Event::RestoreRefused { reason },
            ) => State::RestoreRefused { why, decision, reason: reason.clone(), since: at },
            (State::RestoreRefused { why, decision, .. }, Event::RestoreRetried { .. }) => {
                State::RestoreDue { why, decision, since: at }
            }
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
            (State::Appealed { prior, .. }, Event::AppealDecided { by, reversed }) => {
                self.appeal_decided = true;
                after_appeal(prior, by, *reversed, at)
            }
            (state, Event::Reread { agreed, .. }) if self.automatic.is_some() && self.reread.is_none() => {
                self.reread = Some(*agreed);
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

/// A document that comes again, say a message that now proves a court action, is held once.
fn attach(documents: &mut Vec<Digest>, document: Digest) {
    if !documents.contains(&document) {
        documents.push(document);
    }
}

fn after_appeal(prior: Prior, by: &Decider, reversed: bool, at: jiff::Timestamp) -> State {
    match (prior, reversed) {
        (Prior::Declined(_), true) => {
            State::Accepted(Decision { by: by.clone(), at, measure: Measure::Removal })
        }
        (Prior::Declined(decline), false) => State::Declined { decline },
        (Prior::InForce(decision) | Prior::Upheld(decision), true) => {
            State::RestoreDue { why: WhyRestore::Appeal, decision, since: at }
        }
        (Prior::InForce(decision), false) => State::InForce { decision, since: at },
        (Prior::Upheld(decision), false) => State::Upheld { decision, since: at },
        (Prior::Restored(_, decision), true) => State::Accepted(Decision { by: by.clone(), at, ..decision }),
        (Prior::Restored(why, decision), false) => State::Restored { why, decision, since: at },
    }
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
        | Event::MeasureRetried { by }
        | Event::Upheld { by }
        | Event::RestoreDecided { by, .. }
        | Event::RestoreRetried { by }
        | Event::Reread { by, .. }
        | Event::AppealDecided { by, .. } => Some(by),
        Event::Filed(_)
        | Event::Merged { .. }
        | Event::FoundIncomplete { .. }
        | Event::Completed { .. }
        | Event::Judged(_)
        | Event::SentToDesk { .. }
        | Event::MeasureRequested
        | Event::MeasureUnclear
        | Event::MeasureTookForce { .. }
        | Event::MeasureRefused { .. }
        | Event::Withdrawn
        | Event::CounterNoticed { .. }
        | Event::Answered { .. }
        | Event::CourtNamed { .. }
        | Event::RestoreRequested
        | Event::RestoreUnclear
        | Event::RestoreRefused { .. }
        | Event::Restored { .. }
        | Event::Appealed { .. }
        | Event::Corresponded { .. }
        | Event::LetterSent(_)
        | Event::LetterWithheld(_)
        | Event::Closed { .. } => None,
    }
}

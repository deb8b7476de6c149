//! A seller's request that a person look at a measure which rules alone decided, and the answer that the measure stays.
//!
//! It is no counter-notice and no appeal, and uses up neither. That the measure is lifted is the desk's correction, or its
//! ruling where the seller has objected as well.

use jiff::Timestamp;

use crate::command::{Answer, Command};
use crate::correction::Note;
use crate::decide::Decided;
use crate::event::Event;
use crate::id::Digest;
use crate::state::{Case, Decider, Decision, State};

/// Whether the seller has asked for a person, and whether one has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Asked {
    /// It has not asked.
    #[default]
    Not,
    /// It has: a person is to look.
    Open {
        /// Why, in the evidence store.
        document: Digest,
        /// When it asked.
        at: Timestamp,
    },
    /// A person has decided since, or there is nothing left to decide.
    Settled,
}

impl Asked {
    /// Since when a person is to look, where one is.
    #[must_use]
    pub const fn since(self) -> Option<Timestamp> {
        match self {
            Self::Open { at, .. } => Some(at),
            Self::Not | Self::Settled => None,
        }
    }

    /// After `event`, which happened at `at`.
    pub(crate) const fn note(&mut self, event: &Event, at: Timestamp) {
        if let Event::PersonAsked { document } = event {
            *self = Self::Open { document: *document, at };
        } else if matches!(self, Self::Open { .. }) && settles(event) {
            *self = Self::Settled;
        }
    }
}

/// Whether a request for a person is answered by this, or has become moot.
const fn settles(event: &Event) -> bool {
    event.is_decision()
        || matches!(
            event,
            Event::Withdrawn | Event::Answered { answer: Answer::Concede, .. } | Event::Closed { .. }
        )
}

/// Whether a measure is in force in this state about which nobody else is to decide.
const fn waits_for_nobody(state: &State) -> bool {
    matches!(
        state,
        State::InForce { .. } | State::CounterNoticed { .. } | State::AwaitingAnswer { contested: None, .. }
    )
}

impl Case {
    /// What a seller's request for a person makes happen: one for a decision that no person took or kept, and only while no
    /// person is about to decide.
    pub(crate) fn ask_person(&self, document: Digest, command: &Command) -> Decided {
        if self.knows(&document) {
            return Ok(None);
        }
        // Accepted even when the case is full, as a counter-notice is.
        if self.asked == Asked::Not && waits_for_nobody(&self.state) && !self.is_of_a_person() {
            return Ok(Some(Event::PersonAsked { document }));
        }
        self.not_now(command)
    }

    /// What a reviewer's answer to the request makes happen, that the measure stays.
    pub(crate) fn keep(&self, by: Decider, note: &Note, command: &Command) -> Decided {
        let decided = self.state.decision().map(|decision| &decision.by);
        match self.asked {
            Asked::Open { .. } if waits_for_nobody(&self.state) => {
                Ok(Some(Event::Kept { by, note: note.clone() }))
            }
            Asked::Settled if waits_for_nobody(&self.state) && decided == Some(&by) => Ok(None),
            Asked::Not | Asked::Open { .. } | Asked::Settled => self.not_now(command),
        }
    }

    /// Whether a person took the decision that the measure rests on, or kept it on an appeal.
    #[must_use]
    pub fn is_of_a_person(&self) -> bool {
        self.redress.stands_on_appeal()
            || self.state.decision().is_some_and(|decision| decision.by != Decider::Machine)
    }

    /// Whether the seller has asked for a person, nobody has answered, and nothing else is to be decided before.
    pub(crate) const fn awaits_person(&self) -> bool {
        matches!(self.asked, Asked::Open { .. }) && waits_for_nobody(&self.state)
    }
}

/// The state after the seller asked.
pub(crate) fn asked(state: State) -> Option<State> {
    waits_for_nobody(&state).then_some(state)
}

/// The state after a person kept the measure at `at`: the decision is that person's from now on.
pub(crate) fn kept(mut state: State, by: &Decider, note: &Note, at: Timestamp) -> Option<State> {
    match &mut state {
        State::InForce { decision, .. }
        | State::CounterNoticed { decision, .. }
        | State::AwaitingAnswer { decision, contested: None, .. } => {
            *decision = Decision { by: by.clone(), at, measure: decision.measure, note: Some(note.clone()) };
            Some(state)
        }
        _ => None,
    }
}

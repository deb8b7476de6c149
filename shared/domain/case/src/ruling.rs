//! A person's ruling on a counter-notice, or what a court decided.

use crate::command::Command;
use crate::correction::Note;
use crate::decide::Decided;
use crate::event::Event;
use crate::order::{Action, Order, Stage};
use crate::state::{Case, Decider, State, WhyRestore};

impl Case {
    /// What a ruling makes happen.
    pub(crate) fn rule(
        &self,
        by: Decider,
        measure_stays: bool,
        note: &Option<Note>,
        command: &Command,
    ) -> Decided {
        let note = note.clone();
        match (&self.state, measure_stays) {
            // Silence is never proof: a measure is upheld only against an objection that was answered.
            (State::AwaitingAnswer { contested: Some(_), .. } | State::HeldForCourt { .. }, true) => {
                Ok(Some(Event::Upheld { by, note }))
            }
            (State::CounterNoticed { .. } | State::AwaitingAnswer { .. }, false) => {
                Ok(Some(Event::RestoreDecided { why: WhyRestore::CounterNotice, by, note }))
            }
            (State::HeldForCourt { .. }, false) => {
                Ok(Some(Event::RestoreDecided { why: WhyRestore::Court, by, note }))
            }
            (State::Upheld { .. }, true)
            | (
                State::Ordered {
                    order:
                        Order {
                            action: Action::Restore(WhyRestore::CounterNotice | WhyRestore::Court),
                            stage: Stage::Due { .. },
                        },
                    ..
                },
                false,
            ) => Ok(None),
            _ => self.not_now(command),
        }
    }
}

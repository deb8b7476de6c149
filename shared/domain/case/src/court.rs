//! A court action, or a complaint to an authority, by which a complainant keeps a measure in force.

use jiff::Timestamp;

use crate::command::Command;
use crate::correction::Note;
use crate::decide::Decided;
use crate::event::{Event, Recorded};
use crate::id::Digest;
use crate::state::{Case, CounterNotice, Decider, Prior, State};

/// What a complainant states of a court, or an authority, until it is decided there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CourtClaim {
    /// The objection that it answers.
    pub counter: CounterNotice,
    /// Since when the time to answer that ran. A claim that turns out unproved gives no time.
    pub told: Timestamp,
    /// The complainant's dispute of the objection, if it gave one before.
    pub contested: Option<Digest>,
    /// When a person last found it proved and still open; `None` while nobody has looked.
    pub proved: Option<Timestamp>,
}

impl Case {
    /// What a person's look at the proof of a court action makes happen.
    pub(crate) fn review_court_claim(
        &self,
        by: Decider,
        proved: bool,
        note: &Option<Note>,
        command: &Command,
    ) -> Decided {
        match &self.state {
            // The same again, said at once, is no second look.
            State::HeldForCourt { claim, .. } if proved && claim.proved == Some(self.last_at) => Ok(None),
            State::HeldForCourt { .. } => {
                Ok(Some(Event::CourtClaimReviewed { by, proved, note: note.clone() }))
            }
            _ => self.not_now(command),
        }
    }
}

/// Whether a court, or an authority, has the matter after these events: the complainant named it, and no person found that
/// unproved since.
#[must_use]
pub fn is_before_court(log: &[Recorded]) -> bool {
    let said = |recorded: &Recorded| match recorded.event {
        Event::CourtNamed { .. } => Some(true),
        Event::CourtClaimReviewed { proved, .. } => Some(proved),
        _ => None,
    };
    log.iter().rev().find_map(said).unwrap_or(false)
}

/// The state after a person's look at the proof at `at`. On an appeal against what was found of it, it can only be found
/// unproved: who finds it proved, too, leaves the case as it was.
pub(crate) fn reviewed(held: State, proved: bool, at: Timestamp) -> Option<State> {
    Some(match (held, proved) {
        (State::HeldForCourt { decision, claim, since }, true) => {
            State::HeldForCourt { decision, claim: CourtClaim { proved: Some(at), ..claim }, since }
        }
        (
            State::HeldForCourt { decision, claim, .. }
            | State::Appealed { prior: Prior::HeldForCourt(decision, claim), .. },
            false,
        ) => {
            let CourtClaim { counter, told, contested, .. } = claim;
            State::AwaitingAnswer { decision, counter, since: told, contested }
        }
        _ => return None,
    })
}

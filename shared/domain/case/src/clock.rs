//! Which clocks run on a case, and from when. How long they run is policy.

use jiff::Timestamp;

use crate::filing::codes;
use crate::state::{Case, State};

codes! {
    /// A deadline kind.
    Clock, "clock" {
        /// To decide the complaint: a target, nothing follows from it by itself.
        Decision = "decision",
        /// To complete the complaint; then it is declined.
        Completion = "completion",
        /// To answer a counter-notice; then the listing returns.
        Answer = "answer",
        /// To appeal (DSA Art. 20(1): at least six months); then the case is closed.
        Appeal = "appeal",
    }
}

/// A clock and when it started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningClock {
    /// Which.
    pub clock: Clock,
    /// From when.
    pub since: Timestamp,
}

impl Case {
    /// The clock that runs in this state, if any. At most one runs at a time.
    #[must_use]
    pub const fn clock(&self) -> Option<RunningClock> {
        let (clock, since) = match &self.state {
            State::Filed | State::AtDesk { .. } => (Clock::Decision, self.filed_at),
            State::Incomplete { since, .. } => (Clock::Completion, *since),
            State::AwaitingAnswer { since, contested: None, .. } => (Clock::Answer, *since),
            State::Declined { decline } => (Clock::Appeal, decline.at),
            State::InForce { since, .. } | State::Upheld { since, .. } | State::Restored { since, .. } => {
                (Clock::Appeal, *since)
            }
            State::Ordered { .. }
            | State::Withdrawn
            | State::CounterNoticed { .. }
            | State::AwaitingAnswer { contested: Some(_), .. }
            | State::HeldForCourt { .. }
            | State::Appealed { .. }
            | State::Closed(_) => return None,
        };
        Some(RunningClock { clock, since })
    }
}

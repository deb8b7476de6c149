//! What a case still owes the outside.

use crate::state::{Case, State};

/// Work that some step must still do. A lost nudge is harmless because this is computed from the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Validation must judge it.
    Validate,
    /// Takedown must ask the marketplace for the measure, or reconcile a request under way.
    Measure,
    /// Takedown must ask the marketplace to restore, or reconcile that request.
    Restore,
    /// Notify must send letters.
    Letters,
}

impl Case {
    /// Everything owed by the chain now. People's work (desk, parties) is not among it.
    #[must_use]
    pub fn owed(&self) -> Vec<Duty> {
        let mut owed = Vec::new();
        match &self.state {
            State::Filed => owed.push(Duty::Validate),
            State::Accepted(_) | State::MeasureRequested { .. } | State::MeasureUnknown { .. } => {
                owed.push(Duty::Measure);
            }
            State::RestoreDue { .. } | State::RestoreRequested { .. } | State::RestoreUnknown { .. } => {
                owed.push(Duty::Restore);
            }
            State::Incomplete { .. }
            | State::AtDesk { .. }
            | State::MeasureRefused { .. }
            | State::InForce { .. }
            | State::Declined { .. }
            | State::Withdrawn
            | State::CounterNoticed { .. }
            | State::AwaitingAnswer { .. }
            | State::Upheld { .. }
            | State::RestoreRefused { .. }
            | State::Restored { .. }
            | State::HeldForCourt { .. }
            | State::Appealed { .. }
            | State::Closed(_) => {}
        }
        if !self.letters.is_empty() {
            owed.push(Duty::Letters);
        }
        owed
    }

    /// Its place in the queue of the desk: when it was filed, or when the complaint was that it mends.
    #[must_use]
    pub fn queued_at(&self) -> jiff::Timestamp {
        self.filing.queued_at.unwrap_or(self.filed_at)
    }

    /// Whether the listing came back, or is to, although its complainant had not withdrawn.
    #[must_use]
    pub const fn was_restored(&self) -> bool {
        use crate::state::{Outcome, WhyRestore};
        match &self.state {
            State::RestoreDue { why, .. }
            | State::RestoreRequested { why, .. }
            | State::RestoreUnknown { why, .. }
            | State::RestoreRefused { why, .. }
            | State::Restored { why, .. } => !matches!(why, WhyRestore::Withdrawn),
            State::Closed(outcome) => matches!(outcome, Outcome::Restored),
            _ => false,
        }
    }

    /// Whether a person of the desk must act.
    #[must_use]
    pub const fn needs_desk(&self) -> bool {
        matches!(
            self.state,
            State::AtDesk { .. }
                | State::MeasureRefused { .. }
                | State::RestoreRefused { .. }
                | State::AwaitingAnswer { contested: Some(_), .. }
                | State::HeldForCourt { .. }
                | State::Appealed { .. }
        )
    }
}

//! Where the measure stands: what has become of the listing.

use crate::filing::Territory;
use crate::order::{Action, Order};
use crate::state::{Case, Outcome, Prior, State};

/// Where the measure of a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureState {
    /// None was taken: the listing was not touched.
    NeverTaken,
    /// It is ordered, and not confirmed.
    Ordered,
    /// It is in force: the listing is down.
    InForce,
    /// It is in force, and its end is ordered and not confirmed.
    LiftOrdered,
    /// It was lifted: the listing is back.
    Lifted,
    /// It ended, and measures of other cases kept the listing down then.
    LeftDown,
}

impl MeasureState {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NeverTaken => "never_taken",
            Self::Ordered => "ordered",
            Self::InForce => "in_force",
            Self::LiftOrdered => "lift_ordered",
            Self::Lifted => "lifted",
            Self::LeftDown => "left_down",
        }
    }

    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::NeverTaken, Self::Ordered, Self::InForce, Self::LiftOrdered, Self::Lifted, Self::LeftDown];

    /// Whether the listing is down by it.
    #[must_use]
    pub const fn is_down(self) -> bool {
        matches!(self, Self::InForce | Self::LiftOrdered)
    }
}

impl Case {
    /// The territories in which alone the decided measure holds, or would hold if the complaint were accepted as it was
    /// judged; none where it is not limited.
    #[must_use]
    pub fn limit(&self) -> &[Territory] {
        match &self.record {
            Some(record) if self.only_in.is_empty() => &record.only_in,
            _ => &self.only_in,
        }
    }

    /// Whether the listing was taken down, and this measure has ended since or is about to, for whatever reason.
    #[must_use]
    pub const fn is_measure_over(&self) -> bool {
        matches!(
            self.measure_state(),
            MeasureState::LiftOrdered | MeasureState::Lifted | MeasureState::LeftDown
        )
    }

    /// Where the measure stands now.
    #[must_use]
    pub const fn measure_state(&self) -> MeasureState {
        match &self.state {
            State::Ordered { order: Order { action: Action::Apply(_), .. }, .. } => MeasureState::Ordered,
            State::Ordered { order: Order { action: Action::Restore(_), .. }, .. } => {
                MeasureState::LiftOrdered
            }
            State::InForce { .. }
            | State::CounterNoticed { .. }
            | State::AwaitingAnswer { .. }
            | State::Upheld { .. }
            | State::HeldForCourt { .. }
            | State::Appealed {
                prior: Prior::InForce(_) | Prior::Upheld(_) | Prior::HeldForCourt(..), ..
            }
            | State::Closed(Outcome::TakenDown | Outcome::NotRestored) => MeasureState::InForce,
            State::Filed
            | State::Incomplete { .. }
            | State::AtDesk { .. }
            | State::Declined { .. }
            | State::Withdrawn
            | State::Restored { .. }
            | State::Appealed { prior: Prior::Declined(_) | Prior::Restored(..), .. }
            | State::Closed(Outcome::Declined | Outcome::Restored | Outcome::NotEnforced) => {
                match (self.was_in_force, self.left_down.is_empty()) {
                    (false, _) => MeasureState::NeverTaken,
                    (true, true) => MeasureState::Lifted,
                    (true, false) => MeasureState::LeftDown,
                }
            }
        }
    }
}

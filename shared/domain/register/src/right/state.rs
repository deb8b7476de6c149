//! The state of a right on a day, and whether it supports a decision.

use case::Territory;
use jiff::civil::Date;

use super::{ReviewState, Right, RightStatus, covers, part_covered};

/// The state of a right on a day, its expiry computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RightState {
    /// The desk has not looked at it.
    Submitted,
    /// The desk has verified it.
    Verified,
    /// The desk has rejected it.
    Rejected,
    /// Its last day has passed.
    Expired,
    /// Its owner gave it up.
    Surrendered,
    /// It has another owner now, who has not submitted it.
    Assigned,
}

impl RightState {
    /// The code by which it is shown.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::Surrendered => "surrendered",
            Self::Assigned => "assigned",
        }
    }
}

/// Why a right does not support a decision without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNot {
    /// No office has registered it.
    #[error("the right is not registered")]
    NotRegistered,
    /// It is not granted yet, it has ended, or what its office has does not show it in force.
    #[error("the right is not in force, or not known to be")]
    NotInForce,
    /// It does not cover the listing's territory.
    #[error("the right does not cover {0}")]
    WrongTerritory(Territory),
    /// The desk has not verified it.
    #[error("the right is not verified")]
    NotVerified,
}

impl Right {
    /// Its state on `today`. Expiry is computed from the date, whatever was recorded.
    #[must_use]
    pub fn state_on(&self, today: Date) -> RightState {
        match self.history.state() {
            ReviewState::Surrendered => RightState::Surrendered,
            ReviewState::Assigned { .. } => RightState::Assigned,
            ReviewState::Submitted
            | ReviewState::Verified
            | ReviewState::Rejected { .. }
            | ReviewState::Expired
                if self.has_expired(today) =>
            {
                RightState::Expired
            }
            ReviewState::Submitted => RightState::Submitted,
            ReviewState::Verified => RightState::Verified,
            ReviewState::Rejected { .. } => RightState::Rejected,
            ReviewState::Expired => RightState::Expired,
        }
    }

    /// Whether its last day has passed on `today`.
    #[must_use]
    pub fn has_expired(&self, today: Date) -> bool {
        self.expires_on.is_some_and(|last| last < today)
    }

    /// Whether an office has registered it.
    #[must_use]
    pub fn is_registered(&self) -> bool {
        self.status == RightStatus::Registered
    }

    /// Whether it exists on `today`: registered, or existing without registration, and neither expired nor
    /// given up, without doubt. Whether the desk has verified it is another question.
    #[must_use]
    pub fn in_force(&self, today: Date) -> bool {
        let exists = matches!(self.status, RightStatus::Registered | RightStatus::Unregistered);
        exists && !matches!(self.state_on(today), RightState::Expired | RightState::Surrendered)
    }

    /// Whether it covers `territory`; see [`covers`].
    #[must_use]
    pub fn covers(&self, territory: Territory) -> bool {
        covers(&self.territories, territory)
    }

    /// The states of `territory` that it covers, where it covers a part of it; see [`part_covered`].
    #[must_use]
    pub fn part_covered(&self, territory: Territory) -> Vec<Territory> {
        part_covered(&self.territories, territory)
    }

    /// Whether it is in force in `territory` on `today`.
    #[must_use]
    pub fn in_force_in(&self, territory: Territory, today: Date) -> bool {
        self.in_force(today) && self.covers(territory)
    }

    /// Whether a complaint under it about a listing in `territory` may be decided without a person: only
    /// where it is registered, in force there, and verified.
    ///
    /// # Errors
    /// [`WhyNot`], the gravest reason first.
    pub fn may_support_automatic(&self, territory: Territory, today: Date) -> Result<(), WhyNot> {
        if self.status == RightStatus::Unregistered {
            return Err(WhyNot::NotRegistered);
        }
        if !self.in_force(today) {
            return Err(WhyNot::NotInForce);
        }
        if !self.covers(territory) {
            return Err(WhyNot::WrongTerritory(territory));
        }
        match self.state_on(today) {
            RightState::Verified => Ok(()),
            RightState::Submitted | RightState::Rejected | RightState::Assigned => Err(WhyNot::NotVerified),
            RightState::Expired | RightState::Surrendered => Err(WhyNot::NotInForce),
        }
    }
}

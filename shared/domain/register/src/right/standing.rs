//! What a right is good for on a day.

use case::Territory;
use jiff::civil::Date;

use super::{Right, RightStatus, State, covers};

/// The state of a right on a day, its expiry computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
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

impl Standing {
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
    pub fn standing(&self, today: Date) -> Standing {
        match self.history.state() {
            State::Surrendered => Standing::Surrendered,
            State::Assigned { .. } => Standing::Assigned,
            State::Submitted | State::Verified | State::Rejected { .. } | State::Expired
                if self.has_expired(today) =>
            {
                Standing::Expired
            }
            State::Submitted => Standing::Submitted,
            State::Verified => Standing::Verified,
            State::Rejected { .. } => Standing::Rejected,
            State::Expired => Standing::Expired,
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
        exists && !matches!(self.standing(today), Standing::Expired | Standing::Surrendered)
    }

    /// Whether it covers `territory`; see [`covers`].
    #[must_use]
    pub fn covers(&self, territory: Territory) -> bool {
        covers(&self.territories, territory)
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
        match self.standing(today) {
            Standing::Verified => Ok(()),
            Standing::Submitted | Standing::Rejected | Standing::Assigned => Err(WhyNot::NotVerified),
            Standing::Expired | Standing::Surrendered => Err(WhyNot::NotInForce),
        }
    }
}

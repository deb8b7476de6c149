//! Whether a right may support a measure without review.

use case::Territory;
use jiff::civil::Date;

use crate::{Ended, OfficeRecord, OfficeStatus};
use register::right::covers;

/// Whether a right is registered and in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InForce {
    /// It is.
    Yes,
    /// It is not, or not known to be.
    No(WhyNot),
}

impl InForce {
    /// Whether it is.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }
}

/// Why a right is not taken to be in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNot {
    /// Only applied for.
    #[error("it is applied for, and not registered")]
    Pending,
    /// Over.
    #[error("it has ended ({})", .0.code())]
    Ended(Ended),
    /// Its cancellation or invalidity is sought.
    #[error("its cancellation or invalidity is sought")]
    Contested,
    /// The office's words for its state are not known to mean that it is registered.
    #[error("the register's status is not known to mean registered and in force")]
    StatusUnknown,
    /// Registered later than the day asked.
    #[error("it is registered from {0} on only")]
    NotYet(Date),
    /// Its last day was before the day asked.
    #[error("its last day of protection, as far as this record shows, was {0}")]
    Expired(Date),
    /// Its last day stands nowhere, and does not follow from what does.
    #[error("its last day of protection is not known")]
    ExpiryUnknown,
    /// On a register that gives no exclusive right.
    #[error("it is on the Supplemental Register, which gives no exclusive right")]
    Supplemental,
    /// It protects nowhere that is known, or not in the territory asked.
    #[error("it is not known to protect there")]
    NoTerritory,
}

impl WhyNot {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Ended(_) => "ended",
            Self::Contested => "contested",
            Self::StatusUnknown => "status_unknown",
            Self::NotYet(_) => "not_yet_registered",
            Self::Expired(_) => "expired",
            Self::ExpiryUnknown => "expiry_unknown",
            Self::Supplemental => "supplemental_register",
            Self::NoTerritory => "no_territory",
        }
    }
}

impl OfficeRecord {
    /// Whether this right is, by this record, registered and in force on `today` somewhere. Only then may it be the
    /// basis of an automatic measure. Every doubt is a no: a person can look at what a record does not show.
    #[must_use]
    pub fn in_force(&self, today: Date) -> InForce {
        match self.why_not(today) {
            None => InForce::Yes,
            Some(why) => InForce::No(why),
        }
    }

    /// As [`OfficeRecord::in_force`], in `territory`.
    #[must_use]
    pub fn in_force_in(&self, today: Date, territory: Territory) -> InForce {
        match self.in_force(today) {
            InForce::Yes if !self.covers(territory) => InForce::No(WhyNot::NoTerritory),
            answer => answer,
        }
    }

    /// Whether it protects in `territory`; see [`covers`].
    #[must_use]
    pub fn covers(&self, territory: Territory) -> bool {
        covers(&self.territories, territory)
    }

    fn why_not(&self, today: Date) -> Option<WhyNot> {
        match self.status {
            OfficeStatus::Registered => {}
            OfficeStatus::Pending => return Some(WhyNot::Pending),
            OfficeStatus::Contested => return Some(WhyNot::Contested),
            OfficeStatus::Ended(why) => return Some(WhyNot::Ended(why)),
            OfficeStatus::Unknown => return Some(WhyNot::StatusUnknown),
        }
        if self.is_supplemental {
            return Some(WhyNot::Supplemental);
        }
        if let Some(day) = self.registered_on
            && day > today
        {
            return Some(WhyNot::NotYet(day));
        }
        match self.expires_on {
            None => return Some(WhyNot::ExpiryUnknown),
            Some(day) if day < today => return Some(WhyNot::Expired(day)),
            Some(_) => {}
        }
        self.territories.is_empty().then_some(WhyNot::NoTerritory)
    }
}

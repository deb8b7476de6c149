//! The time over which cases are counted.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::outcome::CaseOutcome;

/// A span of time by the day of filing: from its start, inclusive, to its end, exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first moment that counts: midnight, UTC.
    pub from: Timestamp,
    /// The first that no longer counts.
    pub until: Timestamp,
}

impl Window {
    /// The whole days (UTC) of `months` calendar months before the day of `as_of`, and that day so far.
    #[must_use]
    pub fn ending(as_of: Timestamp, months: u8) -> Self {
        let today = as_of.to_zoned(TimeZone::UTC).date();
        let first = today.saturating_sub(i32::from(months).months());
        let from = first.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |midnight| midnight.timestamp());
        Self { from, until: as_of }
    }

    /// Whether the case was filed within.
    #[must_use]
    pub fn holds(&self, outcome: &CaseOutcome) -> bool {
        (self.from..self.until).contains(&outcome.filed_at)
    }
}

/// The moment `months` calendar months after `at`, at the same hour (UTC).
pub(crate) fn months_after(at: Timestamp, months: u8) -> Timestamp {
    let later = at.to_zoned(TimeZone::UTC).saturating_add(i32::from(months).months());
    later.timestamp()
}

/// The moment `days` days of 24 hours after `at`.
pub(crate) fn days_after(at: Timestamp, days: u16) -> Timestamp {
    at.saturating_add(jiff::SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MAX)
}

//! A public holiday by rule, and the days on which it falls.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

/// When a holiday falls in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// On this day of this month.
    Day(i8, i8),
    /// On this day of this month in years in which it is such a weekday.
    DayWhere(i8, i8, Weekday),
    /// On the nth such weekday of a month; the last one where it is -1.
    Nth(i8, Weekday, i8),
    /// On the first such weekday that is not before this day of this month.
    From(i8, i8, Weekday),
    /// So many days after Easter Sunday of the Western churches.
    Easter(i16),
    /// So many days after Easter Sunday of the Orthodox churches.
    OrthodoxEaster(i16),
}

/// Where a holiday is kept that falls on a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// On its day alone.
    OnItsDay,
    /// A Saturday's on the Friday before, a Sunday's on the Monday after.
    Nearest,
    /// On the next day that is neither of the weekend nor another holiday.
    Next,
}

/// A public holiday, with the days from and to which its rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holiday {
    pub(super) name: &'static str,
    on: On,
    kept: Kept,
    since: Date,
    until: Date,
}

const fn on(on: On, name: &'static str) -> Holiday {
    Holiday { name, on, kept: Kept::OnItsDay, since: Date::MIN, until: Date::MAX }
}

/// On the same day of each year.
pub(super) const fn day(month: i8, day: i8, name: &'static str) -> Holiday {
    on(On::Day(month, day), name)
}

/// On a day in years in which it is such a weekday.
pub(super) const fn day_where(month: i8, day: i8, weekday: Weekday, name: &'static str) -> Holiday {
    on(On::DayWhere(month, day, weekday), name)
}

/// On the nth such weekday of a month.
pub(super) const fn nth(nth: i8, weekday: Weekday, month: i8, name: &'static str) -> Holiday {
    on(On::Nth(nth, weekday, month), name)
}

/// On the first such weekday that is not before a day.
pub(super) const fn from(month: i8, day: i8, weekday: Weekday, name: &'static str) -> Holiday {
    on(On::From(month, day, weekday), name)
}

/// So many days after Easter Sunday of the Western churches.
pub(super) const fn easter(days: i16, name: &'static str) -> Holiday {
    on(On::Easter(days), name)
}

/// So many days after Easter Sunday of the Orthodox churches.
pub(super) const fn orthodox(days: i16, name: &'static str) -> Holiday {
    on(On::OrthodoxEaster(days), name)
}

impl Holiday {
    /// The first day on which the rule holds.
    pub(super) const fn since(self, year: i16, month: i8, day: i8) -> Self {
        Self { since: date(year, month, day), ..self }
    }

    /// The last day on which the rule holds.
    pub(super) const fn until(self, year: i16, month: i8, day: i8) -> Self {
        Self { until: date(year, month, day), ..self }
    }

    /// Where it is kept when it falls on a weekend.
    pub(super) const fn kept(self, kept: Kept) -> Self {
        Self { kept, ..self }
    }

    /// Whether it is kept on the weekday after a weekend on which it falls.
    pub(super) fn moves_on(&self) -> bool {
        self.kept == Kept::Next
    }

    /// Whether it falls on `date`, or is kept there because it falls on the weekend beside it.
    pub(super) fn is_on(&self, date: Date) -> bool {
        if !self.may_be_on(date) {
            return false;
        }
        // That of the next year may be kept on the last day of this one.
        let next = (date.month() == 12).then(|| date.year().saturating_add(1));
        [Some(date.year()), next].into_iter().flatten().any(|year| {
            let Some(day) = self.of(year).filter(|day| self.since <= *day && *day <= self.until) else {
                return false;
            };
            let kept = match (self.kept, day.weekday()) {
                (Kept::Nearest, Weekday::Saturday) => day.saturating_sub(1.day()),
                (Kept::Nearest, Weekday::Sunday) => day.saturating_add(1.day()),
                _ => day,
            };
            date == day || date == kept
        })
    }

    /// Whether it is at least of the time of year of `date`: most days are told apart without counting.
    fn may_be_on(&self, date: Date) -> bool {
        let month = date.month();
        match (self.on, self.kept) {
            (On::Day(..), Kept::Nearest) | (On::From(..), _) => true,
            (On::Day(its, day) | On::DayWhere(its, day, _), _) => month == its && date.day() == day,
            (On::Nth(_, _, its), _) => month == its,
            // Easter is from 22 March to 9 May; the rows reach from seven weeks before to nine after.
            (On::Easter(_) | On::OrthodoxEaster(_), _) => (2..=7).contains(&month),
        }
    }

    /// Its day in `year`.
    fn of(&self, year: i16) -> Option<Date> {
        match self.on {
            On::Day(month, day) => Date::new(year, month, day).ok(),
            On::DayWhere(month, day, weekday) => {
                Date::new(year, month, day).ok().filter(|day| day.weekday() == weekday)
            }
            On::Nth(nth, weekday, month) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            On::From(month, day, weekday) => {
                Date::new(year, month, day).ok()?.checked_sub(1.day()).ok()?.nth_weekday(1, weekday).ok()
            }
            On::Easter(days) => easter_sunday(year)?.checked_add(i64::from(days).days()).ok(),
            On::OrthodoxEaster(days) => {
                orthodox_easter_sunday(year)?.checked_add(i64::from(days).days()).ok()
            }
        }
    }
}

/// Easter Sunday of the Western churches, by the Gregorian computus.
fn easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century) = (year % 19, year / 100);
    let skipped = century - century / 4;
    let moon = (19 * golden + skipped - (8 * century + 13) / 25 + 15) % 30;
    // Two corrections keep the full moon from 19 April on within the cycle.
    let moon = match (moon, golden) {
        (29, _) | (28, 11..) => moon - 1,
        _ => moon,
    };
    let weekday = (year + year / 4 + moon + 2 - skipped) % 7;
    // Days after 28 March, that Sunday's earliest full moon.
    let after = moon - weekday;
    march(year, 28 + after)
}

/// Easter Sunday of the Orthodox churches: by the Julian computus, as a day of the Gregorian calendar.
fn orthodox_easter_sunday(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let moon = (19 * (year % 19) + 15) % 30;
    let weekday = (2 * (year % 4) + 4 * year - moon + 34) % 7;
    let behind = year / 100 - year / 400 - 2;
    march(year, 22 + moon + weekday + behind)
}

/// The day so many days after the last of February.
fn march(year: i32, day: i32) -> Option<Date> {
    let first = Date::new(i16::try_from(year).ok()?, 3, 1).ok()?;
    first.checked_add(i64::from(day - 1).days()).ok()
}

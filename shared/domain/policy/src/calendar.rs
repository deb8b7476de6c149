//! Business days, as far as legal clocks count them.
//!
//! A calendar is a table of holidays by rule, of lists that are published year by year, or of both. Each row holds from
//! a day on. What no row tells is *unknown*, which is not the same as a day of business: a period that must not be
//! shorter than the law says never rests on an unknown day.

mod china;
mod european_union;
mod holiday;
mod member_states;
mod member_states_from_italy;
mod united_states;

use case::Territory;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use holiday::Holiday;

/// The days of one year that an authority published as free or as worked.
#[derive(Debug, Clone, Copy)]
pub(super) struct YearList {
    /// Where it was published.
    pub(super) source: &'static str,
    /// Clocks that start from this day on are counted by it: the day on which it came into use here. An end that was told
    /// before does not move when a list is added.
    pub(super) in_use: Date,
    /// The first and the last day for which it tells everything.
    pub(super) covers: (Date, Date),
    /// Free days, weekends included: first and last of each run.
    pub(super) free: &'static [(Date, Date, &'static str)],
    /// Saturdays and Sundays that are worked.
    pub(super) worked: &'static [Date],
}

/// Which days a territory counts as business days.
#[derive(Debug)]
pub struct Calendar {
    /// Its name, for people.
    pub name: &'static str,
    /// By which law, or by whose publication.
    pub source: &'static str,
    /// The first day for which its rows tell everything.
    since: Date,
    /// Holidays by rule.
    holidays: &'static [Holiday],
    /// Lists year by year; `None` where the rules tell everything.
    lists: Option<&'static [YearList]>,
    /// What is free by these calendars is free by this one.
    and: &'static [&'static Calendar],
}

/// What a day is to a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// Business is done.
    Business,
    /// A Saturday or Sunday.
    Weekend,
    /// A public holiday, by its name.
    Holiday(&'static str),
    /// A weekday of which the calendar does not know whether it is a holiday.
    Unknown,
}

/// The last day of a count, and what it passed over on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The last day.
    pub last: Date,
    /// Holidays on weekdays that were not counted, or at which the count could not end.
    pub holidays: Vec<(Date, &'static str)>,
    /// How many days were added because holidays are unknown.
    pub added: u16,
}

/// For what days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A period that must not be shorter than it is said, nor longer than so many business days.
    AtLeast(Option<u16>),
    /// The operator's own target, which ignorance does not stretch.
    Target,
}

/// The calendar of a territory of which nothing is known.
static UNKNOWN: Calendar = Calendar {
    name: "Monday to Friday, holidays unknown",
    source: "none: no table of this territory's holidays",
    since: Date::MAX,
    holidays: &[],
    lists: None,
    and: &[],
};

/// Where holidays are unknown, two weeks are added: no published list of any calendar here leaves out more of any
/// twenty weekdays, and none has a longer run of free days.
const UNKNOWN_DAYS: u16 = 14;
/// The same in business days.
const UNKNOWN_BUSINESS_DAYS: u16 = 10;

/// The calendar by which a territory's clocks count business days.
#[must_use]
pub fn calendar_of(territory: Territory) -> &'static Calendar {
    match territory.to_string().as_str() {
        "US" => &united_states::FEDERAL,
        "CN" => &china::MAINLAND,
        "EU" => &european_union::UNION,
        code => member_states::of(code).unwrap_or(&UNKNOWN),
    }
}

impl Calendar {
    /// What `date` is to a clock that starts on `start`.
    #[must_use]
    pub fn kind(&self, date: Date, start: Date) -> DayKind {
        let list = self.list_for(date, start);
        if let Some(list) = list {
            if list.worked.contains(&date) {
                return DayKind::Business;
            }
            let run = list.free.iter().find(|(first, last, _)| *first <= date && date <= *last);
            if let (Some((_, _, name)), false) = (run, is_weekend(date)) {
                return DayKind::Holiday(name);
            }
        }
        if is_weekend(date) {
            return DayKind::Weekend;
        }
        if let Some(name) = self.holiday(date).or_else(|| self.substitute(date)) {
            return DayKind::Holiday(name);
        }
        let free = |calendar: &&Calendar| match calendar.kind(date, start) {
            DayKind::Holiday(name) => Some(name),
            DayKind::Business | DayKind::Weekend | DayKind::Unknown => None,
        };
        if let Some(name) = self.and.iter().find_map(free) {
            return DayKind::Holiday(name);
        }
        let known = date >= self.since && (self.lists.is_none() || list.is_some());
        if known { DayKind::Business } else { DayKind::Unknown }
    }

    /// The day on which the last of `days` business days after `start` ends. `start` itself does not count.
    #[must_use]
    pub fn after(&self, start: Date, days: u16, purpose: Purpose) -> Count {
        let mut count = Count { last: start, holidays: Vec::new(), added: 0 };
        let mut counted = 0;
        while counted < days.saturating_add(count.added) {
            let Ok(next) = count.last.tomorrow() else { break };
            count.last = next;
            match self.kind(count.last, start) {
                DayKind::Business => counted += 1,
                DayKind::Weekend => {}
                DayKind::Holiday(name) => count.holidays.push((count.last, name)),
                DayKind::Unknown => {
                    counted += 1;
                    count.added = added(days, purpose);
                }
            }
        }
        count
    }

    /// `last`, the last day of a period that starts on `start`, or the next business day where it is none.
    #[must_use]
    pub fn roll_over(&self, last: Date, start: Date, purpose: Purpose) -> Count {
        let mut count = Count { last, holidays: Vec::new(), added: 0 };
        loop {
            match self.kind(count.last, start) {
                DayKind::Business => return count,
                DayKind::Weekend => {}
                DayKind::Holiday(name) => count.holidays.push((count.last, name)),
                DayKind::Unknown if count.added > 0 || purpose == Purpose::Target => return count,
                DayKind::Unknown => {
                    count.added = UNKNOWN_DAYS;
                    count.last = count.last.saturating_add(i64::from(UNKNOWN_DAYS).days());
                    continue;
                }
            }
            let Ok(next) = count.last.tomorrow() else { return count };
            count.last = next;
        }
    }

    /// The last day for which its lists tell everything; `None` where it has none.
    #[must_use]
    pub fn ends(&self) -> Option<Date> {
        self.lists?.iter().map(|list| list.covers.1).max()
    }

    /// Where the list was published that tells of `date` for a clock that starts on `start`; else the calendar's source.
    #[must_use]
    pub fn source_for(&self, date: Date, start: Date) -> &'static str {
        self.list_for(date, start).map_or(self.source, |list| list.source)
    }

    fn list_for(&self, date: Date, start: Date) -> Option<&'static YearList> {
        let tells = |list: &&YearList| list.covers.0 <= date && date <= list.covers.1 && list.in_use <= start;
        // A list that was changed stands twice; the later one counts.
        self.lists?.iter().filter(tells).max_by_key(|list| list.in_use)
    }

    fn holiday(&self, date: Date) -> Option<&'static str> {
        self.holidays.iter().find(|holiday| holiday.is_on(date)).map(|holiday| holiday.name)
    }

    /// The holiday of the weekend before that is kept on the weekday `date`.
    fn substitute(&self, date: Date) -> Option<&'static str> {
        if !self.holidays.iter().any(Holiday::moves_on) {
            return None;
        }
        // Back over the weekdays that other holidays of the same weekend take, and the weekend itself.
        let (mut taken, mut moved) = (0, Vec::new());
        let mut at = date.saturating_sub(1.day());
        for _ in 0..10 {
            let name = self.holiday(at);
            if !is_weekend(at) && name.is_none() {
                if !moved.is_empty() {
                    break;
                }
                taken += 1;
            }
            let moves = |holiday: &&Holiday| holiday.moves_on() && holiday.is_on(at);
            if is_weekend(at) {
                moved.extend(self.holidays.iter().find(moves).map(|holiday| holiday.name));
            }
            at = at.saturating_sub(1.day());
        }
        // The earliest of the weekend is kept first.
        moved.reverse();
        moved.get(taken).copied()
    }
}

/// The calendars that end with a list, with the last day that each tells of, the earliest first.
#[must_use]
pub fn lists_end() -> Vec<(&'static Calendar, Date)> {
    let listed = [&china::MAINLAND, &united_states::FEDERAL, &european_union::UNION];
    let all = listed.into_iter().chain(member_states::ALL.iter().map(|(_, calendar)| *calendar));
    let mut ends: Vec<_> = all.filter_map(|calendar| Some((calendar, calendar.ends()?))).collect();
    ends.sort_by_key(|(_, last)| *last);
    ends
}

/// Those of [`lists_end`] that end within 90 days of `today`, or have ended.
#[must_use]
pub fn lists_ending(today: Date) -> Vec<(&'static Calendar, Date)> {
    let soon = today.saturating_add(90.days());
    lists_end().into_iter().filter(|(_, last)| *last <= soon).collect()
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// How many business days are added to `days` where some of them are unknown.
fn added(days: u16, purpose: Purpose) -> u16 {
    // Each further four weeks may hold another week of holidays.
    let margin = UNKNOWN_BUSINESS_DAYS.saturating_add(days / 20 * 5);
    match purpose {
        Purpose::Target => 0,
        Purpose::AtLeast(None) => margin,
        Purpose::AtLeast(Some(most)) => margin.min(most.saturating_sub(days)),
    }
}

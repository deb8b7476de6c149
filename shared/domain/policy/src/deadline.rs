//! Deadlines: when a running clock ends, and everything that this follows from.

use case::{Case, Clock, ClockEnd, RunningClock, Territory};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use crate::calendar::{Count, Purpose, calendar_of};
use crate::clocks::{ClockRule, Length, LengthRule, Pause, RollOver, WaitsFor, clock_rule, everywhere};
use crate::zone::{Zones, zone, zones_of};

/// The end of a clock as people are told it. A clock ends when its last day does, which is the first moment of the next
/// day. Told as a time, and in another time zone, it would read as the wrong day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// At this time.
    At(Timestamp),
    /// With this day.
    EndOf {
        /// The last day.
        day: Date,
        /// The name of the time zone in which it ends.
        zone: &'static str,
    },
}

impl From<Timestamp> for Due {
    fn from(at: Timestamp) -> Self {
        Self::At(at)
    }
}

/// How days were counted to the end of a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The day on which it started, which does not count.
    pub from: Date,
    /// The last day, with the holidays that were passed over on the way.
    pub days: Count,
    /// The calendar.
    pub calendar: &'static str,
    /// By which law or whose publication the calendar tells of the last day.
    pub calendar_source: &'static str,
    /// Where days begin and end.
    pub zones: Zones,
}

/// A running clock's end, with everything that it follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Which clock.
    pub clock: Clock,
    /// The code of the rule for its length.
    pub rule: &'static str,
    /// What started it.
    pub starts: &'static str,
    /// When it started.
    pub since: Timestamp,
    /// How long it was paused.
    pub paused: SignedDuration,
    /// When it ends.
    pub due: Timestamp,
    /// How `due` follows from `since`, e.g. `10 business days, US federal calendar, America/New_York to
    /// Pacific/Honolulu, to the end of the day`.
    pub formula: String,
    /// By which law or whose terms.
    pub source: &'static str,
    /// The time zone in which its days end; `None` where it counts hours.
    pub zone: Option<&'static str>,
    /// How its days were counted; `None` where it counts hours.
    pub counted: Option<Counted>,
    /// Whose move it waits for.
    pub waits_for: WaitsFor,
    /// What its end means.
    pub end: ClockEnd,
}

impl Deadline {
    /// Its end, as people are told it.
    #[must_use]
    pub fn told(&self) -> Due {
        let Some(name) = self.zone else { return Due::At(self.due) };
        let last = self.due.saturating_sub(SignedDuration::from_nanos(1)).unwrap_or(self.due);
        Due::EndOf { day: zone(name).to_datetime(last).date(), zone: name }
    }
}

/// When `running` ends on `case`, and why then. Computed each time: nothing stored is trusted.
#[must_use]
pub fn deadline(case: &Case, running: RunningClock) -> Deadline {
    let territory = case.filing.territory;
    let row = clock_rule(running.clock);
    let rule = row.length(territory, case.filing.claim.right_kind());
    // Every row ends with a length that applies everywhere; a test holds it to that.
    let rule = rule.unwrap_or(const { everywhere("none", Length::Hours(0), "") });
    deadline_under(row, rule, territory, running)
}

/// When `running`, a clock of `row`, ends in `territory` under `rule`, and why then.
#[must_use]
pub fn deadline_under(
    row: ClockRule,
    rule: LengthRule,
    territory: Territory,
    running: RunningClock,
) -> Deadline {
    let paused = match row.pause {
        Pause::Never => SignedDuration::ZERO,
        Pause::WhileIncomplete => running.waited,
    };
    let start = running.since.saturating_add(paused).unwrap_or(Timestamp::MAX);
    let counted = counted(rule, row.purpose(rule), territory, start);
    let due = end(rule, counted.as_ref(), start);
    Deadline {
        clock: running.clock,
        rule: rule.code,
        starts: row.starts,
        since: running.since,
        paused,
        due,
        formula: formula(rule, counted.as_ref(), paused),
        source: rule.source,
        zone: counted.as_ref().map(|counted| counted.zones.end),
        counted,
        waits_for: row.waits_for,
        end: row.end,
    }
}

/// The deadlines of all clocks that run on `case`.
#[must_use]
pub fn deadlines(case: &Case) -> Vec<Deadline> {
    case.clocks().into_iter().map(|running| deadline(case, running)).collect()
}

/// When `running` ends on `case`.
#[must_use]
pub fn clock_ends(case: &Case, running: RunningClock) -> Timestamp {
    deadline(case, running).due
}

/// When the operator's own target of `rule` ends that starts on `start` in `territory`.
pub(crate) fn target_ends(rule: LengthRule, territory: Territory, start: Timestamp) -> Timestamp {
    end(rule, counted(rule, Purpose::Target, territory, start).as_ref(), start)
}

/// The days from `start` on, counted by `rule`; `None` where it counts hours.
fn counted(rule: LengthRule, purpose: Purpose, territory: Territory, start: Timestamp) -> Option<Counted> {
    let (calendar, zones) = (calendar_of(territory), zones_of(territory));
    let from = zones.day_of(start);
    let until = |last| match rule.roll_over {
        RollOver::NextBusinessDay => calendar.roll_over(last, from, purpose),
        RollOver::Never => Count { last, holidays: Vec::new(), added: 0 },
    };
    let days = match rule.length {
        Length::Hours(_) => return None,
        Length::Days(days) => until(from.saturating_add(i64::from(days).days())),
        Length::Months(months) => until(from.saturating_add(i64::from(months).months())),
        // It ends on a business day anyway, as far as these are known.
        Length::BusinessDays(days) => calendar.after(from, days, purpose),
    };
    let calendar_source = calendar.source_for(days.last, from);
    Some(Counted { from, days, calendar: calendar.name, calendar_source, zones })
}

/// The end of the last of the days counted, or of the hours.
fn end(rule: LengthRule, counted: Option<&Counted>, start: Timestamp) -> Timestamp {
    match (counted, rule.length) {
        (Some(counted), _) => counted.zones.end_of(counted.days.last),
        (None, Length::Hours(hours)) => {
            start.saturating_add(SignedDuration::from_hours(hours.into())).unwrap_or(Timestamp::MAX)
        }
        (None, Length::Days(_) | Length::BusinessDays(_) | Length::Months(_)) => Timestamp::MAX,
    }
}

fn formula(rule: LengthRule, counted: Option<&Counted>, paused: SignedDuration) -> String {
    let count = |n: u16, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let calendar = counted.map_or("", |counted| counted.calendar);
    let mut formula = match rule.length {
        Length::Hours(hours) => count(hours, "hour"),
        Length::Days(days) => count(days, "day"),
        Length::BusinessDays(days) => format!("{}, {calendar}", count(days, "business day")),
        Length::Months(months) => count(months, "month"),
    };
    if rule.roll_over == RollOver::NextBusinessDay {
        formula.push_str(&format!(", or the next business day, {calendar}"));
    }
    if let Some(Counted { days, zones, .. }) = counted {
        if days.added > 0 {
            let unit = if matches!(rule.length, Length::BusinessDays(_)) { "business day" } else { "day" };
            formula.push_str(&format!(", {} more as its holidays are unknown", count(days.added, unit)));
        }
        if zones.begin != zones.end {
            formula.push_str(&format!(", {} to", zones.begin));
            formula.push_str(&format!(" {}, to the end of the day", zones.end));
        } else {
            formula.push_str(&format!(", {}, to the end of the day", zones.end));
        }
    }
    if !paused.is_zero() {
        formula.push_str(&format!(", paused for {paused:#}"));
    }
    formula
}

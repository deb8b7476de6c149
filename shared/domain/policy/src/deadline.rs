//! Deadlines: when a running clock ends, and everything that this follows from.

use case::{Case, Clock, ClockEnd, RunningClock, Territory};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

use crate::calendar::calendar_of;
use crate::clocks::{Length, LengthRule, Pause, RollOver, WaitsFor, clock_rule, everywhere};

/// The name of the time zone in which a territory's days end. A territory of several zones uses the one whose days
/// end last, so that no party loses hours.
fn zone_of(territory: Territory) -> &'static str {
    match territory.to_string().as_str() {
        "US" => "America/Los_Angeles",
        "CN" => "Asia/Shanghai",
        "EU" => "Europe/Lisbon",
        _ => "UTC",
    }
}

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
    /// How `due` follows from `since`, e.g. `10 business days, US federal calendar, America/Los_Angeles, to the end
    /// of the day`.
    pub formula: String,
    /// By which law or whose terms.
    pub source: &'static str,
    /// The time zone in which its days end; `None` where it counts hours.
    pub zone: Option<&'static str>,
    /// Whose move it waits for.
    pub waits_for: WaitsFor,
    /// What its end means.
    pub end: ClockEnd,
}

impl Deadline {
    /// Its end, as people are told it.
    #[must_use]
    pub fn told(&self) -> Due {
        let Some(zone) = self.zone else { return Due::At(self.due) };
        let last = self.due.saturating_sub(SignedDuration::from_nanos(1)).unwrap_or(self.due);
        let day = TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(last).date();
        Due::EndOf { day, zone }
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
    let paused = match row.pause {
        Pause::Never => SignedDuration::ZERO,
        Pause::WhileIncomplete => running.waited,
    };
    let start = running.since.saturating_add(paused).unwrap_or(Timestamp::MAX);
    let zone = (!matches!(rule.length, Length::Hours(_))).then(|| zone_of(territory));
    Deadline {
        clock: running.clock,
        rule: rule.code,
        starts: row.starts,
        since: running.since,
        paused,
        due: end_of(start, rule, territory),
        formula: formula(rule, territory, paused),
        source: rule.source,
        zone,
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

pub(crate) fn end_of(since: Timestamp, rule: LengthRule, territory: Territory) -> Timestamp {
    let zone = TimeZone::get(zone_of(territory)).unwrap_or(TimeZone::UTC);
    let first = since.to_zoned(zone.clone()).date();
    let calendar = calendar_of(territory);
    let last = match rule.length {
        Length::Hours(hours) => {
            return since.saturating_add(SignedDuration::from_hours(hours.into())).unwrap_or(Timestamp::MAX);
        }
        Length::Days(days) => first.saturating_add(i64::from(days).days()),
        Length::BusinessDays(days) => calendar.after(first, days),
        Length::Months(months) => first.saturating_add(i64::from(months).months()),
    };
    let last = match rule.roll_over {
        RollOver::NextBusinessDay if !calendar.is_business_day(last) => calendar.after(last, 1),
        RollOver::NextBusinessDay | RollOver::Never => last,
    };
    end_of_day(last, zone)
}

/// A clock ends when its last day does: at the start of the next.
fn end_of_day(last: Date, zone: TimeZone) -> Timestamp {
    last.saturating_add(1.day()).to_zoned(zone).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

fn formula(rule: LengthRule, territory: Territory, paused: SignedDuration) -> String {
    let count = |n: u16, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let calendar = calendar_of(territory).name;
    let mut formula = match rule.length {
        Length::Hours(hours) => count(hours, "hour"),
        Length::Days(days) => count(days, "day"),
        Length::BusinessDays(days) => format!("{}, {calendar}", count(days, "business day")),
        Length::Months(months) => count(months, "month"),
    };
    if rule.roll_over == RollOver::NextBusinessDay {
        formula.push_str(&format!(", or the next business day, {calendar}"));
    }
    if !matches!(rule.length, Length::Hours(_)) {
        formula.push_str(&format!(", {}, to the end of the day", zone_of(territory)));
    }
    if !paused.is_zero() {
        formula.push_str(&format!(", paused for {paused:#}"));
    }
    formula
}

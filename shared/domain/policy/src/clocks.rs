//! How long each clock runs, and when a case next needs a look.

use case::{Case, Clock, RightKind, RunningClock, Territory};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

use crate::calendar::calendar_of;

/// A length of time as laws and programmes state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Hours, weekends and nights included.
    Hours(u16),
    /// Days, to the end of the last one.
    Days(u16),
    /// Business days of the territory, to the end of the last one.
    BusinessDays(u16),
    /// Calendar months, to the end of the day.
    Months(u16),
}

/// How long `clock` runs for a case under a right of `kind` in `territory`.
#[must_use]
pub fn length_of(clock: Clock, territory: Territory, kind: RightKind) -> Length {
    match (clock, territory.to_string().as_str(), kind) {
        // The programme's promise: Alibaba's platform handled 96 % of complaints within 24 hours.
        (Clock::Decision, ..) => Length::Hours(24),
        // 17 U.S.C. 512(c)(3)(B)(ii) asks for prompt help to complete; no law sets the days.
        (Clock::Completion, ..) => Length::Days(14),
        // 17 U.S.C. 512(g)(2)(C): not less than 10, nor more than 14, business days. Copyright only.
        (Clock::Answer, "US", RightKind::Copyright) => Length::BusinessDays(10),
        // E-Commerce Law of the People's Republic of China, Art. 43: within 15 days.
        (Clock::Answer, "CN", _) => Length::Days(15),
        // No law: the operator's terms.
        (Clock::Answer, ..) => Length::Days(14),
        // Regulation (EU) 2022/2065 Art. 20(1): at least six months. Applied everywhere.
        (Clock::Appeal, ..) => Length::Months(6),
    }
}

/// The time zone in which a territory's days end. A territory of several zones uses the one whose days
/// end last, so that no party loses hours.
fn zone_of(territory: Territory) -> TimeZone {
    let name = match territory.to_string().as_str() {
        "US" => "America/Los_Angeles",
        "CN" => "Asia/Shanghai",
        "EU" => "Europe/Lisbon",
        _ => "UTC",
    };
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// When the running clock of `case` ends. Computed anew each time: nothing stored is trusted.
#[must_use]
pub fn clock_ends(case: &Case, running: RunningClock) -> Timestamp {
    let territory = case.filing.territory;
    let length = length_of(running.clock, territory, case.filing.claim.right_kind());
    end_of(running.since, length, territory)
}

pub(crate) fn end_of(since: Timestamp, length: Length, territory: Territory) -> Timestamp {
    let zone = zone_of(territory);
    let first = since.to_zoned(zone.clone()).date();
    let last = match length {
        Length::Hours(hours) => {
            return since.saturating_add(SignedDuration::from_hours(hours.into())).unwrap_or(Timestamp::MAX);
        }
        Length::Days(days) => first.saturating_add(i64::from(days).days()),
        Length::BusinessDays(days) => calendar_of(territory).after(first, days),
        Length::Months(months) => first.saturating_add(i64::from(months).months()),
    };
    // The clock ends when the last day does: at the start of the next.
    last.saturating_add(1.day()).to_zoned(zone).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

/// How long after its last event a case that still owes something is looked at by the sweep.
const GRACE: SignedDuration = SignedDuration::from_secs(180);
/// The longest pause between two looks at a case that cannot get on.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(6);

/// When the sweep must look at `case` next; `None` when nothing can ever fall due.
///
/// `swept` is how often it has already looked since the last event: the pause doubles each time.
#[must_use]
pub fn next_due(case: &Case, swept: u32) -> Option<Timestamp> {
    let clock = case.clock().filter(|running| running.clock != Clock::Decision);
    let clock = clock.map(|running| clock_ends(case, running));
    let duty = (!case.owed().is_empty()).then(|| {
        let pause = GRACE.saturating_mul(1 << swept.min(16)).min(LONGEST_PAUSE);
        // The sum of the pauses so far, so that the value depends on nothing but the case and the count.
        let past = (0..swept.min(64)).fold(SignedDuration::ZERO, |sum, n| {
            sum.saturating_add(GRACE.saturating_mul(1 << n.min(16)).min(LONGEST_PAUSE))
        });
        case.last_at.saturating_add(past.saturating_add(pause)).unwrap_or(Timestamp::MAX)
    });
    match (clock, duty) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The due time to index after a change: a lower bound of [`next_due`], so that the index is rewritten (two
/// write units) only when a case owes nothing any more or would otherwise be found too late. Looking early
/// is harmless; the sweep then indexes the true value.
#[must_use]
pub fn due_to_index(indexed: Option<Timestamp>, case: &Case, swept: u32) -> Option<Timestamp> {
    let due = next_due(case, swept);
    match (indexed, due) {
        (Some(indexed), Some(due)) if !case.owed().is_empty() => Some(indexed.min(due)),
        _ => due,
    }
}

//! The lists of holidays by which deadlines are counted, and the day on which they end.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};
use port::{Journal, WallClock};
use serde_json::json;

/// Leaves a line, which is its metric, for each list of holidays that ends soon or has ended; how many these are. Until the
/// next list is entered, periods that must not be too short are counted longer.
pub fn tell_lists_ending<C: WallClock, J: Journal>(clock: &C, journal: &J) -> usize {
    let now = clock.now();
    let today = now.to_zoned(TimeZone::UTC).date();
    let ending = policy::lists_ending(today);
    for (calendar, last) in &ending {
        journal.line(&line(calendar.name, *last, today, now));
    }
    ending.len()
}

fn line(calendar: &str, last: Date, today: Date, now: Timestamp) -> String {
    json!({
        "_aws": {
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{
                "Namespace": "Goodfaith",
                "Dimensions": [[]],
                "Metrics": [{"Name": "holiday_list_ends", "Unit": "Count"}],
            }],
        },
        "level": "WARN",
        "message": "a list of holidays ends",
        "holiday_list_ends": 1,
        "calendar": calendar,
        "last_day": last.to_string(),
        "days_left": today.duration_until(last).as_hours() / 24,
    })
    .to_string()
}

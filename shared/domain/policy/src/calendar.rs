//! Business days, as far as legal clocks count them.

use case::Territory;
use jiff::civil::{Date, Weekday};

/// Which days count as business days.
#[derive(Debug, Clone, Copy)]
pub struct BusinessCalendar {
    /// Its name, for people.
    pub name: &'static str,
    /// Public holidays, ascending.
    pub holidays: &'static [Date],
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    jiff::civil::date(year, month, day)
}

/// United States federal holidays as observed (5 U.S.C. 6103), for the years in which clocks can run.
const US_FEDERAL: &[Date] = &[
    day(2026, 1, 1),
    day(2026, 1, 19),
    day(2026, 2, 16),
    day(2026, 5, 25),
    day(2026, 6, 19),
    day(2026, 7, 3),
    day(2026, 9, 7),
    day(2026, 10, 12),
    day(2026, 11, 11),
    day(2026, 11, 26),
    day(2026, 12, 25),
    day(2027, 1, 1),
    day(2027, 1, 18),
    day(2027, 2, 15),
    day(2027, 5, 31),
    day(2027, 6, 18),
    day(2027, 7, 5),
    day(2027, 9, 6),
    day(2027, 10, 11),
    day(2027, 11, 11),
    day(2027, 11, 25),
    day(2027, 12, 24),
    day(2027, 12, 31),
];

/// The calendar by which a territory's clocks count business days. Where none is known, only weekends are
/// left out: the clock can then end a holiday early, never late.
#[must_use]
pub fn calendar_of(territory: Territory) -> BusinessCalendar {
    match territory.to_string().as_str() {
        "US" => BusinessCalendar { name: "US federal calendar", holidays: US_FEDERAL },
        _ => BusinessCalendar { name: "Monday to Friday", holidays: &[] },
    }
}

impl BusinessCalendar {
    /// Whether business is done on `date`.
    #[must_use]
    pub fn is_business_day(&self, date: Date) -> bool {
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
            && self.holidays.binary_search(&date).is_err()
    }

    /// The last of `days` business days after `date`, which itself does not count.
    #[must_use]
    pub fn after(&self, date: Date, days: u16) -> Date {
        let mut left = days;
        let mut at = date;
        while left > 0 {
            at = at.saturating_add(jiff::Span::new().days(1));
            if at == Date::MAX {
                break;
            }
            if self.is_business_day(at) {
                left -= 1;
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(territory: &str) -> BusinessCalendar {
        calendar_of(territory.parse().unwrap())
    }

    #[test]
    fn weekends_are_no_business_days_anywhere() {
        for territory in ["US", "EU", "CN"] {
            // A Wednesday, and the days up to the Tuesday after it.
            let week = (11..=17).map(|number| of(territory).is_business_day(day(2026, 3, number)));
            assert_eq!(week.collect::<Vec<_>>(), [true, true, true, false, false, true, true], "{territory}");
        }
    }

    #[test]
    fn federal_holidays_are_of_the_united_states_alone() {
        // Independence Day of 2026 is a Saturday, so the Friday before is kept (5 U.S.C. 6103(b)).
        for holiday in [day(2026, 7, 3), day(2026, 11, 26), day(2026, 12, 25), day(2027, 12, 31)] {
            assert!(!of("US").is_business_day(holiday), "{holiday}");
            assert!(of("EU").is_business_day(holiday), "{holiday}");
        }
        assert!(of("US").is_business_day(day(2026, 11, 27)));
        assert!(US_FEDERAL.is_sorted(), "they are looked up by halves");
    }

    #[test]
    fn business_days_are_counted_from_the_day_after() {
        // From the Monday before Thanksgiving.
        for (days, american, european) in [(0, 23, 23), (1, 24, 24), (2, 25, 25), (3, 27, 26), (4, 30, 27)] {
            assert_eq!(of("US").after(day(2026, 11, 23), days), day(2026, 11, american), "{days}");
            assert_eq!(of("EU").after(day(2026, 11, 23), days), day(2026, 11, european), "{days}");
        }
        assert_eq!(of("EU").after(Date::MAX, 3), Date::MAX, "time ends");
    }

    #[test]
    fn a_calendar_says_which_it_is() {
        assert_eq!(of("US").name, "US federal calendar");
        assert_eq!(of("DE").name, "Monday to Friday");
    }
}

//! The federal holidays of the United States.
//!
//! Inauguration Day, 20 January after each election, is a holiday around the District of Columbia only (5 U.S.C.
//! 6103(c)) and stands in no row. Nor do days on which a president closes the government once.

use jiff::civil::Weekday;

use super::Calendar;
use super::holiday::{Holiday, Kept, day, nth};

pub(super) static FEDERAL: Calendar = Calendar {
    name: "US federal calendar",
    source: "5 U.S.C. 6103(a); where it falls on a weekend, 6103(b) and Executive Order 11582",
    // The rows tell all holidays since the Uniform Monday Holiday Act and Executive Order 11582 took effect.
    since: jiff::civil::date(1971, 1, 1),
    holidays: ROWS,
    lists: None,
    and: &[],
};

const ROWS: &[Holiday] = &[
    kept(day(1, 1, "New Year's Day")),
    // Pub. L. 98-144.
    nth(3, Weekday::Monday, 1, "Birthday of Martin Luther King, Jr.").since(1986, 1, 1),
    // Pub. L. 90-363, the Uniform Monday Holiday Act.
    nth(3, Weekday::Monday, 2, "Washington's Birthday").since(1971, 1, 1),
    nth(-1, Weekday::Monday, 5, "Memorial Day").since(1971, 1, 1),
    // Pub. L. 117-17, signed on 17 June 2021.
    kept(day(6, 19, "Juneteenth National Independence Day").since(2021, 6, 17)),
    kept(day(7, 4, "Independence Day")),
    nth(1, Weekday::Monday, 9, "Labor Day"),
    nth(2, Weekday::Monday, 10, "Columbus Day").since(1971, 1, 1),
    // Pub. L. 94-97 moved it back to its day.
    nth(4, Weekday::Monday, 10, "Veterans Day").since(1971, 1, 1).until(1977, 12, 31),
    kept(day(11, 11, "Veterans Day").since(1978, 1, 1)),
    nth(4, Weekday::Thursday, 11, "Thanksgiving Day"),
    kept(day(12, 25, "Christmas Day")),
];

const fn kept(holiday: Holiday) -> Holiday {
    holiday.kept(Kept::Nearest)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::calendar::DayKind;

    /// The weekdays of `year` that are left out.
    fn left_out(year: i16) -> Vec<String> {
        let first = jiff::civil::date(year, 1, 1);
        let days = first.series(1.day()).take_while(|day| day.year() == year);
        days.filter(|day| matches!(FEDERAL.kind(*day, first), DayKind::Holiday(_)))
            .map(|day| day.strftime("%m-%d").to_string())
            .collect()
    }

    #[test]
    fn holidays_are_those_of_the_office_of_personnel_management() {
        for (year, listed) in [
            // Before Juneteenth was one; Independence Day on a Saturday.
            (2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25"),
            // The next New Year's Day is a Saturday, and kept on the last day of the year.
            (2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
            (2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"),
            (2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
            (2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"),
            (2029, "01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25"),
        ] {
            assert_eq!(left_out(year).join(" "), listed, "{year}");
        }
    }

    #[test]
    fn no_day_is_unknown_since_the_rules_hold() {
        let first = jiff::civil::date(1998, 10, 28);
        let days = first.series(1.day()).take_while(|day| day.year() <= 2100);
        assert!(days.map(|day| FEDERAL.kind(day, first)).all(|kind| kind != DayKind::Unknown));
    }
}

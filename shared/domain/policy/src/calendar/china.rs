//! The public holidays of mainland China, as the State Council lists them year by year.

use jiff::civil::{Date, date};

use super::{Calendar, YearList};

pub(super) static MAINLAND: Calendar = Calendar {
    name: "China's public holidays",
    source: "Regulation on Public Holidays for National Annual Festivals and Memorial Days, by the State Council's list of \
             each year",
    since: Date::MIN,
    holidays: &[],
    lists: Some(LISTS),
    and: &[],
};

/// A list of a year may take days at the end of the year before. So the last days of December are known only once the
/// next list is there, and each list tells of a year from 29 December on.
const LISTS: &[YearList] = &[
    YearList {
        source: "General Office of the State Council, notice of 25 October 2023 on the holidays of 2024",
        in_use: date(2023, 10, 25),
        covers: (date(2023, 12, 29), date(2024, 12, 28)),
        free: &[
            (date(2023, 12, 30), date(2024, 1, 1), "New Year's Day"),
            (date(2024, 2, 10), date(2024, 2, 17), "Spring Festival"),
            (date(2024, 4, 4), date(2024, 4, 6), "Tomb-Sweeping Day"),
            (date(2024, 5, 1), date(2024, 5, 5), "Labour Day"),
            (date(2024, 6, 8), date(2024, 6, 10), "Dragon Boat Festival"),
            (date(2024, 9, 15), date(2024, 9, 17), "Mid-Autumn Festival"),
            (date(2024, 10, 1), date(2024, 10, 7), "National Day"),
        ],
        worked: &[
            date(2024, 2, 4),
            date(2024, 2, 18),
            date(2024, 4, 7),
            date(2024, 4, 28),
            date(2024, 5, 11),
            date(2024, 9, 14),
            date(2024, 9, 29),
            date(2024, 10, 12),
        ],
    },
    YearList {
        source: "General Office of the State Council, notice of 12 November 2024 on the holidays of 2025",
        in_use: date(2024, 11, 12),
        covers: (date(2024, 12, 29), date(2025, 12, 28)),
        free: &[
            (date(2025, 1, 1), date(2025, 1, 1), "New Year's Day"),
            (date(2025, 1, 28), date(2025, 2, 4), "Spring Festival"),
            (date(2025, 4, 4), date(2025, 4, 6), "Tomb-Sweeping Day"),
            (date(2025, 5, 1), date(2025, 5, 5), "Labour Day"),
            (date(2025, 5, 31), date(2025, 6, 2), "Dragon Boat Festival"),
            (date(2025, 10, 1), date(2025, 10, 8), "National Day and Mid-Autumn Festival"),
        ],
        worked: &[
            date(2025, 1, 26),
            date(2025, 2, 8),
            date(2025, 4, 27),
            date(2025, 9, 28),
            date(2025, 10, 11),
        ],
    },
    YearList {
        source: "General Office of the State Council, notice of 4 November 2025 on the holidays of 2026",
        in_use: date(2025, 11, 4),
        covers: (date(2025, 12, 29), date(2026, 12, 28)),
        free: &[
            (date(2026, 1, 1), date(2026, 1, 3), "New Year's Day"),
            (date(2026, 2, 15), date(2026, 2, 23), "Spring Festival"),
            (date(2026, 4, 4), date(2026, 4, 6), "Tomb-Sweeping Day"),
            (date(2026, 5, 1), date(2026, 5, 5), "Labour Day"),
            (date(2026, 6, 19), date(2026, 6, 21), "Dragon Boat Festival"),
            (date(2026, 9, 25), date(2026, 9, 27), "Mid-Autumn Festival"),
            (date(2026, 10, 1), date(2026, 10, 7), "National Day"),
        ],
        worked: &[
            date(2026, 1, 4),
            date(2026, 2, 14),
            date(2026, 2, 28),
            date(2026, 5, 9),
            date(2026, 9, 20),
            date(2026, 10, 10),
        ],
    },
];

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::calendar::DayKind;

    #[test]
    fn lists_follow_each_other_without_a_gap_and_work_only_weekends() {
        for pair in LISTS.windows(2) {
            let follows = pair[0].covers.1.saturating_add(1.day()) == pair[1].covers.0;
            assert!(follows || pair[0].covers == pair[1].covers, "{}", pair[1].source);
            assert!(pair[0].in_use < pair[1].in_use);
        }
        for list in LISTS {
            for day in list.worked {
                assert!(super::super::is_weekend(*day), "{day}");
                assert!(!list.free.iter().any(|(first, last, _)| first <= day && day <= last), "{day}");
            }
        }
    }

    #[test]
    fn a_weekend_that_is_worked_is_a_business_day_and_a_year_without_a_list_is_unknown() {
        let start = date(2026, 9, 1);
        assert_eq!(MAINLAND.kind(date(2026, 9, 20), start), DayKind::Business);
        assert_eq!(MAINLAND.kind(date(2026, 9, 27), start), DayKind::Weekend);
        assert_eq!(MAINLAND.kind(date(2026, 10, 7), start), DayKind::Holiday("National Day"));
        assert_eq!(MAINLAND.kind(date(2026, 12, 28), start), DayKind::Business);
        assert_eq!(MAINLAND.kind(date(2026, 12, 29), start), DayKind::Unknown);
        assert_eq!(MAINLAND.kind(date(2026, 1, 5), date(2025, 11, 3)), DayKind::Unknown, "before the list");
        assert_eq!(MAINLAND.kind(date(2026, 1, 5), date(2025, 11, 4)), DayKind::Business);
    }
}

//! Legal clocks: counted by an independent count, over years, territories and what is known of holidays.

use case::{Clock, RunningClock, Territory};
use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use policy::{
    Calendar, DayKind, Deadline, Purpose, calendar_of, deadline_under, length_rule, lists_end, lists_ending,
    zone, zones_of,
};
use proptest::prelude::*;

const UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

fn territory(code: &str) -> Territory {
    code.parse().unwrap()
}

fn calendar(code: &str) -> &'static Calendar {
    calendar_of(territory(code))
}

/// The deadline of a clock under the rule `code` that started at `since`.
fn deadline(code: &str, of: &str, since: &str) -> Deadline {
    deadline_at(code, of, since.parse().unwrap())
}

fn deadline_at(code: &str, of: &str, since: Timestamp) -> Deadline {
    let (row, rule) = length_rule(code).unwrap();
    deadline_under(row, rule, territory(of), RunningClock::started(row.clock, since))
}

fn last_day(deadline: &Deadline) -> Date {
    deadline.counted.as_ref().unwrap().days.last
}

/// Easter Sunday of these years, from the tables that churches print.
const EASTER: [(Date, Date); 6] = [
    (date(2024, 3, 31), date(2024, 5, 5)),
    (date(2025, 4, 20), date(2025, 4, 20)),
    (date(2026, 4, 5), date(2026, 4, 12)),
    (date(2027, 3, 28), date(2027, 5, 2)),
    (date(2038, 4, 25), date(2038, 4, 25)),
    (date(2049, 4, 18), date(2049, 4, 25)),
];

#[test]
fn easter_falls_where_the_churches_have_it() {
    for (western, orthodox) in EASTER {
        let monday = |easter: Date| easter.saturating_add(1.day());
        let germany = calendar("DE").kind(monday(western), western);
        assert_eq!(germany, DayKind::Holiday("Easter Monday"), "{western}");
        let greece = calendar("GR").kind(monday(orthodox), orthodox);
        assert_eq!(greece, DayKind::Holiday("Orthodox Easter Monday"), "{orthodox}");
    }
}

/// By the rule of Butcher of 1876, which looks at no table of moons: the month and the day.
fn western_easter(year: i32) -> (i32, i32) {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    (n / 31, n % 31 + 1)
}

/// By the rule of Gauss for the Julian calendar: days after 21 March, as that calendar has it.
fn julian_easter(year: i32) -> i32 {
    let d = (19 * (year % 19) + 15) % 30;
    d + (2 * (year % 4) + 4 * (year % 7) + 6 * d + 6) % 7 + 1
}

#[test]
fn easter_falls_where_other_rules_have_it_for_centuries() {
    for year in 1900_i16..2500 {
        let (month, day) = western_easter(i32::from(year));
        let western = date(year, i8::try_from(month).unwrap(), i8::try_from(day).unwrap());
        // The Julian calendar is so many days behind.
        let century = i32::from(year) / 100;
        let behind = century - century / 4 - 2;
        let orthodox = date(year, 3, 21) + (julian_easter(i32::from(year)) + behind).days();
        for (state, easter, monday) in
            [("DE", western, "Easter Monday"), ("GR", orthodox, "Orthodox Easter Monday")]
        {
            let kind = calendar(state).kind(easter + 1.day(), easter);
            assert_eq!(kind, DayKind::Holiday(monday), "{easter}");
        }
    }
}

#[test]
fn st_brigids_day_is_kept_once_a_year() {
    for year in 2024_i16..2060 {
        let february = date(year, 2, 1).series(1.day()).take_while(|day| day.month() == 2);
        let is_kept = |day: &Date| calendar("IE").kind(*day, *day) == DayKind::Holiday("St Brigid's Day");
        let kept: Vec<_> = february.filter(is_kept).collect();
        let first = date(year, 2, 1);
        let expected = if first.weekday() == Weekday::Friday {
            first
        } else {
            first.nth_weekday_of_month(1, Weekday::Monday).unwrap()
        };
        assert_eq!(kept, [expected]);
    }
}

#[test]
fn a_federal_holiday_of_a_weekend_is_kept_on_the_nearest_weekday_in_the_year_before_too() {
    for (day, name) in [
        // 1 January 2028 is a Saturday, 4 July 2027 a Sunday.
        (date(2027, 12, 31), Some("New Year's Day")),
        (date(2027, 7, 5), Some("Independence Day")),
        (date(2026, 12, 31), None),
        (date(2028, 1, 3), None),
    ] {
        let expected = name.map_or(DayKind::Business, DayKind::Holiday);
        assert_eq!(calendar("US").kind(day, day), expected, "{day}");
    }
}

#[test]
fn a_day_is_one_of_business_for_the_union_where_it_is_one_in_every_state() {
    for day in date(2026, 1, 1).series(1.day()).take_while(|day| day.year() < 2029) {
        let states = UNION.map(|state| calendar(state).kind(day, day));
        if calendar("EU").kind(day, day) == DayKind::Business {
            assert!(states.iter().all(|kind| *kind == DayKind::Business), "{day}");
        }
        assert!(!states.contains(&DayKind::Unknown), "{day}");
    }
}

#[test]
fn holidays_of_a_weekend_are_kept_after_it_where_the_law_says_so() {
    for (state, day, kept) in [
        // 3 March 2024 is a Sunday.
        ("BG", date(2024, 3, 4), Some("Liberation Day")),
        ("BG", date(2024, 3, 5), None),
        // Christmas Day of 2027 is a Saturday, St Stephen's Day the Sunday after.
        ("IE", date(2027, 12, 27), Some("Christmas Day")),
        ("IE", date(2027, 12, 28), Some("St Stephen's Day")),
        ("IE", date(2027, 12, 29), None),
        // 24 and 25 December 2033 are a weekend; the 26th is taken.
        ("BG", date(2033, 12, 27), Some("Christmas Eve")),
        ("BG", date(2033, 12, 28), Some("Christmas Day")),
        ("BG", date(2033, 12, 29), None),
        ("DE", date(2027, 12, 27), None),
    ] {
        let expected = kept.map_or(DayKind::Business, DayKind::Holiday);
        assert_eq!(calendar(state).kind(day, day), expected, "{state} {day}");
    }
}

/// By the law of the United States there are never less than 10 and never more than 14 business days.
#[test]
fn ten_business_days_are_ten_in_every_year() {
    let federal = calendar("US");
    // Every third day, so that each weekday comes.
    for start in date(2024, 1, 1).series(3.days()).take_while(|day| day.year() <= 2100) {
        let since = start.at(12, 0, 0, 0).to_zoned(jiff::tz::get!("America/New_York")).unwrap();
        let last = last_day(&deadline_at("answer.us_512g", "US", since.timestamp()));
        let after = start.saturating_add(1.day()).series(1.day()).take_while(|day| *day <= last);
        let business = after.filter(|day| federal.kind(*day, start) == DayKind::Business).count();
        assert_eq!(business, 10, "from {start} to {last}");
    }
}

#[test]
fn from_2028_on_holidays_still_count() {
    // Thanksgiving 2028 is 23 November, Veterans Day is kept on Friday the 10th.
    let answer = deadline("answer.us_512g", "US", "2028-11-09T18:00:00Z");
    assert_eq!(last_day(&answer), date(2028, 11, 27));
    let passed = answer.counted.unwrap().days.holidays;
    assert_eq!(passed, [(date(2028, 11, 10), "Veterans Day"), (date(2028, 11, 23), "Thanksgiving Day")]);
}

#[test]
fn a_last_day_that_is_a_holiday_leads_past_it() {
    // 15 days after 16 September 2026 is the first day of National Day, which lasts until 7 October.
    let china = deadline("answer.cn_43", "CN", "2026-09-16T02:00:00Z");
    assert_eq!(last_day(&china), date(2026, 10, 8));
    assert_eq!(china.due.to_string(), "2026-10-08T16:00:00Z", "the end of the day, not its begin");
    // Six months after 26 September 2026 is Good Friday.
    let good_friday = deadline("appeal.dsa_20", "DE", "2026-09-26T10:00:00Z");
    assert_eq!(last_day(&good_friday), date(2027, 3, 30), "Good Friday, the weekend, Easter Monday");
    assert_eq!(good_friday.due.to_string(), "2027-03-30T22:00:00Z", "24:00 of Berlin's summer time");
    // A Saturday that China works is a day of business: nothing rolls over.
    let worked = deadline("answer.cn_43", "CN", "2026-09-05T02:00:00Z");
    assert_eq!(last_day(&worked), date(2026, 9, 20));
}

#[test]
fn months_end_where_the_last_month_has_no_such_day() {
    for (since, last) in [
        // 28 February 2027 is a Sunday.
        ("2026-08-31T10:00:00Z", date(2027, 3, 1)),
        ("2027-08-31T10:00:00Z", date(2028, 2, 29)),
        ("2028-08-29T10:00:00Z", date(2029, 2, 28)),
        ("2028-02-29T10:00:00Z", date(2028, 8, 29)),
    ] {
        assert_eq!(last_day(&deadline("appeal.dsa_20", "SE", since)), last, "{since}");
    }
}

#[test]
fn days_are_days_also_when_the_clocks_change() {
    for (of, since, due) in [
        // Spring 2026 in Berlin: 29 March. 14 days later the day ends by summer time.
        ("DE", "2026-03-20T10:00:00Z", "2026-04-03T22:00:00Z"),
        // Autumn 2026: 25 October.
        ("DE", "2026-10-20T10:00:00Z", "2026-11-03T23:00:00Z"),
        // In the Azores the clock leaps at midnight: the day after 27 March 2027 begins at one o'clock.
        ("PT", "2027-03-13T10:00:00Z", "2027-03-28T01:00:00Z"),
        // In the last hour of a day and the first of the next.
        ("DE", "2026-06-10T21:59:59Z", "2026-06-24T22:00:00Z"),
        ("DE", "2026-06-10T22:00:00Z", "2026-06-25T22:00:00Z"),
    ] {
        assert_eq!(deadline("answer.terms", of, since).due.to_string(), due, "{of} {since}");
    }
}

#[test]
fn hours_are_hours() {
    let over_the_change = deadline("decision.programme", "DE", "2026-10-24T12:00:00Z");
    assert_eq!(over_the_change.due.to_string(), "2026-10-25T12:00:00Z");
    assert_eq!(over_the_change.counted, None);
}

#[test]
fn nobody_loses_an_hour_in_a_territory_of_several_zones() {
    // Tuesday in New York, Monday in Honolulu: the period starts on Tuesday and ends when Honolulu's day does.
    let answer = deadline("answer.terms", "US", "2026-06-09T05:00:00Z");
    assert_eq!(last_day(&answer), date(2026, 6, 23));
    assert_eq!(answer.due.to_string(), "2026-06-24T10:00:00Z");
    // Of a territory that no table names, the whole earth's.
    let anywhere = deadline("answer.terms", "ZZ", "2026-06-09T05:00:00Z");
    for hours in -12..=14 {
        let zone = TimeZone::fixed(jiff::tz::offset(hours));
        let started = anywhere.since.to_zoned(zone.clone()).date();
        let there = started.saturating_add(15.days()).to_zoned(zone).unwrap().timestamp();
        assert!(anywhere.due >= there, "UTC{hours:+}");
    }
}

#[test]
fn where_holidays_are_unknown_a_minimum_has_two_weeks_more_and_a_target_has_not() {
    let appeal = deadline("appeal.dsa_20", "JP", "2026-03-03T01:00:00Z");
    assert_eq!(last_day(&appeal), date(2026, 9, 17), "3 September and two weeks");
    assert!(appeal.formula.contains("14 days more as its holidays are unknown"), "{}", appeal.formula);
    // The State Council's list of 2027 is not in the table.
    let answer = deadline("answer.cn_43", "CN", "2026-12-20T01:00:00Z");
    assert_eq!(last_day(&answer), date(2027, 1, 18));
    let desk = deadline("desk.target", "JP", "2026-03-03T01:00:00Z");
    assert_eq!(last_day(&desk), date(2026, 3, 4));
    // No further than the law's own maximum.
    let most = calendar("JP").after(date(2026, 3, 2), 10, Purpose::AtLeast(Some(14)));
    assert_eq!((most.last, most.added), (date(2026, 3, 20), 4));
}

#[test]
fn a_list_that_is_added_moves_no_end_that_was_told() {
    // Before the list of 2026 came into use, its year was unknown, and stays so for clocks of that time.
    let told = deadline("answer.cn_43", "CN", "2025-11-03T01:00:00Z");
    assert_eq!(last_day(&told), date(2025, 11, 18), "the list of 2025 tells of it");
    let told = deadline("appeal.dsa_20", "CN", "2025-11-03T01:00:00Z");
    assert_eq!(last_day(&told), date(2026, 5, 18), "3 May is unknown: two weeks, and a Sunday");
    let later = deadline("appeal.dsa_20", "CN", "2025-11-04T01:00:00Z");
    assert_eq!(last_day(&later), date(2026, 5, 6), "4 and 5 May are Labour Day");
}

#[test]
fn a_longer_period_has_more_days_more_where_holidays_are_unknown() {
    let added = |days| calendar("JP").after(date(2026, 3, 2), days, Purpose::AtLeast(None)).added;
    assert_eq!([10, 19, 20, 39, 40].map(added), [10, 10, 15, 15, 20]);
}

#[test]
fn an_end_is_explained_by_what_it_follows_from() {
    for (code, of, formula) in [
        ("decision.programme", "DE", "24 hours"),
        ("unsent_letter.target", "DE", "1 day, Europe/Berlin, to the end of the day"),
        ("answer.terms", "US", "14 days, America/New_York to Pacific/Honolulu, to the end of the day"),
    ] {
        assert_eq!(deadline(code, of, "2026-03-03T10:00:00Z").formula, formula, "{code} {of}");
    }
    for (code, of, unit, also) in [
        ("answer.us_512g", "US", "10 business days, ", "America/New_York to Pacific/Honolulu"),
        ("answer.cn_43", "CN", "15 days, or the next business day, ", "Asia/Shanghai, to the end"),
        ("desk.target", "JP", "1 business day, Monday to Friday, holidays unknown, Asia/Tokyo", "of the day"),
        ("appeal.dsa_20", "JP", "6 months, or the next business day", ", 14 days more as its holidays"),
    ] {
        let formula = deadline(code, of, "2026-03-03T10:00:00Z").formula;
        assert!(formula.starts_with(unit) && formula.contains(also), "{formula}");
        let has_more = formula.contains("more as its holidays are unknown");
        assert_eq!(has_more, code == "appeal.dsa_20", "{formula}");
        assert!(!formula.contains("paused"), "{formula}");
    }
    let (row, rule) = length_rule("decision.programme").unwrap();
    let waited = SignedDuration::from_hours(30);
    let running = RunningClock { clock: Clock::Decision, since: Timestamp::UNIX_EPOCH, waited };
    let paused = deadline_under(row, rule, territory("DE"), running).formula;
    assert_eq!(paused, "24 hours, paused for 30h");
    let unknown = deadline("answer.us_512g", "JP", "2026-03-03T10:00:00Z").formula;
    assert!(unknown.contains(", 4 business days more as its holidays are unknown"), "{unknown}");
}

#[test]
fn a_count_names_the_list_that_it_goes_by_and_else_the_law() {
    let source = |code, of, since| deadline(code, of, since).counted.unwrap().calendar_source;
    for (of, since, listed) in [
        ("CN", "2026-09-16T02:00:00Z", true),
        // The State Council's list of 2028 is not in the table.
        ("CN", "2027-12-20T01:00:00Z", false),
        ("IE", "2026-09-16T02:00:00Z", false),
    ] {
        let named = source("answer.terms", of, since);
        assert_eq!(named != calendar(of).source, listed, "{of} {since}: {named}");
        assert!(
            named.contains(if listed { "notice of 4 November 2025" } else { calendar(of).source }),
            "{named}"
        );
    }
}

#[test]
fn who_keeps_the_lists_is_reminded_ninety_days_before_one_ends() {
    let (first, last) = lists_end()[0];
    let told = |days: i32| lists_ending(last.saturating_sub(days.days())).len();
    let together = lists_end().iter().filter(|(_, end)| *end == last).count();
    assert_eq!((told(91), told(90), told(0)), (0, together, together.max(told(0))), "{}", first.name);
    assert_eq!(lists_ending(Date::MAX).len(), lists_end().len());
}

#[test]
fn a_count_ends_with_the_last_day_that_there_is() {
    for of in ["US", "LV", "CN", "JP"] {
        for purpose in [Purpose::Target, Purpose::AtLeast(None)] {
            assert_eq!(calendar(of).after(Date::MAX, 5, purpose).last, Date::MAX, "{of}");
            assert_eq!(calendar(of).roll_over(Date::MAX, Date::MAX, purpose).last, Date::MAX, "{of}");
        }
    }
}

#[test]
fn lists_end_with_their_last_day() {
    let ends = lists_end();
    let china = ends.iter().find(|(calendar, _)| calendar.name.contains("China")).unwrap();
    assert!(china.1 >= date(2026, 12, 28));
    assert!(ends.is_sorted_by_key(|(_, last)| *last));
}

#[test]
fn a_pause_is_served_in_full_on_holidays_too_and_under_every_rule() {
    let (row, rule) = length_rule("decision.programme").unwrap();
    let since: Timestamp = "2026-12-24T20:00:00Z".parse().unwrap();
    for of in ["US", "DE", "EU", "CN", "ZZ"] {
        for hours in [1, 30, 24 * 11] {
            // Begun on a holiday, ended on another.
            let waited = SignedDuration::from_hours(hours);
            let running = RunningClock { clock: Clock::Decision, since, waited };
            let deadline = deadline_under(row, rule, territory(of), running);
            assert_eq!(deadline.due, since + SignedDuration::from_hours(24 + hours), "{of} {hours}");
            // What is set of its length changes: what was served stays.
            let (_, other) = length_rule("desk.target").unwrap();
            let changed = deadline_under(row, other, territory(of), running);
            assert_eq!(changed.paused, waited);
            let unpaused = RunningClock::started(Clock::Decision, since + waited);
            assert_eq!(changed.due, deadline_under(row, other, territory(of), unpaused).due, "{of} {hours}");
        }
    }
}

fn codes() -> impl Strategy<Value = &'static str> {
    let others = ["US", "CN", "EU", "JP", "GB", "BR", "ZZ"];
    prop::sample::select([&UNION[..], &others[..]].concat())
}

/// Some day from 2024 to 2100, at some second.
fn times() -> impl Strategy<Value = Timestamp> {
    (1_704_067_200_i64..4_133_980_800).prop_map(|second| Timestamp::from_second(second).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Counted naively: no fewer days than the law says are ones of business, as far as anybody can know.
    #[test]
    fn a_minimum_is_never_shorter(of in codes(), since in times(), days in 1_u16..60) {
        let calendar = calendar(of);
        let start = since.to_zoned(zone(zones_of(territory(of)).begin)).date();
        let count = calendar.after(start, days, Purpose::AtLeast(None));
        let passed = start.saturating_add(1.day()).series(1.day()).take_while(|day| *day <= count.last);
        let (mut known, mut unknown) = (0_u16, 0_u16);
        for day in passed {
            match calendar.kind(day, start) {
                DayKind::Business => known += 1,
                DayKind::Unknown => unknown += 1,
                DayKind::Weekend | DayKind::Holiday(_) => {}
            }
        }
        prop_assert!(known + unknown >= days);
        // Ten of the unknown days may be holidays.
        prop_assert!(known >= days || known + unknown >= days + 10, "{} {} {}", known, unknown, days);
        if unknown == 0 {
            prop_assert_eq!(known, days);
        }
    }

    /// As if a territory's table were lost: the end is never before the one by the table.
    #[test]
    fn what_is_not_known_never_ends_a_minimum_early(
        of in prop::sample::select([&UNION[..], &["US"][..]].concat()), since in times(), days in 1_u16..60,
    ) {
        let start = since.to_zoned(TimeZone::UTC).date();
        let by_table = calendar(of).after(start, days, Purpose::AtLeast(None)).last;
        let unknown = calendar("ZZ").after(start, days, Purpose::AtLeast(None)).last;
        prop_assert!(unknown >= by_table, "{} {} {}: {} < {}", of, start, days, unknown, by_table);
        let by_table = calendar(of).roll_over(start, start, Purpose::AtLeast(None)).last;
        let unknown = calendar("ZZ").roll_over(start, start, Purpose::AtLeast(None)).last;
        prop_assert!(unknown >= by_table, "{} {}: {} < {}", of, start, unknown, by_table);
    }

    /// The law's maximum holds whatever is known of holidays.
    #[test]
    fn a_maximum_is_never_exceeded(of in codes(), since in times()) {
        let start = since.to_zoned(TimeZone::UTC).date();
        let last = calendar(of).after(start, 10, Purpose::AtLeast(Some(14))).last;
        let days = start.saturating_add(1.day()).series(1.day()).take_while(|day| *day <= last);
        // A weekend that is worked counts, as in China before and after its long holidays.
        let business = |day: &Date| matches!(calendar(of).kind(*day, start), DayKind::Business | DayKind::Unknown);
        prop_assert!((10..=14).contains(&days.filter(business).count()), "{} from {}", of, start);
    }

    /// Who starts later ends no earlier, as long as no list came into use between the two.
    #[test]
    fn a_later_start_ends_no_earlier(of in codes(), since in times(), hours in 0_i64..72) {
        let later = since + SignedDuration::from_hours(hours);
        prop_assume!(of != "CN" || since > "2026-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
        for code in ["answer.us_512g", "answer.terms", "appeal.dsa_20", "answer.cn_43", "desk.target"] {
            let (first, second) = (deadline_at(code, of, since), deadline_at(code, of, later));
            prop_assert!(first.due <= second.due || first.counted.unwrap().days.added > 0, "{} {} {}", code, of, since);
            prop_assert_eq!(&deadline_at(code, of, later), &second, "computed twice");
            prop_assert!(second.due > later);
        }
    }
}

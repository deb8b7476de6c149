//! The time zones in which a territory's days begin and end.
//!
//! A territory of several zones has the one whose days begin first and the one whose days end last. The day on which a
//! period starts is that of the first: where it is already tomorrow, the period starts tomorrow. Its last day ends in the
//! last. So it is nowhere in the territory shorter than it is told. Counted by the last-ending zone alone it would
//! be: at 20:00 in Honolulu on a Monday it is Tuesday in New York, where a day would be missing.

use case::Territory;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

/// Where the days of a territory begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zones {
    /// The zone, by its IANA name, in which a day begins first.
    pub begin: &'static str,
    /// The one in which it ends last.
    pub end: &'static str,
}

const fn one(zone: &'static str) -> Zones {
    Zones { begin: zone, end: zone }
}

const fn several(begin: &'static str, end: &'static str) -> Zones {
    Zones { begin, end }
}

/// The zones of a territory that no row names: those of the whole earth, from UTC+14 to UTC-12.
const ANYWHERE: Zones = several("Etc/GMT-14", "Etc/GMT+12");

/// The zones by territory.
///
/// - The Union as a whole and France include the outermost regions, where Union law applies (TFEU Art. 355(1)): Réunion,
///   where days begin first, and Martinique and Guadeloupe, where they end last. Overseas countries and territories
///   (Annex II) are not included; those have codes of their own.
/// - The United States are the states and the federal district. Their territories have codes of their own.
/// - China has one time, Beijing's.
const ZONES: &[(&str, Zones)] = &[
    ("US", several("America/New_York", "Pacific/Honolulu")),
    ("CN", one("Asia/Shanghai")),
    ("EU", several("Indian/Reunion", "America/Martinique")),
    ("AT", one("Europe/Vienna")),
    ("BE", one("Europe/Brussels")),
    ("BG", one("Europe/Sofia")),
    ("CY", one("Asia/Nicosia")),
    ("CZ", one("Europe/Prague")),
    ("DE", one("Europe/Berlin")),
    ("DK", one("Europe/Copenhagen")),
    ("EE", one("Europe/Tallinn")),
    ("ES", several("Europe/Madrid", "Atlantic/Canary")),
    ("FI", one("Europe/Helsinki")),
    ("FR", several("Indian/Reunion", "America/Martinique")),
    ("GR", one("Europe/Athens")),
    ("HR", one("Europe/Zagreb")),
    ("HU", one("Europe/Budapest")),
    ("IE", one("Europe/Dublin")),
    ("IT", one("Europe/Rome")),
    ("LT", one("Europe/Vilnius")),
    ("LU", one("Europe/Luxembourg")),
    ("LV", one("Europe/Riga")),
    ("MT", one("Europe/Malta")),
    ("NL", one("Europe/Amsterdam")),
    ("PL", one("Europe/Warsaw")),
    ("PT", several("Europe/Lisbon", "Atlantic/Azores")),
    ("RO", one("Europe/Bucharest")),
    ("SE", one("Europe/Stockholm")),
    ("SI", one("Europe/Ljubljana")),
    ("SK", one("Europe/Bratislava")),
    ("CH", one("Europe/Zurich")),
    ("GB", one("Europe/London")),
    ("HK", one("Asia/Hong_Kong")),
    ("IN", one("Asia/Kolkata")),
    ("JP", one("Asia/Tokyo")),
    ("KR", one("Asia/Seoul")),
    ("NO", one("Europe/Oslo")),
    ("SG", one("Asia/Singapore")),
    ("TH", one("Asia/Bangkok")),
    ("TR", one("Europe/Istanbul")),
    ("TW", one("Asia/Taipei")),
    ("VN", one("Asia/Ho_Chi_Minh")),
];

/// The zones of `territory`. One that no row names has those of the whole earth, so that nobody there loses an hour.
#[must_use]
pub fn zones_of(territory: Territory) -> Zones {
    let code = territory.to_string();
    ZONES.iter().find(|(known, _)| *known == code).map_or(ANYWHERE, |(_, zones)| *zones)
}

impl Zones {
    /// The day on which a period starts that starts at `since`.
    pub(crate) fn day_of(self, since: Timestamp) -> Date {
        since.to_zoned(zone(self.begin)).date()
    }

    /// The end of a period whose last day is `last`: the first moment of the next day.
    pub(crate) fn end_of(self, last: Date) -> Timestamp {
        let next = last.saturating_add(1.day());
        next.to_zoned(zone(self.end)).map_or(Timestamp::MAX, |midnight| midnight.timestamp())
    }
}

/// The zone with this name of the table, by the rule that is in force there: periods start today, and no rule of one of these
/// zones has changed since 2016. With its history a zone is a hundred times as long, in every function. A test holds each rule
/// to the time zone database.
#[must_use]
pub fn zone(name: &str) -> TimeZone {
    rule(name).and_then(|rule| TimeZone::posix(rule).ok()).unwrap_or(TimeZone::UTC)
}

/// The rule of a zone as POSIX writes it: the offset, that of summer, and from when until when that holds.
fn rule(name: &str) -> Option<&'static str> {
    Some(match name {
        "Europe/Amsterdam" | "Europe/Berlin" | "Europe/Bratislava" | "Europe/Brussels"
        | "Europe/Budapest" | "Europe/Copenhagen" | "Europe/Ljubljana" | "Europe/Luxembourg"
        | "Europe/Madrid" | "Europe/Malta" | "Europe/Oslo" | "Europe/Prague" | "Europe/Rome"
        | "Europe/Stockholm" | "Europe/Vienna" | "Europe/Warsaw" | "Europe/Zagreb" | "Europe/Zurich" => {
            "CET-1CEST,M3.5.0,M10.5.0/3"
        }
        "Asia/Nicosia" | "Europe/Athens" | "Europe/Bucharest" | "Europe/Helsinki" | "Europe/Riga"
        | "Europe/Sofia" | "Europe/Tallinn" | "Europe/Vilnius" => "EET-2EEST,M3.5.0/3,M10.5.0/4",
        "Atlantic/Canary" | "Europe/Lisbon" => "WET0WEST,M3.5.0/1,M10.5.0",
        "Atlantic/Azores" => "<-01>1<+00>,M3.5.0/0,M10.5.0/1",
        "Europe/Dublin" => "IST-1GMT0,M10.5.0,M3.5.0/1",
        "Europe/London" => "GMT0BST,M3.5.0/1,M10.5.0",
        "America/New_York" => "EST5EDT,M3.2.0,M11.1.0",
        "America/Martinique" => "AST4",
        "Pacific/Honolulu" => "HST10",
        "Indian/Reunion" => "<+04>-4",
        "Europe/Istanbul" => "<+03>-3",
        "Asia/Kolkata" => "IST-5:30",
        "Asia/Bangkok" | "Asia/Ho_Chi_Minh" => "<+07>-7",
        "Asia/Hong_Kong" | "Asia/Shanghai" | "Asia/Singapore" | "Asia/Taipei" => "CST-8",
        "Asia/Seoul" | "Asia/Tokyo" => "JST-9",
        "Etc/GMT-14" => "<+14>-14",
        "Etc/GMT+12" => "<-12>12",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_that_of_the_time_zone_database() {
        macro_rules! database {
            ($($zone:literal)*) => { [$(($zone, jiff::tz::get!($zone))),*] };
        }
        let database = database!(
            "America/Martinique" "America/New_York" "Asia/Bangkok" "Asia/Ho_Chi_Minh"
            "Asia/Hong_Kong" "Asia/Kolkata" "Asia/Nicosia" "Asia/Seoul" "Asia/Shanghai"
            "Asia/Singapore" "Asia/Taipei" "Asia/Tokyo" "Atlantic/Azores" "Atlantic/Canary"
            "Etc/GMT+12" "Etc/GMT-14" "Europe/Amsterdam" "Europe/Athens" "Europe/Berlin"
            "Europe/Bratislava" "Europe/Brussels" "Europe/Bucharest" "Europe/Budapest"
            "Europe/Copenhagen" "Europe/Dublin" "Europe/Helsinki" "Europe/Istanbul"
            "Europe/Lisbon" "Europe/Ljubljana" "Europe/London" "Europe/Luxembourg"
            "Europe/Madrid" "Europe/Malta" "Europe/Oslo" "Europe/Prague" "Europe/Riga"
            "Europe/Rome" "Europe/Sofia" "Europe/Stockholm" "Europe/Tallinn" "Europe/Vienna"
            "Europe/Vilnius" "Europe/Warsaw" "Europe/Zagreb" "Europe/Zurich" "Indian/Reunion"
            "Pacific/Honolulu"
        );
        let names = ZONES.iter().map(|(_, zones)| zones).chain([&ANYWHERE]);
        for name in names.flat_map(|zones| [zones.begin, zones.end]) {
            assert!(rule(name).is_some() && database.iter().any(|(known, _)| *known == name), "{name}");
        }
        let hours = |from: Date, until: Date| {
            let at = |day: Date| day.to_zoned(TimeZone::UTC).unwrap().timestamp().as_second();
            (at(from)..at(until)).step_by(3600).map(|second| Timestamp::from_second(second).unwrap())
        };
        for (name, by_database) in database {
            let by_rule = zone(name);
            for (year, month) in (2026..=2037).flat_map(|year| [3, 4, 10, 11].map(|month| (year, month))) {
                let first = jiff::civil::date(year, month, 1);
                for at in hours(first, first.last_of_month().tomorrow().unwrap()) {
                    assert_eq!(by_rule.to_offset(at), by_database.to_offset(at), "{name}, {at}");
                }
            }
            let whole = hours(jiff::civil::date(2026, 1, 1), jiff::civil::date(2027, 1, 1));
            for at in whole {
                assert_eq!(by_rule.to_offset(at), by_database.to_offset(at), "{name}, {at}");
            }
        }
    }

    #[test]
    fn the_day_ends_nowhere_later_and_begins_nowhere_earlier() {
        macro_rules! zones {
            ($($name:literal)*) => { vec![$(jiff::tz::get!($name)),*] };
        }
        let inside = [
            (
                "US",
                zones!("America/Chicago" "America/Denver" "America/Los_Angeles" "America/Anchorage" "America/Adak"),
            ),
            (
                "EU",
                zones!("Europe/Helsinki" "Asia/Nicosia" "Europe/Berlin" "Atlantic/Azores" "America/Cayenne"
                    "Indian/Mayotte"),
            ),
            ("PT", zones!("Atlantic/Madeira")),
            ("BR", zones!("America/Sao_Paulo" "America/Rio_Branco")),
            ("NZ", zones!("Pacific/Auckland" "Pacific/Chatham")),
        ];
        for (territory, within) in inside {
            let zones = zones_of(territory.parse().unwrap());
            for (local, month) in within.iter().flat_map(|local| (1..=12).map(move |month| (local, month))) {
                let day = jiff::civil::date(2027, month, 15);
                let at = |day: Date, hour| day.at(hour, 0, 0, 0).to_zoned(local.clone()).unwrap().timestamp();
                assert!(
                    at(day.tomorrow().unwrap(), 0) <= zones.end_of(day),
                    "{territory} {local:?} ends {day}"
                );
                assert!(zones.day_of(at(day, 12)) >= day, "{territory} {local:?} begins {day}");
            }
        }
    }
}

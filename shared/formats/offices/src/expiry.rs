//! The last day of protection, where the office does not say it: what is certain from the record, and no day more.
//!
//! Grace periods are left out: in them a right can still be saved, and need not be in force.

use case::RightKind;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use crate::OfficeRecord;

/// From this day on a registration of the United States, or its renewal, lasts ten years instead of twenty
/// (Trademark Law Revision Act of 1988, Pub. L. 100-667, § 136).
const TEN_YEARS_SINCE: Date = date(1989, 11, 16);

/// What a record of the USPTO tells of upkeep.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Upkeep {
    /// The day from which the last renewal counts.
    pub(crate) renewed_on: Option<Date>,
    /// Whether the office calls the registration renewed (status 800).
    pub(crate) is_renewed: bool,
    /// Whether a declaration of use after the fifth year was accepted (15 U.S.C. 1058, 1141k).
    pub(crate) is_in_use: bool,
}

/// Fills in the last day where it is missing.
///
/// * Marks of `EM`: ten years from the application (Regulation (EU) 2017/1001, Art. 52).
/// * Designs of `EM`: five years from the application (Regulation (EC) 6/2002, Art. 12), the first term only.
/// * Marks of `US`: six years from the registration, until a declaration of use is accepted (15 U.S.C. 1058); then
///   ten (twenty before 1989) from the registration or its last renewal (15 U.S.C. 1059).
///
/// Elsewhere it stays unknown.
pub(crate) fn complete(record: &mut OfficeRecord, upkeep: Upkeep) {
    if record.expires_on.is_some() {
        return;
    }
    let last = match (record.office.as_str(), record.kind) {
        ("EM", RightKind::Trademark) => record.applied_on.and_then(|day| after(day, 10)),
        ("EM", RightKind::Design) => record.applied_on.and_then(|day| after(day, 5)),
        ("US", RightKind::Trademark) => us(record, upkeep),
        _ => None,
    };
    record.expires_on = last;
    record.expiry_is_computed = last.is_some();
}

fn us(record: &OfficeRecord, upkeep: Upkeep) -> Option<Date> {
    let registered = record.registered_on?;
    if let Some(renewed) = upkeep.renewed_on {
        return after(renewed, term(renewed));
    }
    if upkeep.is_renewed {
        // Renewed before the status was set, and certainly at the last anniversary before it.
        let (mut from, until) = (registered, record.status_on?);
        while let Some(next) = after(from, term(from)).filter(|next| *next <= until) {
            from = next;
        }
        return after(from, term(from));
    }
    after(registered, if upkeep.is_in_use { term(registered) } else { 6 })
}

fn term(from: Date) -> i16 {
    if from < TEN_YEARS_SINCE { 20 } else { 10 }
}

fn after(day: Date, years: i16) -> Option<Date> {
    day.checked_add(years.years()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lasts(office: &str, kind: RightKind, registered: Date, upkeep: Upkeep) -> Option<Date> {
        let mut record = OfficeRecord::new(kind, office.to_owned());
        record.applied_on = Some(registered.yesterday().unwrap());
        record.registered_on = Some(registered);
        record.status_on = Some(date(2021, 5, 5));
        complete(&mut record, upkeep);
        assert_eq!(record.expiry_is_computed, record.expires_on.is_some());
        record.expires_on
    }

    #[test]
    fn the_last_day_follows_from_the_law_of_the_office() {
        let day = date(2015, 3, 2);
        let none = Upkeep::default();
        assert_eq!(lasts("EM", RightKind::Trademark, day, none), Some(date(2025, 3, 1)));
        assert_eq!(lasts("EM", RightKind::Design, day, none), Some(date(2020, 3, 1)));
        assert_eq!(lasts("US", RightKind::Trademark, day, none), Some(date(2021, 3, 2)));
        assert_eq!(lasts("CN", RightKind::Trademark, day, none), None);
        let in_use = Upkeep { is_in_use: true, ..none };
        assert_eq!(lasts("US", RightKind::Trademark, day, in_use), Some(date(2025, 3, 2)));
        assert_eq!(lasts("US", RightKind::Trademark, date(1985, 3, 2), in_use), Some(date(2005, 3, 2)));
        let renewed = Upkeep { renewed_on: Some(date(2018, 8, 4)), ..none };
        assert_eq!(lasts("US", RightKind::Trademark, date(1998, 8, 4), renewed), Some(date(2028, 8, 4)));
        let said = Upkeep { is_renewed: true, ..none };
        assert_eq!(lasts("US", RightKind::Trademark, date(1998, 8, 4), said), Some(date(2028, 8, 4)));
    }
}

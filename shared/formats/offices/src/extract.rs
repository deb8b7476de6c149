//! What of an office's record is kept with a right of this installation.

use jiff::civil::Date;

use crate::{InForce, OfficeRecord, WhyNot};
use register::right::{OfficeExtract, RightStatus};

impl OfficeRecord {
    /// What the office says of the right, as read on `today`. It counts as registered only if it is in force on that day
    /// ([`OfficeRecord::in_force`]), or if the office itself says on which day it was over. A last day that was computed
    /// and has passed is left out: the right may have been renewed.
    #[must_use]
    pub fn extract(&self, today: Date) -> OfficeExtract {
        let (status, expires_on) = match self.in_force(today) {
            InForce::Yes => (RightStatus::Registered, self.expires_on),
            InForce::No(WhyNot::Expired(_)) if self.expiry_is_computed => (RightStatus::Doubtful, None),
            InForce::No(WhyNot::Expired(last)) => (RightStatus::Registered, Some(last)),
            InForce::No(WhyNot::Pending | WhyNot::NotYet(_)) => (RightStatus::Pending, self.expires_on),
            InForce::No(WhyNot::Ended(_)) => (RightStatus::Ended, self.expires_on),
            InForce::No(
                WhyNot::Contested
                | WhyNot::StatusUnknown
                | WhyNot::ExpiryUnknown
                | WhyNot::Supplemental
                | WhyNot::NoTerritory,
            ) => (
                RightStatus::Doubtful,
                self.expires_on.filter(|last| !self.expiry_is_computed || *last >= today),
            ),
        };
        OfficeExtract {
            owner: self.owner(),
            status,
            expires_on,
            classes: self.classes.clone(),
            read_on: today,
        }
    }

    /// The owners' names in one line; `None` where the record has none.
    #[must_use]
    pub fn owner(&self) -> Option<String> {
        (!self.owners.is_empty()).then(|| self.owners.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use case::RightKind;
    use jiff::civil::date;

    use super::*;
    use crate::{Ended, OfficeStatus};

    const TODAY: Date = date(2026, 11, 21);

    fn record(status: OfficeStatus) -> OfficeRecord {
        let mut record = OfficeRecord::new(RightKind::Trademark, "EM".to_owned());
        record.number = "018999001".to_owned();
        record.status = status;
        record.expires_on = Some(date(2031, 3, 4));
        record.territories = OfficeRecord::home("EM");
        record
    }

    #[test]
    fn only_what_is_shown_in_force_is_registered() {
        for (status, expected) in [
            (OfficeStatus::Registered, RightStatus::Registered),
            (OfficeStatus::Pending, RightStatus::Pending),
            (OfficeStatus::Contested, RightStatus::Doubtful),
            (OfficeStatus::Unknown, RightStatus::Doubtful),
            (OfficeStatus::Ended(Ended::Surrendered), RightStatus::Ended),
            (OfficeStatus::Ended(Ended::Unknown), RightStatus::Ended),
        ] {
            let extract = record(status).extract(TODAY);
            assert_eq!(
                (extract.status, extract.expires_on),
                (expected, Some(date(2031, 3, 4))),
                "{status:?}"
            );
        }
        let good = record(OfficeStatus::Registered);
        let early = OfficeRecord { registered_on: Some(date(2026, 12, 1)), ..good.clone() };
        assert_eq!(early.extract(TODAY).status, RightStatus::Pending);
        for doubtful in [
            OfficeRecord { expires_on: None, ..good.clone() },
            OfficeRecord { is_supplemental: true, ..good.clone() },
            OfficeRecord { territories: Vec::new(), ..good },
        ] {
            assert_eq!(doubtful.extract(TODAY).status, RightStatus::Doubtful);
        }
    }

    #[test]
    fn a_last_day_that_has_passed_is_believed_of_the_office_alone() {
        let past = Some(date(2021, 3, 4));
        let said = OfficeRecord { expires_on: past, ..record(OfficeStatus::Registered) };
        assert_eq!(
            (said.extract(TODAY).status, said.extract(TODAY).expires_on),
            (RightStatus::Registered, past)
        );
        let computed = OfficeRecord { expiry_is_computed: true, ..said };
        let extract = computed.extract(TODAY);
        assert_eq!((extract.status, extract.expires_on), (RightStatus::Doubtful, None));
        let contested = OfficeRecord { status: OfficeStatus::Contested, ..computed };
        assert_eq!(contested.extract(TODAY).expires_on, None);
    }

    #[test]
    fn several_owners_stand_in_one_line() {
        let mut record = record(OfficeStatus::Registered);
        assert_eq!(record.owner(), None);
        record.owners = vec!["Northlight GmbH".to_owned(), "Ada North".to_owned()];
        assert_eq!(record.extract(TODAY).owner.as_deref(), Some("Northlight GmbH; Ada North"));
    }
}

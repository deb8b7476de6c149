//! Rights: what the desk confirms before it verifies one, when owners are reminded.

use case::RightKind;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Something that a reviewer confirms before a right is verified: what no machine sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// The code by which it is confirmed and kept.
    pub code: &'static str,
    /// What is asked.
    pub asks: &'static str,
}

const READABLE: Confirmation = Confirmation {
    code: "documents_readable",
    asks: "Is every document complete and legible, in colour and with its seal where it has one?",
};
const TRANSLATED: Confirmation = Confirmation {
    code: "documents_understood",
    asks: "Is every document in a language that the desk reads, or translated?",
};
const OWNER: Confirmation = Confirmation {
    code: "owner_identified",
    asks: "Is the account, or who submitted it, the owner that the documents name?",
};
const MARK: Confirmation = Confirmation {
    code: "mark_matches",
    asks: "Are word, picture and form those of the certificate, and the other names versions of the same mark?",
};
const TERRITORIES: Confirmation = Confirmation {
    code: "territories_shown",
    asks: "Do the documents show every territory stated, for WIPO designations the grant of protection there?",
};
const DESIGN: Confirmation =
    Confirmation { code: "views_match", asks: "Are the views of the design those of the certificate?" };
const PATENT: Confirmation = Confirmation {
    code: "claims_present",
    asks: "Are the patent's claims among the documents, as granted or last amended?",
};
const AUTHORSHIP: Confirmation = Confirmation {
    code: "authorship_shown",
    asks: "Do the documents show who made the work, when, and how the owner came to the right?",
};
const INDICATION: Confirmation = Confirmation {
    code: "users_entitled",
    asks: "Is who submitted it the applicant group, or entitled to use the indication?",
};

/// What a reviewer confirms before a right of `kind` is verified, in the order of asking.
#[must_use]
pub const fn checklist(kind: RightKind) -> &'static [Confirmation] {
    match kind {
        RightKind::Trademark => &[READABLE, TRANSLATED, OWNER, MARK, TERRITORIES],
        RightKind::Copyright => &[READABLE, TRANSLATED, OWNER, AUTHORSHIP],
        RightKind::Design => &[READABLE, TRANSLATED, OWNER, DESIGN, TERRITORIES],
        RightKind::Patent => &[READABLE, TRANSLATED, OWNER, PATENT, TERRITORIES],
        RightKind::GeographicalIndication => &[READABLE, TRANSLATED, INDICATION, TERRITORIES],
    }
}

/// For how many months after its last day an industrial property right can still be renewed with effect from that day:
/// Paris Convention Art. 5bis(1), Regulation (EU) 2017/1001 Art. 53(3), 15 U.S.C. 1059(a), Trademark Law of the People's
/// Republic of China Art. 40.
const RENEWABLE_MONTHS: i64 = 6;

/// Whether a right of `kind` that expired on `expires_on` can still be renewed on `today`. Copyright and geographical
/// indications are not renewed.
#[must_use]
pub fn is_in_grace(kind: RightKind, expires_on: Option<Date>, today: Date) -> bool {
    let is_renewed = match kind {
        RightKind::Trademark | RightKind::Design | RightKind::Patent => true,
        RightKind::Copyright | RightKind::GeographicalIndication => false,
    };
    let until = expires_on.map(|last| last.saturating_add(RENEWABLE_MONTHS.months()));
    is_renewed && until.is_some_and(|until| today <= until)
}

/// How many days before its last day the owner of a right is reminded of the renewal: when offices begin to
/// take renewals (Regulation (EU) 2017/1001 Art. 53(3): six months), and twice more.
pub const RENEWAL_REMINDERS_DAYS: [u16; 3] = [180, 90, 30];

/// The first day after `after` on which a right that expires on `expires_on` needs a look: to remind its owner,
/// and the day after its last one to note its end. `None` when none is left, or the right never expires.
#[must_use]
pub fn next_reminder(expires_on: Option<Date>, after: Date) -> Option<Date> {
    let last = expires_on?;
    let days =
        RENEWAL_REMINDERS_DAYS.iter().filter_map(|days| last.checked_sub(i64::from(*days).days()).ok());
    days.chain(last.tomorrow()).filter(|day| *day > after).min()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_reminder_comes_once() {
        let last = Some(date(2027, 6, 30));
        for (after, next) in [
            (date(2026, 1, 1), Some(date(2027, 1, 1))),
            (date(2027, 1, 1), Some(date(2027, 4, 1))),
            (date(2027, 5, 1), Some(date(2027, 5, 31))),
            (date(2027, 5, 31), Some(date(2027, 7, 1))),
            (date(2027, 7, 1), None),
        ] {
            assert_eq!(next_reminder(last, after), next, "{after}");
        }
        assert_eq!(next_reminder(None, date(2026, 1, 1)), None);
        assert_eq!(next_reminder(Some(Date::MAX), Date::MAX), None);
        assert_eq!(next_reminder(Some(Date::MIN), date(2026, 1, 1)), None);
    }

    #[test]
    fn every_list_asks_each_thing_once() {
        for kind in RightKind::ALL {
            let codes: BTreeSet<_> = checklist(*kind).iter().map(|item| item.code).collect();
            assert!(codes.len() == checklist(*kind).len() && codes.len() >= 4, "{kind}");
        }
    }
}

//! Trusted flaggers.

use case::{Claim, Filing, Territory};
use jiff::civil::Date;

/// The status of trusted flagger (DSA Art. 22). A Digital Services Coordinator awards it; here it is only noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedFlagger {
    /// The member state whose coordinator awarded it.
    pub coordinator: Territory,
    /// Its area of expertise.
    pub claims: Vec<Claim>,
    /// Where: member states, or the whole Union.
    pub territories: Vec<Territory>,
    /// From which day on.
    pub from: Date,
    /// On which day it has ended, where it has or will.
    pub until: Option<Date>,
}

impl TrustedFlagger {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether a notice that was filed as `filing` on `day` is within its area of expertise: then it has priority
    /// (Art. 22(1)). It is decided as any other.
    #[must_use]
    pub fn covers(&self, filing: &Filing, day: Date) -> bool {
        let there = register::right::covers(&self.territories, filing.territory);
        self.holds(day) && there && self.claims.contains(&filing.claim)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_status_holds_from_its_first_day_until_its_end() {
        let status = TrustedFlagger {
            coordinator: "DE".parse().expect("a territory"),
            claims: vec![Claim::Counterfeit],
            territories: vec!["EU".parse().expect("a territory")],
            from: date(2026, 1, 1),
            until: Some(date(2026, 7, 1)),
        };
        for (day, holds) in [
            (date(2025, 12, 31), false),
            (date(2026, 1, 1), true),
            (date(2026, 6, 30), true),
            (date(2026, 7, 1), false),
        ] {
            assert_eq!(status.holds(day), holds, "{day}");
        }
        assert!(TrustedFlagger { until: None, ..status }.holds(date(2036, 1, 1)));
    }
}

//! A seller's points: how often its listings had to be taken down, counted from its cases alone.
//!
//! Nothing of it is stored. What falls, falls out of the next count, with all that it brought about.

use std::collections::BTreeSet;

use case::{ComplaintId, PartyId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use policy::misuse::PointRules;

use crate::outcome::{CaseOutcome, Ending};
use crate::window::{Window, months_after};

/// A seller's points at some time, and what they come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Points {
    /// As many as there are complaints, and no more than there are days (UTC) on which measures took force: a complaint
    /// about many listings is one, and so are many complaints of one day.
    pub points: u32,
    /// Different complaints among those that count.
    pub complaints: u32,
    /// Different days on which their measures took force.
    pub days: u32,
    /// Measures that count: they took force, and nothing has ended them.
    pub measures: u32,
    /// Measures that do not count while an objection, an appeal or a court's decision is open.
    pub open: u32,
    /// When the first of those that count does so no longer.
    pub next_expiry: Option<Timestamp>,
}

/// The points of `seller` at `at`; of the cases those of others do not count.
#[must_use]
pub fn points_of(seller: PartyId, outcomes: &[CaseOutcome], rules: &PointRules, at: Timestamp) -> Points {
    let (mut complaints, mut days) = (BTreeSet::<ComplaintId>::new(), BTreeSet::<Date>::new());
    let mut points = Points::default();
    let mut counted = BTreeSet::new();
    for it in outcomes.iter().filter(|it| it.seller == Some(seller)) {
        let Some(since) = it.in_force_at.filter(|since| *since <= at) else { continue };
        let expires = months_after(since, rules.months);
        if at >= expires || !counted.insert(it.case) {
            continue;
        }
        match it.ending {
            Ending::Stands | Ending::ObjectionLost => {}
            Ending::Open | Ending::HeldForCourt => {
                points.open = points.open.saturating_add(1);
                continue;
            }
            Ending::Declined(_)
            | Ending::WithdrawnBefore
            | Ending::WithdrawnInForce
            | Ending::WithdrawnAfterObjection
            | Ending::ObjectionWon(_)
            | Ending::Reversed
            | Ending::Corrected(_)
            | Ending::NotEnforced => continue,
        }
        complaints.insert(it.complaint);
        days.insert(since.to_zoned(TimeZone::UTC).date());
        points.measures = points.measures.saturating_add(1);
        points.next_expiry = Some(points.next_expiry.map_or(expires, |next| next.min(expires)));
    }
    points.complaints = u32::try_from(complaints.len()).unwrap_or(u32::MAX);
    points.days = u32::try_from(days.len()).unwrap_or(u32::MAX);
    points.points = points.complaints.min(points.days);
    points
}

/// The time in which a case was filed that can give a point at `at`: a measure may take force long after the filing, on
/// appeal.
#[must_use]
pub fn points_window(rules: &PointRules, at: Timestamp) -> Window {
    Window::ending(at, rules.months.saturating_mul(2))
}

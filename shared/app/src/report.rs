//! The report of a day: what was filed on it, how it was decided, and whether on time.

use std::collections::BTreeMap;

use case::{Case, DeclineCode, Event, Outcome, Prior, Recorded, State};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use policy::Kept;
use port::{Accounts, Cases, References, Reports, StoredCase, Unavailable, WallClock};
use serde::Serialize;

use crate::cases::each_filed_on;
use crate::flaggers::{FlaggerFigures, flagger_figures};

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// The table could not be written out.
    #[error("the report's table could not be written")]
    Table(#[from] csv::Error),
    /// The summary could not be written out.
    #[error("the report's summary could not be written")]
    Summary(#[from] serde_json::Error),
}

/// The figures of one day, of the cases filed on it. Durations are in whole minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayReport {
    /// The day (UTC).
    pub day: Date,
    /// When these figures were taken; later events may still change them.
    pub as_of: Timestamp,
    /// Complaints filed.
    pub complaints: usize,
    /// Cases opened by them.
    pub cases: usize,
    /// Further cases that cannot be read, e.g. because an item was altered: no figure counts them.
    pub unreadable: Vec<String>,
    /// Cases by the way they came in.
    pub by_channel: BTreeMap<&'static str, usize>,
    /// Cases by where they stand.
    pub by_state: BTreeMap<&'static str, usize>,
    /// Cases accepted or declined.
    pub decided: usize,
    /// Of these, by the rules alone.
    pub decided_by_rules: usize,
    /// Of those, reviewed blind by a second person.
    pub blind_reviews: usize,
    /// Of these, where the person would have decided the same.
    pub blind_reviews_agreed: usize,
    /// Of the decided, within the target.
    pub decided_in_time: usize,
    /// Cases whose target passed without or before a decision.
    pub breaches: usize,
    /// Every target by its clock: how often it was kept, missed, and is open.
    pub targets: BTreeMap<&'static str, TargetFigures>,
    /// Cases whose measure took force.
    pub taken_down: usize,
    /// Of these, in a part of the marketplace's territory only, by that part: territories apart by blanks.
    pub taken_down_only_in: BTreeMap<String, usize>,
    /// Cases that stand as declined by code, also while an appeal waits and once they are closed.
    pub declined: BTreeMap<&'static str, usize>,
    /// Cases that wait for a person, by what they wait for: a decision at the desk, an order that the marketplace
    /// refused, and so on.
    pub waiting: BTreeMap<&'static str, usize>,
    /// What each trusted flagger filed within its area of expertise, by its account, and how often it was upheld.
    pub trusted_flaggers: BTreeMap<String, FlaggerFigures>,
    /// Median from filing to decision.
    pub median_minutes_to_decision: Option<i64>,
    /// Median from filing to measure in force.
    pub median_minutes_to_measure: Option<i64>,
}

/// How often a target was kept. A clock that started again counts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct TargetFigures {
    /// In time.
    pub in_time: usize,
    /// Missed.
    pub missed: usize,
    /// Running, and not due.
    pub open: usize,
}

/// The figures of every target in the logs of `cases`.
fn targets(cases: &[StoredCase], as_of: Timestamp) -> BTreeMap<&'static str, TargetFigures> {
    let mut figures: BTreeMap<&'static str, TargetFigures> = BTreeMap::new();
    for StoredCase { case, log, .. } in cases {
        for (clock, kept) in policy::targets_of(case.id, log, as_of).unwrap_or_default() {
            let figures = figures.entry(clock.code()).or_default();
            match kept {
                Kept::InTime => figures.in_time += 1,
                Kept::Missed => figures.missed += 1,
                Kept::Open => figures.open += 1,
            }
        }
    }
    figures
}

/// One case of the day, as a row of the table.
#[derive(Debug, Serialize)]
struct Row {
    reference: String,
    case: String,
    complaint: String,
    listing: String,
    claim: &'static str,
    channel: &'static str,
    state: &'static str,
    filed_at: Timestamp,
    decide_until: Timestamp,
    decided_at: Option<Timestamp>,
    in_force_at: Option<Timestamp>,
    in_time: &'static str,
    /// Whose law applies where the listing is offered.
    territory: String,
    /// The territories to which its measure is limited, apart by blanks; empty where it holds wherever the listing is
    /// offered, or there is none.
    only_in: String,
}

fn target_of(case: &Case) -> Timestamp {
    policy::clock_ends(case, case.decision_clock())
}

/// `Some(true)` in time, `Some(false)` a breach, `None` still open within the target. A complaint that
/// waits for its complainant is no breach of ours; a withdrawn one needed no decision.
fn in_time(case: &Case, as_of: Timestamp) -> Option<bool> {
    let target = target_of(case);
    match (case.decided_at, &case.state) {
        (Some(at), _) => Some(at <= target),
        (None, State::Withdrawn | State::Incomplete { .. }) => None,
        (None, _) => (as_of > target).then_some(false),
    }
}

/// What a case is declined for, where it stands as declined.
fn decline_of(StoredCase { case, log, .. }: &StoredCase) -> Option<DeclineCode> {
    let is_declined = matches!(
        case.state,
        State::Declined { .. }
            | State::Appealed { prior: Prior::Declined(_), .. }
            | State::Closed(Outcome::Declined)
    );
    let code = |recorded: &Recorded| match &recorded.event {
        Event::Declined { code, .. } => Some(*code),
        _ => None,
    };
    if is_declined { log.iter().rev().find_map(code) } else { None }
}

/// The territories to which the measure of a case is limited, apart by blanks.
fn part_of(case: &Case) -> String {
    case.only_in.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn median(mut values: Vec<SignedDuration>) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = values.get(middle)?.as_mins();
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = values.get(middle.checked_sub(1)?)?.as_mins();
    Some(lower + (upper - lower) / 2)
}

impl DayReport {
    /// The figures of `cases`, all filed on `day`, as they stand at `as_of`.
    #[must_use]
    pub fn of(day: Date, cases: &[StoredCase], as_of: Timestamp) -> Self {
        let targets = targets(cases, as_of);
        let mut declined = BTreeMap::new();
        for code in cases.iter().filter_map(decline_of) {
            *declined.entry(code.code()).or_default() += 1;
        }
        let cases: Vec<&Case> = cases.iter().map(|stored| &stored.case).collect();
        let mut complaints: Vec<_> = cases.iter().map(|case| case.filing.complaint).collect();
        complaints.extend(cases.iter().flat_map(|case| case.merged.iter().copied()));
        complaints.sort_unstable();
        complaints.dedup();
        let mut report = Self {
            day,
            as_of,
            complaints: complaints.len(),
            cases: cases.len(),
            unreadable: Vec::new(),
            by_channel: BTreeMap::new(),
            by_state: BTreeMap::new(),
            decided: 0,
            decided_by_rules: 0,
            blind_reviews: 0,
            blind_reviews_agreed: 0,
            decided_in_time: 0,
            breaches: 0,
            targets,
            taken_down: 0,
            taken_down_only_in: BTreeMap::new(),
            declined,
            waiting: BTreeMap::new(),
            trusted_flaggers: BTreeMap::new(),
            median_minutes_to_decision: None,
            median_minutes_to_measure: None,
        };
        for case in &cases {
            *report.by_channel.entry(case.filing.channel.code()).or_default() += 1;
            *report.by_state.entry(case.state.code()).or_default() += 1;
            report.decided += usize::from(case.decided_at.is_some());
            report.decided_by_rules += usize::from(case.automatic.is_some());
            report.blind_reviews += usize::from(case.blind_review.is_some());
            report.blind_reviews_agreed += usize::from(case.blind_review == Some(true));
            report.taken_down += usize::from(case.in_force_at.is_some());
            if case.in_force_at.is_some() && !case.only_in.is_empty() {
                *report.taken_down_only_in.entry(part_of(case)).or_default() += 1;
            }
            if let Some(queue) = case.desk_queue() {
                *report.waiting.entry(queue.code()).or_default() += 1;
            }
            match in_time(case, as_of) {
                Some(true) => report.decided_in_time += 1,
                Some(false) => report.breaches += 1,
                None => {}
            }
        }
        let since_filing =
            |case: &&Case, at: Option<Timestamp>| at.map(|at| at.duration_since(case.filed_at));
        report.median_minutes_to_decision =
            median(cases.iter().filter_map(|case| since_filing(case, case.decided_at)).collect());
        report.median_minutes_to_measure =
            median(cases.iter().filter_map(|case| since_filing(case, case.in_force_at)).collect());
        report
    }
}

fn table(cases: &[StoredCase], as_of: Timestamp) -> Result<Vec<u8>, ReportError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for StoredCase { case, .. } in cases {
        writer.serialize(Row {
            reference: case.filing.reference.to_string(),
            case: case.id.to_string(),
            complaint: case.filing.complaint.to_string(),
            listing: case.filing.listing.to_string(),
            claim: case.filing.claim.code(),
            channel: case.filing.channel.code(),
            state: case.state.code(),
            filed_at: case.filed_at,
            decide_until: target_of(case),
            decided_at: case.decided_at,
            in_force_at: case.in_force_at,
            in_time: match in_time(case, as_of) {
                Some(true) => "yes",
                Some(false) => "no",
                None => "open",
            },
            territory: case.filing.territory.to_string(),
            only_in: part_of(case),
        })?;
    }
    writer.into_inner().map_err(|error| ReportError::Table(error.into_error().into()))
}

/// Writes the report of `day` as `<day>.csv` (a row per case) and `<day>.json` (the figures). Writing it
/// again replaces it.
///
/// # Errors
/// [`ReportError`].
pub async fn write_report<S, R, C>(
    store: &S,
    reports: &R,
    clock: &C,
    day: Date,
) -> Result<DayReport, ReportError>
where
    S: Accounts + Cases + References,
    R: Reports,
    C: WallClock,
{
    let mut cases = Vec::new();
    let unreadable = each_filed_on(store, day, |stored| cases.push(stored)).await?;
    cases.sort_by_key(|stored| (stored.case.filed_at, stored.case.id));
    let as_of = clock.now();
    let mut report = DayReport::of(day, &cases, as_of);
    let all: Vec<&Case> = cases.iter().map(|stored| &stored.case).collect();
    report.unreadable = unreadable.iter().map(|it| it.case.to_string()).collect();
    report.trusted_flaggers = flagger_figures(store, &all).await?;
    reports.put_report(&format!("{day}.csv"), "text/csv", &table(&cases, as_of)?).await?;
    let summary = serde_json::to_vec_pretty(&report)?;
    reports.put_report(&format!("{day}.json"), "application/json", &summary).await?;
    Ok(report)
}

/// The days that a scheduled report covers: the day before yesterday, whose last target has passed by now,
/// so that its breaches are final; yesterday; and today so far.
#[must_use]
pub fn days_at(now: Timestamp) -> [Date; 3] {
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    [today.saturating_sub(2.days()), today.saturating_sub(1.day()), today]
}

//! The standings of a day: everybody's figures are reckoned anew from the cases filed in the window, and what
//! follows from them is recorded: entries, warnings, removals, and patterns of misuse.
//!
//! A day's standings are those at its first moment (UTC), so that running it twice, or again after it was
//! killed half-way, records nothing twice. Parties are worked through in the order of their keys; those
//! whose record says all of it already cost a read.

use std::collections::{BTreeMap, BTreeSet};

use case::{CaseId, Decider, Digest, RightRef};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use policy::misuse::MISUSE;
use policy::programme::RuleSet;
use port::chain_of;
use port::{BadRecord, Calendar, Cases, Clock, Committed, Parties, PartyRecord, Registry, Unavailable};
use programme::{
    CaseOutcome, Command, ConductCommand, ConductEvent, Event, Facts, Snapshot, Subject, Window, outcome_of,
    patterns_of, standings_of,
};

/// Cases, rights or parties loaded in one request.
const CHUNK: usize = 100;
/// How often a party is tried whose record changes meanwhile.
const TRIES: u8 = 3;

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recomputed {
    /// Cases read.
    pub cases: usize,
    /// Parties looked at.
    pub parties: usize,
    /// Records that changed.
    pub changed: usize,
    /// Memberships entered.
    pub entered: usize,
    /// Members warned.
    pub warned: usize,
    /// Members that recovered.
    pub recovered: usize,
    /// Members removed.
    pub removed: usize,
    /// Patterns of misuse noticed.
    pub noticed: usize,
    /// Warnings of misuse.
    pub misuse_warned: usize,
    /// Suspensions for misuse, where the rules leave them to the machine.
    pub suspended: usize,
    /// Cases and parties that could not be read or changed.
    pub failed: usize,
    /// Whether time ran short: then the next run goes on.
    pub unfinished: bool,
}

/// Reckons the standings of `day` under `rules`, until `until`.
///
/// # Errors
/// [`Unavailable`] when it cannot be known who filed what. Single cases and parties that fail are counted and
/// logged.
pub async fn recompute<S, C>(
    store: &S,
    clock: &C,
    rules: &RuleSet,
    day: Date,
    until: Timestamp,
) -> Result<Recomputed, Unavailable>
where
    S: Cases + Calendar + Parties + Registry,
    C: Clock,
{
    let as_of = day.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |midnight| midnight.timestamp());
    let mut done = Recomputed::default();
    let Some(outcomes) = outcomes(store, clock, rules, as_of, until, &mut done).await? else {
        return Ok(Recomputed { unfinished: true, ..done });
    };
    let facts = Facts { owners: owners(store, &outcomes).await?, ..Facts::default() };
    // Each case is held once, by its place: a half year of them is many.
    let mut of: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
    for (place, outcome) in outcomes.iter().enumerate() {
        of.entry(Subject::Complainant(outcome.complainant)).or_default().push(place);
        if let Some(seller) = outcome.seller {
            of.entry(Subject::Seller(seller)).or_default().push(place);
        }
    }
    for kept in store.kept_parties().await? {
        of.entry(kept).or_default();
    }
    let review = Review { facts: &facts, rules, as_of };
    let parties: Vec<(Subject, Vec<usize>)> = of.into_iter().collect();
    for chunk in parties.chunks(CHUNK) {
        if clock.now() >= until {
            return Ok(Recomputed { unfinished: true, ..done });
        }
        let subjects: Vec<Subject> = chunk.iter().map(|(subject, _)| *subject).collect();
        let mut records = records(store, &subjects, &mut done).await;
        for (subject, places) in chunk {
            let Some(record) = records.remove(subject) else { continue };
            done.parties += 1;
            let own: Vec<CaseOutcome> =
                places.iter().filter_map(|place| outcomes.get(*place)).cloned().collect();
            if let Err(error) = keep(store, &review, record, &own, &mut done).await {
                done.failed += 1;
                tracing::warn!(party = %subject, error, "party's standing stays as it is");
            }
        }
    }
    Ok(done)
}

/// What became of every case filed in the longer of the two windows; `None` when time ran short.
async fn outcomes<S: Cases + Calendar, C: Clock>(
    store: &S,
    clock: &C,
    rules: &RuleSet,
    as_of: Timestamp,
    until: Timestamp,
    done: &mut Recomputed,
) -> Result<Option<Vec<CaseOutcome>>, Unavailable> {
    let window = Window::ending(as_of, rules.window_months.max(MISUSE.window_months));
    let date = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
    let (mut day, last) = (date(window.from), date(as_of));
    let mut outcomes = Vec::new();
    while day < last {
        let ids = store.filed_on(day).await?;
        for chunk in ids.chunks(CHUNK) {
            if clock.now() >= until {
                return Ok(None);
            }
            let logs = load(store, chunk, done).await;
            done.cases += logs.len();
            // What happened since is of the next day: so a day's standings are the same whenever reckoned.
            let known = logs.iter().map(|stored| {
                stored.log.split_at(stored.log.partition_point(|recorded| recorded.at < as_of)).0
            });
            outcomes.extend(known.filter_map(outcome_of));
        }
        day = day.saturating_add(1.day());
    }
    Ok(Some(outcomes))
}

async fn load<S: Cases>(store: &S, ids: &[CaseId], done: &mut Recomputed) -> Vec<port::StoredCase> {
    if let Ok(found) = store.load(ids).await {
        return found.into_iter().flatten().collect();
    }
    // One unreadable case must not hide the others.
    let mut found = Vec::new();
    for id in ids {
        match store.load(&[*id]).await {
            Ok(one) => found.extend(one.into_iter().flatten()),
            Err(error) => {
                done.failed += 1;
                tracing::error!(case.id = %id, error = chain_of(&error), "case not readable");
            }
        }
    }
    found
}

/// The owners of the rights that cases rest on, by the digests of their names.
async fn owners<S: Registry>(
    store: &S,
    outcomes: &[CaseOutcome],
) -> Result<BTreeMap<CaseId, Digest>, Unavailable> {
    let rights: BTreeSet<RightRef> = outcomes.iter().filter_map(|it| it.right.clone()).collect();
    let rights: Vec<RightRef> = rights.into_iter().collect();
    let mut known = BTreeMap::new();
    for chunk in rights.chunks(CHUNK) {
        for record in store.rights(chunk).await?.into_iter().flatten() {
            known.insert(record.right, Digest::of(record.owner.trim().to_lowercase().as_bytes()));
        }
    }
    let owner = |it: &CaseOutcome| Some((it.case, *known.get(it.right.as_ref()?)?));
    Ok(outcomes.iter().filter_map(owner).collect())
}

/// The records of these; a new one where there is none.
async fn records<S: Parties>(
    store: &S,
    subjects: &[Subject],
    done: &mut Recomputed,
) -> BTreeMap<Subject, PartyRecord> {
    let with = |subject: &Subject, found: Option<PartyRecord>| {
        (*subject, found.unwrap_or_else(|| PartyRecord::new(*subject)))
    };
    if let Ok(found) = store.parties(subjects).await {
        return subjects.iter().zip(found).map(|(subject, found)| with(subject, found)).collect();
    }
    let mut records = BTreeMap::new();
    for subject in subjects {
        match store.parties(&[*subject]).await {
            Ok(found) => records.extend(found.into_iter().map(|found| with(subject, found))),
            Err(error) => {
                done.failed += 1;
                tracing::error!(party = %subject, error = chain_of(&error), "party not readable");
            }
        }
    }
    records
}

/// Stores what a party's record comes to, if it changes.
async fn keep<S: Parties>(
    store: &S,
    review: &Review<'_>,
    mut record: PartyRecord,
    outcomes: &[CaseOutcome],
    done: &mut Recomputed,
) -> Result<(), String> {
    for _ in 0..TRIES {
        let Some(next) = review.of(&record, outcomes).map_err(|error| chain_of(&error))? else {
            return Ok(());
        };
        match store.put_party(&next).await.map_err(|error| chain_of(&error))? {
            Committed::Done => {
                done.count(&record, &next);
                return Ok(());
            }
            Committed::Conflict => {
                let again = store.parties(&[record.subject]).await.map_err(|error| chain_of(&error))?;
                record =
                    again.into_iter().flatten().next().unwrap_or_else(|| PartyRecord::new(record.subject));
            }
        }
    }
    Err("its record changed each time".to_owned())
}

impl Recomputed {
    fn count(&mut self, before: &PartyRecord, after: &PartyRecord) {
        self.changed += 1;
        for recorded in after.programme_log.iter().skip(before.programme_log.len()) {
            match recorded.event {
                Event::Entered { .. } => self.entered += 1,
                Event::Warned { .. } => self.warned += 1,
                Event::Recovered { .. } => self.recovered += 1,
                Event::Removed { .. } => self.removed += 1,
                Event::Declared { .. } | Event::Left { .. } => {}
            }
        }
        for recorded in after.conduct_log.iter().skip(before.conduct_log.len()) {
            match recorded.event {
                ConductEvent::Noticed(_) => self.noticed += 1,
                ConductEvent::Warned { .. } => self.misuse_warned += 1,
                ConductEvent::Suspended { .. } => self.suspended += 1,
                ConductEvent::Appealed { .. } | ConductEvent::AppealDecided { .. } => {}
            }
        }
    }
}

/// What parties' records are reviewed by.
struct Review<'a> {
    facts: &'a Facts,
    rules: &'a RuleSet,
    as_of: Timestamp,
}

impl Review<'_> {
    /// What `record` comes to with these of its party's cases; `None` when it stays as it is.
    fn of(&self, record: &PartyRecord, outcomes: &[CaseOutcome]) -> Result<Option<PartyRecord>, BadRecord> {
        let reckoned = record.standing.as_ref().map(|it| it.as_of);
        // A log is in the order of time: what was recorded since waits for the next day.
        if reckoned.max(record.last_at()).is_some_and(|last| last > self.as_of) {
            return Ok(None);
        }
        let mut next = record.clone();
        if let Subject::Complainant(party) = record.subject {
            let standings = standings_of(party, outcomes, self.rules, self.as_of);
            let standings = next.memberships.to_review(standings, self.rules, self.as_of);
            for standing in &standings {
                let asked = Command::Review(*standing);
                // A review is never refused.
                if let Ok(Some(recorded)) = next.memberships.decide(&asked, self.rules, self.as_of) {
                    next.happened(recorded)?;
                }
            }
            let snapshot = Snapshot::of(&standings, self.rules.name, self.as_of);
            let same = match &record.standing {
                Some(known) => known.rules == snapshot.rules && known.tallies == snapshot.tallies,
                None => snapshot.is_empty(),
            };
            if !same {
                next.standing = Some(snapshot);
            }
        }
        self.conduct(&mut next, outcomes)?;
        Ok((next != *record).then_some(next))
    }

    fn conduct(&self, next: &mut PartyRecord, outcomes: &[CaseOutcome]) -> Result<(), BadRecord> {
        let conduct = next.conduct.clone();
        let warned = |pattern| conduct.counted_from(pattern, &MISUSE, self.as_of);
        for finding in patterns_of(next.subject, outcomes, self.facts, &MISUSE, self.as_of, warned) {
            let pattern = finding.pattern;
            for command in [
                ConductCommand::Notice(finding),
                ConductCommand::Warn(pattern),
                ConductCommand::Suspend(pattern),
            ] {
                // What the rules leave to people, or for which it is too early, is not done.
                if let Ok(Some(recorded)) =
                    next.conduct.decide(&Decider::Machine, &command, &MISUSE, self.as_of)
                {
                    next.conducted(recorded)?;
                }
            }
        }
        Ok(())
    }
}

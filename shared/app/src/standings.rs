//! The standings of a day: each party's figures are computed from its cases in the window, and what follows from
//! them is recorded: entries, warnings, removals, and patterns of misuse.
//!
//! What a member of an account filed for itself before it joined counts for the account: an account is looked at with
//! its own cases, and with those of its people.
//!
//! One party after the other: its cases are read in pages, counted and forgotten, so that memory depends neither on
//! how many cases there are nor on how many parties. After each page of parties it is noted how far the day is, and an
//! interrupted run goes on from there.
//!
//! A day's standings are those at its first moment (UTC), so that running it twice, or a part of it again after it
//! was killed, records nothing twice.

mod count;
mod joined;
mod letters;
mod record;

use std::ops::AddAssign;

use case::Side;
use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use policy::misuse::MISUSE;
use policy::programme::RuleSet;
use port::{
    Accounts, BadRecord, Cases, Committed, Parties, PartyCases, PartyRecord, Registry, StandingsProgress,
    StandingsRuns, StandingsStage, Subjects, Unavailable, WallClock, chain_of,
};
use programme::{MembershipEvent, MisuseEvent, Participant, Window};

use count::Owners;
use joined::{Persons, Seen};

pub use letters::{LettersFrom, MembersTold, tell_members};

/// Entries of an index of parties read in one request.
const PAGE: u16 = 1_000;
/// Records loaded in one request.
const CHUNK: usize = 100;
/// The same, of records that are kept.
const KEPT_PAGE: u16 = 100;
/// Parties worked on at a time: a party is mostly waited for.
const AT_A_TIME: usize = 8;
/// How often a party is tried whose record changes meanwhile.
const TRIES: u8 = 3;

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recomputed {
    /// Cases read, each for its complainant and for its seller.
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

/// Why the standing of one party stays as it is.
#[derive(Debug, thiserror::Error)]
enum ReviewError {
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    #[error("its record does not fold")]
    Record(#[from] BadRecord),
    #[error("its record changed each of {TRIES} times")]
    Contended,
}

/// Computes the standings of `day` under `rules`, until `until`. A run that was interrupted goes on where it stopped;
/// once the day is done, it is computed again.
///
/// # Errors
/// [`Unavailable`] when it cannot be known who has cases, or how far the day is. Single cases and parties that fail
/// are counted and logged.
pub async fn recompute<S, C>(
    store: &S,
    clock: &C,
    rules: &RuleSet,
    day: Date,
    until: Timestamp,
) -> Result<Recomputed, Unavailable>
where
    S: Accounts + Cases + PartyCases + Parties + Registry + StandingsRuns + Subjects,
    C: WallClock,
{
    let as_of = day.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |midnight| midnight.timestamp());
    let window = Window::ending(as_of, rules.window_months.max(MISUSE.window_months));
    let (owners, seen) = (Owners::default(), Seen::default());
    let run = Run { store, clock, rules, window, until, owners, seen };
    let begun = store.standings_progress(day).await?.filter(|it| it.rules == rules.name).map(|it| it.stage);
    let mut stage = match begun {
        None | Some(StandingsStage::Done) => StandingsStage::Complainants(None),
        Some(stage) => stage,
    };
    let mut done = Recomputed::default();
    while stage != StandingsStage::Done {
        let (parties, next) = run.page(stage).await?;
        done += run.review_all(stage, &parties).await;
        if done.unfinished {
            return Ok(done);
        }
        stage = next;
        store.put_standings_progress(&StandingsProgress { day, rules: rules.name, stage }).await?;
    }
    Ok(done)
}

/// One run.
struct Run<'a, S, C> {
    store: &'a S,
    clock: &'a C,
    rules: &'a RuleSet,
    /// The longer of the two windows. It ends at the day's first moment.
    window: Window,
    until: Timestamp,
    owners: Owners,
    seen: Seen,
}

impl<S, C> Run<'_, S, C>
where
    S: Accounts + Cases + PartyCases + Parties + Registry + Subjects,
    C: WallClock,
{
    /// The parties that come next, and who comes after them.
    async fn page(&self, stage: StandingsStage) -> Result<(Vec<Participant>, StandingsStage), Unavailable> {
        let (side, after) = match stage {
            StandingsStage::Complainants(after) => (Side::Complainant, after),
            StandingsStage::Sellers(after) => (Side::Seller, after),
            StandingsStage::Kept(after) => {
                let kept = self.store.kept_parties(after, KEPT_PAGE).await?;
                let next = kept.last().map_or(StandingsStage::Done, |last| StandingsStage::Kept(Some(*last)));
                return Ok((kept, next));
            }
            StandingsStage::Done => return Ok((Vec::new(), StandingsStage::Done)),
        };
        let page = self.store.parties_with_cases(side, self.window.from, after, PAGE).await?;
        // Of a party with many cases the entries stand on several pages.
        let last = after.map(|after| after.subject);
        let parties = page.parties.into_iter().filter(|party| last != Some(*party)).collect();
        let next = match (side, page.next) {
            (Side::Complainant, Some(next)) => StandingsStage::Complainants(Some(next)),
            (Side::Complainant, None) => StandingsStage::Sellers(None),
            (Side::Seller, Some(next)) => StandingsStage::Sellers(Some(next)),
            (Side::Seller, None) => StandingsStage::Kept(None),
        };
        Ok((parties, next))
    }

    async fn review_all(&self, stage: StandingsStage, parties: &[Participant]) -> Recomputed {
        let mut done = Recomputed::default();
        for chunk in parties.chunks(CHUNK) {
            let (subjects, persons) = self.with_accounts(chunk, &mut done).await;
            for subjects in subjects.chunks(CHUNK) {
                done += self.review_chunk(stage, subjects, &persons).await;
            }
            if done.unfinished {
                break;
            }
        }
        done
    }

    async fn review_chunk(
        &self,
        stage: StandingsStage,
        subjects: &[Participant],
        persons: &Persons,
    ) -> Recomputed {
        let mut done = Recomputed::default();
        let records = self.records(subjects, &mut done).await;
        let mut reviews = stream::iter(records)
            .map(|record| self.review_one(stage, record, persons))
            .buffer_unordered(AT_A_TIME);
        while let Some(one) = reviews.next().await {
            done += one;
        }
        done
    }

    async fn review_one(&self, stage: StandingsStage, record: PartyRecord, persons: &Persons) -> Recomputed {
        let (mut done, subject) = (Recomputed::default(), record.subject);
        // Who is kept and has cases was looked at with those that have cases.
        let only_without_cases = matches!(stage, StandingsStage::Kept(_));
        if let Err(error) = self.review(record, persons, only_without_cases, &mut done).await {
            done.failed += 1;
            tracing::warn!(party = %subject, error = chain_of(&error), "party's standing stays as it is");
        }
        done
    }

    /// Computes where a party stands, and stores what its record comes to, if that changes.
    async fn review(
        &self,
        mut record: PartyRecord,
        persons: &Persons,
        only_without_cases: bool,
        done: &mut Recomputed,
    ) -> Result<(), ReviewError> {
        let as_of = self.window.until;
        for attempt in 0..TRIES {
            let first = self.store.cases_since(record.subject, self.window.from, None, count::PAGE).await?;
            if only_without_cases && !first.cases.is_empty() {
                return Ok(());
            }
            done.parties += usize::from(attempt == 0);
            if record::is_later_than(&record, as_of) {
                return Ok(());
            }
            let sources = self.sources(record.subject, persons).await?;
            let Some(counted) = self.count(&record, &sources, first, done).await? else {
                done.unfinished = true;
                return Ok(());
            };
            let Some(next) = record::reviewed(&record, &counted, self.rules, as_of)? else { return Ok(()) };
            match self.store.put_party(&next).await? {
                Committed::Done => {
                    done.count(&record, &next);
                    return Ok(());
                }
                Committed::Conflict => {
                    let again = self.store.parties(&[record.subject]).await?.into_iter().flatten().next();
                    record = again.unwrap_or_else(|| PartyRecord::new(record.subject));
                }
            }
        }
        Err(ReviewError::Contended)
    }

    /// The records of these; a new one where there is none.
    async fn records(&self, subjects: &[Participant], done: &mut Recomputed) -> Vec<PartyRecord> {
        let with = |(subject, found): (&Participant, Option<PartyRecord>)| {
            found.unwrap_or_else(|| PartyRecord::new(*subject))
        };
        if let Ok(found) = self.store.parties(subjects).await {
            return subjects.iter().zip(found).map(with).collect();
        }
        // One unreadable record must not hide the others.
        let mut records = Vec::new();
        for subject in subjects {
            match self.store.parties(&[*subject]).await {
                Ok(found) => records.extend([subject].into_iter().zip(found).map(with)),
                Err(error) => {
                    done.failed += 1;
                    tracing::error!(party = %subject, error = chain_of(&error), "party not readable");
                }
            }
        }
        records
    }
}

impl AddAssign for Recomputed {
    fn add_assign(&mut self, other: Self) {
        self.cases += other.cases;
        self.parties += other.parties;
        self.changed += other.changed;
        self.entered += other.entered;
        self.warned += other.warned;
        self.recovered += other.recovered;
        self.removed += other.removed;
        self.noticed += other.noticed;
        self.misuse_warned += other.misuse_warned;
        self.suspended += other.suspended;
        self.failed += other.failed;
        self.unfinished |= other.unfinished;
    }
}

impl Recomputed {
    fn count(&mut self, before: &PartyRecord, after: &PartyRecord) {
        self.changed += 1;
        for recorded in after.programme_log.iter().skip(before.programme_log.len()) {
            match recorded.event {
                MembershipEvent::Entered { .. } => self.entered += 1,
                MembershipEvent::Warned { .. } => self.warned += 1,
                MembershipEvent::Recovered { .. } => self.recovered += 1,
                MembershipEvent::Removed { .. } => self.removed += 1,
                MembershipEvent::Declared { .. } | MembershipEvent::Left { .. } => {}
            }
        }
        for recorded in after.misuse_log.iter().skip(before.misuse_log.len()) {
            match recorded.event {
                MisuseEvent::Noticed(_) => self.noticed += 1,
                MisuseEvent::Warned { .. } => self.misuse_warned += 1,
                MisuseEvent::Suspended { .. } => self.suspended += 1,
                MisuseEvent::Told { .. }
                | MisuseEvent::Appealed { .. }
                | MisuseEvent::AppealDecided { .. } => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use case::{Decider, Digest, PartyId};
    use policy::programme::RuleSetName;
    use programme::{
        Exit, Figures, MembershipRecorded, MisuseFinding, MisuseRecorded, Pattern, Scope, Tally,
    };

    use super::*;

    /// A record to which of each event so many were added, in the order of the names here.
    fn record(memberships: [usize; 6], misuse: [usize; 5]) -> PartyRecord {
        let (at, scope, tally) = (Timestamp::UNIX_EPOCH, Scope::Overall, Tally::default());
        let document = Digest::of(b"document");
        let memberships = [
            (memberships[0], MembershipEvent::Declared { document }),
            (memberships[1], MembershipEvent::Entered { scope, tally }),
            (memberships[2], MembershipEvent::Warned { scope, tally, until: None }),
            (memberships[3], MembershipEvent::Recovered { scope, tally }),
            (memberships[4], MembershipEvent::Removed { scope, tally, why: Exit::Rates, again_from: at }),
            (memberships[5], MembershipEvent::Left { again_from: at }),
        ];
        let figures = Figures::default();
        let finding = MisuseFinding { pattern: Pattern::UnfoundedComplaints, figures, first: at, last: at };
        let by = Decider::Machine;
        let misuse = [
            (misuse[0], MisuseEvent::Noticed(finding)),
            (misuse[1], MisuseEvent::Warned { finding, by: by.clone() }),
            (misuse[2], MisuseEvent::Suspended { finding, until: at, by }),
            (misuse[3], MisuseEvent::Appealed { document }),
            (misuse[4], MisuseEvent::AppealDecided { by: "ada".parse().unwrap(), lifted: true }),
        ];
        let mut record = PartyRecord::new(Participant::Seller(PartyId::new(uuid::Uuid::nil())));
        for (count, event) in memberships {
            let recorded = MembershipRecorded { at, rules: RuleSetName::Honest, event };
            record.programme_log.extend(std::iter::repeat_n(recorded, count));
        }
        for (count, event) in misuse {
            record.misuse_log.extend(std::iter::repeat_n(MisuseRecorded { at, event }, count));
        }
        record
    }

    #[test]
    fn what_is_new_on_each_record_is_counted_and_added_up() {
        let before = record([1, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0]);
        let mut after = before.clone();
        let new = record([1, 1, 2, 3, 4, 5], [5, 6, 7, 8, 9]);
        after.programme_log.extend(new.programme_log);
        after.misuse_log.extend(new.misuse_log);
        let read = Recomputed { cases: 10, parties: 11, failed: 12, ..Recomputed::default() };
        let mut one = read;
        one.count(&before, &after);
        let counted = Recomputed {
            changed: 1,
            entered: 1,
            warned: 2,
            recovered: 3,
            removed: 4,
            noticed: 5,
            misuse_warned: 6,
            suspended: 7,
            ..read
        };
        assert_eq!(one, counted);
        let mut sum = one;
        sum.count(&after, &after);
        assert_eq!(sum, Recomputed { changed: 2, ..one }, "of that record only the figures are new");
        sum += one;
        let both = Recomputed {
            cases: 20,
            parties: 22,
            changed: 3,
            entered: 2,
            warned: 4,
            recovered: 6,
            removed: 8,
            noticed: 10,
            misuse_warned: 12,
            suspended: 14,
            failed: 24,
            unfinished: false,
        };
        assert_eq!(sum, both);
        sum += Recomputed { unfinished: true, ..Recomputed::default() };
        assert_eq!(sum, Recomputed { unfinished: true, ..both });
    }
}

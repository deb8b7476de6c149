//! What is kept of parties: their memberships in the good-faith programme, their standing, their misuse record.

use std::future::Future;

use jiff::Timestamp;
use programme::{
    Membership, MembershipRecorded, Memberships, Misfit, MisuseMisfit, MisuseRecord, MisuseRecorded,
    Participant, Snapshot,
};

use crate::{Committed, Unavailable};

/// The record of a party: the folds of its two logs, and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyRecord {
    /// Whose.
    pub subject: Participant,
    /// Its memberships: the fold of `programme_log`.
    pub memberships: Memberships,
    /// Events of the programme, oldest first.
    pub programme_log: Vec<MembershipRecorded>,
    /// Its figures when they last changed; `None` before the first time.
    pub standing: Option<Snapshot>,
    /// Its misuse record: the fold of `misuse_log`.
    pub misuse: MisuseRecord,
    /// Events of its misuse record, oldest first.
    pub misuse_log: Vec<MisuseRecorded>,
    /// How often it was stored; 0 before the first time.
    pub version: u32,
}

/// A log of a party that no sequence of decisions could have made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRecord {
    /// That of the programme.
    #[error(transparent)]
    Programme(#[from] Misfit),
    /// That of its misuse record.
    #[error(transparent)]
    Misuse(#[from] MisuseMisfit),
}

impl PartyRecord {
    /// The record of someone of whom nothing is kept yet.
    #[must_use]
    pub fn new(subject: Participant) -> Self {
        Self {
            subject,
            memberships: Memberships::default(),
            programme_log: Vec::new(),
            standing: None,
            misuse: MisuseRecord::default(),
            misuse_log: Vec::new(),
            version: 0,
        }
    }

    /// The record that two logs lead to.
    ///
    /// # Errors
    /// [`BadRecord`] when a log does not fold.
    pub fn fold(
        subject: Participant,
        programme_log: Vec<MembershipRecorded>,
        misuse_log: Vec<MisuseRecorded>,
    ) -> Result<Self, BadRecord> {
        let memberships = Memberships::fold(&programme_log)?;
        let misuse = MisuseRecord::fold(&misuse_log)?;
        Ok(Self { memberships, programme_log, misuse, misuse_log, ..Self::new(subject) })
    }

    /// Adds an event of the programme.
    ///
    /// # Errors
    /// [`BadRecord`] when it does not fit; the record is unchanged then.
    pub fn happened(&mut self, recorded: MembershipRecorded) -> Result<(), BadRecord> {
        self.memberships = self.memberships.clone().evolve(&recorded)?;
        self.programme_log.push(recorded);
        Ok(())
    }

    /// Adds an event of its misuse record.
    ///
    /// # Errors
    /// [`BadRecord`] when it does not fit; the record is unchanged then.
    pub fn record_misuse(&mut self, recorded: MisuseRecorded) -> Result<(), BadRecord> {
        self.misuse = self.misuse.clone().evolve(&recorded)?;
        self.misuse_log.push(recorded);
        Ok(())
    }

    /// When the last of its events happened.
    #[must_use]
    pub fn last_at(&self) -> Option<Timestamp> {
        let programme = self.programme_log.last().map(|it| it.at);
        programme.max(self.misuse_log.last().map(|it| it.at))
    }

    /// Whether it must be looked at though its party files nothing any more: it is a member, its figures are
    /// still to fall to nothing as the window moves on, a person must look at its misuse record, or it was not told of
    /// something there.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        let is_in = |it: &Membership| match it {
            Membership::Member { .. } | Membership::Warned { .. } | Membership::Probation { .. } => true,
            Membership::Out { .. } => false,
        };
        self.memberships.scopes.values().any(is_in)
            || self.standing.as_ref().is_some_and(|it| !it.is_empty())
            || self.misuse.needs_reviewer()
            || self.misuse.has_untold()
    }
}

/// The records of parties.
pub trait Parties: Send + Sync {
    /// The records of these, in the order asked; `None` where nothing is kept. At most 100 at a time.
    fn parties(
        &self,
        subjects: &[Participant],
    ) -> impl Future<Output = Result<Vec<Option<PartyRecord>>, Unavailable>> + Send;
    /// Stores a record, if it was stored as often as its `version` says.
    fn put_party(&self, record: &PartyRecord) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
    /// At most `limit` parties after `after` whose records must be looked at whether or not they file anything
    /// ([`PartyRecord::is_kept`]); an empty page is the end.
    fn kept_parties(
        &self,
        after: Option<Participant>,
        limit: u16,
    ) -> impl Future<Output = Result<Vec<Participant>, Unavailable>> + Send;
}

//! What a record of misuse is made of: events, commands, refusals, warnings and suspensions.

use case::{Decider, Digest, ReviewerId};
use jiff::Timestamp;

use crate::misuse::{MisuseFinding, Pattern};

/// Something that happened in a subject's record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MisuseEvent {
    /// A pattern was seen.
    Noticed(MisuseFinding),
    /// The subject is warned of it. The warning holds from when it was told of it.
    Warned {
        /// On what.
        finding: MisuseFinding,
        /// By whom.
        by: Decider,
    },
    /// Its complaints, or its selling, are suspended, from when it was told of it.
    Suspended {
        /// On what: acts later than the warning.
        finding: MisuseFinding,
        /// Until when, if it was told at once.
        until: Timestamp,
        /// By whom.
        by: Decider,
    },
    /// The subject was told of a warning or a suspension.
    Told {
        /// The event of this number, from 0.
        of: u32,
        /// The machine by letter, or who told it otherwise.
        by: Decider,
    },
    /// The subject appealed against the last suspension.
    Appealed {
        /// The appeal in the evidence store.
        document: Digest,
    },
    /// The appeal is decided.
    AppealDecided {
        /// By whom: nobody who decided before.
        by: ReviewerId,
        /// Whether the suspension is lifted.
        lifted: bool,
    },
}

/// An event with its time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MisuseRecorded {
    /// When it happened, to the millisecond.
    pub at: Timestamp,
    /// What happened.
    pub event: MisuseEvent,
}

/// Something asked of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MisuseCommand {
    /// Machine: this was found.
    Notice(MisuseFinding),
    /// Machine, where the rules allow it, or reviewer: warn of the pattern as last noticed.
    Warn(Pattern),
    /// The same: suspend for the pattern as last noticed.
    Suspend(Pattern),
    /// The subject was told of this event: the machine sent the letter, or a person told it in another way.
    Tell {
        /// The warning or suspension, by the number of its event.
        of: u32,
    },
    /// The subject: against the last suspension.
    Appeal {
        /// In the evidence store.
        document: Digest,
    },
    /// A reviewer who decided nothing here before.
    DecideAppeal {
        /// Whether the suspension is lifted.
        lift: bool,
    },
}

/// Why a command is refused. The record is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Improper {
    /// The rules leave this to people.
    #[error("this is for a reviewer to decide, not for the machine")]
    NeedsReviewer,
    /// Nothing of the kind was noticed since the last decision on it.
    #[error("no such pattern was noticed, or nothing later than the last warning or suspension for it")]
    NotNoticed,
    /// There is no warning of this pattern on record that still holds.
    #[error("there is no prior warning of this pattern that still holds")]
    NoWarning,
    /// The subject was not told of the warning yet.
    #[error("the subject was not told of the warning yet: it holds from the day that its letter went out")]
    NotTold,
    /// There is nothing under this number of which the subject is still to be told.
    #[error("there is no warning or suspension of which this subject is still to be told")]
    NothingToTell,
    /// The warning is too recent.
    #[error("the warning is too recent: the subject has had no time to change its ways")]
    TooSoon,
    /// It is suspended already.
    #[error("this subject is suspended already")]
    SuspendedAlready,
    /// An appeal against the last suspension is open: it is decided first.
    #[error("an appeal is open: it is decided before anything else")]
    AppealOpen,
    /// There is no suspension to be appealed, or no longer.
    #[error("there is no suspension that can still be appealed")]
    NothingToAppeal,
    /// No appeal is open.
    #[error("no appeal is open")]
    NoAppeal,
    /// Anyone who decided before never decides the appeal.
    #[error("a reviewer who decided on this subject before may not decide its appeal")]
    DecidedBefore,
}

/// A stored event that no sequence of decisions could have made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("event {index} of the misuse record does not fit what was before")]
pub struct MisuseMisfit {
    /// Number of the event, from 0.
    pub index: u32,
}

/// A warning on record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Warning {
    /// The number of its event, from 0.
    pub event: u32,
    /// On what.
    pub finding: MisuseFinding,
    /// When it was decided.
    pub at: Timestamp,
    /// By whom.
    pub by: Decider,
    /// When the subject was told of it: it holds from then.
    pub told: Option<Timestamp>,
}

/// An appeal against a suspension.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SuspensionAppeal {
    /// It waits for a reviewer.
    Open {
        /// In the evidence store.
        document: Digest,
    },
    /// It is decided.
    Decided {
        /// By whom.
        by: ReviewerId,
        /// When.
        at: Timestamp,
        /// Whether the suspension was lifted.
        lifted: bool,
    },
}

/// A warning or a suspension of which its subject is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold<'a> {
    /// A warning.
    Warning(&'a Warning),
    /// A suspension.
    Suspension(&'a Suspension),
}

impl Untold<'_> {
    /// The number of its event, from 0.
    #[must_use]
    pub const fn event(self) -> u32 {
        match self {
            Self::Warning(it) => it.event,
            Self::Suspension(it) => it.event,
        }
    }

    /// When it was decided.
    #[must_use]
    pub const fn at(self) -> Timestamp {
        match self {
            Self::Warning(it) => it.at,
            Self::Suspension(it) => it.at,
        }
    }

    /// What for.
    #[must_use]
    pub const fn finding(self) -> MisuseFinding {
        match self {
            Self::Warning(it) => it.finding,
            Self::Suspension(it) => it.finding,
        }
    }
}

/// A suspension on record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Suspension {
    /// The number of its event, from 0.
    pub event: u32,
    /// On what.
    pub finding: MisuseFinding,
    /// When it was decided.
    pub at: Timestamp,
    /// Until when, unless it is lifted: as long after `told` as it was to last when it was decided.
    pub until: Timestamp,
    /// By whom.
    pub by: Decider,
    /// When the subject was told of it: it runs from then.
    pub told: Option<Timestamp>,
    /// Its appeal, if there was one.
    pub appeal: Option<SuspensionAppeal>,
}

impl Suspension {
    /// When it really ends: by time, or when it is lifted.
    #[must_use]
    pub fn ends(&self) -> Timestamp {
        match &self.appeal {
            Some(SuspensionAppeal::Decided { at, lifted: true, .. }) => self.until.min(*at),
            None | Some(SuspensionAppeal::Open { .. } | SuspensionAppeal::Decided { lifted: false, .. }) => {
                self.until
            }
        }
    }

    /// When it ends if its subject is told of it at `told`: it lasts as long as was decided.
    #[must_use]
    pub fn ends_if_told(&self, told: Timestamp) -> Timestamp {
        self.until.saturating_add(told.duration_since(self.at)).unwrap_or(Timestamp::MAX)
    }

    /// Whether an appeal found it wrong: then it makes no later one longer.
    #[must_use]
    pub const fn was_lifted(&self) -> bool {
        matches!(self.appeal, Some(SuspensionAppeal::Decided { lifted: true, .. }))
    }
}

//! Control of misuse (DSA Art. 23): what waits for a person, what a reviewer decides about a party, and how the party is
//! told of it.

mod letters;
mod points;

use case::{Decider, Digest, ReviewerId};
use jiff::Timestamp;
use policy::misuse::MISUSE;
use port::{Parties, PartyRecord, Unavailable};
use programme::{Improper, MisuseCommand, MisuseRecorded, Participant, Pattern, Untold};

use crate::party::{self, PartyError, find_party};

pub use letters::{MisuseTold, tell_of_misuse};
pub use points::seller_points;

/// Parties loaded in one request.
const CHUNK: u16 = 100;

/// What a reviewer decides about a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Warns of a pattern that was noticed.
    Warn(Pattern),
    /// Suspends for a pattern that went on after a warning.
    Suspend(Pattern),
    /// Decides an appeal; only who decided nothing about the party before may.
    Appeal {
        /// Whether the suspension is lifted.
        lift: bool,
    },
}

/// Why a party's record stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum MisuseError {
    /// That may not be, or not now.
    #[error(transparent)]
    Improper(#[from] Improper),
    /// The record cannot be used.
    #[error(transparent)]
    Party(#[from] PartyError),
}

/// The parties that wait for a person at `now`: an appeal, a pattern that went on in spite of a warning, or a letter that
/// should be out.
///
/// # Errors
/// [`Unavailable`] when the records cannot be read.
pub async fn waiting<S: Parties>(parties: &S, now: Timestamp) -> Result<Vec<PartyRecord>, Unavailable> {
    let waits =
        |it: &PartyRecord| it.misuse.needs_reviewer() || it.misuse.overdue(&MISUSE, now).next().is_some();
    let mut waiting = Vec::new();
    let mut kept = parties.kept_parties(None, CHUNK).await?;
    while let Some(last) = kept.last().copied() {
        let records = parties.parties(&kept).await?;
        kept = parties.kept_parties(Some(last), CHUNK).await?;
        waiting.extend(records.into_iter().flatten().filter(waits));
    }
    Ok(waiting)
}

/// Records a decision of `by` about a party; `None` when it was so already.
///
/// # Errors
/// [`MisuseError`]; the record is then as it was.
pub async fn decide<S: Parties>(
    parties: &S,
    subject: &Participant,
    decision: Decision,
    by: &ReviewerId,
    now: Timestamp,
) -> Result<Option<MisuseRecorded>, MisuseError> {
    let command = match decision {
        Decision::Warn(pattern) => MisuseCommand::Warn(pattern),
        Decision::Suspend(pattern) => MisuseCommand::Suspend(pattern),
        Decision::Appeal { lift } => MisuseCommand::DecideAppeal { lift },
    };
    record(parties, subject, &Decider::Reviewer(by.clone()), &command, now).await
}

/// Records that `by` told a party of what it is still to be told of, in another way than by our letter; how much that was.
///
/// # Errors
/// [`MisuseError`]; the record is then as it was.
pub async fn told<S: Parties>(
    parties: &S,
    subject: &Participant,
    by: &ReviewerId,
    now: Timestamp,
) -> Result<usize, MisuseError> {
    let mut record = find_party(parties, subject).await?;
    let untold: Vec<u32> = record.misuse.untold(&MISUSE, now).map(Untold::event).collect();
    let by = Decider::Reviewer(by.clone());
    for of in &untold {
        let tell = MisuseCommand::Tell { of: *of };
        if let Some(recorded) = record.misuse.decide(&by, &tell, &MISUSE, now)? {
            record.record_misuse(recorded).map_err(PartyError::from)?;
        }
    }
    if !untold.is_empty() {
        party::store(parties, &record).await?;
    }
    Ok(untold.len())
}

/// Records a party's appeal against its last suspension; `None` when it was so already. `document` is the SHA-256 of
/// the appeal.
///
/// # Errors
/// [`MisuseError`]; the record is then as it was.
pub async fn appeal<S: Parties>(
    parties: &S,
    subject: &Participant,
    document: Digest,
    now: Timestamp,
) -> Result<Option<MisuseRecorded>, MisuseError> {
    // The appeal is the party's: nobody who notes it decides anything by that.
    record(parties, subject, &Decider::Machine, &MisuseCommand::Appeal { document }, now).await
}

async fn record<S: Parties>(
    parties: &S,
    subject: &Participant,
    by: &Decider,
    command: &MisuseCommand,
    now: Timestamp,
) -> Result<Option<MisuseRecorded>, MisuseError> {
    let mut record = find_party(parties, subject).await?;
    let Some(recorded) = record.misuse.decide(by, command, &MISUSE, now)? else { return Ok(None) };
    record.record_misuse(recorded.clone()).map_err(PartyError::from)?;
    party::store(parties, &record).await?;
    Ok(Some(recorded))
}

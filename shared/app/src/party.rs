//! The records of parties: the programme's part and the record of misuse are each changed by a decision.

use port::{BadRecord, Committed, Parties, PartyRecord, Unavailable};
use programme::Participant;

/// Why the record of a party cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PartyError {
    /// Nothing is on record of this party.
    #[error("nothing is on record of {0}")]
    Missing(Participant),
    /// Someone else changed the record meanwhile.
    #[error("someone else changed the record meanwhile: try again")]
    Changed,
    /// What happened does not fit the record.
    #[error(transparent)]
    Record(#[from] BadRecord),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// The record of `subject`, if there is one.
pub(crate) async fn record_of<S: Parties>(
    parties: &S,
    subject: &Participant,
) -> Result<Option<PartyRecord>, Unavailable> {
    Ok(parties.parties(std::slice::from_ref(subject)).await?.pop().flatten())
}

/// The record of `subject`, which must have something on record.
///
/// # Errors
/// [`PartyError`].
pub async fn find_party<S: Parties>(parties: &S, subject: &Participant) -> Result<PartyRecord, PartyError> {
    record_of(parties, subject).await?.ok_or_else(|| PartyError::Missing(*subject))
}

/// Stores a record as it is now.
pub(crate) async fn store<S: Parties>(parties: &S, record: &PartyRecord) -> Result<(), PartyError> {
    match parties.put_party(record).await? {
        Committed::Done => Ok(()),
        Committed::Conflict => Err(PartyError::Changed),
    }
}

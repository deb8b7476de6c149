//! The records of parties: the programme's part and the record of misuse are each changed by a decision.

use case::{AccountId, Owner, PartyId};
use port::{Accounts, BadRecord, Committed, Parties, PartyRecord, Subjects, Unavailable};
use programme::Participant;

/// Why the record of a party cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PartyError {
    /// Nothing is on record of this party.
    #[error("nothing is on record of {0}")]
    Missing(Participant),
    /// There is no such account.
    #[error("there is no account {0}")]
    NoAccount(AccountId),
    /// There is no such party.
    #[error("there is no party {0}")]
    NoParty(PartyId),
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

/// The record of `subject`; a new one for an account or a party that has nothing on record yet.
///
/// # Errors
/// [`PartyError`], also when there is no such account or party.
pub(crate) async fn known_or_new<S: Accounts + Parties + Subjects>(
    store: &S,
    subject: &Participant,
) -> Result<PartyRecord, PartyError> {
    if let Some(record) = record_of(store, subject).await? {
        return Ok(record);
    }
    match *subject {
        Participant::Complainant(Owner::Account(id)) => {
            store.account(&id).await?.ok_or(PartyError::NoAccount(id))?;
        }
        Participant::Complainant(Owner::Party(id)) | Participant::Seller(id) => {
            store.parties_by_id(&[id]).await?.pop().flatten().ok_or(PartyError::NoParty(id))?;
        }
    }
    Ok(PartyRecord::new(*subject))
}

/// Stores a record as it is now.
pub(crate) async fn store<S: Parties>(parties: &S, record: &PartyRecord) -> Result<(), PartyError> {
    match parties.put_party(record).await? {
        Committed::Done => Ok(()),
        Committed::Conflict => Err(PartyError::Changed),
    }
}

//! The good-faith programme: what a complainant does about its membership.

use case::{AccountId, Digest, Language, Owner, Subject};
use jiff::Timestamp;
use policy::programme::{RuleSet, declaration};
use port::{Account, Accounts, Documents, Parties, PartyRecord, Subjects, Unavailable};
use programme::{Illegal, MembershipCommand, MembershipRecorded, Participant};

use crate::party::{self, PartyError, known_or_new, record_of};
use crate::vault::Keeper;

/// What a complainant does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It signs the programme's declaration.
    Declare {
        /// SHA-256 of the signed declaration.
        document: Digest,
    },
    /// It leaves the programme.
    Leave,
}

/// Why a membership stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum MembershipError {
    /// The act is not possible now.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// The record cannot be used.
    #[error(transparent)]
    Party(#[from] PartyError),
}

impl From<Unavailable> for MembershipError {
    fn from(error: Unavailable) -> Self {
        Self::Party(error.into())
    }
}

/// Records what a complainant did; `None` when it was so already.
///
/// # Errors
/// [`MembershipError`]; the record is then as it was.
pub async fn act<S: Accounts + Parties + Subjects>(
    parties: &S,
    subject: &Participant,
    act: Act,
    rules: &RuleSet,
    now: Timestamp,
) -> Result<Option<MembershipRecorded>, MembershipError> {
    let command = match act {
        Act::Declare { document } => MembershipCommand::Declare { document },
        Act::Leave => MembershipCommand::Leave,
    };
    let mut record = known_or_new(parties, subject).await?;
    let Some(recorded) = record.memberships.decide(&command, rules, now)? else { return Ok(None) };
    record.happened(recorded).map_err(PartyError::from)?;
    party::store(parties, &record).await?;
    Ok(Some(recorded))
}

/// What is on record of an account: its standing and its memberships.
///
/// # Errors
/// [`Unavailable`] when it cannot be read now.
pub async fn own_standing<S: Parties>(store: &S, account: AccountId) -> Result<PartyRecord, Unavailable> {
    let subject = Participant::Complainant(Owner::Account(account));
    Ok(record_of(store, &subject).await?.unwrap_or_else(|| PartyRecord::new(subject)))
}

/// Seals the programme's declaration, signed in `language` by the person `name` for `account`, and puts it on file.
/// Signed again by the same name, it is on file already.
///
/// # Errors
/// [`MembershipError`]; nothing is on file then.
pub async fn sign_declaration<S, D>(
    (store, documents): (&S, &D),
    account: &Account,
    (name, language): (&str, Language),
    rules: &RuleSet,
    now: Timestamp,
) -> Result<Digest, MembershipError>
where
    S: Accounts + Parties + Subjects,
    D: Documents,
{
    let party = store.party_of(&Subject::of_address(&account.email)).await?;
    let keeper = Keeper::of_writer(store, party).await?;
    let text = format!("{}\n\n{name}\naccount/{}\n", declaration(language), account.id);
    let document = keeper.seal(documents, text.into_bytes(), "text/plain").await?.digest;
    let subject = Participant::Complainant(Owner::Account(account.id));
    act(store, &subject, Act::Declare { document }, rules, now).await?;
    Ok(document)
}

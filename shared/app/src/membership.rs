//! The good-faith programme: what a complainant does about its membership.

use case::Digest;
use jiff::Timestamp;
use policy::programme::RuleSet;
use port::{Accounts, Parties, Subjects, Unavailable};
use programme::{Illegal, MembershipCommand, MembershipRecorded, Participant};

use crate::party::{self, PartyError, known_or_new};

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

//! Taking a complaint back.

use case::{Actor, Command};
use port::{Cases, Clock, Nudges, StoredCase};

use crate::{ChangeError, change, nudges_owed, send_nudges};

/// What became of a case that was to be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withdrawn {
    /// It is withdrawn, now or before. What was done to the listing is undone.
    Yes(StoredCase),
    /// It has ended otherwise: there is nothing to take back.
    Ended(StoredCase),
}

impl Withdrawn {
    /// The case as it is now.
    #[must_use]
    pub const fn stored(&self) -> &StoredCase {
        match self {
            Self::Yes(stored) | Self::Ended(stored) => stored,
        }
    }
}

/// Withdraws a case for its complainant.
///
/// # Errors
/// [`ChangeError`], never [`ChangeError::Illegal`].
pub async fn withdraw_case<S: Cases, N: Nudges, C: Clock>(
    (store, nudges, clock): (&S, &N, &C),
    stored: StoredCase,
) -> Result<Withdrawn, ChangeError> {
    let before = stored.clone();
    match change(store, stored, &Actor::Complainant, &[Command::Withdraw], clock.now()).await {
        Ok(changed) => {
            send_nudges(nudges, clock, nudges_owed(&changed.stored.case)).await;
            Ok(Withdrawn::Yes(changed.stored))
        }
        Err(ChangeError::Illegal(_)) => Ok(Withdrawn::Ended(before)),
        Err(error) => Err(error),
    }
}

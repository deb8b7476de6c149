//! Taking a complaint back.

use case::{Actor, Command};
use port::{Cases, Nudges, StoredCase, Subjects, Unavailable, WallClock};

use crate::vault::Keeper;
use crate::{ChangeError, change, send_nudges};

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

/// Why a case was not withdrawn by the link of its complainant.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The data of the complainant was erased: nobody speaks for it any more.
    #[error("the data of this party was erased")]
    Erased,
    /// It cannot be changed now.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// [`withdraw_case`] for anyone who has the complainant's link.
///
/// # Errors
/// [`WithdrawError`].
pub async fn withdraw_by_link<S: Cases + Subjects, N: Nudges, C: WallClock>(
    ports: (&S, &N, &C),
    stored: StoredCase,
) -> Result<Withdrawn, WithdrawError> {
    if Keeper::of(ports.0, stored.case.filing.complainant).await?.is_none() {
        return Err(WithdrawError::Erased);
    }
    Ok(withdraw_case(ports, stored).await?)
}

/// Withdraws a case for its complainant.
///
/// # Errors
/// [`ChangeError`], never [`ChangeError::Illegal`].
pub async fn withdraw_case<S: Cases, N: Nudges, C: WallClock>(
    (store, nudges, clock): (&S, &N, &C),
    stored: StoredCase,
) -> Result<Withdrawn, ChangeError> {
    let before = stored.clone();
    match change(store, stored, &Actor::Complainant, &[Command::Withdraw], clock.now()).await {
        Ok(changed) => {
            send_nudges(nudges, clock, changed.nudges()).await;
            Ok(Withdrawn::Yes(changed.stored))
        }
        Err(ChangeError::Illegal(_)) => Ok(Withdrawn::Ended(before)),
        Err(error) => Err(error),
    }
}

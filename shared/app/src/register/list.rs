//! The rights by the time of their next reminder.

use case::{AccountId, RightRef};
use jiff::civil::Date;
use port::{Registry, RightIndex, Unavailable};
use register::Right;
use register::right::RightState;

use super::CHUNK;
use super::store::{RightError, change};

/// At most so many reminders are listed.
const MOST_REMINDERS: u32 = 10_000;

/// Which rights are wanted.
#[derive(Debug, Clone, Default)]
pub struct RightFilter {
    /// Only those in this state.
    pub state: Option<RightState>,
    /// Only those of this account.
    pub account: Option<AccountId>,
}

/// Among the `most` rights whose renewal is reminded of soonest, those that are wanted, soonest first.
///
/// # Errors
/// [`Unavailable`] when they cannot be read.
pub async fn list<S: Registry + RightIndex>(
    store: &S,
    filter: &RightFilter,
    most: u32,
    today: Date,
) -> Result<Vec<Right>, Unavailable> {
    let mut rights = until(store, Date::MAX, most).await?;
    rights.retain(|right| {
        filter.state.is_none_or(|state| right.state_on(today) == state)
            && filter.account.as_ref().is_none_or(|account| right.account.as_ref() == Some(account))
    });
    Ok(rights)
}

/// The rights whose owners are to be reminded of the renewal until `day`, soonest first.
///
/// # Errors
/// [`Unavailable`] when they cannot be read.
pub async fn to_remind<S: Registry + RightIndex>(store: &S, day: Date) -> Result<Vec<Right>, Unavailable> {
    let mut rights = until(store, day, MOST_REMINDERS).await?;
    // The index may be a moment behind.
    rights.retain(|right| right.remind_on.is_some_and(|due| due <= day));
    Ok(rights)
}

/// Notes that the owner of a right was reminded. Tells when the next reminder is due, if there is one.
///
/// # Errors
/// [`RightError`]; nothing is noted then.
pub async fn note_reminded<S: Registry>(
    store: &S,
    right: &RightRef,
    today: Date,
) -> Result<Option<Date>, RightError> {
    change(store, right, |right| {
        right.remind_on = policy::next_reminder(right.expires_on, today);
        Ok(right.remind_on)
    })
    .await
}

/// At most `most` rights to be reminded of until `until`, soonest first.
async fn until<S: Registry + RightIndex>(
    store: &S,
    until: Date,
    most: u32,
) -> Result<Vec<Right>, Unavailable> {
    let named = store.rights_to_remind(until, most).await?;
    let mut rights = Vec::new();
    for chunk in named.chunks(CHUNK) {
        rights.extend(store.rights(chunk).await?.into_iter().flatten());
    }
    Ok(rights)
}

//! Rights loaded and stored.

use case::RightRef;
use jiff::civil::Date;
use port::{Committed, Registry, Unavailable};
use register::Right;
use register::right::RightState;

/// How often a right is loaded again because someone else changed it meanwhile.
const ATTEMPTS: usize = 3;

/// Why a right cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RightError {
    /// It is not in the register.
    #[error("the register has no right {0}")]
    Missing(RightRef),
    /// Others keep changing it.
    #[error("others keep changing {0}; try again")]
    Contended(RightRef),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// The right named `right`.
///
/// # Errors
/// [`RightError`].
pub async fn find<S: Registry>(store: &S, right: &RightRef) -> Result<Right, RightError> {
    known(store, right).await?.ok_or_else(|| RightError::Missing(right.clone()))
}

/// The right named `right`, if there is one.
pub(super) async fn known<S: Registry>(store: &S, right: &RightRef) -> Result<Option<Right>, Unavailable> {
    Ok(store.rights(std::slice::from_ref(right)).await?.pop().flatten())
}

/// Loads a right, changes it by `edit` and stores it; again when someone else changed it meanwhile.
pub(super) async fn change<S, T, E>(
    store: &S,
    right: &RightRef,
    edit: impl Fn(&mut Right) -> Result<T, E>,
) -> Result<T, E>
where
    S: Registry,
    E: From<RightError>,
{
    for _ in 0..ATTEMPTS {
        let mut loaded = find(store, right).await?;
        let before = loaded.clone();
        let done = edit(&mut loaded)?;
        if loaded == before || put(store, &loaded).await? == Committed::Done {
            return Ok(done);
        }
    }
    Err(RightError::Contended(right.clone()).into())
}

async fn put<S: Registry>(store: &S, right: &Right) -> Result<Committed, RightError> {
    Ok(store.put_right(right).await?)
}

/// Sets when the owner of a right is next to be reminded, after its facts have changed.
pub(super) fn schedule(right: &mut Right, today: Date) {
    let over = matches!(right.state_on(today), RightState::Surrendered | RightState::Assigned);
    let yesterday = today.yesterday().unwrap_or(today);
    right.remind_on = if over { None } else { policy::next_reminder(right.expires_on, yesterday) };
}

//! Switches: stopping automatic acts, and letting them go on.

use case::ReviewerId;
use policy::switches::{LONGEST_WHY, Switch, SwitchScope};
use port::{Switches, Unavailable, WallClock};

/// Why a switch was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetSwitchError {
    /// It says not why, or too much.
    #[error("say why in 1 to {LONGEST_WHY} characters")]
    Why,
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Stops automatic acts in `scope`, or lets them go on. From the next case on it holds everywhere; what is accepted and
/// not ordered yet is judged again.
///
/// # Errors
/// [`SetSwitchError`]; nothing is changed then.
pub async fn set_switch<S: Switches, C: WallClock>(
    store: &S,
    clock: &C,
    scope: SwitchScope,
    stopped: bool,
    by: ReviewerId,
    why: String,
) -> Result<Switch, SetSwitchError> {
    let why = why.trim().to_owned();
    if why.is_empty() || why.chars().count() > LONGEST_WHY {
        return Err(SetSwitchError::Why);
    }
    let switch = Switch { scope, stopped, by, at: clock.now(), why };
    store.put_switch(&switch).await?;
    Ok(switch)
}

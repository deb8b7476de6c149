//! Switches: stopping automatic acts, and letting them go on.

use case::ReviewerId;
use policy::switches::{LONGEST_WHY, Switch, SwitchScope};
use port::{Registry, RuleSets, Switches, Unavailable, WallClock};

use crate::rules::rule_sets;

/// Why a switch was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetSwitchError {
    /// It says not why, or too much.
    #[error("say why in 1 to {LONGEST_WHY} characters")]
    Why,
    /// Nothing of this name is known here, so a switch for it would govern nothing.
    #[error("{0} is not known here: a switch for it would stop nothing")]
    Unknown(SwitchScope),
    /// Nothing was stopped there.
    #[error("automatic acts were never stopped for {0}")]
    NeverStopped(SwitchScope),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Stops automatic acts in `scope`, or lets them go on. From the next case on it holds everywhere; what is accepted and
/// not ordered yet is judged again.
///
/// # Errors
/// [`SetSwitchError`]; nothing is changed then.
pub async fn set_switch<S: Registry + RuleSets + Switches, C: WallClock>(
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
    if stopped && !is_known(store, &scope).await? {
        return Err(SetSwitchError::Unknown(scope));
    }
    if !stopped && !store.switches().await?.iter().any(|switch| switch.scope == scope) {
        return Err(SetSwitchError::NeverStopped(scope));
    }
    let switch = Switch { scope, stopped, by, at: clock.now(), why };
    store.put_switch(&switch).await?;
    Ok(switch)
}

/// Whether there is what a switch would govern: the marketplace, the right, a rule of a set.
async fn is_known<S: Registry + RuleSets>(store: &S, scope: &SwitchScope) -> Result<bool, Unavailable> {
    Ok(match scope {
        SwitchScope::All => true,
        SwitchScope::Marketplace(id) => store.marketplaces().await?.iter().any(|it| it.id == *id),
        SwitchScope::Right(right) => {
            store.rights(std::slice::from_ref(right)).await?.into_iter().flatten().next().is_some()
        }
        SwitchScope::Rule(code) => {
            let sets = rule_sets(store).await?;
            sets.iter().flat_map(|set| &set.rules).any(|rule| rule.code == code.to_string())
        }
    })
}

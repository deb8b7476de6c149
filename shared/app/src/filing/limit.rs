//! Rate limits for unauthenticated callers.

use jiff::Timestamp;
use policy::LimitedAction;
use port::{Count, Limits, Unavailable};

use crate::filing::link::LinkKey;

/// Counts one more `act` by `who` (an address of network or mail), and tells whether that is still within
/// the policy's limit.
///
/// # Errors
/// [`Unavailable`] when it cannot be counted now.
pub async fn within<L: Limits>(
    limits: &L,
    links: &LinkKey,
    act: LimitedAction,
    who: &str,
    now: Timestamp,
) -> Result<bool, Unavailable> {
    let (most, window) = act.most();
    let count = Count::new(&links.pepper(), act.code(), who, window, now);
    Ok(limits.count(&count).await? <= most)
}

//! Rate limits for unauthenticated callers.

use case::Subject;
use jiff::Timestamp;
use policy::LimitedAction;
use port::{Count, Limits, Unavailable};

use crate::filing::link::LinkKey;

/// [`within`] for who writes from a mail address, however it is written: a plus-tag gets no limit of its own.
///
/// # Errors
/// [`Unavailable`] when it cannot be counted now.
pub async fn writer_within<L: Limits>(
    limits: &L,
    links: &LinkKey,
    act: LimitedAction,
    address: &str,
    now: Timestamp,
) -> Result<bool, Unavailable> {
    within(limits, links, act, &Subject::of_address(address).digest().to_string(), now).await
}

/// Counts one more `act` by `who`, and tells whether that is still within
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

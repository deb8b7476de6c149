//! Rate limits for unauthenticated callers.

use case::Subject;
use jiff::Timestamp;
use policy::LimitedAction;
use port::{Count, Limits, Unavailable};

use crate::filing::link::LinkKey;

/// Something was done as often as it may be for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many requests from one address; again from {until} on")]
pub struct TooMany {
    /// From when on it may be done again.
    pub until: Timestamp,
    /// In how many seconds that is, at least 1.
    pub seconds: i64,
}

/// Whether something may be done once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// It may.
    Yes,
    /// It may not yet.
    Not(TooMany),
}

impl Within {
    /// The same as a result.
    ///
    /// # Errors
    /// [`TooMany`].
    pub const fn allowed(self) -> Result<(), TooMany> {
        match self {
            Self::Yes => Ok(()),
            Self::Not(too_many) => Err(too_many),
        }
    }
}

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
) -> Result<Within, Unavailable> {
    within(limits, links, act, &writer(address), now).await
}

/// A mail address as it is counted.
pub(crate) fn writer(address: &str) -> String {
    Subject::of_address(address).digest().to_string()
}

/// A network address as it is counted: an IPv4 address, or the first half of an IPv6 address, which is what one customer
/// of a network has. What is none is counted as it is.
#[must_use]
pub fn network_of(address: &str) -> String {
    match address.parse() {
        Ok(std::net::IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.chars().take(64).collect(),
    }
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
) -> Result<Within, Unavailable> {
    let (most, window) = act.most();
    let count = Count::new(&links.pepper(), act.code(), who, window, now);
    if limits.count(&count).await? <= most {
        return Ok(Within::Yes);
    }
    let seconds = count.ends_at.duration_since(now).as_secs().max(1);
    Ok(Within::Not(TooMany { until: count.ends_at, seconds }))
}

//! When the mail service takes nothing.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Until when the mail service takes nothing: one letter that it turned away is enough to know. Each process learns it
/// by itself.
#[derive(Debug, Default)]
pub struct Pause(Mutex<Option<Timestamp>>);

impl Pause {
    /// When it ends, while it lasts.
    pub(crate) fn ends(&self, now: Timestamp) -> Option<Timestamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).filter(|end| now < *end)
    }

    /// Nothing is sent for `pause` from `now`; when that ends.
    pub(crate) fn begin(&self, now: Timestamp, pause: Duration) -> Timestamp {
        let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX);
        let end = now.saturating_add(pause).unwrap_or(Timestamp::MAX);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let end = known.map_or(end, |other| other.max(end));
        *known.insert(end)
    }
}

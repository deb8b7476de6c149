//! What seldom changes, read once in a while.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// How long a read is valid: a change is known everywhere after this time.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(5);

/// A value that one running function keeps for five minutes.
#[derive(Debug)]
pub struct Cached<T> {
    read: Mutex<Option<(Timestamp, Arc<T>)>>,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self { read: Mutex::new(None) }
    }
}

impl<T> Cached<T> {
    /// The value as last read, where that is not too long before `now`.
    #[must_use]
    pub fn kept(&self, now: Timestamp) -> Option<Arc<T>> {
        let kept = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, value) = kept.as_ref().filter(|(at, _)| now.duration_since(*at) < GOOD_FOR)?;
        Some(Arc::clone(value))
    }

    /// Keeps a value that was read at `now`.
    pub fn keep(&self, now: Timestamp, value: T) -> Arc<T> {
        let value = Arc::new(value);
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&value)));
        value
    }
}

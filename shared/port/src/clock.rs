//! Time, random ids and the journal, so that steps take them as arguments.

use std::future::Future;
use std::io::Write as _;
use std::time::Duration;

use case::ComplaintId;
use jiff::Timestamp;
use uuid::Uuid;

/// Tells the time.
pub trait WallClock: Send + Sync {
    /// Now, cut to the millisecond: what is stored must read back the same.
    fn now(&self) -> Timestamp;
}

/// Lets time pass.
pub trait Timer: Send + Sync {
    /// Returns after `time`.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + Send;
}

/// Makes ids that cannot be guessed.
pub trait Ids: Send + Sync {
    /// A new complaint id (UUID version 7).
    fn complaint(&self) -> ComplaintId;
    /// A random id (UUID version 4), for upload keys and messages.
    fn random(&self) -> Uuid;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl WallClock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

/// The operating system's random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    #[allow(clippy::disallowed_methods, reason = "the one place where random ids are made")]
    fn complaint(&self) -> ComplaintId {
        ComplaintId::new(Uuid::now_v7())
    }
    #[allow(clippy::disallowed_methods, reason = "the one place where random ids are made")]
    fn random(&self) -> Uuid {
        Uuid::new_v4()
    }
}

/// Where the canonical line of each message goes.
pub trait Journal: Send + Sync {
    /// Writes one line, without its end.
    fn line(&self, line: &str);
}

/// The process's standard output, where the platform collects logs and embedded metrics.
#[derive(Debug, Clone, Copy, Default)]
pub struct StdoutJournal;

impl Journal for StdoutJournal {
    fn line(&self, line: &str) {
        // A log that cannot be written has nowhere to be reported.
        let _lost = writeln!(std::io::stdout().lock(), "{line}");
    }
}

//! When the mail service takes nothing.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use port::{Journal, Mailer, OutgoingMail, SendOutcome, WallClock};

use crate::metric::{self, MAIL_PAUSED};

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

/// The mail service behind `mailer`, whose pauses leave a line in a journal, which is their metric.
pub struct Told<M, C, J> {
    mailer: M,
    clock: C,
    journal: J,
}

impl<M: Mailer, C: WallClock, J: Journal> Told<M, C, J> {
    /// Tells `journal` of the pauses of `mailer`, by `clock`.
    pub const fn new(mailer: M, clock: C, journal: J) -> Self {
        Self { mailer, clock, journal }
    }
}

impl<M: Mailer, C: WallClock, J: Journal> Mailer for Told<M, C, J> {
    async fn send(&self, mail: &OutgoingMail) -> SendOutcome {
        let outcome = self.mailer.send(mail).await;
        if let SendOutcome::Paused(pause, _) = &outcome {
            let message = "the mail service takes nothing";
            self.journal.line(&metric::line(MAIL_PAUSED, pause.as_secs(), message, self.clock.now()));
        }
        outcome
    }
}

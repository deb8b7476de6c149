//! Nudges: "look at this case again". They carry ids, never the truth.

use std::future::Future;

use case::Nudge;

use crate::Unavailable;

/// A queue of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Queue {
    /// To validation.
    Validation,
    /// To pictures.
    Pictures,
    /// To takedown.
    Takedown,
    /// To notify.
    Notify,
}

impl Queue {
    /// All queues of the chain.
    pub const ALL: [Self; 4] = [Self::Validation, Self::Pictures, Self::Takedown, Self::Notify];
    /// The queue's name in logs and metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Pictures => "pictures",
            Self::Takedown => "takedown",
            Self::Notify => "notify",
        }
    }
}

/// Some nudges could not be sent. The sweep will find their cases.
#[derive(Debug, thiserror::Error)]
#[error("{failed} of {sent} nudges could not be sent to the {queue} queue")]
pub struct NudgeError {
    /// How many failed.
    pub failed: usize,
    /// How many were to be sent.
    pub sent: usize,
    /// To which queue.
    pub queue: &'static str,
    /// The queue's own error, where there is one.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Sends nudges.
pub trait Nudges: Send + Sync {
    /// Sends nudges, ten to a request, each delivered after `delay_s` seconds (0 to 900).
    fn nudge(
        &self,
        queue: Queue,
        nudges: &[Nudge],
        delay_s: u16,
    ) -> impl Future<Output = Result<(), NudgeError>> + Send;
}

/// A message that failed, and when it is to come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Postponed {
    /// The receipt that it was delivered under.
    pub receipt: String,
    /// After how many seconds, at most 12 hours.
    pub after_s: u32,
}

/// Says when messages come back to the queue that a function works off.
pub trait Redelivery: Send + Sync {
    /// Lets each of these messages come back after its time.
    ///
    /// # Errors
    /// [`Unavailable`] when some were not postponed: they come back when the queue's own time is over.
    fn postpone(&self, messages: &[Postponed]) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// A message that can never succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The step that rejects it.
    pub step: &'static str,
    /// The message's id in its queue.
    pub message_id: String,
    /// The body as it came, cut to 200,000 bytes.
    pub body: String,
    /// The reason, with the whole chain of its causes.
    pub reason: String,
}

/// The reject queue: nothing is dropped.
pub trait Rejects: Send + Sync {
    /// Puts a message there.
    fn reject(&self, reject: &Reject) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

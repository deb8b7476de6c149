//! The chain's queues and the reject queue, in SQS.
//!
//! A request is what is billed: nudges go ten to a request. A nudge that cannot be sent is not lost, the
//! sweep finds its case; so sending tries twice and then says how many failed.

mod announcements;
mod nudges;
pub mod operate;
mod redelivery;
mod rejects;

use std::collections::BTreeMap;

/// Made by `Client::new` of the configuration in crate `aws`.
pub use aws_sdk_sqs::Client;
use port::Queue;

/// The queues that a function may send to.
#[derive(Debug, Clone)]
pub struct SqsQueues {
    client: Client,
    urls: BTreeMap<Queue, String>,
    rejects: Option<String>,
    webhooks: Option<String>,
    own: Option<String>,
}

/// SQS took a batch but not every entry of it.
#[derive(Debug, thiserror::Error)]
#[error("SQS did not take an entry of a batch: {code}")]
struct EntryRefused {
    code: String,
}

/// A function sends to a queue that it was not given.
#[derive(Debug, thiserror::Error)]
#[error("this function was given no {queue} queue")]
struct NotGiven {
    queue: &'static str,
}

impl SqsQueues {
    /// No queues yet: add the ones that the function sends to.
    #[must_use]
    pub const fn new(client: Client) -> Self {
        Self { client, urls: BTreeMap::new(), rejects: None, webhooks: None, own: None }
    }

    /// The queue at `url` of the chain.
    #[must_use]
    pub fn with(mut self, queue: Queue, url: impl Into<String>) -> Self {
        self.urls.insert(queue, url.into());
        self
    }

    /// The reject queue at `url`.
    #[must_use]
    pub fn with_rejects(mut self, url: impl Into<String>) -> Self {
        self.rejects = Some(url.into());
        self
    }

    /// The queue at `url` of events for the accounts' endpoints.
    #[must_use]
    pub fn with_webhooks(mut self, url: impl Into<String>) -> Self {
        self.webhooks = Some(url.into());
        self
    }

    /// The queue at `url` that the function works off, and whose messages it postpones.
    #[must_use]
    pub fn with_own(mut self, url: impl Into<String>) -> Self {
        self.own = Some(url.into());
        self
    }
}

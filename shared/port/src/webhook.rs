//! Events out: to the queue that they wait in, and from there to the accounts' endpoints.

use std::future::Future;

use case::Announcement;

use crate::Unavailable;

/// Announces events to be posted.
pub trait Announcements: Send + Sync {
    /// Puts announcements into their queue, all or an error: then some of them may be there.
    fn announce(
        &self,
        announcements: &[Announcement],
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// A signed event on its way to an endpoint (Standard Webhooks).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where to.
    pub url: String,
    /// `webhook-id`, by which the receiver drops doubles.
    pub id: String,
    /// `webhook-timestamp`, in seconds since 1970.
    pub timestamp: i64,
    /// `webhook-signature`.
    pub signature: String,
    /// The body, JSON.
    pub body: String,
}

/// What posting an event came to.
#[derive(Debug)]
pub enum PostOutcome {
    /// The endpoint took it.
    Taken,
    /// The endpoint is gone for good (410): nothing more is to be posted to it.
    Gone,
    /// It did not, or that is not known: post it again later, under the same id.
    NotTaken(Box<dyn std::error::Error + Send + Sync>),
}

/// The accounts' endpoints.
pub trait Endpoints: Send + Sync {
    /// Posts an event once.
    fn post(&self, delivery: &Delivery) -> impl Future<Output = PostOutcome> + Send;
}

//! Mail out.

use std::future::Future;
use std::time::Duration;

/// A letter ready to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMail {
    /// The receiver's address.
    pub to: String,
    /// The whole MIME message, headers included.
    pub mime: Vec<u8>,
}

/// What sending came to.
#[derive(Debug)]
pub enum SendOutcome {
    /// The mail service took it, under this id of its own.
    Accepted(String),
    /// It will never take it, e.g. an impossible address.
    Refused(String),
    /// It did not take it, and takes no other now either: its quota is used up, it asks for a slower pace, the account
    /// is paused, nobody listens there. Nothing is to be sent for so long.
    Paused(Duration, Box<dyn std::error::Error + Send + Sync>),
    /// It may have taken it, or not.
    Unknown(Box<dyn std::error::Error + Send + Sync>),
}

/// Sends mail.
pub trait Mailer: Send + Sync {
    /// Sends one message, in one attempt that takes at most twenty seconds: whether to try again is for who can tell
    /// whether that makes two.
    fn send(&self, mail: &OutgoingMail) -> impl Future<Output = SendOutcome> + Send;
}

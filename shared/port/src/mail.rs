//! Mail out.

use std::future::Future;

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
    /// Unknown, or not now: send again with the same Message-ID.
    Unknown(Box<dyn std::error::Error + Send + Sync>),
}

/// Sends mail.
pub trait Mailer: Send + Sync {
    /// Sends one message.
    fn send(&self, mail: &OutgoingMail) -> impl Future<Output = SendOutcome> + Send;
}

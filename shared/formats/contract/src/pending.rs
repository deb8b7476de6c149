//! Format 1 of a pending complaint: what waits until its complainant confirms the address that was given.
//!
//! It expires by itself. Once it is confirmed only the way to the complainant's page remains.

use serde::{Deserialize, Serialize};

use crate::Malformed;
use crate::complaint::Complaint;

/// A complaint that waits, or where it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PendingConfirmation {
    /// It waits for its confirmation.
    Waiting {
        /// The complaint.
        complaint: Box<Complaint>,
        /// The key of the mail that it was read from, which waits in the inbox to be sealed with it.
        mail: Option<String>,
    },
    /// It was confirmed and filed; its complainant's page has this token.
    Filed {
        /// The token of the page.
        token: String,
    },
}

#[derive(Serialize, Deserialize)]
struct Stored {
    format: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    complaint: Option<Box<Complaint>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

const WHAT: &str = "pending complaint";

impl PendingConfirmation {
    /// Its bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let stored = match self {
            Self::Waiting { complaint, mail } => {
                Stored { format: 1, complaint: Some(complaint.clone()), mail: mail.clone(), token: None }
            }
            Self::Filed { token } => {
                Stored { format: 1, complaint: None, mail: None, token: Some(token.clone()) }
            }
        };
        // Structs of strings, numbers and lists always serialise.
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`Malformed`] when it is not JSON, of an unknown format, or neither waits nor is filed.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let stored: Stored =
            serde_json::from_slice(bytes).map_err(|source| Malformed::Shape { what: WHAT, source })?;
        match stored {
            Stored { format: 1, token: Some(token), .. } => Ok(Self::Filed { token }),
            Stored { format: 1, complaint: Some(complaint), mail, .. } => {
                Ok(Self::Waiting { complaint, mail })
            }
            Stored { format: 1, .. } => Err(Malformed::field(WHAT, "complaint", "there is none")),
            Stored { format, .. } => {
                Err(Malformed::Unknown { what: WHAT, found: format!("format {format}") })
            }
        }
    }
}

//! Format 1 of a batch document: a table of complaints as it was sent, sealed beside the table itself.
//!
//! Which complaints the table makes follows from these two alone: reading them again, at any time, gives the
//! same ones.

use serde::{Deserialize, Serialize};

use crate::Malformed;
use crate::complaint::Joined;

/// A table of complaints, and who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Batch {
    /// Format of this document: 1.
    pub format: u32,
    /// The batch's id, 32 hex digits.
    pub batch: String,
    /// When it was received (RFC 3339): its complaints' clocks run from here.
    pub received_at: String,
    /// The brand account that sent it.
    pub account: String,
    /// The account's name then: the complainant of rows that name none.
    pub name: String,
    /// The account's mail address then.
    pub email: String,
    /// The party id of that address, 32 hex digits.
    pub party: String,
    /// What its people filed for themselves before they joined the account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Joined>,
    /// `en` or `zh`, for rows that name no language.
    pub language: String,
    /// SHA-256 of the table, 64 hex digits.
    pub sheet: String,
}

const WHAT: &str = "batch document";

impl Batch {
    /// Its bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Structs of strings and numbers always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`Malformed`] when it is not JSON, or of an unknown format.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let batch: Self =
            serde_json::from_slice(bytes).map_err(|source| Malformed::Shape { what: WHAT, source })?;
        match batch.format {
            1 => Ok(batch),
            format => Err(Malformed::Unknown { what: WHAT, found: format!("format {format}") }),
        }
    }
}

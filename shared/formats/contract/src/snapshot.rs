//! Format 1 of a snapshot: what the marketplace said of a listing when a machine judged it.
//!
//! The record of the judgement names the SHA-256 of these bytes, and so the case's hash chain seals them.

use serde::{Deserialize, Serialize};

use crate::Malformed;

const WHAT: &str = "snapshot";

/// What was judged of a listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Of which case.
    pub case: String,
    /// The listing, as `marketplace/id`.
    pub listing: String,
    /// Which version of it.
    pub version: String,
    /// Whether the public could see it.
    pub visible: bool,
    /// Its public address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What else it said in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What it said of its goods, each a name and a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<[String; 2]>,
    /// Classes of its goods by the Nice Classification.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<u8>,
    /// What it cost: amount and currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<[String; 2]>,
    /// The seller's id at the marketplace.
    pub seller: String,
    /// Its pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Shown>,
    /// What was too long, and was cut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut: Vec<Cut>,
    /// Random to anyone who has not read it, so that its digest tells nothing once its bytes are erased.
    pub salt: String,
}

/// A picture that a listing showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// By which the marketplace handed out its bytes.
    pub id: String,
    /// SHA-256 of its bytes, where the marketplace told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A field of which only the beginning is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Its name, as in the snapshot.
    pub field: String,
    /// How long it was, in bytes.
    pub bytes: u64,
    /// SHA-256 of the whole.
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
struct Stored<T> {
    format: u32,
    judged: T,
}

impl Snapshot {
    /// The document's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Structs of strings and numbers always serialise.
        serde_json::to_vec(&Stored { format: 1, judged: self }).unwrap_or_default()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`Malformed`] when it is not JSON, or of an unknown format.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let shape = |source| Malformed::Shape { what: WHAT, source };
        let Stored { format, judged } =
            serde_json::from_slice::<Stored<serde_json::Value>>(bytes).map_err(shape)?;
        if format != 1 {
            return Err(Malformed::Unknown { what: WHAT, found: format!("format {format}") });
        }
        serde_json::from_value(judged).map_err(shape)
    }
}

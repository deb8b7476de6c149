//! What crosses a queue, the API, or time: every version ever sent or stored.
//!
//! A new optional field is the same version; anything else is the next one, read by consumers first.
//! Each version has a golden file under `tests/golden`, which is only ever added to.

pub mod batch;
pub mod complaint;
pub mod event;
mod json_error;
pub mod nudge;
pub mod party;
pub mod pending;
pub mod rules;
pub mod snapshot;
pub mod statement;
pub mod webhook;

pub use json_error::JsonError;

/// Foreign data that is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    /// Not JSON, or not of the shape.
    #[error("{what} is malformed")]
    Shape {
        /// What was being read.
        what: &'static str,
        /// Where and how it is wrong.
        #[source]
        source: serde_json::Error,
    },
    /// A message that is not JSON, or not of the shape. Anything may lie in a queue: what it says is not repeated.
    #[error("{what} is malformed")]
    Message {
        /// What was being read.
        what: &'static str,
        /// Where it is wrong.
        #[source]
        source: JsonError,
    },
    /// A type or version that this program does not know.
    #[error("{what} has the unknown type or version {found}")]
    Unknown {
        /// What was being read.
        what: &'static str,
        /// What it says it is, at most 80 characters.
        found: String,
    },
    /// Written by a later program, in a version that this one does not read.
    #[error("{what} is of version {version}, this program reads up to {reads}: deploy the later one")]
    Newer {
        /// What was being read.
        what: &'static str,
        /// Its version.
        version: u16,
        /// The newest that this program reads.
        reads: u16,
    },
    /// A field holds what it cannot.
    #[error("{what}: {field} is invalid")]
    Field {
        /// What was being read.
        what: &'static str,
        /// Which field.
        field: &'static str,
        /// How it is invalid.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Malformed {
    pub(crate) fn field(
        what: &'static str,
        field: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Field { what, field, source: source.into() }
    }
}

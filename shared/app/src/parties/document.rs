//! Documents of parties, read back.

use case::Digest;
use contract::Malformed;
use contract::complaint::Complaint;
use contract::statement::Statement;
use notice::InvalidDocument;
use port::{Documents, Subjects, Unavailable};

use crate::vault::{OpenError, open};

/// Why a stored document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is none of ours.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A field of it cannot be.
    #[error(transparent)]
    Invalid(#[from] InvalidDocument),
}

impl From<Unavailable> for DocumentError {
    fn from(error: Unavailable) -> Self {
        Self::Open(error.into())
    }
}

impl DocumentError {
    /// Whether it was erased with the data of its party.
    #[must_use]
    pub const fn is_erased(&self) -> bool {
        matches!(self, Self::Open(OpenError::Erased(_)))
    }
}

/// The complaint document under `digest`.
///
/// # Errors
/// [`DocumentError`].
pub async fn complaint_document<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    digest: Digest,
) -> Result<Complaint, DocumentError> {
    let bytes = open(documents, subjects, digest).await?;
    Ok(Complaint::decode(&bytes)?)
}

/// The words of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementText {
    /// As they were written.
    Words {
        /// The words.
        text: String,
        /// By which name the writer signed; empty where none was asked for.
        name: String,
    },
    /// They were erased with the data of the party that wrote them.
    Erased,
    /// There is no statement, or none that can be read.
    None,
}

/// The words of the statement under `digest`.
///
/// # Errors
/// [`Unavailable`] when it cannot be read now.
pub async fn statement_text<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    digest: Digest,
) -> Result<StatementText, Unavailable> {
    let bytes = match open(documents, subjects, digest).await {
        Ok(bytes) => bytes,
        Err(OpenError::Erased(_)) => return Ok(StatementText::Erased),
        Err(OpenError::Unavailable(error)) => return Err(error),
        Err(error @ (OpenError::Missing(_) | OpenError::Altered(_))) => {
            tracing::error!(error = port::chain_of(&error), "a statement cannot be read");
            return Ok(StatementText::None);
        }
    };
    let statement = Statement::decode(&bytes);
    let words = |Statement { text, name, .. }: Statement| StatementText::Words { text, name };
    Ok(statement.map_or(StatementText::None, words))
}

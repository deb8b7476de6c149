//! Documents of parties, read back.

use case::Digest;
use contract::Malformed;
use contract::complaint::Complaint;
use contract::statement::Statement;
use notice::InvalidDocument;
use port::{Documents, Unavailable};

/// Why a stored document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// It is not there.
    #[error("the document is gone")]
    Gone,
    /// It is none of ours.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A field of it cannot be.
    #[error(transparent)]
    Invalid(#[from] InvalidDocument),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// The complaint document under `digest`.
///
/// # Errors
/// [`DocumentError`].
pub async fn complaint_document<D: Documents>(
    documents: &D,
    digest: Digest,
) -> Result<Complaint, DocumentError> {
    let bytes = documents.read(digest).await?.ok_or(DocumentError::Gone)?;
    Ok(Complaint::decode(&bytes)?)
}

/// The words of the statement under `digest`, where there is one.
///
/// # Errors
/// [`Unavailable`] when it cannot be read now.
pub async fn statement_text<D: Documents>(
    documents: &D,
    digest: Digest,
) -> Result<Option<String>, Unavailable> {
    let bytes = documents.read(digest).await?;
    Ok(bytes.and_then(|bytes| Statement::decode(&bytes).ok()).map(|statement| statement.text))
}

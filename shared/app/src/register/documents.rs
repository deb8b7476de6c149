//! Evidence for a right.

use case::{Digest, RightRef};
use jiff::Timestamp;
use notice::Problem;
use port::{Documents, Registry, RightIndex, Unavailable};
use register::Right;
use register::right::{Document, DocumentKind, Full};

use super::store::{RightError, change, find};

/// A file that someone hands in.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// A document that a right has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedDocument {
    /// Its SHA-256, under which it is sealed.
    pub digest: Digest,
    /// Whether it is new to the right.
    pub is_new: bool,
}

/// Why a document is not added.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Files like this are not taken.
    #[error("{name} is not taken: {}", problem.code())]
    NotTaken {
        /// The file's name.
        name: String,
        /// What is wrong with it.
        problem: Box<Problem>,
    },
    /// The right has as many documents as it may.
    #[error(transparent)]
    Full(#[from] Full),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

impl From<Unavailable> for DocumentError {
    fn from(error: Unavailable) -> Self {
        Self::Right(error.into())
    }
}

/// Seals a file in the evidence store and adds it to a right. Doing it again adds nothing.
///
/// # Errors
/// [`DocumentError`]. A file may be sealed then that the right does not name, which is harmless.
pub async fn add_document<S, D>(
    store: &S,
    documents: &D,
    right: &RightRef,
    kind: DocumentKind,
    file: File<'_>,
    now: Timestamp,
) -> Result<AddedDocument, DocumentError>
where
    S: Registry + RightIndex,
    D: Documents,
{
    find(store, right).await?;
    let digest = seal(store, documents, right, file).await?;
    let is_new =
        change(store, right, |loaded| Ok::<_, DocumentError>(attach(loaded, digest, kind, now)?)).await?;
    Ok(AddedDocument { digest, is_new })
}

/// Seals a file as a document of `right`, which is not stored yet, and notes it as such.
pub(super) async fn seal<S: RightIndex, D: Documents>(
    store: &S,
    documents: &D,
    right: &RightRef,
    file: File<'_>,
) -> Result<Digest, DocumentError> {
    let accepted = notice::evidence::inspect("", file.name, file.bytes).map_err(|problem| {
        DocumentError::NotTaken { name: file.name.to_owned(), problem: Box::new(problem) }
    })?;
    let sealed = documents.seal(file.bytes, accepted.media).await?;
    store.note_document(sealed.digest, right).await?;
    Ok(sealed.digest)
}

/// Adds a sealed document to a right.
pub(super) fn attach(
    right: &mut Right,
    digest: Digest,
    kind: DocumentKind,
    now: Timestamp,
) -> Result<bool, Full> {
    right.add_document(Document { digest, kind, added_at: now })
}

//! Evidence for a right.

use case::{Digest, ReviewerId, RightRef};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use notice::Problem;
use port::{Documents, Registry, RightIndex, Unavailable};
use register::Right;
use register::right::{
    By, CommandError, Document, DocumentKind, Full, ReviewState, RightCommand, RightEvent, RightRecorded,
    Unfoldable, decide,
};

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

/// A document that a right has no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedDocument {
    /// Its SHA-256, under which it stays sealed.
    pub digest: Digest,
    /// What it was a document as.
    pub kinds: Vec<DocumentKind>,
    /// How the right stands now, as a code.
    pub state: &'static str,
    /// Whether the right was verified with it, and is to be verified again.
    pub was_verified: bool,
    /// Whether anything changed; false where it was removed before.
    pub changed: bool,
}

/// Why a document is not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveDocumentError {
    /// The right has no such document.
    #[error("{right} has no document {named}")]
    None {
        /// Which right.
        right: RightRef,
        /// What was asked for.
        named: String,
    },
    /// Several are called so.
    #[error("{right} has several documents {named}: name one by its SHA-256: {}", digests(found))]
    Several {
        /// Which right.
        right: RightRef,
        /// What was asked for.
        named: String,
        /// They.
        found: Vec<Digest>,
    },
    /// The register refuses it.
    #[error(transparent)]
    Refused(#[from] CommandError),
    /// The stored history does not take it.
    #[error(transparent)]
    History(#[from] Unfoldable),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

fn digests(found: &[Digest]) -> String {
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// At least so many digits of a SHA-256 name a document.
const FEWEST_DIGITS: usize = 8;

/// Takes the document `named` from a right: by its SHA-256, by the first digits of that, or by a kind of which there is
/// one. Where `kind` is given, it stays a document as any other kind. Its file stays sealed. Doing it again changes
/// nothing.
///
/// # Errors
/// [`RemoveDocumentError`]; the right is then as it was.
pub async fn remove_document<S: Registry>(
    store: &S,
    right: &RightRef,
    named: &str,
    kind: Option<DocumentKind>,
    by: &ReviewerId,
    now: Timestamp,
) -> Result<RemovedDocument, RemoveDocumentError> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let by = By::Reviewer(by.clone());
    let digits = named.to_ascii_lowercase();
    let by_digest =
        |digest: &Digest| digits.len() >= FEWEST_DIGITS && digest.to_string().starts_with(&digits);
    let is_kind = |of: DocumentKind| kind.is_none_or(|kind| kind == of);
    change(store, right, |loaded| {
        let there = loaded.documents.iter().map(|it| (it.digest, it.kind));
        let called = there.filter(|(digest, of)| (by_digest(digest) || of.code() == named) && is_kind(*of));
        let mut found: Vec<(Digest, DocumentKind)> = called.collect();
        let changed = !found.is_empty();
        if !changed {
            found = removed_before(loaded).filter(|(digest, of)| by_digest(digest) && is_kind(*of)).collect();
        }
        found.sort_unstable();
        found.dedup();
        let mut digests: Vec<Digest> = found.iter().map(|(digest, _)| *digest).collect();
        digests.dedup();
        let named = named.to_owned();
        let digest = match digests[..] {
            [] => return Err(RemoveDocumentError::None { right: right.clone(), named }),
            [digest] => digest,
            _ => return Err(RemoveDocumentError::Several { right: right.clone(), named, found: digests }),
        };
        let was_verified = *loaded.history.state() == ReviewState::Verified;
        for (digest, kind) in &found {
            let command = RightCommand::RemoveDocument { digest: *digest, kind: *kind };
            if let Some(event) = decide(loaded, &by, &command, now)? {
                loaded.history =
                    loaded.history.clone().evolve(RightRecorded { at: now, by: by.clone(), event })?;
                loaded.remove_document(*digest, *kind);
            }
        }
        let kinds = found.into_iter().map(|(_, kind)| kind).collect();
        let state = loaded.state_on(today).code();
        Ok(RemovedDocument { digest, kinds, state, was_verified: was_verified && changed, changed })
    })
    .await
}

/// The documents that were taken away.
fn removed_before(right: &Right) -> impl Iterator<Item = (Digest, DocumentKind)> {
    right.history.events().iter().filter_map(|recorded| match recorded.event {
        RightEvent::DocumentRemoved { digest, kind } => Some((digest, kind)),
        _ => None,
    })
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

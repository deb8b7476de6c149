//! Texts of a right.

use case::{Digest, ReviewerId, RightKind, RightRef};
use jiff::Timestamp;
use port::{Documents, Registry, RightIndex, Unavailable};
use register::Right;
use register::right::{Full, RightText};
use text::{BadText, Print};

use super::documents::{DocumentError, File, seal};
use super::store::{RightError, change, find};

/// The most other rights with the same text that are looked at.
const MOST_OTHERS: usize = 100;

/// Why a text is not added.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// The right protects no words of this kind.
    #[error("{right} is no copyright: texts are compared where a work is said to be copied")]
    NotCopyright {
        /// Which right.
        right: RightRef,
    },
    /// Nothing can be compared with it.
    #[error(transparent)]
    Bad(#[from] BadText),
    /// Somebody else has handed in the same.
    #[error(
        "{other}, which is another owner’s, has the same text: one of them did not write it. Find out whose it is, and \
         remove it from the other right first"
    )]
    OfOther {
        /// The other right.
        other: RightRef,
    },
    /// The file is not taken.
    #[error(transparent)]
    NotTaken(DocumentError),
    /// The right has as many texts as it may.
    #[error(transparent)]
    Full(#[from] Full),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

impl From<Unavailable> for TextError {
    fn from(error: Unavailable) -> Self {
        Self::Right(error.into())
    }
}

/// Why a text is not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveTextError {
    /// The right has none, or several, that are called so.
    #[error("{right} has {count} texts whose SHA-256 begins with {named}: name one")]
    NotOne {
        /// Which right.
        right: RightRef,
        /// What was asked for.
        named: String,
        /// How many there are.
        count: usize,
    },
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

/// A text that a right has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedText {
    /// It.
    pub text: RightText,
    /// Whether it is new to the right.
    pub is_new: bool,
}

/// Seals a text that `by` has read, and adds it to a right. Doing it again adds nothing.
///
/// # Errors
/// [`TextError`]. A file may be sealed then that the right does not name, which is harmless.
pub async fn add_text<S, D>(
    store: &S,
    documents: &D,
    right: &RightRef,
    file: File<'_>,
    by: &ReviewerId,
    now: Timestamp,
) -> Result<AddedText, TextError>
where
    S: Registry + RightIndex,
    D: Documents,
{
    if right.kind() != RightKind::Copyright {
        return Err(TextError::NotCopyright { right: right.clone() });
    }
    let print = text::print(file.bytes)?;
    let own = find(store, right).await?;
    let by_print = digest_of(&print);
    if let Some(other) = same_of_other(store, &own, by_print, &print).await? {
        return Err(TextError::OfOther { other });
    }
    let digest = seal(store, documents, right, file).await.map_err(TextError::NotTaken)?;
    // Before the right is stored with it, so that none is missed.
    store.note_document(by_print, right).await?;
    let text = RightText { digest, words: print.words, runs: print.runs, by: by.clone(), added_at: now };
    let is_new = change(store, right, |loaded| Ok::<_, TextError>(loaded.add_text(text.clone())?)).await?;
    Ok(AddedText { text, is_new })
}

/// Under which the rights with a text of this print are noted: however it is set, the same text has the same print.
fn digest_of(print: &Print) -> Digest {
    let bytes: Vec<u8> = print.runs.iter().flat_map(|run| run.to_le_bytes()).collect();
    Digest::of(&bytes)
}

/// A right of another owner that has a text of the same print.
async fn same_of_other<S: Registry + RightIndex>(
    store: &S,
    own: &Right,
    by_print: Digest,
    print: &Print,
) -> Result<Option<RightRef>, Unavailable> {
    let mut noted = store.rights_with(by_print).await?;
    noted.retain(|right| *right != own.right);
    noted.truncate(MOST_OTHERS);
    if noted.is_empty() {
        return Ok(None);
    }
    let others = store.rights(&noted).await?.into_iter().flatten();
    let mut same = others
        .filter(|other| !other.is_of_owner_of(own) && other.texts.iter().any(|text| text.runs == print.runs));
    Ok(same.next().map(|other| other.right))
}

/// Takes the text whose SHA-256 begins with `named` from a right; its file stays sealed.
///
/// # Errors
/// [`RemoveTextError`]; the right is then as it was.
pub async fn remove_text<S: Registry>(
    store: &S,
    right: &RightRef,
    named: &str,
) -> Result<Digest, RemoveTextError> {
    let digits = named.to_ascii_lowercase();
    change(store, right, |loaded| {
        let digests = loaded.texts.iter().map(|text| text.digest);
        let called: Vec<Digest> = digests.filter(|it| it.to_string().starts_with(&digits)).collect();
        let [digest] = called[..] else {
            let (right, named, count) = (right.clone(), named.to_owned(), called.len());
            return Err(RemoveTextError::NotOne { right, named, count });
        };
        loaded.remove_text(digest);
        Ok(digest)
    })
    .await
}

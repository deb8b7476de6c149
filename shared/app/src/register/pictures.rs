//! Pictures of a right.

use case::{Digest, ReviewerId, RightKind, RightRef};
use jiff::Timestamp;
use picture::{BadPicture, LEAST_QUALITY};
use port::{Documents, Registry, RightIndex, Unavailable};
use register::right::{Full, PictureRole, RightPicture};

use super::documents::{DocumentError, File, seal};
use super::store::{RightError, change, find};

/// Why a picture is not added.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It cannot be read as a picture.
    #[error(transparent)]
    Bad(#[from] BadPicture),
    /// There is too little to see in it to tell it from others.
    #[error(
        "there is too little to see in the picture (quality {quality}, at least {LEAST_QUALITY} is needed): unlike pictures \
         would be taken for it; hand in one with more detail, e.g. without wide margins"
    )]
    TooPlain {
        /// Its quality, from 0 to 100.
        quality: u8,
    },
    /// It is said to show a mark, and the right is none.
    #[error("{0} is no mark: what it protects is entered as `reference`")]
    NoMark(RightRef),
    /// The file is not taken.
    #[error(transparent)]
    NotTaken(DocumentError),
    /// The right has as many pictures as it may.
    #[error(transparent)]
    Full(#[from] Full),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

impl From<Unavailable> for PictureError {
    fn from(error: Unavailable) -> Self {
        Self::Right(error.into())
    }
}

/// Why a picture is not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemovePictureError {
    /// The right has none, or several, that are called so.
    #[error("{right} has {count} pictures whose SHA-256 begins with {named}: name one")]
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

/// A picture that a right has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedPicture {
    /// It.
    pub picture: RightPicture,
    /// Whether it is new, or new in this role.
    pub is_new: bool,
}

/// Seals a picture that `by` has looked at, and adds it to a right. Doing it again adds nothing; in another role it
/// changes the role.
///
/// # Errors
/// [`PictureError`]. A file may be sealed then that the right does not name, which is harmless.
pub async fn add_picture<S, D>(
    store: &S,
    documents: &D,
    right: &RightRef,
    role: PictureRole,
    file: File<'_>,
    by: &ReviewerId,
    now: Timestamp,
) -> Result<AddedPicture, PictureError>
where
    S: Registry + RightIndex,
    D: Documents,
{
    if role == PictureRole::Mark && right.kind() != RightKind::Trademark {
        return Err(PictureError::NoMark(right.clone()));
    }
    let hashed = picture::hash(file.bytes)?;
    if !hashed.is_reliable() {
        return Err(PictureError::TooPlain { quality: hashed.quality });
    }
    find(store, right).await?;
    let digest = seal(store, documents, right, file).await.map_err(PictureError::NotTaken)?;
    let picture = RightPicture {
        digest,
        role,
        hash: hashed.hash.0,
        quality: hashed.quality,
        by: by.clone(),
        added_at: now,
    };
    let is_new =
        change(store, right, |loaded| Ok::<_, PictureError>(loaded.add_picture(picture.clone())?)).await?;
    Ok(AddedPicture { picture, is_new })
}

/// Takes the picture whose SHA-256 begins with `named` from a right; its file stays sealed.
///
/// # Errors
/// [`RemovePictureError`]; the right is then as it was.
pub async fn remove_picture<S: Registry>(
    store: &S,
    right: &RightRef,
    named: &str,
) -> Result<Digest, RemovePictureError> {
    let digits = named.to_ascii_lowercase();
    change(store, right, |loaded| {
        let digests = || loaded.pictures.iter().map(|picture| picture.digest);
        let called: Vec<Digest> = digests().filter(|it| it.to_string().starts_with(&digits)).collect();
        let [digest] = called[..] else {
            let (right, named, count) = (right.clone(), named.to_owned(), called.len());
            return Err(RemovePictureError::NotOne { right, named, count });
        };
        loaded.remove_picture(digest);
        Ok(digest)
    })
    .await
}

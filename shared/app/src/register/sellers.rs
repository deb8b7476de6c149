//! Who may offer the goods of a right.

use case::{PartyId, RightRef};
use port::Registry;
use register::right::{AuthorisedSeller, Full};

use super::store::{RightError, change};

/// Why the list of allowed sellers stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum SellerError {
    /// The note is too long.
    #[error("note must have at most {} characters", AuthorisedSeller::LONGEST_NOTE)]
    LongNote,
    /// The list is full.
    #[error(transparent)]
    Full(#[from] Full),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

/// Puts a seller on the list of a right, in place of its former entry.
///
/// # Errors
/// [`SellerError`]; the list is then as it was.
pub async fn allow_seller<S: Registry>(
    store: &S,
    right: &RightRef,
    entry: &AuthorisedSeller,
) -> Result<(), SellerError> {
    if entry.note.chars().count() > AuthorisedSeller::LONGEST_NOTE {
        return Err(SellerError::LongNote);
    }
    change(store, right, |right| Ok(right.allow_seller(entry.clone())?)).await
}

/// Takes a seller from the list of a right. Tells whether it was on it.
///
/// # Errors
/// [`RightError`]; the list is then as it was.
pub async fn disallow_seller<S: Registry>(
    store: &S,
    right: &RightRef,
    seller: PartyId,
) -> Result<bool, RightError> {
    change(store, right, |right| Ok(right.disallow_seller(seller))).await
}

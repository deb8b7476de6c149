//! Pictures of a right, beside which those of listings are compared.

use case::{Digest, ReviewerId};
use jiff::Timestamp;

use super::{Full, Right};

/// At most so many pictures of a right: they are read with it for every case.
pub const MOST_PICTURES: usize = 24;

case::codes! {
    /// What a picture of a right stands for.
    PictureRole, "role of a picture" {
        /// The mark as it is registered, and nothing beside it: what is the same as this shows the mark.
        Mark = "mark",
        /// The work: what is the same as this infringes, unless it is allowed. Of a mark, goods that bear it: goods
        /// that look alike may bear another mark or none, so a person looks.
        Reference = "reference",
        /// A use that the owner permits: what is as near to this as to a reference does not count.
        Allowed = "allowed",
        /// What shows nothing of the right, e.g. a blank box or a means of payment, and never counts.
        Negative = "negative",
    }
}

/// A picture of a right. Its file is sealed in the evidence store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightPicture {
    /// Its file's address there.
    pub digest: Digest,
    /// What it stands for.
    pub role: PictureRole,
    /// Its PDQ hash.
    pub hash: [u8; 32],
    /// How much there is to see in it, from 0 to 100.
    pub quality: u8,
    /// Who looked at it and entered it.
    pub by: ReviewerId,
    /// When.
    pub added_at: Timestamp,
}

impl Right {
    /// Adds a picture, or changes the role of the same file. Returns whether that changed anything.
    ///
    /// # Errors
    /// [`Full`] when there are [`MOST_PICTURES`] already.
    pub fn add_picture(&mut self, picture: RightPicture) -> Result<bool, Full> {
        if let Some(known) = self.pictures.iter_mut().find(|known| known.digest == picture.digest) {
            let changes = known.role != picture.role;
            if changes {
                *known = picture;
            }
            return Ok(changes);
        }
        if self.pictures.len() >= MOST_PICTURES {
            return Err(Full { what: "pictures", most: MOST_PICTURES });
        }
        self.pictures.push(picture);
        Ok(true)
    }

    /// Takes a picture away. Returns whether it was there.
    pub fn remove_picture(&mut self, digest: Digest) -> bool {
        let before = self.pictures.len();
        self.pictures.retain(|known| known.digest != digest);
        self.pictures.len() < before
    }

    /// Whether it has a picture that stands for it.
    #[must_use]
    pub fn has_reference_picture(&self) -> bool {
        let stands_for_it = |role| matches!(role, PictureRole::Mark | PictureRole::Reference);
        self.pictures.iter().any(|picture| stands_for_it(picture.role))
    }
}

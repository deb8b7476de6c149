//! Texts of a right, beside which what listings say is compared.

use case::{Digest, ReviewerId};
use jiff::Timestamp;

use super::{Full, Right};

/// At most so many texts of a right: their prints are read with it for every case.
pub const MOST_TEXTS: usize = 12;

/// A text of a right: a work, or a passage of one. Its file is sealed in the evidence store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightText {
    /// Its file's address there.
    pub digest: Digest,
    /// How many words it has.
    pub words: u16,
    /// Its print: hashes of runs of its words, sorted, each once.
    pub runs: Vec<u32>,
    /// Who read it and entered it.
    pub by: ReviewerId,
    /// When.
    pub added_at: Timestamp,
}

impl Right {
    /// Adds a text. Returns whether it is new.
    ///
    /// # Errors
    /// [`Full`] when there are [`MOST_TEXTS`] already.
    pub fn add_text(&mut self, text: RightText) -> Result<bool, Full> {
        if self.texts.iter().any(|known| known.digest == text.digest) {
            return Ok(false);
        }
        if self.texts.len() >= MOST_TEXTS {
            return Err(Full { what: "texts", most: MOST_TEXTS });
        }
        self.texts.push(text);
        Ok(true)
    }

    /// Takes a text away. Returns whether it was there.
    pub fn remove_text(&mut self, digest: Digest) -> bool {
        let before = self.texts.len();
        self.texts.retain(|known| known.digest != digest);
        self.texts.len() < before
    }
}

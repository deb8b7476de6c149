//! Documents as evidence of a right.

use case::Digest;
use jiff::Timestamp;

use super::{Full, MOST_DOCUMENTS, Right};

case::codes! {
    /// What a document of a right is.
    DocumentKind, "kind of document" {
        /// The office's certificate, or for unregistered rights what shows authorship.
        Certificate = "certificate",
        /// The page of the register that lists the classes of goods.
        ClassPage = "class_page",
        /// A translation of another document.
        Translation = "translation",
        /// A letter of authority for an agent.
        LetterOfAuthority = "letter_of_authority",
        /// An assignment from one owner to the next.
        Assignment = "assignment",
    }
}

/// A document in the evidence store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    /// Its address there.
    pub digest: Digest,
    /// What it is.
    pub kind: DocumentKind,
    /// When it was added.
    pub added_at: Timestamp,
}

impl Right {
    /// Adds a document. Returns whether it is new: the same document is kept once as each kind.
    ///
    /// # Errors
    /// [`Full`] when there are [`MOST_DOCUMENTS`] already.
    pub fn add_document(&mut self, document: Document) -> Result<bool, Full> {
        if self.documents.iter().any(|known| (known.digest, known.kind) == (document.digest, document.kind)) {
            return Ok(false);
        }
        if self.documents.len() >= MOST_DOCUMENTS {
            return Err(Full { what: "documents", most: MOST_DOCUMENTS });
        }
        self.documents.push(document);
        Ok(true)
    }

    /// Takes a document away, as this kind; a mandate whose letter it was has none any longer. Returns whether it was
    /// there.
    pub fn remove_document(&mut self, digest: Digest, kind: DocumentKind) -> bool {
        let before = self.documents.len();
        self.documents.retain(|known| (known.digest, known.kind) != (digest, kind));
        if kind == DocumentKind::LetterOfAuthority {
            let its = self.mandates.iter_mut().filter(|mandate| mandate.document == Some(digest));
            its.for_each(|mandate| mandate.document = None);
        }
        self.documents.len() < before
    }

    /// Whether it has a document of this kind.
    #[must_use]
    pub fn has_document(&self, kind: DocumentKind) -> bool {
        self.documents.iter().any(|document| document.kind == kind)
    }
}

//! A complaint whose complainant is known: what cases are opened with.

use case::{ComplaintId, Digest, Filing, Owner};
use contract::complaint::Complaint as Document;
use jiff::Timestamp;
use notice::{Complaint, InvalidDocument};

use crate::identity::Filer;

/// A complaint, who filed it and for whom. It goes as it is into its cases, and as a document into storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentifiedComplaint {
    /// The complaint.
    pub complaint: Complaint,
    /// Who filed it, and for whom.
    pub filer: Filer,
}

impl IdentifiedComplaint {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> ComplaintId {
        self.complaint.id
    }

    /// When it was filed.
    #[must_use]
    pub const fn filed_at(&self) -> Timestamp {
        self.complaint.filed_at
    }

    /// How many listings it names.
    #[must_use]
    pub fn listings(&self) -> u16 {
        u16::try_from(self.complaint.listings.len()).unwrap_or(u16::MAX)
    }

    /// The document in which it is stored.
    #[must_use]
    pub fn document(&self) -> Document {
        let account = match self.filer.owner {
            Owner::Account(account) => account.to_string(),
            Owner::Party(_) => String::new(),
        };
        Document { party: self.filer.party.to_string(), account, ..self.complaint.document() }
    }

    /// Reads a stored document back.
    ///
    /// # Errors
    /// [`InvalidDocument`] naming the first field that cannot be.
    pub fn read(document: &Document) -> Result<Self, InvalidDocument> {
        let complaint = Complaint::read(document)?;
        let party = InvalidDocument::parse("party", &document.party)?;
        let owner = match document.account.as_str() {
            "" => Owner::Party(party),
            account => Owner::Account(InvalidDocument::parse("account", account)?),
        };
        Ok(Self { complaint, filer: Filer { party, owner } })
    }

    /// The filing about the listing at `index`, under the document sealed as `document`.
    #[must_use]
    pub fn filing(&self, index: usize, document: Digest) -> Option<Filing> {
        let Self { complaint, filer } = self;
        let named = complaint.listings.get(index)?;
        Some(Filing {
            complaint: complaint.id,
            listings: self.listings(),
            listing: named.listing.clone(),
            territory: named.territory,
            right: complaint.right.clone(),
            claim: complaint.claim,
            complainant: filer.party,
            owner: filer.owner,
            proof: complaint.proof,
            channel: complaint.channel,
            language: complaint.language,
            document,
            missing: complaint.missing.clone(),
            queued_at: complaint.queued_at,
            round: 0,
        })
    }
}

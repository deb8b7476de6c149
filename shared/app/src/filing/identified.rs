//! A complaint whose complainant is known: what cases are opened with.

use case::{ComplaintId, Digest, Element, Filing, Owner, Territory};
use contract::complaint::{Complaint as Document, Joined};
use jiff::Timestamp;
use notice::{Complaint, InvalidDocument};
use policy::NoticeLaw;
use port::History;

use crate::filing::reference::first_draw;
use crate::identity::Filer;

/// A complaint, who filed it and for whom. It goes as it is into its cases, and as a document into storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentifiedComplaint {
    /// The complaint.
    pub complaint: Complaint,
    /// Who filed it, and for whom.
    pub filer: Filer,
    /// What was filed before and counts for that owner, or no more for it.
    pub earlier: Earlier,
}

/// What was filed before and counts for the owner of a complaint, or no more for it, other than its name says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Earlier {
    /// What people of the account filed for themselves before they joined it.
    pub joined: Vec<History>,
    /// Since when what the party files is its own again, where it was removed from an account.
    pub own_from: Option<Timestamp>,
}

/// As a document says it.
pub(crate) fn joined_document(joined: &[History]) -> Vec<Joined> {
    let joined = joined.iter().map(|it| Joined {
        party: it.party.to_string(),
        from: it.from.to_string(),
        until: it.until.to_string(),
    });
    joined.collect()
}

/// Reads it back.
pub(crate) fn read_joined(joined: &[Joined]) -> Result<Vec<History>, InvalidDocument> {
    let history = |it: &Joined| {
        Ok(History {
            party: InvalidDocument::parse("joined", &it.party)?,
            from: InvalidDocument::parse("joined", &it.from)?,
            until: InvalidDocument::parse("joined", &it.until)?,
        })
    };
    joined.iter().map(history).collect()
}

/// What the complaint lacks of what the law of `territory` demands: another listing's law may ask for more.
fn demanded_there(complaint: &Complaint, territory: Territory) -> Vec<Element> {
    let law = NoticeLaw::of(territory, Some(complaint.claim));
    let is_demanded = |element: &&Element| law.demands().iter().any(|it| it.element == **element);
    complaint.missing.iter().filter(is_demanded).copied().collect()
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
        let joined = joined_document(&self.earlier.joined);
        let own_from = self.earlier.own_from.map(|at| at.to_string()).unwrap_or_default();
        Document {
            party: self.filer.party.to_string(),
            account,
            joined,
            own_from,
            ..self.complaint.document()
        }
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
        let own_from = Some(&document.own_from).filter(|it| !it.is_empty());
        let own_from = own_from.map(|it| InvalidDocument::parse("own_from", it)).transpose()?;
        let earlier = Earlier { joined: read_joined(&document.joined)?, own_from };
        Ok(Self { complaint, filer: Filer { party, owner }, earlier })
    }

    /// What the reference of the case of the listing at `index` is drawn for: 0 for the complaint itself, where it
    /// names no other, else the listing's number.
    #[must_use]
    pub fn place(&self, index: usize) -> u16 {
        if self.listings() == 1 { 0 } else { u16::try_from(index + 1).unwrap_or(u16::MAX) }
    }

    /// The filing about the listing at `index`, under the document sealed as `document`. Its reference is the first
    /// that is drawn; it is not given yet.
    #[must_use]
    pub fn filing(&self, index: usize, document: Digest) -> Option<Filing> {
        let Self { complaint, filer, .. } = self;
        let named = complaint.listings.get(index)?;
        Some(Filing {
            complaint: complaint.id,
            reference: first_draw(complaint.id, self.place(index), complaint.filed_at),
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
            missing: demanded_there(complaint, named.territory),
            priority_at: complaint.priority_at,
            refiling: 0,
            evidence: !complaint.evidence.is_empty(),
        })
    }
}

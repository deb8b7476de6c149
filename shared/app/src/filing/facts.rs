//! The facts of a complaint document that cases are opened with.

use case::{
    Channel, Claim, ComplaintId, Digest, Element, Filing, Language, ListingRef, Owner, PartyId, Proof,
    RightRef, Territory,
};
use contract::complaint::Complaint;
use jiff::Timestamp;

/// A field of the complaint document that no case can be opened with.
#[derive(Debug, thiserror::Error)]
#[error("the complaint document's {field} is invalid")]
pub struct NotAFact {
    field: &'static str,
    #[source]
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// What cases are opened with, parsed from the complaint document.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The complaint.
    pub complaint: ComplaintId,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The listings, in the document's order.
    pub listings: Vec<(ListingRef, Territory)>,
    right: Option<RightRef>,
    claim: Claim,
    complainant: PartyId,
    owner: Owner,
    proof: Proof,
    channel: Channel,
    language: Language,
    missing: Vec<Element>,
    queued_at: Option<Timestamp>,
}

fn parsed<T>(field: &'static str, text: &str) -> Result<T, NotAFact>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(|err: T::Err| NotAFact { field, source: err.into() })
}

impl Facts {
    /// Parses a complaint document.
    ///
    /// # Errors
    /// [`NotAFact`] naming the first field that cannot be.
    pub fn read(document: &Complaint) -> Result<Self, NotAFact> {
        let claim: Claim = parsed("claim", &document.claim)?;
        let right = (!document.right.number.is_empty())
            .then(|| RightRef::new(claim.right_kind(), &document.right.office, &document.right.number))
            .transpose()
            .map_err(|err| NotAFact { field: "right", source: err.into() })?;
        let listings = document
            .listings
            .iter()
            .map(|listing| {
                let name = format!("{}/{}", listing.marketplace, listing.id);
                Ok((parsed("listings", &name)?, parsed("listings", &listing.territory)?))
            })
            .collect::<Result<Vec<_>, NotAFact>>()?;
        if listings.is_empty() {
            return Err(NotAFact { field: "listings", source: "there is none".into() });
        }
        let complainant = parsed("party", &document.party)?;
        let owner = match document.account.as_str() {
            "" => Owner::Party(complainant),
            account => Owner::Account(parsed("account", account)?),
        };
        Ok(Self {
            complaint: parsed("complaint", &document.complaint)?,
            filed_at: parsed("filed_at", &document.filed_at)?,
            listings,
            right,
            claim,
            complainant,
            owner,
            proof: parsed("proof", &document.proof)?,
            channel: parsed("channel", &document.channel)?,
            language: parsed("language", &document.language)?,
            queued_at: (!document.queued_at.is_empty())
                .then(|| parsed("queued_at", &document.queued_at))
                .transpose()?,
            missing: document
                .missing
                .iter()
                .map(|element| parsed("missing", element))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The filing about the listing at `index`, under the document sealed as `document`.
    #[must_use]
    pub fn filing(&self, index: usize, document: Digest) -> Option<Filing> {
        let (listing, territory) = self.listings.get(index)?;
        Some(Filing {
            complaint: self.complaint,
            listings: u16::try_from(self.listings.len()).unwrap_or(u16::MAX),
            listing: listing.clone(),
            territory: *territory,
            right: self.right.clone(),
            claim: self.claim,
            complainant: self.complainant,
            owner: self.owner,
            proof: self.proof,
            channel: self.channel,
            language: self.language,
            document,
            missing: self.missing.clone(),
            queued_at: self.queued_at,
            round: 0,
        })
    }
}

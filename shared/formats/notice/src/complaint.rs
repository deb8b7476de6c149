//! A complaint that can be filed: what a draft became, in types, and the document in which it is stored.

use case::{
    Channel, Claim, ComplaintId, Digest, Element, Language, ListingRef, Proof, ReviewerId, RightRef,
    Territory,
};
use contract::complaint::{Complainant, Complaint as Document, Evidence, Listing, Right, Statements};
use jiff::Timestamp;

/// A complaint about one claim and at least one listing. What it says in words is as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Its id.
    pub id: ComplaintId,
    /// When it was filed: its clocks run from here.
    pub filed_at: Timestamp,
    /// When it first came, where it had to wait for its complainant's confirmation.
    pub received_at: Option<Timestamp>,
    /// Its queue priority time, where it corrects a declined complaint: when that one was filed.
    pub priority_at: Option<Timestamp>,
    /// By which way it came.
    pub channel: Channel,
    /// The complainant's language.
    pub language: Language,
    /// What is claimed.
    pub claim: Claim,
    /// How the complainant was proved.
    pub proof: Proof,
    /// Who complains, as given.
    pub complainant: Complainant,
    /// The registered right that it names.
    pub right: Option<RightRef>,
    /// The work, for copyright without registration; or what was named as a right and cannot be one.
    pub work: String,
    /// Nice classes of the goods, where the complainant said so.
    pub classes: Vec<u8>,
    /// Why the listings infringe.
    pub explanation: String,
    /// What is complained of: at least one.
    pub listings: Vec<ComplaintListing>,
    /// What the complainant declared.
    pub statements: Statements,
    /// Statutory elements that were missing when it was read.
    pub missing: Vec<Element>,
    /// Its files.
    pub evidence: Vec<Evidence>,
    /// The original as it came, where it was read from one.
    pub original: Option<Digest>,
    /// The Message-ID of the mail that it was read from.
    pub message_id: Option<String>,
    /// Whether its sender must not be written to automatically (RFC 3834).
    pub do_not_answer: bool,
    /// Who at the desk filed it, where nobody confirmed it.
    pub filed_by: Option<ReviewerId>,
}

/// A listing that a complaint names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintListing {
    /// Which one it is.
    pub listing: ListingRef,
    /// The territory whose law governs its marketplace.
    pub territory: Territory,
    /// Its address, as given.
    pub url: String,
}

/// A field of a stored complaint document that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the complaint document's {field} is invalid")]
pub struct InvalidDocument {
    /// The field.
    pub field: &'static str,
    /// What is wrong with it.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

impl InvalidDocument {
    /// `text`, the value of `field`, as what it stands for.
    ///
    /// # Errors
    /// [`InvalidDocument`] when it stands for none.
    pub fn parse<T>(field: &'static str, text: &str) -> Result<T, Self>
    where
        T: std::str::FromStr,
        T::Err: std::error::Error + Send + Sync + 'static,
    {
        text.parse().map_err(|error: T::Err| Self { field, source: error.into() })
    }

    fn optional<T>(field: &'static str, text: &str) -> Result<Option<T>, Self>
    where
        T: std::str::FromStr,
        T::Err: std::error::Error + Send + Sync + 'static,
    {
        if text.is_empty() { Ok(None) } else { Self::parse(field, text).map(Some) }
    }
}

impl Complaint {
    /// The document in which it is stored. Who filed it, and for whom, is not in it yet.
    #[must_use]
    pub fn document(&self) -> Document {
        let listing = |it: &ComplaintListing| Listing {
            url: it.url.clone(),
            marketplace: it.listing.marketplace.to_string(),
            id: it.listing.id.to_string(),
            territory: it.territory.to_string(),
        };
        let time = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        Document {
            format: 1,
            complaint: self.id.to_string(),
            filed_at: self.filed_at.to_string(),
            received_at: time(self.received_at),
            priority_at: time(self.priority_at),
            channel: self.channel.code().to_owned(),
            language: self.language.code().to_owned(),
            claim: self.claim.code().to_owned(),
            complainant: self.complainant.clone(),
            right: Right {
                office: self.right.as_ref().map(|right| right.office().to_owned()).unwrap_or_default(),
                number: self.right.as_ref().map(|right| right.number().to_owned()).unwrap_or_default(),
                work: self.work.clone(),
                classes: self.classes.clone(),
            },
            explanation: self.explanation.clone(),
            listings: self.listings.iter().map(listing).collect(),
            statements: self.statements.clone(),
            missing: self.missing.iter().map(|element| element.code().to_owned()).collect(),
            proof: self.proof.code().to_owned(),
            evidence: self.evidence.clone(),
            original: self.original.map(|digest| digest.to_string()),
            message_id: self.message_id.clone(),
            do_not_answer: self.do_not_answer,
            filed_by: self.filed_by.as_ref().map(ToString::to_string).unwrap_or_default(),
            ..Document::default()
        }
    }

    /// Reads a stored document back.
    ///
    /// # Errors
    /// [`InvalidDocument`] naming the first field that cannot be.
    pub fn read(document: &Document) -> Result<Self, InvalidDocument> {
        let claim: Claim = InvalidDocument::parse("claim", &document.claim)?;
        let Right { office, number, work, classes } = &document.right;
        let kind = claim.right_kind().filter(|_| !number.is_empty());
        let right = kind
            .map(|kind| RightRef::new(kind, office, number))
            .transpose()
            .map_err(|error| InvalidDocument { field: "right", source: error.into() })?;
        let listing = |it: &Listing| {
            Ok(ComplaintListing {
                listing: InvalidDocument::parse("listings", &format!("{}/{}", it.marketplace, it.id))?,
                territory: InvalidDocument::parse("listings", &it.territory)?,
                url: it.url.clone(),
            })
        };
        let listings = document.listings.iter().map(listing).collect::<Result<Vec<_>, _>>()?;
        if listings.is_empty() {
            return Err(InvalidDocument { field: "listings", source: "there is none".into() });
        }
        let element = |code: &String| InvalidDocument::parse("missing", code);
        let original = document.original.as_deref().unwrap_or_default();
        Ok(Self {
            id: InvalidDocument::parse("complaint", &document.complaint)?,
            filed_at: InvalidDocument::parse("filed_at", &document.filed_at)?,
            received_at: InvalidDocument::optional("received_at", &document.received_at)?,
            priority_at: InvalidDocument::optional("priority_at", &document.priority_at)?,
            channel: InvalidDocument::parse("channel", &document.channel)?,
            language: InvalidDocument::parse("language", &document.language)?,
            claim,
            proof: InvalidDocument::parse("proof", &document.proof)?,
            complainant: document.complainant.clone(),
            right,
            work: work.clone(),
            classes: classes.clone(),
            explanation: document.explanation.clone(),
            listings,
            statements: document.statements.clone(),
            missing: document.missing.iter().map(element).collect::<Result<_, _>>()?,
            evidence: document.evidence.clone(),
            original: InvalidDocument::optional("original", original)?,
            message_id: document.message_id.clone(),
            do_not_answer: document.do_not_answer,
            filed_by: InvalidDocument::optional("filed_by", &document.filed_by)?,
        })
    }
}

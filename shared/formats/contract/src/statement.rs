//! Format 1 of a party's statement: what it wrote about a case, sealed in the evidence store.
//!
//! It holds no time: the event that names it does. So the same words sent again are the same document, and a
//! party that repeats itself because the answer was lost has said it once.
//!
//! As with the complaint document, names and words stand here and not in the table.

use case::{CaseId, Ground, ListingId, PartyAct, Reference, Side};
use serde::{Deserialize, Serialize};

use crate::Malformed;
use crate::complaint::Evidence;

/// What a party wrote about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What the party did by it.
    pub act: PartyAct,
    /// The case that it is about; of a counter-notice for several listings, the one on whose page it was written.
    pub case: CaseId,
    /// Of a counter-notice for several listings, all of them, that of `case` first; else empty.
    pub listings: Vec<NamedListing>,
    /// Who wrote.
    pub by: Side,
    /// The writer's name, as given; may be empty.
    pub name: String,
    /// What shows that the other side is wrong, where that is stated.
    pub ground: Option<Ground>,
    /// The court, or the authority, that the party has turned to, as given; may be empty.
    pub court: String,
    /// The number under which it has the matter, as given; may be empty.
    pub docket: String,
    /// The writer's postal address, as given; may be empty.
    pub postal_address: String,
    /// The writer's telephone number, as given; may be empty.
    pub telephone: String,
    /// What the writer declared, in the words that it saw.
    pub declared: Vec<String>,
    /// The signature: the full name, as typed; may be empty.
    pub signature: String,
    /// The words, as given, trimmed.
    pub text: String,
    /// Sealed files that belong to it.
    pub evidence: Vec<Evidence>,
}

/// A listing for which a counter-notice is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedListing {
    /// Its case.
    pub case: CaseId,
    /// By which people name the case.
    pub reference: Reference,
    /// The listing, on the marketplace of the case.
    pub listing: ListingId,
}

const WHAT: &str = "statement document";

#[derive(Serialize, Deserialize)]
struct StoredListing {
    case: String,
    reference: String,
    listing: String,
}

impl StoredListing {
    fn of(named: &NamedListing) -> Self {
        Self {
            case: named.case.to_string(),
            reference: named.reference.to_string(),
            listing: named.listing.to_string(),
        }
    }

    fn read(self) -> Result<NamedListing, Malformed> {
        Ok(NamedListing {
            case: self.case.parse().map_err(|err| Malformed::field(WHAT, "listings", err))?,
            reference: self.reference.parse().map_err(|err| Malformed::field(WHAT, "listings", err))?,
            listing: self.listing.parse().map_err(|err| Malformed::field(WHAT, "listings", err))?,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    format: u32,
    act: String,
    case: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    listings: Vec<StoredListing>,
    by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ground: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    court: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    docket: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    postal_address: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    telephone: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    declared: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    signature: String,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Evidence>,
}

impl Statement {
    /// The document's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let stored = Stored {
            format: 1,
            act: self.act.to_string(),
            case: self.case.to_string(),
            listings: self.listings.iter().map(StoredListing::of).collect(),
            by: self.by.to_string(),
            name: self.name.clone(),
            ground: self.ground.map(|ground| ground.to_string()),
            court: self.court.clone(),
            docket: self.docket.clone(),
            postal_address: self.postal_address.clone(),
            telephone: self.telephone.clone(),
            declared: self.declared.clone(),
            signature: self.signature.clone(),
            text: self.text.clone(),
            evidence: self.evidence.clone(),
        };
        // Structs of strings and numbers always serialise.
        serde_json::to_vec(&stored).unwrap_or_default()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`Malformed`] when it is not JSON, of an unknown format, or a field holds what it cannot.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        #[derive(Deserialize)]
        struct Header {
            format: u32,
        }
        let shape = |source| Malformed::Shape { what: WHAT, source };
        let header: Header = serde_json::from_slice(bytes).map_err(shape)?;
        if header.format != 1 {
            return Err(Malformed::Unknown { what: WHAT, found: format!("format {}", header.format) });
        }
        let stored: Stored = serde_json::from_slice(bytes).map_err(shape)?;
        Ok(Self {
            act: stored.act.parse().map_err(|err| Malformed::field(WHAT, "act", err))?,
            case: stored.case.parse().map_err(|err| Malformed::field(WHAT, "case", err))?,
            listings: stored.listings.into_iter().map(StoredListing::read).collect::<Result<_, _>>()?,
            by: stored.by.parse().map_err(|err| Malformed::field(WHAT, "by", err))?,
            name: stored.name,
            ground: stored
                .ground
                .map(|ground| ground.parse().map_err(|err| Malformed::field(WHAT, "ground", err)))
                .transpose()?,
            court: stored.court,
            docket: stored.docket,
            postal_address: stored.postal_address,
            telephone: stored.telephone,
            declared: stored.declared,
            signature: stored.signature,
            text: stored.text,
            evidence: stored.evidence,
        })
    }
}

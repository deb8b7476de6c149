//! Format 1 of the complaint document: what was filed, as read, sealed in the evidence store.
//!
//! Personal data stands here and nowhere else: the table holds only keys and codes.

use case::Digest;
use serde::{Deserialize, Serialize};

use crate::Malformed;

/// What was filed, as read. All texts are as given, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Complaint {
    /// Format of this document: 1.
    pub format: u32,
    /// The complaint's id, 32 hex digits.
    pub complaint: String,
    /// When it was filed (RFC 3339): its clocks run from here.
    pub filed_at: String,
    /// When it first came (RFC 3339), where it had to wait for its complainant's confirmation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub received_at: String,
    /// Its queue priority time (RFC 3339), where it corrects a declined complaint: when that one was filed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub priority_at: String,
    /// `web`, `api` or `mail`.
    pub channel: String,
    /// `en` or `zh`.
    pub language: String,
    /// Code of the claim, e.g. `counterfeit`.
    pub claim: String,
    /// Who complains.
    pub complainant: Complainant,
    /// What is relied on.
    pub right: Right,
    /// Why the listings infringe, in the complainant's words.
    pub explanation: String,
    /// What is complained of, 1 to 1,000.
    pub listings: Vec<Listing>,
    /// What the complainant declared.
    pub statements: Statements,
    /// Codes of the statutory elements that were missing when it was read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// How the complainant was proved: `none`, `account_secret`, `mail`, `link` or `api_key`.
    #[serde(default)]
    pub proof: String,
    /// The complainant's party id, 32 hex digits; empty while its address is not proved.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub party: String,
    /// The account for which it counts, where there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
    /// What its people filed for themselves before they joined that account: a repeat is merged into theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Joined>,
    /// Since when what the party files is its own again, RFC 3339; empty unless it was removed from an account.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub own_from: String,
    /// By which people name it, where it names several listings; one listing has the reference of its case.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Sealed evidence.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// SHA-256 of the original as it came, where the document was read from one (a mail).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// The Message-ID of the mail that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// Whether its sender must not be written to automatically (RFC 3834).
    #[serde(default)]
    pub do_not_answer: bool,
    /// The reviewer who filed it, where nobody confirmed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filed_by: String,
}

/// What a party filed for itself before it joined an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Joined {
    /// The party's id, 32 hex digits.
    pub party: String,
    /// From when on (RFC 3339).
    pub from: String,
    /// Until when (RFC 3339): when it joined.
    pub until: String,
}

/// Who complains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Complainant {
    /// Name of the person or firm.
    pub name: String,
    /// E-mail address for the answers.
    pub email: String,
    /// Postal address (US copyright only).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postal_address: String,
    /// Telephone (US copyright only).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub telephone: String,
}

/// The right relied on, as the complainant names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Right {
    /// Two-letter code of the office, where registered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Registration number, where registered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The work, for copyright without registration.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub work: String,
    /// Nice classes of the goods complained of, where the complainant said so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<u8>,
}

/// A listing complained of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Listing {
    /// Its address as given.
    pub url: String,
    /// The marketplace it was recognised as; empty when it is of none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub marketplace: String,
    /// Its id there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The territory whose law governs that marketplace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub territory: String,
}

/// What the complainant declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Statements {
    /// Belief in good faith that the notice is accurate and complete and the use not authorised.
    pub good_faith: bool,
    /// Accuracy and authority, under penalty of perjury.
    #[serde(default)]
    pub perjury: bool,
    /// Physical or electronic signature, as typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature: String,
    /// The guarantee that the notice is true (PRC E-Commerce Law).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truth: bool,
}

/// A sealed file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Evidence {
    /// SHA-256, 64 hex digits.
    pub digest: String,
    /// Sniffed media type.
    pub media: String,
    /// Size in bytes.
    pub size: u64,
    /// The file's name as given, for people only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl Evidence {
    /// The digest under which it is sealed.
    ///
    /// # Errors
    /// [`Malformed`] when that is none.
    pub fn sealed_under(&self) -> Result<Digest, Malformed> {
        self.digest.parse().map_err(|err| Malformed::field("file", "digest", err))
    }
}

impl Complaint {
    /// The document's bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Structs of strings, numbers and lists always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads a document.
    ///
    /// # Errors
    /// [`Malformed`] when it is not JSON or of an unknown format.
    pub fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        #[derive(Deserialize)]
        struct Header {
            format: u32,
        }
        const WHAT: &str = "complaint document";
        let shape = |source| Malformed::Shape { what: WHAT, source };
        let header: Header = serde_json::from_slice(bytes).map_err(shape)?;
        if header.format != 1 {
            return Err(Malformed::Unknown { what: WHAT, found: format!("format {}", header.format) });
        }
        serde_json::from_slice(bytes).map_err(shape)
    }
}

//! One shape for whatever came in: what it is, what it asks, who speaks, every address with its role.

use case::{Claim, Element, Language};

use crate::draft::Reading;

/// What something that came in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A notice that listings infringe a right.
    Complaint,
    /// The accused's answer to a notice (17 U.S.C. 512(g)(3); E-Commerce Law of China, Art. 43).
    CounterNotice,
    /// The complainant takes a notice back.
    Retraction,
    /// A reply in the thread of a case.
    Answer,
    /// Sent by a machine by itself, such as an absence notice; never to be answered (RFC 3834).
    Automatic,
    /// A report that a mail could not be delivered (RFC 3464).
    Bounce,
    /// Nothing of these: abuse reports about spam, advertisements, questions.
    NotOurs,
    /// It cannot be read; the problems say why.
    Unreadable,
}

impl Class {
    /// The stable code of this class.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::CounterNotice => "counter_notice",
            Self::Retraction => "retraction",
            Self::Answer => "answer",
            Self::Automatic => "automatic",
            Self::Bounce => "bounce",
            Self::NotOurs => "not_ours",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What a web address in a notice is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It is complained of.
    Accused,
    /// It shows the complainant's own work, goods or register entry.
    Original,
    /// It supports the complaint: a screenshot, a comparison, a statute.
    Evidence,
    /// It stands there by the way: signature, footer, unsubscribe link, the form it was filed with.
    Footer,
}

impl Role {
    /// The stable code of this role.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accused => "accused",
            Self::Original => "original",
            Self::Evidence => "evidence",
            Self::Footer => "footer",
        }
    }
}

/// A web address in a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedUrl {
    /// The address, defanged forms restored (`hxxp`, `[.]`).
    pub url: String,
    /// What it is there for.
    pub role: Role,
    /// Where it stood: `line 12`, `$.evidence[0]`, `Infringement/Content/Item[2]`, `Sheet1!B3`.
    pub place: String,
}

/// Who a notice names, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartyRole {
    /// Who sends the notice.
    Complainant,
    /// Whose right it is, where someone else sends it.
    Owner,
    /// Who is accused.
    Accused,
    /// To whom the notice is addressed.
    Recipient,
}

impl PartyRole {
    /// The stable code of this role.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complainant => "complainant",
            Self::Owner => "owner",
            Self::Accused => "accused",
            Self::Recipient => "recipient",
        }
    }
}

/// A person or firm named in a notice; a field that was not given is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// As what it is named.
    pub role: PartyRole,
    /// Name of the person or firm.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Postal address.
    pub postal_address: String,
    /// Telephone number.
    pub telephone: String,
}

/// A file that came with a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSeen {
    /// Its name as given; may be empty.
    pub name: String,
    /// Its media type, as sniffed or else as declared.
    pub media: String,
    /// Its decoded size in bytes.
    pub size: usize,
    /// SHA-256 of its decoded content, 64 hex digits.
    pub sha256: String,
    /// Where it stood: the number of its MIME part, such as `1.2`.
    pub place: String,
}

/// Everything that was understood of one file, mail or report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// By which format it was read, with its version: `mail`, `acns 1.2`, `arf`, `xarf 4.2.0`, `csv`, `xlsx`,
    /// `json`, `text`.
    pub format: String,
    /// What it is.
    pub class: Class,
    /// What is claimed; its kind of right follows from it.
    pub claim: Option<Claim>,
    /// The language it is written in.
    pub language: Language,
    /// Who it names.
    pub parties: Vec<Party>,
    /// Every web address, in order of appearance.
    pub urls: Vec<NamedUrl>,
    /// The statutory elements found.
    pub statements: Vec<Element>,
    /// What would be filed, and what is wrong with it.
    pub reading: Reading,
    /// The files that came with it.
    pub files: Vec<FileSeen>,
}

//! A right of this installation: what it protects and where, whose it is, who may act under it, and whether
//! the desk has verified it.
//!
//! A right is stored once and reused by every complaint. What an office says of it ([`RightStatus`],
//! [`Right::expires_on`]) and what the desk made of it ([`ReviewState`]) are two things: only a right that is
//! registered *and* verified supports a decision without a person.

mod check;
mod cure;
mod decide;
mod document;
mod form;
mod history;
mod mandate;
mod owner;
mod picture;
mod seller;
mod state;
mod territory;
mod text;

use case::{AccountId, Digest, InvalidId, PartyId, RightKind, RightRef, Territory};
use jiff::civil::Date;

pub use check::{Check, CheckCode, CheckFinding, Elsewhere, Outcome, run as checks};
pub use cure::Cure;
pub use decide::{CommandError, LONGEST_WHY, RightCommand, decide};
pub use document::{Document, DocumentKind};
pub use form::{MarkForm, ViennaCode};
pub use history::{By, History, MOST_EVENTS, RejectCode, ReviewState, RightEvent, RightRecorded, Unfoldable};
pub use mandate::{ActsAs, Mandate};
pub use owner::{Likeness, compare as compare_owners};
pub use picture::{MOST_PICTURES, PictureRole, RightPicture};
pub use seller::AuthorisedSeller;
pub use state::{RightState, WhyNot};
pub use territory::{covers, part_covered};
pub use text::{MOST_TEXTS, RightText};

/// At most so many documents of a right.
pub const MOST_DOCUMENTS: usize = 50;
/// At most so many mandates under a right, ended ones included.
pub const MOST_MANDATES: usize = 100;
/// At most so many authorised sellers of a right.
pub const MOST_SELLERS: usize = 500;
/// At most so many holders, names, territories or Vienna codes of a right.
pub const MOST_OTHERS: usize = 200;
/// At most so many characters of a title or an owner's name.
pub const LONGEST_TEXT: usize = 500;

/// What an office says of a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RightStatus {
    /// Applied for, not granted.
    Pending,
    /// Granted and in force.
    Registered,
    /// Ended: expired, surrendered, cancelled.
    Ended,
    /// Entered, but what the office has does not show it in force: its cancellation is sought, or its state, its last
    /// day or its effect is not known. It may well be in force: a person looks.
    Doubtful,
    /// No office has it: it exists without registration, as most copyright does.
    Unregistered,
}

impl RightStatus {
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::Registered, Self::Ended, Self::Doubtful, Self::Unregistered];

    /// The stable code by which this is stored and shown.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Registered => "registered",
            Self::Ended => "ended",
            Self::Doubtful => "doubtful",
            Self::Unregistered => "unregistered",
        }
    }
}

/// What an office's own record says of a right, as last read from its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeExtract {
    /// The owner's name, where the record has it; EUIPO's open data has not.
    pub owner: Option<String>,
    /// The right's state.
    pub status: RightStatus,
    /// Last day of protection, if it ends.
    pub expires_on: Option<Date>,
    /// Nice classes.
    pub classes: Vec<u8>,
    /// The day on which it was read.
    pub read_on: Date,
}

/// A right of this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// Kind, office, number. A right that no office numbers has [`unnumbered`]'s.
    pub right: RightRef,
    /// What it protects, as the register words it, e.g. the word mark.
    pub title: String,
    /// What form a trade mark has, where that is known.
    pub form: Option<MarkForm>,
    /// More words that it protects: members of a series, the mark in other scripts as its owner gives them.
    pub names: Vec<String>,
    /// Classes of goods and services that it covers, by the Nice Classification (1 to 45); empty for rights
    /// that have none.
    pub classes: Vec<u8>,
    /// Elements of its picture, by the Vienna Classification.
    pub vienna: Vec<ViennaCode>,
    /// Territories it covers, those designated through WIPO among them. [`covers`] says what follows.
    pub territories: Vec<Territory>,
    /// Its owner's name, as the owner states it.
    pub owner: String,
    /// What the office says of it.
    pub status: RightStatus,
    /// Last day of protection, if it ends.
    pub expires_on: Option<Date>,
    /// The office's own record, where it was read from the office's file.
    pub office: Option<OfficeExtract>,
    /// What the desk did with it; its state is the fold of this.
    pub history: History,
    /// Evidence for it, at most [`MOST_DOCUMENTS`].
    pub documents: Vec<Document>,
    /// Pictures beside which those of listings are compared, at most [`MOST_PICTURES`].
    pub pictures: Vec<RightPicture>,
    /// Texts beside which what listings say is compared, at most [`MOST_TEXTS`].
    pub texts: Vec<RightText>,
    /// Its owner's people without an account, who may always complain under it.
    pub holders: Vec<PartyId>,
    /// Agents who may complain under it within a mandate (letter of authority), at most [`MOST_MANDATES`].
    pub mandates: Vec<Mandate>,
    /// Sellers that its owner has allowed to offer its goods, at most [`MOST_SELLERS`].
    pub sellers: Vec<AuthorisedSeller>,
    /// The account that it belongs to, whose people may always complain under it; reminders go to its address.
    pub account: Option<AccountId>,
    /// When its owner is next to be reminded of the renewal: an index entry, set when it is stored.
    pub remind_on: Option<Date>,
    /// How often it was stored; 0 before the first time.
    pub version: u32,
}

/// A list of a right is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a right holds at most {most} {what}; remove what is no longer needed first")]
pub struct Full {
    /// Of what.
    pub what: &'static str,
    /// How many.
    pub most: usize,
}

/// The office code of rights that no office numbers. WIPO Standard ST.3 sets `XX` aside for "unknown states,
/// other entities or organizations".
pub const NO_OFFICE: &str = "XX";

/// Names a right that no office numbers: office `XX`, and as its number the first 16 bytes of the SHA-256 of
/// its owner's and its own name in hex, both compared without case, punctuation and accents. The same work
/// of the same owner thus has the same reference, however it is typed.
///
/// # Errors
/// [`InvalidId`] when title or owner has no letter or digit.
pub fn unnumbered(kind: RightKind, owner: &str, title: &str) -> Result<RightRef, InvalidId> {
    let (owner, title) = (owner::folded(owner), owner::folded(title));
    if owner.is_empty() || title.is_empty() {
        return Err(InvalidId { kind: "owner and title of a right", rule: "words with letters or digits" });
    }
    let digest = Digest::of(format!("{owner}\n{title}").as_bytes()).to_string();
    RightRef::new(kind, NO_OFFICE, digest.get(..32).unwrap_or(&digest))
}

impl Right {
    /// A right as its owner submits it, without anything that can be left out.
    #[must_use]
    pub fn submitted(right: RightRef, title: String, owner: String, history: History) -> Self {
        let unregistered = right.office() == NO_OFFICE;
        Self {
            right,
            title,
            form: None,
            names: Vec::new(),
            classes: Vec::new(),
            vienna: Vec::new(),
            territories: Vec::new(),
            owner,
            status: if unregistered { RightStatus::Unregistered } else { RightStatus::Registered },
            expires_on: None,
            office: None,
            history,
            documents: Vec::new(),
            pictures: Vec::new(),
            texts: Vec::new(),
            holders: Vec::new(),
            mandates: Vec::new(),
            sellers: Vec::new(),
            account: None,
            remind_on: None,
            version: 0,
        }
    }

    /// The words that it protects: its title, and its other names.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.title.as_str()).chain(self.names.iter().map(String::as_str))
    }

    /// Whether both protect the same: they are of one kind and have words in common, compared without case, punctuation,
    /// accents and spaces.
    #[must_use]
    pub fn protects_same_as(&self, other: &Self) -> bool {
        let plain = |word: &str| owner::folded(word).replace(' ', "");
        let words: Vec<String> = self.words().map(plain).filter(|word| !word.is_empty()).collect();
        self.right.kind() == other.right.kind() && other.words().any(|word| words.contains(&plain(word)))
    }

    /// Whether one owner is on file for both: an account, or a person.
    #[must_use]
    pub fn is_of_owner_of(&self, other: &Self) -> bool {
        let same_account = self.account.is_some() && self.account == other.account;
        same_account || self.holders.iter().any(|holder| other.holders.contains(holder))
    }
}

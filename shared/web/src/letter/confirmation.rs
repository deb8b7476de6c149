//! The letter that asks a complainant to confirm the address, with what was understood of the complaint.

use case::Language;
use jiff::Timestamp;
use notice::{Complaint, Problem};

use super::block::Block;
use super::mime::{self, Envelope, line};
use super::{ComposeError, Composed, Sender};
use crate::page::FieldError;
use crate::text::{say, tell};
use crate::words;

/// The most listings that are named one by one.
const MOST_LISTINGS: usize = 10;

/// What was understood of a complaint, one line each: claim, right, the first of its listings.
pub(super) fn understood<'a>(
    language: Language,
    claim: &str,
    right: &str,
    listings: impl ExactSizeIterator<Item = &'a str>,
) -> Vec<String> {
    let fact = |key: &str, value: &str| {
        (!value.is_empty()).then(|| words::labelled(language, &say(language, key), value))
    };
    let facts = [fact("status-claim", claim), fact("status-right", right)];
    let more = listings.len().saturating_sub(MOST_LISTINGS);
    let mut understood: Vec<String> = facts.into_iter().flatten().collect();
    understood.extend(listings.take(MOST_LISTINGS).map(str::to_owned));
    if more > 0 {
        understood.push(tell(language, "confirm-more", &[("count", more.into())]));
    }
    understood
}

/// A complaint that waits for its confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The complainant's language.
    pub language: Language,
    /// Who writes.
    pub sender: Sender,
    /// The address to be confirmed.
    pub to: String,
    /// The complainant's name; may be empty.
    pub to_name: String,
    /// When it is written.
    pub at: Timestamp,
    /// The Message-ID of the mail that it answers.
    pub answers: Option<String>,
    /// The complaint's id, from which the letter's own Message-ID is made.
    pub complaint: String,
    /// What was understood, one line each.
    pub understood: Vec<String>,
    /// What is missing, or would probably be declined.
    pub advice: Vec<FieldError>,
    /// Where it is confirmed.
    pub link: String,
}

impl Confirmation {
    /// The letter about `complaint`; `found` is what the linter says of it.
    #[must_use]
    pub fn of(
        complaint: &Complaint,
        found: &[Problem],
        sender: &Sender,
        link: String,
        at: Timestamp,
    ) -> Self {
        let language = complaint.language;
        let claim = words::claim(language, complaint.claim);
        let (office, number) = complaint.right.as_ref().map_or(("", ""), |it| (it.office(), it.number()));
        let right = format!("{office} {number} {}", complaint.work);
        let listings = complaint.listings.iter().map(|listing| listing.url.as_str());
        let understood = understood(language, &claim, right.trim(), listings);
        Self {
            language,
            sender: sender.clone(),
            to: complaint.complainant.email.clone(),
            to_name: complaint.complainant.name.clone(),
            at,
            answers: complaint.message_id.clone(),
            complaint: complaint.id.to_string(),
            understood,
            advice: found.iter().map(FieldError::from).collect(),
            link,
        }
    }

    /// Writes the letter.
    ///
    /// # Errors
    /// [`ComposeError::Address`] when the address cannot be written to.
    pub fn compose(&self) -> Result<Composed, ComposeError> {
        let language = self.language;
        let subject = say(language, "letter-confirm-subject");
        let mut blocks = vec![
            Block::Text(say(language, "letter-greeting")),
            Block::Text(say(language, "letter-confirm")),
            Block::Points(self.understood.clone()),
            Block::Button(say(language, "letter-confirm-button"), self.link.clone()),
            Block::Text(say(language, "letter-confirm-until")),
        ];
        if !self.advice.is_empty() {
            blocks.push(Block::Text(say(language, "confirm-advice")));
            blocks.push(Block::Points(self.advice.iter().map(|error| error.text(language)).collect()));
        }
        blocks.push(Block::Text(say(language, "confirm-not-mine")));
        blocks.push(Block::Text(say(language, "letter-regards")));
        blocks.push(Block::Text(line(&self.sender.name, 100)));
        let envelope = Envelope {
            language,
            sender: &self.sender,
            to: &self.to,
            to_name: &self.to_name,
            at: self.at,
            answers: self.answers.as_deref(),
            id: format!("confirm.{}", self.complaint),
            cases: Vec::new(),
        };
        mime::composed(&envelope, subject, &blocks)
    }
}

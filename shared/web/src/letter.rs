//! Letters to the parties, as mails with a text and an HTML part that say the same.

mod answered;
mod authority;
mod block;
mod body;
mod by_page;
mod confirmation;
mod facts;
mod mime;
mod misuse;
mod renewal;
mod returned;
mod seen;
mod standing;
mod stray;

pub use answered::AnsweredMail;
pub use authority::Authority;
pub use by_page::{ByPage, OnPage};
pub use confirmation::Confirmation;
pub use facts::{
    AppealEnd, Appealed, ComplaintFacts, Corrected, Draft, Item, Matter, Refused, Restored, Ruling, Sender,
    Taken,
};
pub use misuse::{MisuseLetter, MisuseNews, Misused};
pub use renewal::Renewal;
pub use returned::Returned;
pub use seen::{FoundIn, Likeness, Part, Seen};
pub use standing::{StandingLetter, StandingNews};
pub use stray::Stray;

/// A letter ready to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// The subject, one line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The whole message, headers included. The same draft always gives the same bytes.
    pub mime: Vec<u8>,
}

/// Why a letter cannot be composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// There is nothing to write about.
    #[error("a letter needs at least one case")]
    NoItem,
    /// One mail is one letter.
    #[error("the cases of one mail must all be owed the same letter")]
    MixedLetters,
    /// The address can never be written to.
    #[error("the receiver's or sender's address is not a mail address")]
    Address,
}

/// Writes the letter.
///
/// # Errors
/// [`ComposeError`] when the draft can never become a letter; trying again does not help.
pub fn compose(draft: &Draft) -> Result<Composed, ComposeError> {
    let first = draft.items.first().ok_or(ComposeError::NoItem)?;
    if draft.items.iter().any(|item| item.matter.letter() != first.matter.letter()) {
        return Err(ComposeError::MixedLetters);
    }
    let subject = body::subject(draft, first);
    let blocks = body::blocks(draft, first);
    let envelope = mime::Envelope {
        language: draft.language,
        sender: &draft.sender,
        to: &draft.to,
        to_name: &draft.to_name,
        at: draft.at,
        answers: draft.answers.as_deref(),
        id: format!("{}.{}", first.effect, first.case),
        cases: draft.items.iter().map(|item| item.case).collect(),
    };
    mime::composed(&envelope, subject, &blocks)
}

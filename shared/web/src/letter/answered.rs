//! A mail that is answered, whatever the answer says.

use case::{Digest, Language};
use jiff::Timestamp;

use super::block::Block;
use super::mime::{self, Envelope};
use super::{ComposeError, Composed, Sender};

/// A mail that is answered, and who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredMail {
    /// The language of the mail.
    pub language: Language,
    /// Who answers.
    pub sender: Sender,
    /// Who wrote.
    pub to: String,
    /// The writer's name; may be empty.
    pub to_name: String,
    /// When it is answered.
    pub at: Timestamp,
    /// The mail's Message-ID.
    pub answers: Option<String>,
    /// SHA-256 of the mail, from which the answer's own Message-ID is made.
    pub digest: Digest,
}

impl AnsweredMail {
    /// The answer of this kind.
    pub(super) fn with(
        &self,
        kind: &str,
        subject: String,
        blocks: &[Block],
    ) -> Result<Composed, ComposeError> {
        let to = (&*self.to, &*self.to_name);
        let alone = Envelope::about_no_case(self.language, &self.sender, to, self.at, (kind, &self.digest));
        let envelope = Envelope { answers: self.answers.as_deref(), ..alone };
        mime::composed(&envelope, subject, blocks)
    }
}

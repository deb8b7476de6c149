//! The answer to a mail that could not become a complaint: what is wrong with it, and where to file instead.

use case::Language;

use super::block::Block;
use super::confirmation::understood;
use super::mime::line;
use super::{AnsweredMail, ComposeError, Composed};
use crate::page::FieldError;
use crate::text::{arg, say, tell};
use crate::words;

/// Why a mail could not become a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The mail.
    pub mail: AnsweredMail,
    /// The mail's subject.
    pub subject: String,
    /// What was understood, one line each.
    pub understood: Vec<String>,
    /// What is wrong, field by field. None when the mail has no text that could be read.
    pub errors: Vec<FieldError>,
    /// Address of the complaint form.
    pub form: String,
}

impl Returned {
    /// What was understood of a complaint, for its sender to check.
    #[must_use]
    pub fn understood_of(draft: &notice::Draft, language: Language) -> Vec<String> {
        let claim = draft.claim.map(|claim| words::claim(language, claim)).unwrap_or_default();
        let right = &draft.right;
        let right = format!("{} {} {}", right.office, right.number, right.work);
        understood(language, &claim, right.trim(), draft.listings.iter().map(String::as_str))
    }

    /// Writes the answer.
    ///
    /// # Errors
    /// [`ComposeError::Address`] when the writer's address cannot be written to.
    pub fn compose(&self) -> Result<Composed, ComposeError> {
        let language = self.mail.language;
        let about = line(&self.subject, 120);
        let subject = tell(language, "letter-returned-subject", &[("subject", arg(&about))]);
        let mut blocks = vec![Block::Text(say(language, "letter-greeting"))];
        if self.errors.is_empty() {
            blocks.push(Block::Text(say(language, "letter-returned-unreadable")));
        } else {
            blocks.push(Block::Text(say(language, "letter-returned")));
            blocks.push(Block::Points(self.errors.iter().map(|error| error.text(language)).collect()));
        }
        if !self.understood.is_empty() {
            blocks.push(Block::Text(say(language, "letter-returned-understood")));
            blocks.push(Block::Points(self.understood.clone()));
        }
        blocks.push(Block::Text(say(language, "letter-returned-again")));
        blocks.push(Block::Button(say(language, "letter-returned-form"), self.form.clone()));
        blocks.push(Block::Text(say(language, "letter-regards")));
        blocks.push(Block::Text(line(&self.mail.sender.name, 100)));
        self.mail.with("returned", subject, &blocks)
    }
}

#[cfg(test)]
mod tests {
    use case::Digest;
    use jiff::Timestamp;

    use super::super::Sender;
    use super::*;

    #[test]
    fn the_answer_names_each_field_with_its_remedy_in_the_mails_language() {
        for (language, word) in [(Language::En, "not filed"), (Language::Zh, "未")] {
            let returned = Returned {
                mail: AnsweredMail {
                    language,
                    sender: Sender::new("goodfaith@goodfaith.example"),
                    to: "brand@northlight.example".to_owned(),
                    to_name: String::new(),
                    at: Timestamp::UNIX_EPOCH,
                    answers: Some("mail-1@northlight.example".to_owned()),
                    digest: Digest::of(b"mail"),
                },
                subject: "Fakes\r\nBcc: x@y.example".to_owned(),
                understood: Vec::new(),
                errors: vec![
                    FieldError::new("explanation", "required"),
                    FieldError::new("claim", "required"),
                ],
                form: "https://goodfaith.example/".to_owned(),
            };
            let composed = returned.compose().unwrap();
            assert!(composed.subject.contains(word), "{}", composed.subject);
            for error in &returned.errors {
                assert!(composed.text.contains(&error.text(language)), "{}", composed.text);
            }
            let mime = String::from_utf8(composed.mime).unwrap();
            assert!(mime.contains("Auto-Submitted: auto-replied"));
            assert!(mime.contains("In-Reply-To: <mail-1@northlight.example>"));
            assert!(!mime.contains("\r\nBcc:"));
        }
    }
}

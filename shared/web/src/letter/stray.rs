//! The answer to a mail that seems to be about a case, and belongs to none of its sender's: where a party is heard.

use super::block::Block;
use super::mime::line;
use super::{AnsweredMail, ComposeError, Composed};
use crate::text::{arg, say, tell};

/// A mail that was added to no case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// The mail.
    pub mail: AnsweredMail,
    /// The mail's subject.
    pub subject: String,
}

impl Stray {
    /// Writes the answer.
    ///
    /// # Errors
    /// [`ComposeError::Address`] when the writer's address cannot be written to.
    pub fn compose(&self) -> Result<Composed, ComposeError> {
        let language = self.mail.language;
        let subject = tell(language, "letter-stray-subject", &[("subject", arg(line(&self.subject, 120)))]);
        let texts = ["letter-greeting", "letter-stray", "letter-stray-seller", "letter-stray-complainant"];
        let mut blocks: Vec<Block> = texts.iter().map(|key| Block::Text(say(language, key))).collect();
        blocks.push(Block::Text(say(language, "letter-regards")));
        blocks.push(Block::Text(line(&self.mail.sender.name, 100)));
        self.mail.with("stray", subject, &blocks)
    }
}

#[cfg(test)]
mod tests {
    use case::{Digest, Language};
    use jiff::Timestamp;

    use super::super::Sender;
    use super::*;

    #[test]
    fn the_answer_says_that_nothing_was_added_and_where_each_side_is_heard() {
        for (language, words) in [
            (Language::En, ["not added to any case", "taken down", "filed a complaint"]),
            (Language::Zh, ["未归入任何案件", "下架", "提交过投诉"]),
        ] {
            let stray = Stray {
                mail: AnsweredMail {
                    language,
                    sender: Sender::new("goodfaith@goodfaith.example"),
                    to: "seller@shop.example".to_owned(),
                    to_name: String::new(),
                    at: Timestamp::UNIX_EPOCH,
                    answers: Some("mail-1@shop.example".to_owned()),
                    digest: Digest::of(b"mail"),
                },
                subject: "My listing\r\nBcc: x@y.example".to_owned(),
            };
            let composed = stray.compose().unwrap();
            assert!(composed.subject.contains("My listing"), "{}", composed.subject);
            for word in words {
                assert!(composed.text.contains(word), "{}", composed.text);
            }
            let mime = String::from_utf8(composed.mime).unwrap();
            assert!(mime.contains("Auto-Submitted: auto-replied"));
            assert!(mime.contains("In-Reply-To: <mail-1@shop.example>"));
            assert!(!mime.contains("\r\nBcc:"));
        }
    }
}

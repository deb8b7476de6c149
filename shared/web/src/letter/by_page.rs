//! The answer to a reply of a complainant who can do something that no mail does: on which page. A mail's words are no order.

use case::Reference;

use super::block::Block;
use super::{AnsweredMail, ComposeError, Composed};
use crate::text::{arg, say, tell};

/// What a mail does not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnPage {
    /// Withdraw a complaint: the mail seems to be about that.
    Withdraw,
    /// Answer a counter-notice, which waits for an answer.
    Answer,
    /// Correct a declined complaint, unless the mail brings a document that may cure it.
    Correct,
}

impl OnPage {
    const fn code(self) -> &'static str {
        match self {
            Self::Withdraw => "withdraw",
            Self::Answer => "answer",
            Self::Correct => "correct",
        }
    }
}

/// Where the complainant does what a reply may have been about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByPage {
    /// What.
    pub act: OnPage,
    /// The mail.
    pub mail: AnsweredMail,
    /// The complaints for which it can be done now, each with the address of its page.
    pub pages: Vec<(Reference, String)>,
}

impl ByPage {
    /// Writes the answer.
    ///
    /// # Errors
    /// [`ComposeError::Address`] when the writer's address cannot be written to.
    pub fn compose(&self) -> Result<Composed, ComposeError> {
        let language = self.mail.language;
        let references: Vec<String> = self.pages.iter().map(|(it, _)| it.to_string()).collect();
        let key = |part: &str| format!("letter-by_page-{}{part}", self.act.code());
        let subject = tell(language, &key(".subject"), &[("references", arg(references.join(", ")))]);
        let mut blocks =
            vec![Block::Text(say(language, "letter-greeting")), Block::Text(say(language, &key("")))];
        for (reference, page) in &self.pages {
            let button = tell(language, "letter-by_page-open", &[("reference", arg(reference.to_string()))]);
            blocks.push(Block::Button(button, page.clone()));
        }
        blocks.push(Block::Text(say(language, &key(".else"))));
        blocks.push(Block::Text(say(language, "letter-regards")));
        self.mail.with("by-page", subject, &blocks)
    }
}

#[cfg(test)]
mod tests {
    use case::{Digest, Language};
    use jiff::Timestamp;

    use super::super::Sender;
    use super::*;

    #[test]
    fn the_answer_leads_to_the_page_of_each_complaint() {
        let reference: Reference = "0A4-7KM-2Q0".parse().unwrap();
        for (act, language, word) in [
            (OnPage::Withdraw, Language::En, "never withdraws"),
            (OnPage::Withdraw, Language::Zh, "撤回"),
            (OnPage::Answer, Language::En, "does not count as your answer"),
            (OnPage::Answer, Language::Zh, "答复"),
            (OnPage::Correct, Language::En, "stays declined"),
            (OnPage::Correct, Language::Zh, "更正"),
        ] {
            let page = "https://goodfaith.example/status/token".to_owned();
            let composed = ByPage {
                act,
                mail: AnsweredMail {
                    language,
                    sender: Sender::new("goodfaith@goodfaith.example"),
                    to: "brand@northlight.example".to_owned(),
                    to_name: String::new(),
                    at: Timestamp::UNIX_EPOCH,
                    answers: None,
                    digest: Digest::of(b"mail"),
                },
                pages: vec![(reference, page.clone())],
            }
            .compose()
            .unwrap();
            assert!(composed.subject.contains("0A4-7KM-2Q0"), "{}", composed.subject);
            assert!(composed.text.contains(word) && composed.text.contains(&page), "{}", composed.text);
        }
    }
}

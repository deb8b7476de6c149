//! What happened to an account's membership in the good-faith programme, with the arithmetic.

use case::{Claim, Digest, Language};
use jiff::Timestamp;

use super::block::Block;
use super::mime::{self, Envelope, line};
use super::{ComposeError, Composed, Sender};
use crate::text::{arg, day, say, tell};
use crate::words;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingNews {
    /// It is a member.
    Entered,
    /// A rate is on the wrong side of its threshold, which proves nothing yet.
    Warned,
    /// A rate is proved to be bad.
    Probation {
        /// When the membership ends unless the rates recover.
        until: Timestamp,
    },
    /// No rate is on the wrong side any more.
    Recovered,
    /// It is a member no more.
    Removed {
        /// From when it may enter again.
        again_from: Timestamp,
    },
}

/// The letter about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingLetter {
    /// In which language.
    pub language: Language,
    /// Who writes.
    pub sender: Sender,
    /// The account's address.
    pub to: String,
    /// The account's name.
    pub to_name: String,
    /// When it is written.
    pub at: Timestamp,
    /// What happened.
    pub news: StandingNews,
    /// For which reason code; `None` for the whole account.
    pub claim: Option<Claim>,
    /// The arithmetic, as it is told everywhere.
    pub arithmetic: String,
    /// Where it is as of today: the address of the account's page.
    pub page: String,
    /// What names the event among all of the programme. Sent again, it is the same message.
    pub event: Digest,
}

impl StandingLetter {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`ComposeError::Address`] when the address cannot be written to.
    pub fn compose(&self) -> Result<Composed, ComposeError> {
        let language = self.language;
        let scope = match self.claim {
            None => say(language, "letter-standing-account"),
            Some(claim) => words::claim(language, claim),
        };
        let (what, date) = match self.news {
            StandingNews::Entered => ("entered", None),
            StandingNews::Warned => ("warned", None),
            StandingNews::Probation { until } => ("probation", Some(until)),
            StandingNews::Recovered => ("recovered", None),
            StandingNews::Removed { again_from } => ("removed", Some(again_from)),
        };
        let date = date.map_or_else(String::new, |date| day(language, date));
        let facts = [("scope", arg(scope)), ("date", arg(date))];
        let name = line(&self.to_name, 100);
        let lines = self.arithmetic.lines().map(|line| line.trim().to_owned());
        let blocks = vec![
            Block::Text(tell(language, "letter-greeting-name", &[("name", arg(name))])),
            Block::Text(tell(language, &format!("letter-standing-{what}"), &facts)),
            Block::Text(say(language, &format!("letter-standing-{what}-then"))),
            Block::Heading(say(language, "letter-standing-figures")),
            Block::Points(lines.filter(|line| !line.is_empty()).collect()),
            Block::Button(say(language, "letter-standing-page"), self.page.clone()),
            Block::Text(say(language, "letter-standing-wrong")),
            Block::Text(say(language, "letter-regards")),
        ];
        let to = (&*self.to, &*self.to_name);
        let envelope =
            Envelope::about_no_case(language, &self.sender, to, self.at, ("standing", &self.event));
        mime::composed(&envelope, tell(language, &format!("letter-standing-{what}-subject"), &facts), &blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: Language, news: StandingNews) -> StandingLetter {
        StandingLetter {
            language,
            sender: Sender::new("goodfaith@goodfaith.example"),
            to: "brand@northlight.example".to_owned(),
            to_name: "Northlight".to_owned(),
            at: "2026-11-02T07:00:00Z".parse().unwrap(),
            news,
            claim: None,
            arithmetic: "Takedown rate: 96 of 101\n  asked for: at least 90.00 %: met\n".to_owned(),
            page: "https://goodfaith.example/standing/token".to_owned(),
            event: Digest::of(b"event"),
        }
    }

    #[test]
    fn each_letter_says_what_happened_until_when_and_by_what_arithmetic() {
        let date: Timestamp = "2026-12-02T00:00:00Z".parse().unwrap();
        let all = [
            (StandingNews::Entered, "is now a member", "加入"),
            (StandingNews::Warned, "It proves nothing", "警告"),
            (StandingNews::Probation { until: date }, "2 December 2026", "2026年12月2日"),
            (StandingNews::Recovered, "no longer", "恢复"),
            (StandingNews::Removed { again_from: date }, "2 December 2026", "2026年12月2日"),
        ];
        let mut subjects = std::collections::BTreeSet::new();
        for (news, english, chinese) in all {
            for (language, part) in [(Language::En, english), (Language::Zh, chinese)] {
                let composed = letter(language, news).compose().unwrap();
                assert!(composed.text.contains(part), "{part}: {}", composed.text);
                assert!(composed.text.contains("96 of 101"), "{}", composed.text);
                assert!(composed.text.contains("/standing/token"), "{}", composed.text);
                assert!(composed.html.contains("at least 90.00 %: met"), "{}", composed.html);
                subjects.insert(composed.subject);
            }
        }
        assert_eq!(subjects.len(), 10, "{subjects:?}");
    }
}

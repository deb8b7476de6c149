//! The reminder that a right is to be renewed.

use case::{Digest, Language, RightRef};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::block::Block;
use super::mime::{self, Envelope, line};
use super::{ComposeError, Composed, Sender};
use crate::text::{arg, day, say, tell};
use crate::words;

/// A reminder that a right is to be renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
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
    /// The right.
    pub right: RightRef,
    /// What it protects.
    pub title: String,
    /// Its owner's name.
    pub owner: String,
    /// Its last day.
    pub expires_on: Date,
    /// The day on which this reminder was due. With the right and its last day it names the message, so that
    /// sent again it is the same.
    pub due_on: Date,
}

impl Renewal {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`ComposeError::Address`] when the address cannot be written to.
    pub fn compose(&self) -> Result<Composed, ComposeError> {
        let language = self.language;
        let right = &self.right;
        let named = words::registered(language, right);
        let last = self.expires_on.to_zoned(TimeZone::UTC);
        let last = last.map_or_else(|_| self.expires_on.to_string(), |it| day(language, it.timestamp()));
        let today = self.at.to_zoned(TimeZone::UTC).date();
        let days = today.until(self.expires_on).map_or(0, |span| span.get_days()).max(0);
        let facts = [
            ("right", arg(&named)),
            ("last", arg(last)),
            ("title", arg(line(&self.title, 200))),
            ("owner", arg(line(&self.owner, 200))),
            ("days", arg(days)),
        ];
        let subject = tell(language, "letter-renewal-subject", &facts);
        let name = line(&self.to_name, 100);
        let blocks = vec![
            Block::Text(tell(language, "letter-greeting-name", &[("name", arg(name))])),
            Block::Text(tell(language, "letter-renewal", &facts)),
            Block::Text(say(language, "letter-renewal-then")),
            Block::Text(say(language, "letter-renewal-done")),
            Block::Text(say(language, "letter-regards")),
        ];
        let reminder = Digest::of(format!("{right}|{}|{}", self.expires_on, self.due_on).as_bytes());
        let to = (&*self.to, &*self.to_name);
        let envelope = Envelope::about_no_case(language, &self.sender, to, self.at, ("renewal", &reminder));
        mime::composed(&envelope, subject, &blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reminder_names_right_and_last_day_and_is_the_same_when_sent_again() {
        for (language, subject) in [
            (Language::En, "Trade mark EM 018999001 expires on 1 May 2027: renew it"),
            (Language::Zh, "商标 EM 018999001 将于2027年5月1日到期，请续展"),
        ] {
            let letter = Renewal {
                language,
                sender: Sender::new("goodfaith@goodfaith.example"),
                to: "brand@northlight.example".to_owned(),
                to_name: "Northlight".to_owned(),
                at: "2026-11-02T07:00:00Z".parse().unwrap(),
                right: "trademark/EM/018999001".parse().unwrap(),
                title: "NORTHLIGHT".to_owned(),
                owner: "Northlight Outfitters GmbH".to_owned(),
                expires_on: jiff::civil::date(2027, 5, 1),
                due_on: jiff::civil::date(2026, 11, 2),
            };
            let composed = letter.compose().unwrap();
            assert_eq!(composed.subject, subject);
            for part in ["NORTHLIGHT", "Northlight Outfitters GmbH", "180"] {
                assert!(composed.text.contains(part), "{part}: {}", composed.text);
            }
            let id = |letter: &Renewal| {
                let mime = String::from_utf8(letter.compose().unwrap().mime).unwrap();
                mime.lines().find(|line| line.starts_with("Message-ID: <renewal.")).unwrap().to_owned()
            };
            let later = Renewal { at: "2026-11-03T07:00:00Z".parse().unwrap(), ..letter.clone() };
            assert_eq!(id(&letter), id(&later));
            let next = Renewal { due_on: jiff::civil::date(2027, 1, 31), ..letter.clone() };
            assert_ne!(id(&letter), id(&next));
        }
    }
}

//! A warning of misuse, or a suspension for it: a statement of reasons (Regulation (EU) 2022/2065 Art. 17 and 23).

use case::{Digest, Language};
use jiff::Timestamp;
use policy::{NoticeLaw, Step};

use super::block::Block;
use super::mime::{self, Envelope, line};
use super::{ComposeError, Composed, Sender};
use crate::text::{arg, day, say, tell};
use crate::words;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MisuseNews {
    /// A warning, which holds from this letter on.
    Warned {
        /// The fewest days after which a suspension may follow.
        days: u16,
        /// Until when the warning holds.
        until: Timestamp,
    },
    /// A suspension, which runs from this letter on.
    Suspended {
        /// When it ends.
        until: Timestamp,
        /// Until when it can be appealed.
        appeal_until: Timestamp,
    },
}

/// Of what kind the receiver's acts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misused {
    /// A complainant's complaints.
    Complaints,
    /// What a seller offers.
    Listings,
    /// A seller's counter-notices and appeals.
    Objections,
}

/// The letter about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisuseLetter {
    /// In which language.
    pub language: Language,
    /// Who writes.
    pub sender: Sender,
    /// The receiver's address.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// When it is written.
    pub at: Timestamp,
    /// What was decided.
    pub news: MisuseNews,
    /// About acts of which kind.
    pub misused: Misused,
    /// What was found, with its numbers, a line each.
    pub facts: String,
    /// Whether a person decided it, and not rules.
    pub by_person: bool,
    /// The law that it is under.
    pub law: NoticeLaw,
    /// What names the event among all of its kind. Sent again, it is the same message.
    pub event: Digest,
}

impl MisuseLetter {
    /// Writes the letter.
    ///
    /// # Errors
    /// [`ComposeError::Address`] when the address cannot be written to.
    pub fn compose(&self) -> Result<Composed, ComposeError> {
        let language = self.language;
        let misused = match self.misused {
            Misused::Complaints => "complaints",
            Misused::Listings => "listings",
            Misused::Objections => "objections",
        };
        let (what, until, days) = match self.news {
            MisuseNews::Warned { days, until } => ("warned", until, days),
            MisuseNews::Suspended { until, .. } => ("suspended", until, 0),
        };
        let facts = [("date", arg(day(language, until))), ("days", arg(days))];
        let told = |part: &str| tell(language, &format!("letter-misuse-{what}-{misused}{part}"), &facts);
        let name = line(&self.to_name, 100);
        let lines = self.facts.lines().map(|line| line.trim().to_owned());
        let by = if self.by_person { "letter-misuse-by_person" } else { "letter-misuse-by_rules" };
        let ground = say(language, "letter-misuse-ground");
        let mut blocks = vec![
            Block::Text(tell(language, "letter-greeting-name", &[("name", arg(name))])),
            Block::Text(told("")),
            Block::Text(told("-then")),
            Block::Heading(say(language, "letter-misuse-facts")),
            Block::Points(lines.filter(|line| !line.is_empty()).collect()),
            Block::Text(say(language, "letter-misuse-weighed")),
            Block::Text(words::resting_on(language, &ground, self.law.provision(Step::Misuse))),
            Block::Text(say(language, by)),
        ];
        blocks.extend(self.redress());
        blocks.push(Block::Text(say(language, "letter-regards")));
        let to = (&*self.to, &*self.to_name);
        let envelope = Envelope::about_no_case(language, &self.sender, to, self.at, ("misuse", &self.event));
        mime::composed(&envelope, told("-subject"), &blocks)
    }

    /// What the receiver can do about it. A warning restricts nothing yet, so there is nothing to appeal.
    fn redress(&self) -> Vec<Block> {
        let language = self.language;
        let MisuseNews::Suspended { appeal_until, .. } = self.news else {
            return vec![Block::Text(say(language, "letter-misuse-wrong"))];
        };
        let way = |sentence: &str, step| words::resting_on(language, sentence, self.law.provision(step));
        let until = [("date", arg(day(language, appeal_until)))];
        let appeal = tell(language, "letter-misuse-appeal", &until);
        let mut ways = vec![way(&appeal, Step::Appeal)];
        let settlement = self.law.provision(Step::Settlement);
        ways.extend(settlement.map(|_| way(&say(language, "letter-redress-body"), Step::Settlement)));
        ways.push(say(language, "letter-redress-court"));
        vec![Block::Heading(say(language, "letter-redress-title")), Block::Points(ways)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISUSED: [Misused; 3] = [Misused::Complaints, Misused::Listings, Misused::Objections];

    fn letter(language: Language, news: MisuseNews, misused: Misused) -> MisuseLetter {
        MisuseLetter {
            language,
            sender: Sender::new("goodfaith@goodfaith.example"),
            to: "brand@northlight.example".to_owned(),
            to_name: "Northlight".to_owned(),
            at: "2026-11-02T07:00:00Z".parse().unwrap(),
            news,
            misused,
            facts: "6 of 10 decided complaints did not stand.\nSellers concerned: 5.\n".to_owned(),
            by_person: true,
            law: NoticeLaw::Dsa,
            event: Digest::of(b"event"),
        }
    }

    fn warned() -> MisuseNews {
        MisuseNews::Warned { days: 14, until: "2027-11-02T07:00:00Z".parse().unwrap() }
    }

    fn suspended() -> MisuseNews {
        let (until, appeal) = ("2026-11-09T07:00:00Z", "2027-05-02T07:00:00Z");
        MisuseNews::Suspended { until: until.parse().unwrap(), appeal_until: appeal.parse().unwrap() }
    }

    #[test]
    fn each_letter_says_what_was_decided_on_what_by_whom_and_what_can_be_done() {
        let mut subjects = std::collections::BTreeSet::new();
        for misused in MISUSED {
            let warning = letter(Language::En, warned(), misused).compose().unwrap();
            for part in ["This is a warning", "14 days", "2 November 2027", "6 of 10", "Article 23", "reply"]
            {
                assert!(warning.text.contains(part), "{part}: {}", warning.text);
            }
            assert!(!warning.text.contains("Article 20"), "nothing is restricted: {}", warning.text);
            let suspension = letter(Language::En, suspended(), misused).compose().unwrap();
            for part in [
                "9 November 2026",
                "2 May 2027",
                "6 of 10",
                "a person decided",
                "Article 20",
                "Article 21",
                "court",
            ] {
                assert!(suspension.text.contains(part), "{part}: {}", suspension.text);
                assert!(suspension.html.contains(part), "{part}: {}", suspension.html);
            }
            subjects.extend([warning.subject, suspension.subject]);
            for (news, part) in [(warned(), "2027年11月2日"), (suspended(), "2026年11月9日")] {
                let chinese = letter(Language::Zh, news, misused).compose().unwrap();
                assert!(chinese.text.contains(part), "{}", chinese.text);
                subjects.insert(chinese.subject);
            }
        }
        assert_eq!(subjects.len(), 12, "{subjects:?}");
    }

    #[test]
    fn what_rules_decided_is_not_told_as_a_persons() {
        let by_rules = MisuseLetter { by_person: false, ..letter(Language::En, warned(), Misused::Listings) };
        let text = by_rules.compose().unwrap().text;
        assert!(text.contains("Automated rules") && !text.contains("a person decided"), "{text}");
    }

    #[test]
    fn where_no_law_is_known_none_is_cited() {
        let elsewhere =
            MisuseLetter { law: NoticeLaw::Terms, ..letter(Language::En, suspended(), Misused::Complaints) };
        let text = elsewhere.compose().unwrap().text;
        assert!(text.contains("court") && !text.contains("Article"), "{text}");
    }
}

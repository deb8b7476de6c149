//! A letter of authority: by which the owner of rights lets an agent complain. Plain text, to be signed.

use case::{Claim, Language, RightRef, Territory};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::mime::line;
use crate::text::{arg, day, say, tell};
use crate::words;

/// What a letter of authority says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// In which language.
    pub language: Language,
    /// Who gives it.
    pub owner: String,
    /// Who receives it.
    pub agent: String,
    /// The rights with what they protect.
    pub rights: Vec<(RightRef, String)>,
    /// What the agent may claim; empty for everything.
    pub claims: Vec<Claim>,
    /// The marketplaces by name; empty for all.
    pub marketplaces: Vec<String>,
    /// Where.
    pub territories: Vec<Territory>,
    /// Its last day, if it ends.
    pub until: Option<Date>,
}

impl Authority {
    /// The letter, with lines to sign on.
    #[must_use]
    pub fn text(&self) -> String {
        let language = self.language;
        let join = if language == Language::Zh { "、" } else { ", " };
        let listed = |all: &'static str, values: Vec<String>| {
            if values.is_empty() { say(language, all) } else { values.join(join) }
        };
        let claims = self.claims.iter().map(|claim| words::claim(language, *claim)).collect();
        let marketplaces = self.marketplaces.iter().map(|name| line(name, 100)).collect();
        let territories = self.territories.iter().map(ToString::to_string).collect();
        let last = self.until.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
        let last = last.map_or_else(
            || say(language, "letter-authority-revoked-only"),
            |last| day(language, last.timestamp()),
        );
        let mut text = format!("{}\n\n", say(language, "letter-authority-title"));
        let parties = [("owner", arg(line(&self.owner, 200))), ("agent", arg(line(&self.agent, 200)))];
        text += &format!("{}\n\n", tell(language, "letter-authority-gives", &parties));
        text += &format!("{}\n", say(language, "letter-authority-rights"));
        for (right, title) in &self.rights {
            let named = words::registered(language, right);
            text += &format!("- {}\n", words::labelled(language, &named, &line(title, 200)));
        }
        text.push('\n');
        for (key, value) in [
            ("letter-authority-claims", listed("letter-authority-all-claims", claims)),
            ("letter-authority-marketplaces", listed("letter-authority-all-marketplaces", marketplaces)),
            ("letter-authority-territories", listed("letter-authority-all-territories", territories)),
            ("letter-authority-until", last),
        ] {
            text += &format!("{}\n", tell(language, key, &[("value", arg(value))]));
        }
        text += &format!("\n{}\n", say(language, "letter-authority-may"));
        text += &format!("\n{}\n", say(language, "letter-authority-may-not"));
        for key in [
            "letter-authority-place",
            "letter-authority-signature",
            "letter-authority-name",
            "letter-authority-function",
        ] {
            text += &format!("\n{}\n", say(language, key));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: Language) -> Authority {
        Authority {
            language,
            owner: "Northlight Outfitters GmbH".to_owned(),
            agent: "IP Agents\nLtd".to_owned(),
            rights: vec![("trademark/EM/018999001".parse().unwrap(), "NORTHLIGHT".to_owned())],
            claims: vec![Claim::Counterfeit, Claim::TrademarkMisuse],
            marketplaces: vec!["Demo Bazaar".to_owned()],
            territories: vec!["CN".parse().unwrap(), "EU".parse().unwrap()],
            until: Some(jiff::civil::date(2027, 12, 31)),
        }
    }

    #[test]
    fn a_letter_of_authority_names_who_what_where_and_how_long() {
        for (language, expected) in [
            (
                Language::En,
                [
                    "IP Agents Ltd",
                    "Trade mark EM 018999001: NORTHLIGHT",
                    "Counterfeit goods, ",
                    "31 December 2027",
                ],
            ),
            (Language::Zh, ["IP Agents Ltd", "018999001：NORTHLIGHT", "假冒商品、", "2027年12月31日"]),
        ] {
            let text = letter(language).text();
            for part in
                expected.into_iter().chain(["Northlight Outfitters GmbH", "Demo Bazaar", "CN", "____"])
            {
                assert!(text.contains(part), "{part}: {text}");
            }
            assert!(!text.contains("letter-authority"), "{text}");
        }
    }

    #[test]
    fn what_is_left_open_is_said_to_be_open() {
        let open = Authority { claims: vec![], marketplaces: vec![], until: None, ..letter(Language::En) };
        let text = open.text();
        for part in ["all infringements", "all marketplaces", "until it is revoked"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

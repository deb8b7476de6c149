//! What a page says when something cannot be done.

use askama::Template;
use case::Language;
use jiff::Timestamp;

use super::{Site, html};
use crate::text::{arg, say, tell, time};

/// Why something cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// There is no such page, or the link is not (or no longer) right.
    NotFound,
    /// It was erased, with the data of the party that it came from.
    Erased,
    /// The same complaint is being handled already; its letters go to the address first given.
    Merged,
    /// What was sent cannot be read.
    Malformed,
    /// What was sent is larger than allowed.
    TooLarge,
    /// The case has moved on: this is not possible now.
    NotNow,
    /// Too much came from this address lately.
    TooMany,
    /// The case holds as many messages as it may.
    Full,
    /// Something here does not work at the moment; nothing was lost.
    Unavailable,
}

impl Trouble {
    /// Every value.
    pub const ALL: &'static [Self] = &[
        Self::NotFound,
        Self::Erased,
        Self::Merged,
        Self::Malformed,
        Self::TooLarge,
        Self::NotNow,
        Self::TooMany,
        Self::Full,
        Self::Unavailable,
    ];

    const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "trouble-not_found",
            Self::Erased => "trouble-erased",
            Self::Merged => "trouble-merged",
            Self::Malformed => "trouble-malformed",
            Self::TooLarge => "trouble-too_large",
            Self::NotNow => "trouble-not_now",
            Self::TooMany => "trouble-too_many",
            Self::Full => "trouble-full",
            Self::Unavailable => "trouble-unavailable",
        }
    }

    /// In a few words.
    #[must_use]
    pub fn title(self, language: Language) -> String {
        say(language, self.key())
    }

    /// What is the matter, in a sentence.
    #[must_use]
    pub fn message(self, language: Language) -> String {
        say(language, &format!("{}.message", self.key()))
    }

    /// What the reader can do.
    #[must_use]
    pub fn remedy(self, language: Language) -> String {
        say(language, &format!("{}.remedy", self.key()))
    }

    /// What the reader can do from `until` on.
    #[must_use]
    pub fn remedy_at(self, language: Language, until: Timestamp) -> String {
        let again = tell(language, "trouble-again", &[("until", arg(time(language, until)))]);
        format!("{again} {}", self.remedy(language))
    }
}

/// Says that something cannot be done, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorPage {
    /// The site.
    pub site: Site,
    /// What is the matter.
    pub trouble: Trouble,
    /// From when on it can be tried again, where that is known.
    pub until: Option<Timestamp>,
}

/// There is nothing at this address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// The site.
    pub site: Site,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroubleTemplate<'a> {
    site: &'a Site,
    title: String,
    message: String,
    remedy: String,
}

impl ErrorPage {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let language = self.site.language;
        html(&TroubleTemplate {
            site: &self.site,
            title: self.trouble.title(language),
            message: self.trouble.message(language),
            remedy: match self.until {
                Some(until) => self.trouble.remedy_at(language, until),
                None => self.trouble.remedy(language),
            },
        })
    }
}

impl NotFound {
    /// The page.
    #[must_use]
    pub fn html(self) -> String {
        ErrorPage { site: self.site, trouble: Trouble::NotFound, until: None }.html()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::find;

    #[test]
    fn every_trouble_has_its_words() {
        for trouble in Trouble::ALL {
            for part in ["", ".message", ".remedy"] {
                let key = format!("{}{part}", trouble.key());
                assert!(Language::ALL.iter().all(|language| find(*language, &key, &[]).is_some()), "{key}");
            }
        }
    }
}

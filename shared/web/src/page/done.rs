//! What a reader has just done, to be confirmed on the next page.

use case::{Language, PartyAct, Side};

use crate::text::say;

/// Something that the reader has just done, to be confirmed on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Done {
    /// The complaint was confirmed.
    Confirmed,
    /// A party did this.
    Act(PartyAct),
}

impl Done {
    /// The code by which a redirect hands it to the next page (`?done=`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Act(act) => act.code(),
        }
    }

    /// Reads a code; anything unknown is nothing done.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "confirmed" => Some(Self::Confirmed),
            code => code.parse().ok().map(Self::Act),
        }
    }

    /// In words, to who did it.
    pub(super) fn text(self, language: Language, side: Side) -> String {
        say(language, &self.key(side))
    }

    fn key(self, side: Side) -> String {
        match self {
            Self::Act(PartyAct::Message) if side == Side::Seller => "done-message.seller".to_owned(),
            // Whichever answer it was.
            Self::Act(act) if PartyAct::ANSWERS.contains(&act) => "done-answer".to_owned(),
            done => format!("done-{}", done.code()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::find;

    #[test]
    fn every_confirmation_has_its_words_and_its_code_reads_back() {
        let acts = PartyAct::ALL.iter().map(|act| Done::Act(*act));
        for done in acts.chain([Done::Confirmed]) {
            assert_eq!(Done::from_code(done.code()), Some(done));
            for (language, side) in
                Language::ALL.iter().flat_map(|it| Side::ALL.iter().map(move |side| (it, side)))
            {
                assert!(find(*language, &done.key(*side), &[]).is_some(), "{language} {side}: {done:?}");
            }
        }
        assert_eq!(Done::from_code("<script>"), None);
    }
}

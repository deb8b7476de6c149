//! The desk's own correction: a measure in force that should not have been taken, found so before anyone objected.

use std::fmt;
use std::str::FromStr;

use crate::command::Command;
use crate::decide::Decided;
use crate::event::Event;
use crate::id::InvalidId;
use crate::order::{Action, Order};
use crate::reasons::{DeclineCode, WhyRestore};
use crate::state::{Case, Decider, State};

/// Why a measure in force was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Correction {
    /// The mistake lay in the decision: the complaint is not to blame for the measure.
    Mistake,
    /// The complaint does not justify the measure, for a reason that would have declined it.
    Unfounded(DeclineCode),
}

impl Correction {
    const MISTAKE: &'static str = "mistake";

    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        let unfounded = DeclineCode::ALL.iter().filter(|code| is_of_substance(**code));
        std::iter::once(Self::Mistake).chain(unfounded.map(|code| Self::Unfounded(*code)))
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mistake => Self::MISTAKE,
            Self::Unfounded(code) => code.code(),
        }
    }
}

/// Whether a complaint that was accepted can turn out to be declined for this: others are about what was filed, not about
/// whether the listing infringes.
const fn is_of_substance(code: DeclineCode) -> bool {
    !matches!(
        code,
        DeclineCode::ListingGone
            | DeclineCode::NotAListing
            | DeclineCode::StillIncomplete
            | DeclineCode::ComplainantSuspended
    )
}

impl fmt::Display for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Correction {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        Self::all().find(|it| it.code() == text).ok_or(InvalidId {
            kind: "correction",
            rule: "`mistake`, or what shows the complaint to be unfounded",
        })
    }
}

/// Whether a character turns the direction in which the text behind it is written.
#[must_use]
pub const fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character can steer how the text around it is shown: controls, line ends, marks of writing direction and
/// what takes no room.
#[must_use]
pub fn steers(c: char) -> bool {
    c.is_control()
        || turns(c)
        || matches!(
            c,
            '\u{00AD}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200D}'
                | '\u{2028}'..='\u{2029}'
                | '\u{2060}'..='\u{2065}'
                | '\u{206A}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// A reviewer's own words, which both sides read: 1 to 500 characters on one line, with a letter or a digit among them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note(String);

const INVALID: InvalidId = InvalidId {
    kind: "note",
    rule: "1 to 500 characters on one line, with a letter or a digit and without invisible characters",
};

impl Note {
    /// The most characters of a note.
    pub const LONGEST: usize = 500;

    /// The note that is stored as `text`. What was written before the present rule for its characters is kept.
    ///
    /// # Errors
    /// [`InvalidId`] where it is empty, too long or of several lines.
    pub fn stored(text: &str) -> Result<Self, InvalidId> {
        let fits = (1..=Self::LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(INVALID) }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Note {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let text = text.trim();
        let fits = (1..=Self::LONGEST).contains(&text.chars().count())
            && text.chars().any(char::is_alphanumeric)
            && !text.chars().any(steers);
        if fits { Ok(Self(text.to_owned())) } else { Err(INVALID) }
    }
}

impl Case {
    /// What a reviewer's correction of the measure makes happen. Once an appeal is decided, its outcome stands: whoever
    /// decided before could undo it else.
    pub(crate) fn correct(&self, by: Decider, why: Correction, note: &Note, command: &Command) -> Decided {
        match &self.state {
            State::InForce { .. } if !self.redress.stands_on_appeal() => {
                Ok(Some(Event::Corrected { by, why, note: note.clone() }))
            }
            State::Ordered {
                order: Order { action: Action::Restore(WhyRestore::Corrected), .. }, ..
            } => Ok(None),
            _ => self.not_now(command),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_is_read_back_from_its_code_and_is_about_the_substance() {
        for correction in Correction::all() {
            assert_eq!(correction.code().parse(), Ok(correction));
        }
        for code in
            ["", "listing_gone", "not_a_listing", "still_incomplete", "complainant_suspended", "other"]
        {
            assert!(code.parse::<Correction>().is_err(), "{code}");
        }
    }

    #[test]
    fn a_note_says_something_on_one_line() {
        assert_eq!(" Genuine. ".parse::<Note>().map(|note| note.to_string()), Ok("Genuine.".to_owned()));
        for wrong in
            ["", "  ", "a\nb", "…", "-", "\u{3164}", "genuine\u{202E}", "a\u{200B}b", &"x".repeat(501)]
        {
            assert!(wrong.parse::<Note>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_note_of_old_is_kept_as_it_was_written_on_its_one_line() {
        let longest = "x".repeat(500);
        for kept in ["…", " Genuine. ", "a\u{200B}b", &longest] {
            assert_eq!(Note::stored(kept).map(|note| note.to_string()), Ok(kept.to_owned()), "{kept:?}");
        }
        for wrong in ["", "a\nb", "a\u{0007}", &"x".repeat(501)] {
            assert!(Note::stored(wrong).is_err(), "{wrong:?}");
        }
    }
}

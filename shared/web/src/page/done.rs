//! What a reader has just done, to be confirmed on the next page.

use case::Language;

use crate::text::say;

/// Something that the reader has just done, to be confirmed on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Done {
    /// The complaint was confirmed.
    Confirmed,
    /// The complaint was completed.
    Completed,
    /// The complaint, or a listing of it, was withdrawn.
    Withdrawn,
    /// A counter-notice was answered.
    Answered,
    /// An appeal was made.
    Appealed,
    /// A counter-notice was made.
    Objected,
    /// A declined complaint was mended and sent again.
    Resubmitted,
    /// A message or files were added.
    Added,
}

impl Done {
    /// Every value.
    pub const ALL: &'static [Self] = &[
        Self::Confirmed,
        Self::Completed,
        Self::Withdrawn,
        Self::Answered,
        Self::Appealed,
        Self::Objected,
        Self::Resubmitted,
        Self::Added,
    ];

    /// The code by which a redirect hands it to the next page (`?done=`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
            Self::Answered => "answered",
            Self::Appealed => "appealed",
            Self::Objected => "objected",
            Self::Resubmitted => "resubmitted",
            Self::Added => "added",
        }
    }

    /// Reads a code; anything unknown is nothing done.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.code() == code)
    }

    pub(super) fn text(self, language: Language) -> String {
        say(language, &format!("done-{}", self.code()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::find;

    #[test]
    fn every_confirmation_has_its_words_and_its_code_reads_back() {
        for done in Done::ALL {
            assert_eq!(Done::from_code(done.code()), Some(*done));
            for language in Language::ALL {
                assert!(find(*language, &format!("done-{}", done.code()), &[]).is_some());
            }
        }
        assert_eq!(Done::from_code("<script>"), None);
    }
}

//! Short codes of what is recorded of a decision.

use std::fmt;
use std::str::FromStr;

use crate::filing::codes;
use crate::id::InvalidId;

/// A short code in lower case, 1 to `$most` of a-z and _.
macro_rules! short_code {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $most:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(s: &str) -> Result<Self, InvalidId> {
                let ok = (1..=$most).contains(&s.len())
                    && s.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                let wrong = InvalidId { kind: $kind, rule: concat!("1 to ", $most, " of a-z and _") };
                if ok { Ok(Self(s.to_owned())) } else { Err(wrong) }
            }
        }
    };
}

short_code! {
    /// By which operation a mark was found in a listing, e.g. `confusable`: 1 to 24 of a-z and _.
    MatchOperation, "match operation", 24
}

short_code! {
    /// What a listing says that keeps a mark in it from counting by itself, e.g. `second_hand`, and where, if not in its
    /// title: `second_hand_in_text`. 1 to 32 of a-z and _.
    GuardCode, "guard", 32
}

codes! {
    /// Where a listing says something.
    Place, "place in a listing" {
        /// In its title.
        Title = "title",
        /// In its attributes.
        Attributes = "attributes",
        /// In its description.
        Text = "text",
    }
}

impl Place {
    /// What stands behind the code of what is said there.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Title => "",
            Self::Attributes => "_in_attributes",
            Self::Text => "_in_text",
        }
    }
}

impl GuardCode {
    /// What is said, without the place, and where.
    #[must_use]
    pub fn parts(&self) -> (&str, Place) {
        let elsewhere = [Place::Attributes, Place::Text].into_iter();
        let mut known = elsewhere.filter_map(|place| Some((self.0.strip_suffix(place.suffix())?, place)));
        known.next().unwrap_or((&self.0, Place::Title))
    }
}

short_code! {
    /// The code of a rule, e.g. `well_founded`: 1 to 40 of a-z and _.
    RuleCode, "rule", 40
}

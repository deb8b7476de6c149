//! What a trade mark looks like: its form, and the elements of its picture.

use std::fmt;
use std::str::FromStr;

use case::InvalidId;

case::codes! {
    /// Form of a trade mark, after Implementing Regulation (EU) 2018/626 Art. 3(3).
    MarkForm, "form of a mark" {
        /// Words in standard characters.
        Word = "word",
        /// A picture, or words in a lettering of their own.
        Figurative = "figurative",
        /// Words and picture together.
        Combined = "combined",
        /// Several variants under one number (United Kingdom Trade Marks Act 1994, s. 41).
        Series = "series",
        /// A shape of goods or packaging.
        Shape = "shape",
        /// A colour or colours alone.
        Colour = "colour",
        /// A sound.
        Sound = "sound",
        /// Position, pattern, motion, hologram and what else there is.
        Other = "other",
    }
}

/// A code of the Vienna Classification of the figurative elements of marks: category, division, and where it
/// is given section, e.g. `26.04.09`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViennaCode {
    category: u8,
    division: u8,
    section: Option<u8>,
}

impl FromStr for ViennaCode {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let wrong =
            InvalidId { kind: "Vienna code", rule: "category 1 to 29, division and section, e.g. 26.04.09" };
        let part = |part: &str| {
            let ok = matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u8>().ok().filter(|number| ok && *number > 0).ok_or_else(|| wrong.clone())
        };
        let mut parts = s.trim().split('.');
        let (Some(category), Some(division)) = (parts.next(), parts.next()) else { return Err(wrong) };
        let (category, division) = (part(category)?, part(division)?);
        let section = parts.next().map(part).transpose()?;
        if category > 29 || parts.next().is_some() {
            return Err(wrong);
        }
        Ok(Self { category, division, section })
    }
}

impl fmt::Display for ViennaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}.{:02}", self.category, self.division)?;
        self.section.map_or(Ok(()), |section| write!(f, ".{section:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vienna_code_is_written_in_one_way() {
        for (text, written) in [("26.4.9", "26.04.09"), ("01.01", "01.01"), (" 29.01.12 ", "29.01.12")] {
            assert_eq!(text.parse::<ViennaCode>().unwrap().to_string(), written);
        }
        for wrong in ["", "26", "30.01.01", "0.1.1", "26.04.09.1", "26.4.+9", "26.004.09", "a.b", "26..9"] {
            assert!(wrong.parse::<ViennaCode>().is_err(), "{wrong}");
        }
    }
}

//! In what a letter sees an infringement.

use case::{CopiedText, GuardCode};

/// In what an infringement is seen: what comparing the listing with the right came to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Seen {
    /// What the register says that the right protects, such as the words of a mark or the title of a work.
    pub protected: Option<String>,
    /// Where it was found in the words of the listing.
    pub words: Option<FoundIn>,
    /// How much of its text the words of the listing repeat.
    pub copied: Option<CopiedText>,
    /// How its pictures compare.
    pub pictures: Option<Likeness>,
    /// What the listing says that may make it lawful.
    pub guards: Vec<GuardCode>,
    /// Whether that is, that its goods are genuine and resold.
    pub is_resale: bool,
}

/// Where a mark was found, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FoundIn {
    /// In which part of the listing's words.
    pub part: Part,
    /// Whether it stands there as it is registered, or else something close to it does.
    pub is_exact: bool,
}

/// A part of what a listing says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The title.
    Title,
    /// Title, text or details.
    Words,
}

/// How a picture of the listing compares with one of the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// It is the same.
    Same,
    /// It is like it.
    Near,
}

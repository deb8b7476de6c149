//! What the scorer needs of a matcher. Who scores does not know how it matches.

use std::ops::Range;

/// A mark of the registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: String,
    /// How it is written by its owner.
    pub names: Vec<String>,
    /// What else it is called: short names, names in other languages, spellings.
    pub aliases: Vec<String>,
}

/// How far a match goes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// It is kept.
    Note,
    /// A person looks at it.
    Desk,
    /// The listing may be acted on.
    Act,
}

/// A mark that was found in a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which mark, by its place among those that were compiled.
    pub mark: usize,
    /// Where in the title, in bytes.
    pub at: Range<usize>,
    /// How far it goes.
    pub tier: Tier,
}

/// Finds the compiled marks in a title.
pub type Find = Box<dyn Fn(&str) -> Vec<Found>>;

/// Compiles marks.
pub type Compile = fn(&[Mark]) -> Find;

//! Marks in titles, across scripts: what a brand's name is written as by those who do not want it found, and the
//! guards that keep ordinary words, short names, fitting parts and other brands from being taken for it.
//!
//! A title is folded once into units; from each place where a word may begin, walks go along flat tries of the
//! names. Nothing loops over marks. Every match tells its operation, strength, confidence tier and guards.
//!
//! A match may act only in a title that is read whole: one that names goods of the mark's classes and says nothing else
//! that is not known to be part of a plain offer. What is not understood goes to a person.

mod beside;
mod explain;
mod fold;
mod found;
mod han;
mod letters;
mod nominative;
mod operation;
mod registry;
mod resolve;
mod skeleton;
mod sound;
mod tables;
mod thai;
mod trie;
mod usage;
mod weigh;
mod words;

use std::ops::Range;

pub use beside::{said_in_attribute, said_in_text};
pub use operation::{Guard, Operation, Tier};

use fold::{Boundary, Class, Units};
use registry::Registry;
use usage::Usage;

use crate::blob::BadBlob;

/// A mark, as its owner gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// The owner's or the register's id.
    pub id: String,
    /// As registered.
    pub names: Vec<String>,
    /// Given by the brand: other spellings, also in other scripts.
    pub aliases: Vec<String>,
    /// Nice classes; none when they are not known.
    pub classes: Vec<u8>,
}

/// What is known of a listing beside its title.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The Nice classes of its goods; none when they are not known.
    pub classes: &'a [u8],
}

/// A mark's name in a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The index of the mark, as it was handed to [`Marks::compile`].
    pub mark: usize,
    /// The name or alias that matched, as given.
    pub name: String,
    /// The text as it stands in the title.
    pub found: String,
    /// Where it stands, in bytes of the title.
    pub at: Range<usize>,
    /// The strongest deviation from the name.
    pub operation: Operation,
    /// From 0 to 100: how near all deviations together leave it to the name.
    pub strength: u8,
    /// What may follow from it by itself.
    pub tier: Tier,
    /// What lowered the confidence tier.
    pub guards: Vec<Guard>,
    /// Where [`Guard::WordsUnread`] did, the words of the title that were not read.
    pub unread: Vec<String>,
}

/// What a title says of its offer as a whole, whatever it names: used, refurbished or imported goods, a work about
/// something, a review, a parody.
#[must_use]
pub fn said_of_offer(title: &str) -> Vec<Guard> {
    Usage::of(title, &Units::of(title)).of_whole().guards().collect()
}

/// Whether a text says that the goods are an imitation: a replica, a copy, a fake. What it says they are not is none.
#[must_use]
pub fn admits_imitation(text: &str) -> bool {
    Usage::of(text, &Units::of(text)).admits_imitation()
}

/// A registry of marks, compiled for look-up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    registry: Registry,
}

impl Marks {
    /// Compiles a registry. Names without a letter, names of a single letter and signs, and names of more than
    /// 64 letters are never found.
    #[must_use]
    pub fn compile(marks: Vec<Mark>) -> Self {
        Self { registry: Registry::compile(marks) }
    }

    /// The number of marks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.registry.len()
    }

    /// Whether there is no mark.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of a mark, by its index.
    #[must_use]
    pub fn id(&self, mark: usize) -> Option<&str> {
        self.registry.id(mark)
    }

    /// The first name of a mark, by its index.
    #[must_use]
    pub fn first_name(&self, mark: usize) -> Option<&str> {
        self.registry.first_name(mark)
    }

    /// The marks in a title of which nothing else is known, in the order of their places.
    #[must_use]
    pub fn find(&self, title: &str) -> Vec<Match> {
        self.find_in(title, &Context::default())
    }

    /// The marks in the title of a listing.
    #[must_use]
    pub fn find_in(&self, title: &str, context: &Context<'_>) -> Vec<Match> {
        let units = Units::of(title);
        let mut found = Vec::new();
        let mut letters = letters::Walk::new(&self.registry, &units, &mut found);
        for from in 0..units.all.len() {
            if units.boundary(from) > Boundary::Inside {
                letters.from(from);
            }
        }
        let mut han = han::Walk::new(&self.registry, &units, &mut found);
        let any_han = units.all.iter().any(|unit| unit.class == Class::Han);
        for (from, unit) in units.all.iter().enumerate().filter(|_| any_han) {
            let begins = match unit.class {
                Class::Han => true,
                Class::Letter | Class::Digit | Class::Running => units.boundary(from) > Boundary::Inside,
                Class::Sign => false,
            };
            if begins {
                han.from(from);
            }
        }
        skeleton::find(&self.registry, &units, &mut found);
        sound::find(&self.registry, &units, &mut found);
        resolve::resolve(&self.registry, title, &units, context, found)
    }

    /// The compiled registry as one blob, for [`Marks::from_bytes`].
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.registry.to_bytes()
    }

    /// Takes a blob as it is; nothing is compiled again.
    ///
    /// # Errors
    /// [`BadBlob`] when the bytes are none of [`Marks::to_bytes`] of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadBlob> {
        Ok(Self { registry: Registry::from_bytes(bytes)? })
    }
}

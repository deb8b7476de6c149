//! A message: its parts, and how to find the way among them.

use crate::header::{Field, Fields};
use crate::part::{Kind, Part};

/// The index of the part that is the message itself.
pub const ROOT: usize = 0;

/// A message, taken apart.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// At least one: the message itself, then what it holds, in the order of its bytes.
    pub(crate) parts: Vec<Part<'a>>,
}

impl<'a> Message<'a> {
    /// All parts, each before those that it holds. The first is the message itself.
    #[must_use]
    pub fn parts(&self) -> &[Part<'a>] {
        &self.parts
    }

    /// The header of the message.
    #[must_use]
    pub fn fields(&self) -> Fields<'_> {
        self.parts[ROOT].fields()
    }

    /// The topmost header field of this name, in any case.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Field<'_>> {
        self.fields().named(name).next()
    }

    /// The indices of the parts that the part at `index` holds, in their order.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        self.below(index).filter(move |child| self.parts[*child].parent == Some(index))
    }

    /// The indices of the parts that lie below the part at `index`, however deep.
    pub fn below(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let depth = self.parts.get(index).map_or(usize::MAX, |part| part.depth);
        (index + 1..self.parts.len()).take_while(move |below| self.parts[*below].depth > depth)
    }

    /// The indices of the files of the mail at `root` ([`ROOT`], or the child of a part that is a mail): what
    /// [`Part::is_file`] says, without what lies inside of a mail that is itself one of the files.
    pub fn files(&self, root: usize) -> impl Iterator<Item = usize> + '_ {
        let mut inside = usize::MAX;
        std::iter::once(root).chain(self.below(root)).filter(move |index| {
            let part = &self.parts[*index];
            if part.depth > inside {
                return false;
            }
            inside = if part.kind == Kind::Message { part.depth } else { usize::MAX };
            part.is_file() || part.kind == Kind::Message
        })
    }
}

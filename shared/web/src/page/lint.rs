//! What the linter says on the pages beside errors of fields.

use case::Language;

use crate::text::{arg, say, tell};

/// How many of the addresses given were recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Addresses given, each once.
    pub named: usize,
    /// Those that are listings on a marketplace served here.
    pub known: usize,
    /// The names of these marketplaces.
    pub names: Vec<String>,
}

impl Recognised {
    /// It in a sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).into();
        let names = self.names.join(&say(language, "site-comma"));
        let args =
            [("named", number(self.named)), ("known", number(self.known)), ("marketplaces", arg(names))];
        tell(language, "lint-listings", &args)
    }
}

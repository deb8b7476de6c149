//! Configuration: read once in `main`, everything missing reported together, no default for what names a
//! resource.

use std::collections::BTreeMap;
use std::fmt;

/// The environment, asked name by name; what is missing or wrong is collected.
#[derive(Default)]
pub struct Settings {
    fallback: BTreeMap<String, String>,
    problems: Vec<String>,
}

/// What is missing or wrong in the environment.
#[derive(Debug, thiserror::Error)]
pub struct BadSettings(Vec<String>);

impl fmt::Display for BadSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the environment is incomplete: {}", self.0.join("; "))
    }
}

impl Settings {
    /// Starts asking.
    #[must_use]
    pub fn read() -> Self {
        Self::default()
    }

    /// Starts asking; what the environment does not have is taken from `fallback`, such as an operator's
    /// file. A variable that is set but empty is not: so a value of the file can be hidden.
    #[must_use]
    pub fn read_over(fallback: BTreeMap<String, String>) -> Self {
        Self { fallback, problems: Vec::new() }
    }

    /// The text under `name`, which must be set and not empty.
    pub fn text(&mut self, name: &'static str) -> String {
        match self.optional(name) {
            Some(text) => text,
            None => {
                self.problems.push(format!("{name} is not set"));
                String::new()
            }
        }
    }

    /// The text under `name`, when set and not empty.
    #[allow(clippy::disallowed_methods, reason = "the one place where the environment is read")]
    pub fn optional(&mut self, name: &'static str) -> Option<String> {
        match std::env::var(name) {
            Ok(text) if text.is_empty() => None,
            Ok(text) => Some(text),
            Err(std::env::VarError::NotPresent) => {
                self.fallback.get(name).filter(|text| !text.is_empty()).cloned()
            }
            Err(std::env::VarError::NotUnicode(_)) => {
                self.problems.push(format!("{name} is not UTF-8"));
                None
            }
        }
    }

    /// The value under `name`, read by `parse`. The error must not repeat a secret.
    pub fn parsed<T, E: fmt::Display>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.optional(name);
        match text {
            None => {
                self.problems.push(format!("{name} is not set"));
                None
            }
            Some(text) => match parse(&text) {
                Ok(value) => Some(value),
                Err(error) => {
                    self.problems.push(format!("{name}: {error}"));
                    None
                }
            },
        }
    }

    /// Takes a value that was made from several settings, or notes what is wrong with them.
    pub fn checked<T, E: fmt::Display>(&mut self, made: Result<T, E>) -> Option<T> {
        made.map_err(|error| self.problems.push(error.to_string())).ok()
    }

    /// Ends asking.
    ///
    /// # Errors
    /// [`BadSettings`] with everything that is missing or wrong.
    pub fn finish(self) -> Result<(), BadSettings> {
        if self.problems.is_empty() { Ok(()) } else { Err(BadSettings(self.problems)) }
    }
}

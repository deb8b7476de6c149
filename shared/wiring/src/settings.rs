//! Settings: read once in `main`, everything missing reported together, no default for what names a resource.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;

/// The environment, asked name by name; what is missing or wrong is collected.
#[derive(Default)]
pub(crate) struct Settings {
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
    /// Starts asking; what the environment does not have is taken from `fallback`, such as an operator's
    /// file. A variable that is set but empty is not: so a value of the file can be hidden.
    pub(crate) fn read_over(fallback: BTreeMap<String, String>) -> Self {
        Self { fallback, problems: Vec::new() }
    }

    /// The text under `name`, which must be set and not empty.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        self.parsed(name, |text| Ok::<_, Infallible>(text.to_owned()))
    }

    /// The text under `name`, when set and not empty.
    #[allow(clippy::disallowed_methods, reason = "the one place where the environment is read")]
    pub(crate) fn optional(&mut self, name: &str) -> Option<String> {
        match std::env::var(name) {
            Ok(text) if text.is_empty() => None,
            Ok(text) => Some(text),
            Err(std::env::VarError::NotPresent) => {
                self.fallback.get(name).filter(|text| !text.is_empty()).cloned()
            }
            Err(std::env::VarError::NotUnicode(_)) => {
                self.note(format!("{name} is not UTF-8"));
                None
            }
        }
    }

    /// The value under `name`, read by `parse`. The error must not repeat a secret.
    pub(crate) fn parsed<T, E: fmt::Display>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.optional(name);
        match text {
            None => {
                self.note(format!("{name} is not set"));
                None
            }
            Some(text) => match parse(&text) {
                Ok(value) => Some(value),
                Err(error) => {
                    self.note(format!("{name}: {error}"));
                    None
                }
            },
        }
    }

    /// Takes a value that was made from several settings, or notes what is wrong with them.
    pub(crate) fn checked<T, E: fmt::Display>(&mut self, made: Result<T, E>) -> Option<T> {
        made.map_err(|error| self.note(error.to_string())).ok()
    }

    /// Ends asking: what was made from the settings, unless something is missing or wrong.
    pub(crate) fn finish<T>(self, made: Option<T>) -> Result<T, BadSettings> {
        match made {
            Some(made) if self.problems.is_empty() => Ok(made),
            Some(_) | None => Err(BadSettings(self.problems)),
        }
    }

    /// A setting that is asked for twice is noted once.
    fn note(&mut self, problem: String) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

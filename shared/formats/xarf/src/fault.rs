//! What is wrong with a report.

use std::fmt;

/// A rule of the format that a report breaks: where, and what the rule demands.
///
/// It may hold the name of a member as it was sent, and never a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: a JSON path such as `$.evidence[0].payload`, or the name of a line (X-ARF 0.1 and 0.2).
    pub path: String,
    /// How the rule is broken.
    pub broken: Broken,
    /// What the rule demands, as the rest of a sentence that begins with the path: `must be given: an
    /// absolute URI (RFC 3986)`. It is also the cure.
    pub rule: String,
}

/// How a rule is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Broken {
    /// It is not JSON, or nested too deep.
    NotJson,
    /// It has more bytes than are read.
    TooLarge,
    /// Something that must be there is not.
    Missing,
    /// Something is there that must not be.
    NotAllowed,
    /// It is there, and not what it must be.
    Wrong,
}

impl Broken {
    /// The stable code of this.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::TooLarge => "too_large",
            Self::Missing => "missing",
            Self::NotAllowed => "not_allowed",
            Self::Wrong => "wrong",
        }
    }
}

impl Fault {
    pub(crate) fn missing(path: String, expected: &str) -> Self {
        Self { path, broken: Broken::Missing, rule: format!("must be given: {expected}") }
    }

    pub(crate) fn wrong(path: String, expected: &str) -> Self {
        Self { path, broken: Broken::Wrong, rule: format!("must be {expected}") }
    }

    pub(crate) fn not_allowed(path: String) -> Self {
        Self { path, broken: Broken::NotAllowed, rule: "must not be there".to_owned() }
    }

    pub(crate) fn too_large(path: String, limit: usize) -> Self {
        Self { path, broken: Broken::TooLarge, rule: format!("must have at most {limit} bytes") }
    }
}

/// The fault in English, in one sentence.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}.", self.path, self.rule)
    }
}

impl std::error::Error for Fault {}

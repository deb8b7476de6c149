//! What is wrong with JSON, without quoting it: errors are logged, and what was sent may hold personal data.

use std::fmt;

use serde_json::error::Category;

/// Where JSON is not what it should be.
#[derive(Debug)]
pub struct JsonError {
    category: Category,
    /// A field of ours that is missing, in serde's words.
    missing: Option<String>,
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        let missing =
            text.starts_with("missing field").then(|| text.split(" at line").next().map(str::to_owned));
        Self {
            category: error.classify(),
            missing: missing.flatten(),
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (&self.missing, self.category) {
            (Some(missing), _) => missing,
            (None, Category::Data) => "a value of another type or form",
            (None, Category::Eof) => "it ends too early",
            (None, Category::Io | Category::Syntax) => "not JSON",
        };
        write!(f, "{what}, at line {} column {}", self.line, self.column)
    }
}

impl std::error::Error for JsonError {}

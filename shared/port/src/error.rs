//! Errors as logs show them.

use std::error::Error;

/// An error with the whole chain of its causes, on one line.
#[must_use]
pub fn chain_of(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

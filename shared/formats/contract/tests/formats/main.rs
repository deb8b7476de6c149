//! What crosses a queue or time can be read back: every version ever written, and nothing else.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

#[path = "../../../../domain/case/tests/all/arbitrary.rs"]
mod arbitrary;
mod batch;
mod complaint;
mod event;
mod export;
mod nudge;
mod party;
mod pending;
mod rules;
mod snapshot;
mod statement;
mod webhook;

use std::error::Error;

/// An error with the whole chain of its causes, as an operator reads it.
fn told(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

#[path = "../../../case/tests/all/arbitrary.rs"]
#[allow(dead_code, reason = "filings and records alone are needed here")]
mod arbitrary;
mod clocks;
mod declines;
mod rules;

//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

#[path = "../../../case/tests/all/arbitrary.rs"]
#[allow(dead_code, reason = "filings and records alone are needed here")]
mod arbitrary;
mod clocks;
mod declines;
mod floor;
mod laws;
mod meanings;
mod rules;
#[path = "../../../case/tests/all/properties/story.rs"]
#[allow(dead_code, reason = "courses alone are needed here")]
mod story;
mod switches;
mod targets;
mod waiting;

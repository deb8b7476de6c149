//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod common;
mod corrections;
mod deadlines;
mod exchange;
mod letters;
mod pages;
mod stated;
mod truth;

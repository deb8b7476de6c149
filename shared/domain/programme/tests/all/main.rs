//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod common;
mod counts;
mod memberships;
mod outcomes;
mod patterns;
mod points;
mod records;
mod simulated;
mod standings;

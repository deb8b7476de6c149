//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod arbitrary;
mod asked;
mod chain;
mod courses;
mod duties;
mod inputs;
mod measures;
mod misfits;
mod model;
mod properties;
mod repeats;
mod replies;
mod ways;

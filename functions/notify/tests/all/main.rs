//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod accounts;
mod corrected;
mod erased;
mod exchange;
mod kept;
mod late;
mod obstacles;
mod offers;
mod once;
mod outcomes;
mod receivers;
mod step;

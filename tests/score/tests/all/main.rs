//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod dmca;
mod mails;
mod mails_and_rules;
mod marks;
mod pictures;
mod register;
mod xarf;

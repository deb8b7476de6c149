//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod bodies;
mod bulk;
mod files;
mod mail_reports;
mod mails;
mod numbers;
mod prose;
mod reports;
mod unmeant;
mod xarf;

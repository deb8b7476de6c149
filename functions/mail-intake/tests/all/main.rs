//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod accounts;
mod answers;
mod batch;
mod mails;
mod replies;

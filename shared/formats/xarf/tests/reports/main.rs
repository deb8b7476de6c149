//! Reports of every version and type: what is read, what is refused, and how that is told.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod evidence;
mod fixtures;
mod properties;
mod reading;
mod refusing;
mod writing;

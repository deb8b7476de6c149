//! Takedown over the world in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod counted;
mod limited;
mod meanwhile;
mod never_heard;
mod reconsidered;
mod step;
mod versions;

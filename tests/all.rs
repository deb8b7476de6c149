//! Everything that needs more than one crate.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod api;
mod architecture;
mod browser;
mod chain;
mod chaos;
mod conformance;
mod cures;
mod model;
mod mutants;
mod peers;
mod situations;
mod soak;
mod soon;
mod support;
mod targets;
mod trials;
mod wiring;

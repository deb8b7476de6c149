//! The tests of this crate, as one program.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics is a test that fails")]

mod beside;
mod between;
mod exact;
mod fuzzy;
mod guards;
mod listing_urls;
mod marks;
mod marks_properties;
mod nominative;
mod well_known;
mod whole;

//! The tests of this crate, as one program.

mod exact;
mod fuzzy;
mod listing_urls;
mod marks;
mod marks_properties;
mod nominative;
mod well_known;

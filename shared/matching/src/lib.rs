//! Recognising what a complaint is about: for now, the addresses of listings.
//!
//! Architecture invariant: this crate does no IO; what it recognises is handed in.

mod listing_url;

pub use listing_url::{BadPattern, ListingUrls, WhyBad, address_of, presets};

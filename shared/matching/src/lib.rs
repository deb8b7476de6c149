//! Recognising what a complaint is about: the addresses of listings, and marks in their titles.
//!
//! Architecture invariant: this crate does no IO; what it recognises is handed in.

mod listing_url;
mod marks;

pub use listing_url::{BadPattern, ListingUrls, WhyBad};
pub use marks::{BadBlob, Brake, Context, Level, Mark, Marks, Match, Operation};

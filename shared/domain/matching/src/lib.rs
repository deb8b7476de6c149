//! Recognising what a complaint is about: the addresses of listings, and marks in their titles.
//!
//! Architecture invariant: this crate does no IO; what it recognises is handed in.

mod blob;
mod exact;
mod fuzzy;
mod listing_url;
mod marks;

pub use blob::BadBlob;
pub use exact::{Exact, Hit, is_boundary};
pub use fuzzy::Fuzzy;
pub use listing_url::{BadPattern, ListingUrls, WhyBad, address_of, presets};
pub use marks::{
    Context, Guard, Mark, Marks, Match, Operation, Tier, admits_imitation, said_in_attribute, said_in_text,
    said_of_offer,
};

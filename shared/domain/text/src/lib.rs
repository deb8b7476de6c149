//! How much of a text stands word for word in a listing.
//!
//! Of a text that is handed in with a right only its print is needed: hashes of runs of its words, as many as it takes to
//! notice each passage of [`LEAST_PASSAGE`] words. What a listing says is compared with it in time that grows with the
//! listing alone.
//!
//! What many write alike, such as terms of sale, is no part of a print.
//!
//! The hashes are chosen by winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003).

mod common;
mod compare;
mod print;
mod words;

pub use compare::{Compared, Likeness, NEAR, SAME_SHARE, compare};
pub use print::{BadText, LEAST_PASSAGE, LEAST_WORDS, MOST_BYTES, Print, print};

//! Pictures of listings beside a brand's reference pictures: their PDQ hashes, and which of them are near.
//!
//! [`hash`] and [`hash_dihedral`] make hashes of the bytes of a file, [`Near`] finds which of many stored hashes
//! are near one, and [`Bank`] says what a near reference means for a listing.
//!
//! The hash is PDQ, as published with its reference code by Facebook in 2019 ("The TMK+PDQF video-hashing
//! algorithm and the PDQ image-hashing algorithm"), so that hashes can be exchanged with others who use it.
//!
//! Architecture invariant: this crate does no IO; bytes are handed in.

mod bank;
mod compare;
mod decode;
mod hash;
mod lanes;
mod near;
mod pdq;
mod sample;
mod spread;

pub use bank::{Bank, Judgement, Reference, Tier, Why};
pub use compare::{Compared, Excuse, Known, Likeness, NEAR, SAME, Stands, compare};
pub use decode::{BadPicture, MOST_BYTES, MOST_MEMORY, MOST_PIXELS, MOST_SIDE};
pub use hash::{BadHash, Hash, Hashed, LEAST_QUALITY, MATCH, Turn, Turned};
pub use near::{BadBlob, Near};
pub use pdq::{hash, hash_dihedral};

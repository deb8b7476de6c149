//! Pictures of listings beside a brand's reference pictures: their PDQ hashes, and which of them are near.
//!
//! Architecture invariant: this crate does no IO; bytes are handed in.

//! Registers of rights: the rights of this installation, and the offices' files, read into records.
//!
//! Architecture invariant: this crate does no IO; files are handed in as bytes, and are foreign input.

pub mod right;

pub use right::Right;

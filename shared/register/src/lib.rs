//! Registers of rights: the offices' files, read into records.
//!
//! Architecture invariant: this crate does no IO; files are handed in as bytes, and are foreign input.

//! Registers of rights: the rights of this installation, and the offices' files, read into records.
//!
//! Architecture invariant: this crate does no IO and reads no clock; files and days are handed in, and a file is
//! foreign input.

pub mod office;
pub mod right;

pub use right::Right;

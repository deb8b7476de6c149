//! The register of rights of this installation: what a right is and covers, who may act under it, what the desk made
//! of it.
//!
//! Architecture invariant: this crate does no IO, reads no clock and knows no format; files of offices are read by
//! `offices`.

pub mod right;

pub use right::Right;

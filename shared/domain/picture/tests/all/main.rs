//! The tests of this crate, as one program.

mod bank;
mod hashes;
mod near;

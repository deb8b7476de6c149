//! The tests of this crate, as one program.

mod limits;
mod pdf;
mod structure;
mod text;

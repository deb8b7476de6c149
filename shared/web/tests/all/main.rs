//! The tests of this crate, as one program.

mod common;
mod letters;
mod pages;

//! The tests of this crate, as one program.

mod arbitrary;
mod chain;
mod model;
mod properties;

//! The tests of this crate, as one program.

mod accounts;
mod step;

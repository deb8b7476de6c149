//! The tests of this crate, as one program.

mod bulk;
mod decisions;
mod step;

//! The tests of this crate, as one program.

mod remind;
mod sla;
mod standings;

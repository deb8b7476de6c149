//! The tests of this crate, as one program.

mod common;
mod conduct;
mod memberships;
mod outcomes;
mod patterns;
mod standings;

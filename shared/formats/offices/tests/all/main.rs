//! The tests of this crate, as one program.

mod files;
mod office_files;
mod properties;
mod tables;

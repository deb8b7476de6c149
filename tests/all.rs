//! Everything that needs more than one crate.

mod conformance;
mod support;

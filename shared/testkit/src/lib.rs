//! Not written yet.
pub mod conformance;

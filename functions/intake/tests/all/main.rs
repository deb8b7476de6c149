//! The tests of this crate, as one program.

mod api;
mod bulk;
mod challenge;
mod common;
mod files;
mod form;
mod idempotency;
mod json;
mod lint;
mod openapi;
mod parties;
mod xarf;

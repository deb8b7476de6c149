//! One suite per port, run against the world in memory and against each adapter.
//!
//! A check panics with what a caller would have noticed. Each is given a store that nobody else uses
//! meanwhile; checks of one port may follow each other on the same store unless they say that it must be
//! empty.
//!
//! What only an adapter can get wrong (lost answers, real uploads, what is billed) is tested beside the
//! adapters, in `tests/conformance`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a check that fails is a test that fails"
)]

pub mod accounts;
pub mod batches;
pub mod cases;
pub mod claims;
pub mod complaints;
pub mod decision;
pub mod documents;
pub mod guard;
pub mod leases;
pub mod messages;
pub mod parties;
pub mod pending;
pub mod questions;
pub mod references;
pub mod registry;
pub mod replay;
mod sample;
pub mod snapshots;
pub mod staff;
pub mod standings;
pub mod subjects;

pub use sample::{at, case_id, complaint_id, events, filed, looked};

//! What tests share: the world in memory with faults on demand, builders, conformance suites.
pub mod conformance;
pub mod sample;
pub mod world;

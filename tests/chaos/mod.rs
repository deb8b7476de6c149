//! The whole chain over the world in memory, from the posted form to the last letter, while everything that
//! can go wrong does: processes die at any port call, answers are lost, messages come twice, late, in any
//! order or never, several workers are at the same case, the marketplace refuses or falls silent.
//!
//! Whatever happens, [`invariants`] hold once nothing moves any more.

mod chain;
mod clocks;
pub(crate) mod dice;
mod faults;
mod flaws;
mod invariants;
mod logs;
mod market;
mod messages;
mod parties;
mod story;
mod workers;

//! The whole chain over the world in memory, from form, mail, API or table to the last letter, webhook and report, while
//! everything that can go wrong does: processes die at any port call, answers are lost, a client makes its call
//! twice, messages come twice, late, in any order, in part or never, several workers are at the same case, clocks
//! disagree, indexes are behind, items expire, the marketplace refuses, falls silent, forgets or is out for a while, the
//! mail service pauses.
//!
//! Whatever happens, [`invariants`] hold once nothing moves any more.

pub(crate) mod chain;
mod clocks;
pub(crate) mod dice;
mod faults;
mod flaws;
pub(crate) mod invariants;
mod logs;
mod market;
mod messages;
pub(crate) mod parties;
mod pictures;
mod processes;
pub(crate) mod programs;
mod records;
mod services;
mod staff;
mod story;
mod workers;

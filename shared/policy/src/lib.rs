//! What a law, a programme or the operator sets, as data: how long clocks run, what a code means, what a
//! machine may decide alone.
//!
//! Architecture invariant: no number that a law or programme sets stands in any other crate.

mod calendar;
mod clocks;
mod rules;

pub use calendar::{BusinessCalendar, calendar_of};
pub use clocks::{Length, clock_ends, due_to_index, length_of, next_due};
pub use rules::{EVIDENCE_RETENTION_DAYS, field_of, may_decide_alone, measure_for};

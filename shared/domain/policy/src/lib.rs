//! What a law, a programme or the operator sets, as data: how long clocks run, what a code means, what a
//! machine may decide alone.
//!
//! Architecture invariant: no number that a law or programme sets stands in any other crate.

mod abuse;
mod calendar;
mod challenge;
mod clocks;
mod codes;
mod desk;
pub mod misuse;
pub mod programme;
mod reading;
mod rights;
pub mod rules;

pub use abuse::Act;
pub use calendar::{BusinessCalendar, calendar_of};
pub use challenge::{CHALLENGE_BITS, CHALLENGE_GOOD_FOR};
pub use clocks::{Length, clock_ends, due_to_index, length_of, next_due};
pub use codes::{EVIDENCE_RETENTION_DAYS, field_of, measure_for};
pub use desk::{Waiting, waiting};
pub use reading::{MANY_LISTINGS, MOST_OF_NEW, is_reread};
pub use rights::{Confirmation, RENEWAL_REMINDERS_DAYS, checklist, next_reminder};

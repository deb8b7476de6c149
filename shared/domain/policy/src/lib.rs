//! What a law, a programme or the operator sets, as data: how long clocks run, what a code means, what a
//! machine may decide alone.
//!
//! Architecture invariant: no number that a law or programme sets stands in any other crate.

mod abuse;
mod calendar;
mod challenge;
mod clocks;
mod codes;
mod counter_notices;
mod deadline;
mod decline;
mod desk;
mod due;
mod laws;
pub mod misuse;
mod notices;
pub mod programme;
mod rights;
pub mod rules;
mod sample;
pub mod switches;
mod targets;
mod zone;

pub use abuse::{CONFIRMATION_OVERDUE, HELD_DAYS, LimitedAction};
pub use calendar::{Calendar, Count, DayKind, Purpose, calendar_of, lists_end, lists_ending};
pub use challenge::{CHALLENGE_BITS, CHALLENGE_GOOD_FOR};
pub use clocks::{ClockRule, Length, LengthRule, Pause, RollOver, WaitsFor, clock_rule, length_rule};
pub use codes::{
    AutomaticFor, EVIDENCE_RETENTION_DAYS, Gravity, HIDDEN_FOR, MOST_EDITS, asks_proof, automatic_for,
    field_of, gravity_of, is_cured_by_document, measure_for,
};
pub use counter_notices::CounterElement;
pub use deadline::{Counted, Deadline, Due, clock_ends, deadline, deadline_under, deadlines};
pub use decline::{Contradiction, against_accepting, asks_marketplace, contradiction, without_right};
pub use desk::{DESK_LEASE, Waiting, waiting};
pub use due::{due_to_index, next_due};
pub use laws::{Numbering, Provision, Statute, Step, grounds, permissions};
pub use notices::{Demand, NoticeLaw, NoticesFrom, demanded, demands_for};
pub use rights::{Confirmation, RENEWAL_REMINDERS_DAYS, checklist, is_in_grace, next_reminder};
pub use sample::{LATELY, MANY_LISTINGS, MOST_OF_NEW, is_sampled};
pub use targets::{Kept, targets_of};
pub use zone::{Zones, zone, zones_of};

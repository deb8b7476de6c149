//! The good-faith programme: the standing of who complains, and what follows from misuse on either side.
//!
//! [`outcome_of`] says what became of one case. From such outcomes [`standings_of`] reckons where a complainant
//! stands, [`Memberships`] what follows from it; [`patterns_of`] finds misuse, [`Conduct`] what follows from that.
//!
//! Architecture invariant: this crate does no IO and reads no clock. Everything it says can be computed anew
//! from the cases' events.

mod conduct;
mod explain;
mod figure;
mod membership;
mod misuse;
mod outcome;
mod standing;
mod window;

pub use conduct::{
    Conduct, ConductCommand, ConductEvent, ConductMisfit, ConductRecorded, Improper, Suspension,
    SuspensionAppeal, Warning,
};
pub use figure::{Bar, Figure};
pub use membership::{Command, Event, Exit, Illegal, Membership, Memberships, Misfit, Recorded};
pub use misuse::{DocumentUse, Facts, Figures, Finding, Pattern, Subject, patterns_of, reused_documents};
pub use outcome::{CaseOutcome, Ending, outcome_of};
pub use standing::{Scope, Snapshot, Standing, Tally, nothing_for, standings_of};
pub use window::Window;

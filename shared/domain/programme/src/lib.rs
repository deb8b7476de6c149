//! The good-faith programme: the standing of who complains, and what follows from misuse on either side.
//!
//! [`outcome_of`] says what became of one case. From such outcomes [`StandingCount`] computes where a complainant
//! stands, [`Memberships`] what follows from it; [`PatternSearch`] finds misuse, [`MisuseRecord`] what follows from that.
//! Both take a party's cases one after the other and keep none of them.
//!
//! Architecture invariant: this crate does no IO and reads no clock. Everything it says can be computed again
//! from the cases' events.

mod count;
mod explain;
mod figure;
mod membership;
mod misuse;
mod outcome;
mod points;
mod record;
mod search;
mod standing;
mod window;

pub use count::{Counts, LeftOut, MOST_AGENTS, MOST_SELLERS, StandingCount, Tally};
pub use figure::{Figure, Threshold};
pub use membership::{
    Exit, Illegal, Membership, MembershipCommand, MembershipEvent, MembershipRecorded, Memberships, Misfit,
};
pub use misuse::{DocumentUse, Figures, MisuseFinding, Participant, Pattern, reused_documents};
pub use outcome::{CaseOutcome, Ending, NotCounted, Verdict, outcome_of};
pub use points::{Points, points_of, points_window};
pub use record::{
    Improper, MisuseCommand, MisuseEvent, MisuseMisfit, MisuseRecord, MisuseRecorded, Suspension,
    SuspensionAppeal, Untold, Warning, appeal_ends, warning_ends,
};
pub use search::{CaseBackground, MOST_DISTINCT, PatternSearch, patterns_of};
pub use standing::{Scope, Snapshot, Standing, nothing_for, standings_of};
pub use window::Window;

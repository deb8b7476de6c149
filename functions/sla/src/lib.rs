//! SLA: the sweep of due clocks and lost nudges each minute, the report of each day, and the reminders of rights
//! that are to be renewed.

mod remind;
mod report;
mod sweep;

pub use remind::{Reminded, remind};
pub use report::{DayReport, ReportError, days_at, write_report};
pub use sweep::{Swept, sweep};

use jiff::civil::Date;
use serde::Deserialize;

/// What the schedule asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum Task {
    /// Look at what is due.
    Sweep,
    /// Write the report of `day`; without one, of the days that [`days_at`] names.
    Report {
        /// The day (UTC).
        #[serde(default)]
        day: Option<Date>,
    },
    /// Remind owners of rights that are to be renewed.
    Remind,
}

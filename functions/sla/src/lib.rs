//! SLA: the sweep of due clocks and lost nudges each minute, the marks of all rights and the letters about misuse each
//! hour, the report and the standings of each day, the reminders of rights that are to be renewed, and lists of holidays that end.

use jiff::civil::Date;
use serde::Deserialize;

/// What the schedule asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum Task {
    /// Look at what is due.
    Sweep,
    /// Compile the marks of all rights.
    Marks,
    /// Write the report of `day`; without one, of the days that [`app::days_at`] names.
    Report {
        /// The day (UTC).
        #[serde(default)]
        day: Option<Date>,
    },
    /// Compute the standings of `day`; without one, of today.
    Standings {
        /// The day (UTC).
        #[serde(default)]
        day: Option<Date>,
    },
    /// Remind owners of rights that are to be renewed.
    Remind,
    /// Tell parties of their warnings and suspensions for misuse.
    Misuse,
    /// Tell of lists of holidays that end.
    Holidays,
}

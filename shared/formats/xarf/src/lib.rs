//! XARF, the eXtended Abuse Reporting Format, versions 1 to 4, and the X-ARF mails before it.
//!
//! [`read()`] takes a report of any version in JSON and holds it against every rule of that version's
//! schema; what it refuses it refuses with the place and the rule ([`Fault`]). [`read_yaml_like`] takes the
//! older lines of mails. [`write()`] makes reports of version 4. All become or come from a [`Report`] that
//! knows what a marketplace asks: who complains of which address, and by which right.
//!
//! Architecture invariant: this crate does no IO, and is total: no input makes it panic, and the work is
//! linear in the size of the input.

mod check;
mod evidence;
mod fault;
mod form;
mod read;
mod report;
mod rule;
mod rules;
mod write;
mod yaml;

pub use evidence::Evidence;
pub use fault::{Broken, Fault};
pub use read::{MOST_BYTES, is_report, read};
pub use report::{Address, Contact, Matter, Report, Role, Trademark};
pub use write::{Incident, Infringed, VERSION, write};
pub use yaml::read_yaml_like;

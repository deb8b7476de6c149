//! The tests of this crate, as one program.

mod bodies;
mod bulk;
mod files;
mod mail_reports;
mod mails;
mod prose;
mod reports;
mod xarf;

//! The tests of this crate, as one program.

mod dmca;
mod mails;
mod mails_and_rules;
mod marks;
mod pictures;
mod register;
mod xarf;

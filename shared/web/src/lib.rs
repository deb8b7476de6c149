//! Pages and letters, in the languages of the parties.
//!
//! [`page`] renders HTML, [`letter`] composes mails, [`words`] says every code of the domain in plain
//! words, [`deadline`] how a deadline follows. Texts stand in `locales/<language>/*.ftl` and are compiled in. [`explanation`] tells readers of law how a
//! case was decided; its texts stand in `explanations/<language>/*.ftl`.
//!
//! Architecture invariant: this crate does no IO, reads no clock and knows no HTTP framework. What a page
//! offers to do is what [`case::Case::decide`] would allow, so a page never shows a button that cannot work.

mod asset;
mod copy;
mod counter_notice;
pub mod deadline;
pub mod explanation;
mod history;
pub mod letter;
pub mod page;
mod text;
pub mod words;

pub use asset::{ASSETS, Asset, content_security_policy};
pub use copy::StatementCopy;
pub use counter_notice::declaration;

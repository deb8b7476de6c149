//! Reading foreign notices: a web form, JSON, a mail. All become one [`Draft`], with a list of what is
//! wrong or missing in it.
//!
//! Architecture invariant: this crate does no IO and trusts no byte. Every reader is total: whatever it
//! is given, it answers with a draft and [`Problem`]s, each naming the field and the cure.

mod address;
mod complaint;
mod draft;
mod fields;
mod office;
mod problem;
mod text;
mod understand;
mod understood;
mod xml;
mod zip;

pub mod acns;
pub mod arf;
pub mod bounce;
pub mod bulk;
pub mod evidence;
pub mod form;
pub mod json;
pub mod limit;
pub mod mail;
pub mod prose;
pub mod xarf;

pub use address::is_mail_address;
pub use complaint::{Complaint, ComplaintListing, InvalidDocument};
pub use draft::{Arrival, Draft, Located, Reading, Upload};
pub use problem::{Problem, ProblemKind, field};
pub use text::letters;
pub use understand::understand;
pub use understood::{Class, FileSeen, NamedUrl, Party, PartyRole, Role, Understood};

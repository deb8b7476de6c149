//! What parties, reviewers, the operator and the chain may do, as functions over ports.
//!
//! Entry points (HTTP functions, mail, queues, the operating tool) parse what was asked, call here, and present what
//! it came to. A rule that two entry points share stands here once.
//!
//! Architecture invariant: no HTTP, no AWS, no Lambda, no command line. Ports and time are arguments.

mod change;
pub mod filing;
mod follow;
mod fresh;
mod mark;
mod marketplaces;
mod rule_book;

pub use change::{ChangeError, Changed, change, change_while};
pub use follow::{Follow, follow_ups, send_follow_ups};
pub use fresh::Fresh;
pub use mark::mark_of;
pub use marketplaces::{Marketplaces, NotConfigured, named};
pub use rule_book::{RuleBook, rule_sets};

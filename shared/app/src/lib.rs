//! What parties, reviewers, the operator and the chain may do, as functions over ports.
//!
//! Entry points (HTTP functions, mail, queues, the operating tool) parse what was asked, call here, and present what
//! it came to. A rule that two entry points share stands here once.
//!
//! Architecture invariant: no HTTP, no AWS, no Lambda, no command line. Ports and time are arguments.

mod cache;
mod change;
pub mod filing;
mod mark;
mod nudge;

pub use cache::{
    Cached, MarkCache, MarketplaceCache, NotConfigured, RuleSetCache, listing_address, named, rule_sets,
};
pub use change::{ChangeError, Changed, change, change_while};
pub use mark::mark_of;
pub use nudge::{OutgoingNudge, nudges_owed, send_nudges};

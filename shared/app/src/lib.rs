//! What parties, reviewers, the operator and the chain may do, as functions over ports.
//!
//! Entry points (HTTP functions, mail, queues, the operating tool) parse what was asked, call here, and present what
//! it came to. A rule that two entry points share stands here once.
//!
//! Architecture invariant: no HTTP, no AWS, no Lambda, no command line. Ports and time are arguments.

mod accounts;
mod cache;
mod cases;
mod change;
pub mod desk;
pub mod erasure;
pub mod filing;
pub mod flaggers;
mod holidays;
mod identity;
pub mod judging;
pub mod letters;
mod listing;
mod mailbox;
mod mark;
mod marketplaces;
mod marks;
pub mod membership;
pub mod misuse;
mod nudge;
pub mod parties;
mod party;
pub mod register;
mod reminders;
mod report;
pub mod rules;
mod snapshot;
pub mod staff;
pub mod standings;
mod sweep;
pub mod switches;
pub mod trial;
mod usage;
pub mod vault;

pub use accounts::{
    AccountError, ErasableMember, NewAccount, add_member, change_address, members_of, open_account,
    remove_member, renew_secret, set_secret,
};
pub use cache::{Cached, MarkCache, MarketplaceCache, NotConfigured, RuleSetCache, listing_address, named};
pub use cases::{Altered, CaseName, FindCaseError, MOST_LISTED, case_named, find_case, verified_log};
pub use change::{ChangeError, Changed, change, change_while, nudges_since};
pub use holidays::tell_lists_ending;
pub use identity::{Filer, identify, known_filer, own_among, owners_now};
pub use listing::{OtherMeasures, other_measures};
pub use mailbox::{Mailbox, language_tagged, mailbox_of, note_returned_mail};
pub use mark::mark_of;
pub use marketplaces::{
    MarketplaceError, MarketplaceNameError, find_marketplaces, is_fit_to_call, serve_marketplace,
};
pub use marks::compile_marks;
pub use nudge::{OutgoingNudge, nudges_owed, send_nudges};
pub use party::{PartyError, find_party};
pub use reminders::{Reminded, remind};
pub use report::{DayReport, ReportError, days_at, write_report};
pub use snapshot::{keep_snapshot, open_snapshot, snapshots_in};
pub use sweep::{Swept, sweep};
pub use usage::{guards_told, use_of};

//! The harness that every function of the chain stands in: configuration, batches with partial failure,
//! rejects, the panic guard, changes to a case, and one canonical record per message.

mod batch;
mod change;
pub mod config;
mod follow;
mod fresh;
mod mark;
mod marketplaces;
mod record;
mod rule_book;
mod serve;

pub use batch::{CaseStep, Follow, Scene, StepError, send_follow_ups, work_batch, work_messages};
pub use change::{ChangeError, Changed, change, change_while};
pub use follow::follow_ups;
pub use fresh::Fresh;
pub use mark::mark_of;
pub use marketplaces::{Marketplaces, NotConfigured, named};
pub use record::{chain_of, start_logs};
pub use rule_book::{RuleBook, rule_sets};
pub use serve::{serve_batches, time_left};

impl From<NotConfigured> for StepError {
    fn from(error: NotConfigured) -> Self {
        // An operator may be configuring it this minute; after some deliveries it is a dead letter.
        Self::Retry(Box::new(error))
    }
}

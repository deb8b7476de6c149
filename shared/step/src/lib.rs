//! The harness that every function of the chain stands in: configuration, batches with partial failure,
//! rejects, the panic guard, changes to a case, and one canonical record per message.

mod batch;
mod change;
pub mod config;
mod record;

pub use batch::{CaseStep, Follow, Scene, StepError, send_follow_ups, work_batch};
pub use change::{ChangeError, Changed, change};
pub use record::{chain_of, start_logs};

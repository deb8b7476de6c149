//! The harness that every function of the chain stands in: batches with partial failure,
//! rejects, the panic guard, and one canonical record per message.

mod batch;
mod follow_up;
mod message;
mod record;
pub mod retry;
mod serve;
mod watch;

pub use batch::{BatchContext, CaseStep, StepError, work_batch, work_messages};
pub use record::start_logs;
pub use serve::{MachineClock, serve_batches, time_left};
pub use watch::{LOOK_LIMIT, Watched};

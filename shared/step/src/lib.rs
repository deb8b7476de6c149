//! The harness that every function of the chain stands in: batches with partial failure,
//! rejects, the panic guard, and one canonical record per message.

mod batch;
mod record;
mod serve;

pub use batch::{BatchContext, CaseStep, StepError, work_batch, work_messages};
pub use record::start_logs;
pub use serve::{serve_batches, time_left};

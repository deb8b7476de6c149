//! Running a step as a Lambda function.

use std::time::Duration;

use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Context, Error, LambdaEvent, service_fn};
use port::{Cases, Nudges, Redelivery, Rejects, StdoutJournal, SystemClock, Timer, WallClock};

use crate::batch::{BatchContext, CaseStep, work_batch};

/// What is kept free at the end of an invocation, to send nudges and to answer.
const RESERVE: Duration = Duration::from_secs(5);

/// How long work may take in this invocation.
pub fn time_left<C: WallClock>(clock: &C, context: &Context) -> Duration {
    let now = u64::try_from(clock.now().as_millisecond()).unwrap_or_default();
    Duration::from_millis(context.deadline.saturating_sub(now)).saturating_sub(RESERVE)
}

/// The machine's clock, which can also wait.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl WallClock for MachineClock {
    fn now(&self) -> jiff::Timestamp {
        SystemClock.now()
    }
}

impl Timer for MachineClock {
    async fn sleep(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}

/// Serves batches from a queue until the runtime ends the process.
///
/// # Errors
/// When the runtime API cannot be used.
pub async fn serve_batches<P, S, N, R, C>(
    step: P,
    cases: S,
    nudges: N,
    rejects: R,
    clock: C,
) -> Result<(), Error>
where
    P: CaseStep,
    S: Cases,
    N: Nudges + Redelivery,
    R: Rejects,
    C: WallClock + Timer,
{
    let (step, cases, nudges, rejects, clock) = (&step, &cases, &nudges, &rejects, &clock);
    let handler = service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let time = time_left(clock, &event.context);
        let context = BatchContext { cases, nudges, rejects, clock, journal: &StdoutJournal, time };
        Ok::<_, Error>(work_batch(step, &context, &event.payload).await)
    });
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_runtime::run(handler)).await
}

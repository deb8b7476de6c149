//! Wires webhooks: what it uses.

use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use port::{StdoutJournal, SystemClock};
use step::BatchContext;
use webhooks::Webhooks;
use wiring::{Target, Wiring};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    step::start_logs();
    let mut wiring = Wiring::read();
    let store = wiring.store();
    let queues = wiring.queues(&[Target::Own("webhook"), Target::Rejects]);
    let (endpoints, public_url) = (wiring.endpoints(), wiring.public_url());
    let (step, store, queues) = wiring.finish(|| {
        let step = Webhooks {
            store: store.clone()?,
            endpoints: endpoints?,
            clock: SystemClock,
            public_url: public_url?,
        };
        Some((step, store?, queues?))
    })?;

    let (step, store, queues) = (&step, &store, &queues);
    let handler = service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let context = BatchContext {
            cases: store,
            nudges: queues,
            rejects: queues,
            clock: &SystemClock,
            journal: &StdoutJournal,
            time: step::time_left(&SystemClock, &event.context),
        };
        Ok::<_, Error>(step.work(&context, &event.payload).await)
    });
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_runtime::run(handler)).await
}

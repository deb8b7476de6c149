//! Wires webhooks: which adapters stand behind its ports.

use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use port::{StdoutJournal, SystemClock};
use queue_sqs::SqsQueues;
use step::BatchContext;
use step::config::Settings;
use store_dynamodb::DynamoStore;
use webhook_http::{HttpEndpoints, Reach};
use webhooks::Webhooks;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    step::start_logs();
    let mut settings = Settings::read();
    let environment = aws::Environment::read(|name| settings.optional(name));
    let environment = settings.checked(environment);
    let table = settings.text("GOODFAITH_TABLE");
    let webhook_queue = settings.text("GOODFAITH_WEBHOOK_QUEUE_URL");
    let reject_queue = settings.text("GOODFAITH_REJECT_QUEUE_URL");
    let public_url = settings.text("GOODFAITH_PUBLIC_URL");
    settings.finish()?;
    let Some(environment) = environment else { return Ok(()) };

    let config = aws::config(&environment);
    let store = DynamoStore::new(store_dynamodb::Client::new(&config), table);
    let queues = SqsQueues::new(queue_sqs::Client::new(&config))
        .with_webhooks(webhook_queue)
        .with_rejects(reject_queue);
    // Only an installation on one machine is reached without TLS, and only its endpoints are on that machine.
    let reach = if public_url.starts_with("http://") { Reach::AndThisMachine } else { Reach::Public };
    let step = Webhooks {
        store: store.clone(),
        endpoints: HttpEndpoints::new(reach)?,
        redelivery: queues.clone(),
        clock: SystemClock,
        public_url: public_url.trim_end_matches('/').to_owned(),
    };

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

//! Wires mail intake: which adapters stand behind its ports.

use app::MarketplaceCache;
use app::filing::LinkKey;
use aws_lambda_events::event::sqs::SqsEvent;
use evidence_s3::{S3Documents, S3Inbox};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use mail_intake::MailIntake;
use mail_ses::SesMailer;
use port::{Queue, StdoutJournal, SystemClock};
use queue_sqs::SqsQueues;
use step::BatchContext;
use step::config::Settings;
use store_dynamodb::DynamoStore;
use web::letter::Sender;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    step::start_logs();
    let mut settings = Settings::read();
    let environment = aws::Environment::read(|name| settings.optional(name));
    let environment = settings.checked(environment);
    let table = settings.text("GOODFAITH_TABLE");
    let control = settings.text("GOODFAITH_CONTROL_TABLE");
    let evidence_bucket = settings.text("GOODFAITH_EVIDENCE_BUCKET");
    let inbox_bucket = settings.text("GOODFAITH_INBOX_BUCKET");
    let validation_queue = settings.text("GOODFAITH_VALIDATION_QUEUE_URL");
    let takedown_queue = settings.text("GOODFAITH_TAKEDOWN_QUEUE_URL");
    let notify_queue = settings.text("GOODFAITH_NOTIFY_QUEUE_URL");
    let reject_queue = settings.text("GOODFAITH_REJECT_QUEUE_URL");
    let mail_from = settings.text("GOODFAITH_MAIL_FROM");
    let public_url = settings.text("GOODFAITH_PUBLIC_URL");
    let links = settings.parsed("GOODFAITH_LINK_KEY", LinkKey::new);
    settings.finish()?;
    let (Some(environment), Some(links)) = (environment, links) else { return Ok(()) };

    let config = aws::config(&environment);
    let s3 = evidence_s3::client(&config);
    let store = DynamoStore::new(store_dynamodb::Client::new(&config), table).with_control(control);
    let queues = SqsQueues::new(queue_sqs::Client::new(&config))
        .with(Queue::Validation, validation_queue)
        .with(Queue::Takedown, takedown_queue)
        .with(Queue::Notify, notify_queue)
        .with_rejects(reject_queue);
    let intake = MailIntake {
        store: store.clone(),
        documents: S3Documents::new(
            s3.clone(),
            evidence_bucket,
            policy::EVIDENCE_RETENTION_DAYS,
            SystemClock,
        ),
        drop: S3Inbox::new(s3, inbox_bucket, &environment, SystemClock),
        nudges: queues.clone(),
        mailer: SesMailer::new(mail_ses::Client::new(&config)),
        clock: SystemClock,
        marketplaces: MarketplaceCache::default(),
        sender: Sender::new(&mail_from),
        links,
        public_url: public_url.trim_end_matches('/').to_owned(),
    };

    let (intake, store, queues) = (&intake, &store, &queues);
    let handler = service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let context = BatchContext {
            cases: store,
            nudges: queues,
            rejects: queues,
            clock: &SystemClock,
            journal: &StdoutJournal,
            time: step::time_left(&SystemClock, &event.context),
        };
        Ok::<_, Error>(intake.work(&context, &event.payload).await)
    });
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_runtime::run(handler)).await
}

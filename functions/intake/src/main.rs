//! Wires intake: which adapters stand behind its ports.

use evidence_s3::{S3Documents, S3Inbox};
use filing::LinkKey;
use intake::{Intake, Ports, router};
use port::{Queue, RandomIds, SystemClock};
use queue_sqs::SqsQueues;
use step::Marketplaces;
use step::config::Settings;
use store_dynamodb::DynamoStore;

enum Aws {}

impl Ports for Aws {
    type Store = DynamoStore;
    type Documents = S3Documents<SystemClock>;
    type Inbox = S3Inbox<SystemClock>;
    type Nudges = SqsQueues;
    type Clock = SystemClock;
    type Ids = RandomIds;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    step::start_logs();
    let mut settings = Settings::read();
    let environment = aws::Environment::read(|name| settings.optional(name));
    let environment = settings.checked(environment);
    let table = settings.text("GOODFAITH_TABLE");
    let evidence_bucket = settings.text("GOODFAITH_EVIDENCE_BUCKET");
    let inbox_bucket = settings.text("GOODFAITH_INBOX_BUCKET");
    let validation_queue = settings.text("GOODFAITH_VALIDATION_QUEUE_URL");
    let takedown_queue = settings.text("GOODFAITH_TAKEDOWN_QUEUE_URL");
    let notify_queue = settings.text("GOODFAITH_NOTIFY_QUEUE_URL");
    let public_url = settings.text("GOODFAITH_PUBLIC_URL");
    let links = settings.parsed("GOODFAITH_LINK_KEY", LinkKey::new);
    settings.finish()?;
    let (Some(environment), Some(links)) = (environment, links) else { return Ok(()) };

    let config = aws::config(&environment);
    let s3 = evidence_s3::client(&config);
    let inbox = S3Inbox::new(s3.clone(), inbox_bucket, &environment, SystemClock);
    let intake: Intake<Aws> = Intake {
        store: DynamoStore::new(store_dynamodb::Client::new(&config), table),
        documents: S3Documents::new(s3, evidence_bucket, policy::EVIDENCE_RETENTION_DAYS, SystemClock),
        uploads_origin: inbox.origin(),
        inbox,
        nudges: SqsQueues::new(queue_sqs::Client::new(&config))
            .with(Queue::Validation, validation_queue)
            .with(Queue::Takedown, takedown_queue)
            .with(Queue::Notify, notify_queue),
        clock: SystemClock,
        ids: RandomIds,
        marketplaces: Marketplaces::default(),
        links,
        public_url: public_url.trim_end_matches('/').to_owned(),
    };
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_http::run(router(intake))).await
}

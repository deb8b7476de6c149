//! Wires validation: which adapters stand behind its ports.

use app::{MarkCache, MarketplaceCache, RuleSetCache};
use evidence_s3::S3Documents;
use marketplace::{MarketplaceClient, Timeouts};
use policy::programme::{RuleSetName, rule_set};
use port::{Queue, RandomIds, SystemClock};
use queue_sqs::SqsQueues;
use step::config::Settings;
use store_dynamodb::DynamoStore;
use validation::Validation;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    step::start_logs();
    let mut settings = Settings::read();
    let environment = aws::Environment::read(|name| settings.optional(name));
    let environment = settings.checked(environment);
    let table = settings.text("GOODFAITH_TABLE");
    let control = settings.text("GOODFAITH_CONTROL_TABLE");
    let bucket = settings.text("GOODFAITH_EVIDENCE_BUCKET");
    let validation_queue = settings.text("GOODFAITH_VALIDATION_QUEUE_URL");
    let takedown_queue = settings.text("GOODFAITH_TAKEDOWN_QUEUE_URL");
    let notify_queue = settings.text("GOODFAITH_NOTIFY_QUEUE_URL");
    let reject_queue = settings.text("GOODFAITH_REJECT_QUEUE_URL");
    let programme = settings.parsed("GOODFAITH_PROGRAMME", str::parse::<RuleSetName>);
    let keys = settings.parsed("GOODFAITH_MARKETPLACE_KEYS", marketplace::parse_keys);
    settings.finish()?;
    let (Some(environment), Some(keys), Some(programme)) = (environment, keys, programme) else {
        return Ok(());
    };

    let config = aws::config(&environment);
    let store = DynamoStore::new(store_dynamodb::Client::new(&config), table).with_control(control);
    let queues = SqsQueues::new(queue_sqs::Client::new(&config))
        .with(Queue::Validation, validation_queue)
        .with(Queue::Takedown, takedown_queue)
        .with(Queue::Notify, notify_queue)
        .with_rejects(reject_queue);
    let step = Validation {
        store: store.clone(),
        documents: S3Documents::new(
            evidence_s3::client(&config),
            bucket,
            policy::EVIDENCE_RETENTION_DAYS,
            SystemClock,
        ),
        catalogue: MarketplaceClient::new(keys, SystemClock, RandomIds, Timeouts::default())?,
        clock: SystemClock,
        programme: rule_set(programme),
        marketplaces: MarketplaceCache::default(),
        rules: RuleSetCache::default(),
        marks: MarkCache::default(),
    };
    step::serve_batches(step, store, queues.clone(), queues, SystemClock).await
}

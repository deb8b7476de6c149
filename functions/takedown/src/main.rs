//! Wires takedown: which adapters stand behind its ports.

use app::MarketplaceCache;
use marketplace::{MarketplaceClient, Timeouts};
use port::{Queue, RandomIds, SystemClock};
use queue_sqs::SqsQueues;
use step::config::Settings;
use store_dynamodb::DynamoStore;
use takedown::Takedown;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    step::start_logs();
    let mut settings = Settings::read();
    let environment = aws::Environment::read(|name| settings.optional(name));
    let environment = settings.checked(environment);
    let table = settings.text("GOODFAITH_TABLE");
    let control = settings.text("GOODFAITH_CONTROL_TABLE");
    let takedown_queue = settings.text("GOODFAITH_TAKEDOWN_QUEUE_URL");
    let notify_queue = settings.text("GOODFAITH_NOTIFY_QUEUE_URL");
    let reject_queue = settings.text("GOODFAITH_REJECT_QUEUE_URL");
    let keys = settings.parsed("GOODFAITH_MARKETPLACE_KEYS", marketplace::parse_keys);
    settings.finish()?;
    let (Some(environment), Some(keys)) = (environment, keys) else { return Ok(()) };

    let config = aws::config(&environment);
    let store = DynamoStore::new(store_dynamodb::Client::new(&config), table).with_control(control);
    let queues = SqsQueues::new(queue_sqs::Client::new(&config))
        .with(Queue::Takedown, takedown_queue)
        .with(Queue::Notify, notify_queue)
        .with_rejects(reject_queue);
    let step = Takedown {
        store: store.clone(),
        enforcement: MarketplaceClient::new(keys, SystemClock, RandomIds, Timeouts::default())?,
        clock: SystemClock,
        marketplaces: MarketplaceCache::default(),
    };
    step::serve_batches(step, store, queues.clone(), queues, SystemClock).await
}

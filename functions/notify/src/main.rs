//! Wires notify: which adapters stand behind its ports.

use app::MarketplaceCache;
use app::filing::LinkKey;
use evidence_s3::S3Documents;
use mail_ses::SesMailer;
use marketplace::{MarketplaceClient, Timeouts};
use notify::{Letterhead, Notify, parse_public_url, parse_sender};
use port::{RandomIds, SystemClock};
use queue_sqs::SqsQueues;
use step::config::Settings;
use store_dynamodb::DynamoStore;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    step::start_logs();
    let mut settings = Settings::read();
    let environment = aws::Environment::read(|name| settings.optional(name));
    let environment = settings.checked(environment);
    let table = settings.text("GOODFAITH_TABLE");
    let control = settings.text("GOODFAITH_CONTROL_TABLE");
    let bucket = settings.text("GOODFAITH_EVIDENCE_BUCKET");
    let reject_queue = settings.text("GOODFAITH_REJECT_QUEUE_URL");
    let webhook_queue = settings.text("GOODFAITH_WEBHOOK_QUEUE_URL");
    let sender = settings.parsed("GOODFAITH_MAIL_FROM", parse_sender);
    let public_url = settings.parsed("GOODFAITH_PUBLIC_URL", parse_public_url);
    let links = settings.parsed("GOODFAITH_LINK_KEY", LinkKey::new);
    let keys = settings.parsed("GOODFAITH_MARKETPLACE_KEYS", marketplace::parse_keys);
    settings.finish()?;
    let (Some(environment), Some(keys)) = (environment, keys) else { return Ok(()) };
    let (Some(sender), Some(public_url), Some(links)) = (sender, public_url, links) else { return Ok(()) };

    let config = aws::config(&environment);
    let store = DynamoStore::new(store_dynamodb::Client::new(&config), table).with_control(control);
    let queues = SqsQueues::new(queue_sqs::Client::new(&config))
        .with_webhooks(webhook_queue)
        .with_rejects(reject_queue);
    let step = Notify {
        store: store.clone(),
        documents: S3Documents::new(
            evidence_s3::client(&config),
            bucket,
            policy::EVIDENCE_RETENTION_DAYS,
            SystemClock,
        ),
        catalogue: MarketplaceClient::new(keys, SystemClock, RandomIds, Timeouts::default())?,
        mailer: SesMailer::new(mail_ses::Client::new(&config)),
        announcements: queues.clone(),
        clock: SystemClock,
        marketplaces: MarketplaceCache::default(),
        letterhead: Letterhead { sender, public_url, links },
    };
    step::serve_batches(step, store, queues.clone(), queues, SystemClock).await
}

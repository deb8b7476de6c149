//! Wires intake: which adapters stand behind its ports.

use app::MarketplaceCache;
use app::filing::LinkKey;
use axum::extract::Request;
use axum::middleware::map_request;
use evidence_s3::{S3Documents, S3Inbox};
use intake::{Intake, Peer, Ports, router};
use lambda_http::RequestExt as _;
use lambda_http::request::RequestContext;
use mail_ses::SesMailer;
use port::{Queue, RandomIds, SystemClock};
use queue_sqs::SqsQueues;
use step::config::Settings;
use store_dynamodb::DynamoStore;
use web::letter::Sender;

enum Aws {}

impl Ports for Aws {
    type Store = DynamoStore;
    type Documents = S3Documents<SystemClock>;
    type Inbox = S3Inbox<SystemClock>;
    type Mailer = SesMailer;
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
    let control = settings.text("GOODFAITH_CONTROL_TABLE");
    let evidence_bucket = settings.text("GOODFAITH_EVIDENCE_BUCKET");
    let inbox_bucket = settings.text("GOODFAITH_INBOX_BUCKET");
    let validation_queue = settings.text("GOODFAITH_VALIDATION_QUEUE_URL");
    let takedown_queue = settings.text("GOODFAITH_TAKEDOWN_QUEUE_URL");
    let notify_queue = settings.text("GOODFAITH_NOTIFY_QUEUE_URL");
    let mail_from = settings.text("GOODFAITH_MAIL_FROM");
    let public_url = settings.text("GOODFAITH_PUBLIC_URL");
    let links = settings.parsed("GOODFAITH_LINK_KEY", LinkKey::new);
    settings.finish()?;
    let (Some(environment), Some(links)) = (environment, links) else { return Ok(()) };

    let config = aws::config(&environment);
    let s3 = evidence_s3::client(&config);
    let inbox = S3Inbox::new(s3.clone(), inbox_bucket, &environment, SystemClock);
    let intake: Intake<Aws> = Intake {
        store: DynamoStore::new(store_dynamodb::Client::new(&config), table).with_control(control),
        documents: S3Documents::new(s3, evidence_bucket, policy::EVIDENCE_RETENTION_DAYS, SystemClock),
        uploads_origin: inbox.origin(),
        inbox,
        mailer: SesMailer::new(mail_ses::Client::new(&config)),
        sender: Sender::new(&mail_from),
        nudges: SqsQueues::new(queue_sqs::Client::new(&config))
            .with(Queue::Validation, validation_queue)
            .with(Queue::Takedown, takedown_queue)
            .with(Queue::Notify, notify_queue),
        clock: SystemClock,
        ids: RandomIds,
        marketplaces: MarketplaceCache::default(),
        links,
        public_url: public_url.trim_end_matches('/').to_owned(),
    };
    let router = router(intake).layer(map_request(with_peer));
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_http::run(router)).await
}

/// Notes the address that the gateway saw.
async fn with_peer(mut request: Request) -> Request {
    let peer = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref().map(Peer::of),
        _ => None,
    };
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    request
}

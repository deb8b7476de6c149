//! What a complaint costs: requests and write units, as AWS would bill them, over a burst.
//!
//! The real adapters and functions run in this process. S3 and SQS are `ministack`; the table is
//! `dynoxide`, which reports the write units that DynamoDB documents, indexes included. A meter of its own
//! stands in front of each step. Mail is left aside: notify does not run, but the messages to it are
//! counted. What Lambda's pollers would be billed for is added: a batch is received with one request and
//! deleted with another.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use app::MarketplaceCache;
use aws::{Environment, Meter};
use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use aws_sdk_sqs::types::DeleteMessageBatchRequestEntry;
use case::{State, Subject};
use evidence_s3::{S3Documents, S3Inbox};
use intake::{Intake, Ports};
use port::{
    Accounts as _, Cases as _, Queue, RandomIds, References as _, Registry as _, Subjects as _, SystemClock,
    WallClock as _,
};
use queue_sqs::SqsQueues;
use step::{BatchContext, CaseStep, work_batch};
use store_dynamodb::DynamoStore;
use takedown::Takedown;
use testkit::sample;
use testkit::world::World;
use validation::Validation;
use web::letter::Sender;

use crate::common::{Silent, file, link_key};
use crate::emulator::{Emulator, environment};
use crate::figure::Figures;
use crate::schema::{CONTROL_TABLE, TABLE, create_bucket, create_queue, create_tables};

const COMPLAINTS: usize = 1_000;
/// Requests per complaint.
const REQUEST_BUDGET: f64 = 12.0;
/// DynamoDB write units per complaint of parties that are known, drawn for no blind review.
const WRITE_UNIT_BUDGET: f64 = 10.0;
/// DynamoDB write units that a case drawn for blind review costs more: its entry among what waits for a person.
const DRAWN: f64 = 1.0;
/// DynamoDB write units for each party that was not known before: its item, and its subject's.
const NEW_PARTY_BUDGET: f64 = 2.0;

/// Messages of a batch, as the template sets it.
const BATCH: i32 = 10;
/// Requests of a poller for one batch: ReceiveMessage and DeleteMessageBatch.
const POLLER_REQUESTS: u64 = 2;

const EVIDENCE: &str = "evidence";

enum Billed {}

impl Ports for Billed {
    type Store = DynamoStore;
    type Documents = S3Documents<SystemClock>;
    type Inbox = S3Inbox<SystemClock>;
    type Mailer = World;
    type Nudges = SqsQueues;
    type Clock = SystemClock;
    type Ids = RandomIds;
}

/// `requests_per_complaint` and `write_units_per_complaint`, and what they are made of.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let Some(emulator) = Emulator::shared() else { return Ok(()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let cloud = Cloud::new(emulator.account()).await?;
        // The first complaint makes its parties known. What that costs is a figure of its own.
        cloud.burst(0..1).await?;
        let bills = cloud.burst(1..1 + COMPLAINTS).await?;
        let drawn = cloud.drawn(1 + COMPLAINTS).await?;
        let new_party = cloud.new_party().await?;
        figures.add("write_units_per_new_party", new_party, "write units", Some(NEW_PARTY_BUDGET));
        let each = |count: f64| count / COMPLAINTS as f64;
        let (mut requests, mut write_units) = (0.0, 0.0);
        for (step, bill) in bills {
            for (service, count) in &bill.requests {
                let name = format!("requests_{service}_{step}");
                figures.add(&name, each(*count as f64), "requests/complaint", None);
                requests += *count as f64;
            }
            let name = format!("write_units_{step}");
            figures.add(&name, each(bill.write_units), "write units/complaint", None);
            write_units += bill.write_units;
        }
        figures.add("requests_per_complaint", each(requests), "requests", Some(REQUEST_BUDGET));
        figures.add("drawn_for_blind_review", each(drawn as f64), "cases/complaint", None);
        let ordinary = each(write_units - drawn as f64 * DRAWN);
        figures.add("write_units_per_complaint", ordinary, "write units", Some(WRITE_UNIT_BUDGET));
        Ok(())
    })
}

/// What a step is billed for.
struct Bill {
    requests: BTreeMap<String, u64>,
    write_units: f64,
}

impl Bill {
    fn of(meter: &Meter, batches: u64) -> Self {
        let mut requests = BTreeMap::new();
        for reading in meter.readings() {
            *requests.entry(reading.service).or_default() += reading.requests;
        }
        *requests.entry("sqs".to_owned()).or_default() += batches * POLLER_REQUESTS;
        Self { requests, write_units: meter.write_units() }
    }
}

/// The resources that the chain stands on.
struct Cloud {
    /// Where the table is.
    table: Environment,
    /// Where buckets and queues are.
    rest: Environment,
    urls: BTreeMap<Queue, String>,
    rejects: String,
    /// Not metered: it stands for the platform's pollers.
    sqs: aws_sdk_sqs::Client,
}

/// The adapters of one step, behind its meter.
struct Adapters {
    meter: Meter,
    store: DynamoStore,
    documents: S3Documents<SystemClock>,
    inbox: S3Inbox<SystemClock>,
    queues: SqsQueues,
}

impl Cloud {
    async fn new(rest: Environment) -> anyhow::Result<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let table = environment(&format!("http://{}", listener.local_addr()?), "bench");
        let database = dynoxide::Database::memory()?;
        tokio::spawn(dynoxide::server::serve_on(listener, database));
        let tables = store_dynamodb::Client::new(&aws::config(&table));
        create_tables(&tables).await;
        let store = DynamoStore::new(tables, TABLE).with_control(CONTROL_TABLE);
        store.put_marketplace(&sample::marketplace()).await?;
        store.put_right(&sample::right()).await?;
        store.put_account(&sample::account()).await?;

        let config = aws::config(&rest);
        create_bucket(&evidence_s3::client(&config), &rest.region, EVIDENCE, true).await;
        let sqs = aws_sdk_sqs::Client::new(&config);
        let mut urls = BTreeMap::new();
        for queue in Queue::ALL {
            urls.insert(queue, create_queue(&sqs, queue.name()).await);
        }
        let rejects = create_queue(&sqs, "reject").await;
        Ok(Self { table, rest, urls, rejects, sqs })
    }

    fn adapters(&self) -> Adapters {
        let meter = Meter::default();
        let tables = store_dynamodb::Client::new(&aws::metered_config(&self.table, &meter));
        let config = aws::metered_config(&self.rest, &meter);
        let s3 = evidence_s3::client(&config);
        let queues = SqsQueues::new(queue_sqs::Client::new(&config)).with_rejects(&self.rejects);
        Adapters {
            store: DynamoStore::new(tables, TABLE).with_control(CONTROL_TABLE).metered(meter.clone()),
            documents: S3Documents::new(s3.clone(), EVIDENCE, policy::EVIDENCE_RETENTION_DAYS, SystemClock),
            inbox: S3Inbox::new(s3, "inbox", &self.rest, SystemClock),
            queues: self.urls.iter().fold(queues, |queues, (queue, url)| queues.with(*queue, url)),
            meter,
        }
    }

    /// Sends a complaint about each of the listings through, one step after the other.
    async fn burst(&self, listings: Range<usize>) -> anyhow::Result<[(&'static str, Bill); 3]> {
        let market = sample::world(listings.end);

        let Adapters { meter, store, documents, inbox, queues } = self.adapters();
        let intake = intake::router(Intake::<Billed> {
            store,
            documents,
            inbox,
            mailer: market.clone(),
            sender: Sender::new("goodfaith@goodfaith.example"),
            nudges: queues,
            clock: SystemClock,
            ids: RandomIds,
            marketplaces: MarketplaceCache::default(),
            links: link_key()?,
            public_url: "https://goodfaith.example".to_owned(),
            uploads_origin: "https://inbox.example".to_owned(),
        });
        for listing in listings {
            file(&intake, listing).await?;
        }
        let filed = Bill::of(&meter, 0);

        let adapters = self.adapters();
        let validation = Validation {
            store: adapters.store.clone(),
            documents: adapters.documents.clone(),
            catalogue: market.clone(),
            clock: SystemClock,
            programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
            marketplaces: MarketplaceCache::default(),
            rules: app::RuleSetCache::default(),
            marks: app::MarkCache::default(),
        };
        let batches = self.drain(Queue::Validation, &validation, &adapters).await?;
        let validated = Bill::of(&adapters.meter, batches);

        let adapters = self.adapters();
        let takedown = Takedown {
            store: adapters.store.clone(),
            enforcement: market,
            clock: SystemClock,
            marketplaces: MarketplaceCache::default(),
        };
        let batches = self.drain(Queue::Takedown, &takedown, &adapters).await?;
        let taken_down = Bill::of(&adapters.meter, batches);

        Ok([("intake", filed), ("validation", validated), ("takedown", taken_down)])
    }

    /// Works through what waits in a queue, as the platform's pollers would hand it over. Returns the number
    /// of batches.
    async fn drain<P: CaseStep>(&self, queue: Queue, step: &P, with: &Adapters) -> anyhow::Result<u64> {
        let url = self.urls.get(&queue).context("no queue")?;
        let context = BatchContext {
            cases: &with.store,
            nudges: &with.queues,
            rejects: &with.queues,
            clock: &SystemClock,
            journal: &Silent,
            time: Duration::from_secs(60),
        };
        let mut batches = 0;
        loop {
            let received =
                self.sqs.receive_message().queue_url(url).max_number_of_messages(BATCH).send().await?;
            let messages = received.messages.unwrap_or_default();
            if messages.is_empty() {
                return Ok(batches);
            }
            let mut event = SqsEvent::default();
            let mut done = Vec::new();
            for message in messages {
                let id = message.message_id.context("a message without an id")?;
                let receipt = message.receipt_handle.context("a message without a receipt")?;
                done.push(DeleteMessageBatchRequestEntry::builder().id(&id).receipt_handle(receipt).build()?);
                let mut record = SqsMessage::default();
                record.message_id = Some(id);
                record.body = message.body;
                event.records.push(record);
            }
            let response = work_batch(step, &context, &event).await;
            ensure!(response.batch_item_failures.is_empty(), "{} failed messages", P::NAME);
            self.sqs.delete_message_batch().queue_url(url).set_entries(Some(done)).send().await?;
            batches += 1;
        }
    }

    /// What it costs that a party is named for the first time.
    async fn new_party(&self) -> anyhow::Result<f64> {
        let Adapters { meter, store, .. } = self.adapters();
        store.party_of(&Subject::of_seller(&sample::marketplace().id, "a new seller")).await?;
        Ok(meter.write_units())
    }

    /// How many of the cases were drawn for blind review. All have come into force.
    async fn drawn(&self, complaints: usize) -> anyhow::Result<usize> {
        let store = DynamoStore::new(store_dynamodb::Client::new(&aws::config(&self.table)), TABLE);
        let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let (mut in_force, mut drawn) = (0, 0);
        for day in [today.yesterday()?, today] {
            for ids in store.referred_on(day).await?.chunks(100) {
                for stored in store.load(ids).await?.into_iter().flatten() {
                    in_force += usize::from(matches!(stored.case.state, State::InForce { .. }));
                    drawn += usize::from(stored.waiting.is_some());
                }
            }
        }
        ensure!(in_force == complaints, "{in_force} of {complaints} complaints came into force");
        Ok(drawn)
    }
}

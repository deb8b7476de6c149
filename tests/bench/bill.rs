//! What a complaint costs at AWS, from its filing to its last letter: what is billed of each service, and in
//! dollars by the price list beside this file.
//!
//! The programs run as they are deployed ([`crate::site`]). What Lambda's pollers are billed for is added: messages
//! are received with one request and deleted with another. Duration is computed, for here nothing is far away: the
//! processor time that was measured, stretched to the share of a processor that a function has, and what
//! `prices.json` assumes for each request that is waited for.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context as _, ensure};
use app::filing::new_key;
use aws::Meter;
use case::{State, Subject};
use port::{Account, KeyScope, RandomIds, Subjects as _, SystemClock, WallClock as _, Webhook};
use serde_json::json;
use store_dynamodb::DynamoStore;
use testkit::sample;

use crate::emulator::{Emulator, environment};
use crate::figure::Figures;
use crate::functions::program;
use crate::prices::Prices;
use crate::schema::{TABLE, create_tables};
use crate::site::{Plan, QUEUES, Site, Usage, event, json_of};
use crate::template::Template;

/// DynamoDB write units of a complaint, of parties that are known, drawn for no blind review, to its last letter.
const WRITE_UNITS: f64 = 16.0;
/// The same, filed by the API: the idempotency key is taken, and answered.
const WRITE_UNITS_API: f64 = WRITE_UNITS + 2.0;
/// Dollars for a million complaints without mail, filed by the form without a picture, batches filled. 16 was the goal:
/// `infra/docs/BENCHMARKS.md` shows what stops it.
const DOLLARS: f64 = 22.5;
/// HTTP requests of the functions to AWS.
const REQUESTS: f64 = 25.0;
/// Bytes of logs, those of Lambda itself included.
const LOG_BYTES: f64 = 6_000.0;
/// Letters: receipt, decision and measure to the complainant, the statement of reasons to the seller.
const MAILS: u64 = 4;
/// DynamoDB write units that a case drawn for blind review costs more: its entry among what waits for a person.
const DRAWN: f64 = 1.0;
/// DynamoDB write units for each party that was not known before: its item, and its subject's.
const NEW_PARTY: f64 = 2.0;
/// Megabytes that a function has: what `prices.json` assumes of processors is for these.
const MEMORY_MB: u64 = 256;
/// The functions that are billed.
const FUNCTIONS: [&str; 5] = ["intake", "validation", "takedown", "notify", "webhooks"];
/// Groups of a batch that a function works on at a time.
const AT_A_TIME: f64 = 10.0;
/// What a picture holds: its bytes are only hashed.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// How complaints are filed, and worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By the form with the account secret, without a picture, so many at a time that batches fill.
    Filled,
    /// The same, each worked on alone.
    Alone,
    /// By the API with a key and an idempotency key, with a picture, for an account that has an endpoint; batches
    /// filled.
    Api,
}

impl Way {
    /// The budget of each way: what was reached, and as much more as the fast run needs, whose batches fill less.
    const fn most(self, filled: f64, alone: f64, api: f64) -> Option<f64> {
        Some(match self {
            Self::Filled => filled,
            Self::Alone => alone,
            Self::Api => api,
        })
    }

    const ALL: [Self; 3] = [Self::Filled, Self::Alone, Self::Api];

    const fn name(self) -> &'static str {
        match self {
            Self::Filled => "filled",
            Self::Alone => "alone",
            Self::Api => "api",
        }
    }

    const fn complaints(self, figures: &Figures) -> usize {
        match self {
            Self::Filled => figures.amount(500, 20),
            Self::Alone => figures.amount(50, 3),
            Self::Api => figures.amount(200, 10),
        }
    }
}

/// `bill_<way>_…`: what is billed of each service, per complaint, and its dollars for a million complaints.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let (Some(_), Some(template)) = (Emulator::shared(), Template::shared()) else { return Ok(()) };
    for function in FUNCTIONS {
        let memory = &template.properties(&format!("{}Function", capital(function)))["MemorySize"];
        ensure!(*memory == MEMORY_MB, "{function} has {memory} MB");
    }
    let batches = batches(template)?;
    let prices = Prices::read()?;
    println!("# prices of {}", prices.label());
    let fast = figures.fast;
    let bills: Vec<anyhow::Result<Bill>> = std::thread::scope(|scope| {
        let running = Way::ALL.map(|way| {
            let complaints = way.complaints(figures);
            let mut batches = batches.clone();
            if way == Way::Alone {
                batches.values_mut().for_each(|batch| *batch = 1);
            }
            scope.spawn(move || run(way, complaints, fast, &batches))
        });
        running.map(|it| it.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the run panicked")))).into()
    });
    for (way, bill) in Way::ALL.into_iter().zip(bills) {
        bill.with_context(|| way.name())?.print(way, figures, &prices)?;
    }
    figures.count("write_units_per_new_party", new_party()?, "write units", Some(NEW_PARTY));
    Ok(())
}

/// What a way of complaining used.
struct Bill {
    complaints: f64,
    usage: BTreeMap<String, Usage>,
    mails: u64,
    /// Of listings and measures, and events that were posted.
    market: u64,
    events: u64,
    /// Cases drawn for blind review.
    drawn: u64,
    /// Files that were uploaded.
    uploads: u64,
}

/// Messages of a batch of each queue.
type Batches = BTreeMap<&'static str, usize>;

/// As the template sets them.
fn batches(template: &Template) -> anyhow::Result<Batches> {
    let of = |queue: &'static str| {
        let source = format!("${{{}Queue.Arn}}", capital(queue));
        let mut mappings = template.all("AWS::Lambda::EventSourceMapping").map(|(_, mapping)| mapping);
        let batch = mappings.find(|mapping| mapping["EventSourceArn"] == source)?["BatchSize"].as_u64()?;
        Some((queue, usize::try_from(batch).ok()?))
    };
    QUEUES.into_iter().map(|queue| of(queue).with_context(|| format!("no batches of {queue}"))).collect()
}

/// As the template's names begin.
fn capital(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

fn run(way: Way, complaints: usize, fast: bool, batches: &Batches) -> anyhow::Result<Bill> {
    let (account, key) = account(way);
    let start = |name: &str| Ok(Command::new(program(name, fast)?));
    let plan = Plan { name: way.name(), program: &start, functions: &FUNCTIONS, account, items: &[] };
    let mut site = Site::start(plan)?.context("the emulator is missing")?;
    // The first complaint makes its parties known and fills what the functions remember.
    work(&mut site, way, &key, 0..1, batches)?;
    site.reset()?;
    let (sent, drawn) = (site.mails()?, site.cases(|stored| stored.waiting.is_some())?);
    match way {
        Way::Alone => (1..=complaints).try_for_each(|at| work(&mut site, way, &key, at..at + 1, batches))?,
        Way::Filled | Way::Api => work(&mut site, way, &key, 1..1 + complaints, batches)?,
    }
    // Validation has notify look again after the measure should be in force.
    site.drain("notify", batches["notify"], true)?;
    site.drain("webhook", batches["webhook"], false)?;

    site.ensure_no_rejects()?;
    let in_force = site.cases(|stored| matches!(stored.case.state, State::InForce { .. }))?;
    ensure!(
        in_force == complaints as u64 + 1,
        "{in_force} of {complaints} and one complaints came into force"
    );
    let mails = site.mails()? - sent;
    let [listings, measures, events] = site.asked();
    ensure!(measures == complaints as u64, "{measures} measures of {complaints} complaints");
    Ok(Bill {
        complaints: complaints as f64,
        usage: site.usage()?,
        mails,
        market: listings + measures,
        events,
        drawn: site.cases(|stored| stored.waiting.is_some())? - drawn,
        uploads: if way == Way::Api { complaints as u64 } else { 0 },
    })
}

/// The account that complains, and its key.
fn account(way: Way) -> (Account, String) {
    let mut account = sample::account();
    let scopes = vec![KeyScope::Write, KeyScope::Read];
    let new = new_key(&account.id, scopes, SystemClock.now(), None, &RandomIds);
    if way == Way::Api {
        account.keys.push(new.key);
        // Where it is, only the site knows.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned();
        account.webhook = Some(Webhook { url: String::new(), secret, gone_at: None });
    }
    (account, new.text)
}

/// Files complaints, and works on them until their letters are sent.
fn work(
    site: &mut Site,
    way: Way,
    key: &str,
    listings: std::ops::Range<usize>,
    batches: &Batches,
) -> anyhow::Result<()> {
    for listing in listings {
        if way == Way::Api {
            file_by_api(site, key, listing)?
        } else {
            drop(site.request(&event::filed(listing))?)
        }
    }
    QUEUES.iter().try_for_each(|queue| site.drain(queue, batches[queue], false))
}

/// A picture is uploaded by a ticket, then the complaint sent with an idempotency key.
fn file_by_api(site: &mut Site, key: &str, listing: usize) -> anyhow::Result<()> {
    let (bearer, once) = (format!("Bearer {key}"), format!("complaint-{listing}"));
    let headers = [
        ("authorization", bearer.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", &once),
    ];
    let wanted = json!({ "name": "label.png", "media": "image/png", "size": PICTURE.len() }).to_string();
    let ticket = json_of(&site.request(&event::http("POST", "/uploads", &headers, Some(&wanted)))?)?;
    let upload = ticket["key"].as_str().context("the ticket names no key")?;
    // Each another one: the same is sealed once.
    let picture = [PICTURE, &listing.to_be_bytes()].concat();
    site.upload(upload, &picture, "image/png")?;
    let right = sample::right().right;
    let body = json!({
        "claim": "counterfeit",
        "listings": [format!("http://market.example/listings/{}", sample::listing(listing).id)],
        "right": { "office": right.office(), "number": right.number() },
        "explanation": "The seams and the label differ from every jacket that we ever made.",
        "statements": { "good_faith": true },
        "evidence": [format!("{upload} label.png")],
    });
    site.request(&event::http("POST", "/api/v1/complaints", &headers, Some(&body.to_string())))?;
    Ok(())
}

/// One line of a bill: what is billed, in which unit, how much of it for all complaints, at most how much for one.
type Line = (&'static str, &'static str, f64, Option<f64>);

impl Bill {
    fn sum(&self, of: impl Fn(&Usage) -> f64) -> f64 {
        self.usage.values().map(of).sum()
    }

    /// What a processor was used for, or waited for others, in seconds of a function with its share of a processor.
    fn seconds(&self, prices: &Prices) -> anyhow::Result<f64> {
        let mut milliseconds = 0.0;
        for usage in self.usage.values() {
            let together =
                (usage.messages as f64 / usage.used.invocations.max(1) as f64).clamp(1.0, AT_A_TIME);
            milliseconds +=
                usage.used.processor.as_secs_f64() * 1e3 / prices.assumed("processor_share_of_256_mb")?;
            for service in ["dynamodb", "s3", "sqs", "ses"] {
                let each = prices.assumed(&format!("{service}_ms"))?;
                milliseconds += usage.passed.to(service) as f64 * each / together;
            }
        }
        let together = self.usage.get("takedown").map_or(1.0, |usage| {
            (usage.messages as f64 / usage.used.invocations.max(1) as f64).clamp(1.0, AT_A_TIME)
        });
        milliseconds += self.market as f64 * prices.assumed("marketplace_ms")? / together;
        milliseconds += self.events as f64 * prices.assumed("endpoint_ms")?;
        Ok(milliseconds / 1e3)
    }

    fn log_bytes(&self, prices: &Prices) -> anyhow::Result<f64> {
        let (own, lines) = (self.sum(|it| it.used.log_bytes as f64), self.sum(|it| it.used.log_lines as f64));
        let platform = self.sum(|it| it.used.invocations as f64);
        Ok(own
            + lines * prices.assumed("overhead_bytes_per_log_line")?
            + platform * prices.assumed("platform_log_bytes_per_invocation")?)
    }

    fn print(&self, way: Way, figures: &mut Figures, prices: &Prices) -> anyhow::Result<()> {
        let each = |count: f64| count / self.complaints;
        let budget = |budget: f64| (way == Way::Filled).then_some(budget);
        for (step, usage) in &self.usage {
            let name = |what: &str| format!("bill_{}_{what}_units_{step}", way.name());
            figures.count(&name("write"), each(usage.passed.write_units), "write units", None);
            figures.count(&name("read"), each(usage.passed.read_units), "read units", None);
        }
        let writes = self.sum(|it| it.passed.write_units) - self.drawn as f64 * DRAWN;
        let of = |service: &str| self.sum(|it| it.passed.to(service) as f64);
        let sqs = self.sum(|it| (it.passed.sqs + it.polled) as f64);
        let http = self.usage.get("intake").map_or(0.0, |usage| usage.used.invocations as f64);
        let puts = self.sum(|it| it.passed.s3(true) as f64) + self.uploads as f64;
        let logs = self.log_bytes(prices)?;
        let most = |filled, alone, api| way.most(filled, alone, api);
        let failed = self.sum(|it| it.passed.failed_conditions as f64);
        let reads = self.sum(|it| it.passed.read_units);
        let gets = self.sum(|it| it.passed.s3(false) as f64);
        let invocations = self.sum(|it| it.used.invocations as f64);
        let counted: [Line; 12] = [
            ("dynamodb_write_units", "write units", writes, most(WRITE_UNITS, WRITE_UNITS, WRITE_UNITS_API)),
            ("dynamodb_failed_conditions", "of them", failed, most(0.1, 0.1, 0.1)),
            ("dynamodb_read_units", "read units", reads, most(13.5, 19.0, 20.5)),
            ("dynamodb_requests", "requests, not billed", of("dynamodb"), most(17.5, 27.5, 26.5)),
            ("s3_puts", "requests that write", puts, most(1.0, 1.0, 3.0)),
            ("s3_gets", "requests that read", gets, most(1.0, 1.0, 2.0)),
            ("sqs_requests", "requests", sqs, most(2.5, 13.0, 9.5)),
            ("lambda_requests", "invocations", invocations, most(1.5, 5.5, 5.75)),
            ("http_api_requests", "requests", http, most(1.0, 1.0, 2.0)),
            ("log_kilobytes", "KB", logs / 1e3, budget(LOG_BYTES / 1e3)),
            ("mails", "mails", self.mails as f64, Some(MAILS as f64)),
            ("webhook_posts", "posts", self.events as f64, most(0.0, 0.0, 3.0)),
        ];
        let requests = ["dynamodb", "s3", "sqs", "ses"].map(of).iter().sum::<f64>();
        let name = format!("bill_{}_requests", way.name());
        figures.count(&name, each(requests), "requests of functions", budget(REQUESTS));
        let mut dollars = 0.0;
        let mut mail = 0.0;
        for (item, unit, count, budget) in counted {
            // Bytes of logs are those of all complaints; budgets are of one.
            figures.count(&format!("bill_{}_{item}", way.name()), each(count), unit, budget);
            let cost = prices.per_million(item).map(|price| each(count) * price);
            if let Some(cost) = cost {
                figures.add(&format!("bill_{}_{item}_cost", way.name()), cost, "$/million", None);
                *if item == "mails" { &mut mail } else { &mut dollars } += cost;
            }
        }
        let gigabytes = each(self.seconds(prices)? * MEMORY_MB as f64 / 1024.0);
        figures.add(&format!("bill_{}_lambda_gb_seconds", way.name()), gigabytes, "GB-s", None);
        let cost = gigabytes * prices.per_million("lambda_gb_seconds").context("no price of duration")?;
        figures.add(&format!("bill_{}_lambda_gb_seconds_cost", way.name()), cost, "$/million", None);
        dollars += cost;
        let name = |what: &str| format!("bill_{}_{what}", way.name());
        figures.add(&name("mail"), mail, "$/million complaints", None);
        figures.add(&name("without_mail"), dollars, "$/million complaints", budget(DOLLARS));
        figures.add(&name("complaint"), (dollars + mail) / 10_000.0, "cents/complaint", None);
        Ok(())
    }
}

/// What it costs that a party is named for the first time.
fn new_party() -> anyhow::Result<f64> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let table = environment(&format!("http://{}", listener.local_addr()?), "bench");
        tokio::spawn(dynoxide::server::serve_on(listener, dynoxide::Database::memory()?));
        let meter = Meter::default();
        let client = store_dynamodb::Client::new(&aws::metered_config(&table, &meter));
        create_tables(&client).await;
        let store = DynamoStore::new(client, TABLE).metered(meter.clone());
        store.party_of(&Subject::of_seller(&sample::marketplace().id, "a new seller")).await?;
        Ok(meter.write_units())
    })
}

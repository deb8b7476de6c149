//! The whole chain as it is deployed: a process for each function, on emulators, each behind a gateway that counts
//! what AWS would bill.
//!
//! The table is `dynoxide`, which reports the units that DynamoDB documents, indexes included; buckets, queues and
//! mail are `ministack`. The bench is Lambda's poller and the marketplace.

pub(crate) mod event;
mod gateway;
mod market;
pub(crate) mod process;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use aws::Environment;
use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message, QueueAttributeName};
use case::Owner;
use port::{
    Account, Accounts as _, Cases as _, MarketplaceConfig, Parties as _, References as _, Registry as _,
    SystemClock, WallClock as _,
};
use serde_json::{Value, json};
use store_dynamodb::DynamoStore;
use testkit::sample;
use tokio::runtime::Runtime;

use crate::common::LINK_KEY;
use crate::emulator::{Emulator, environment};
use crate::schema::{CONTROL_TABLE, TABLE, create_bucket, create_queue, create_tables};
use gateway::{Gateway, Passed};
use market::Asked;
use process::{Process, Used};

/// The queues that functions are run by, in the order in which a complaint passes through them.
pub(crate) const QUEUES: [&str; 5] = ["validation", "pictures", "takedown", "notify", "webhook"];
/// Messages that one request of SQS carries.
const MOST_RECEIVED: usize = 10;
const MAIL_FROM: &str = "notices@goodfaith.example";
const MARKETPLACE_KEY: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

/// What is run by each queue, and by HTTP.
pub(crate) fn function_of(queue: &str) -> &str {
    if queue == "webhook" { "webhooks" } else { queue }
}

/// How a site is made.
pub(crate) struct Plan<'a> {
    /// Tells its files from those of others.
    pub(crate) name: &'a str,
    /// Starts the function of this name.
    pub(crate) program: &'a dyn Fn(&str) -> anyhow::Result<Command>,
    /// The functions that are started.
    pub(crate) functions: &'a [&'a str],
    /// The account that complains, whose endpoint, if it has one, is told here.
    pub(crate) account: Account,
    /// Items of the table that a side needs beside what ours are given: names and texts.
    pub(crate) items: &'a [&'a [(&'a str, &'a str)]],
}

/// What a step has used, and what its requests were.
#[derive(Debug, Clone)]
pub(crate) struct Usage {
    /// Of the process.
    pub(crate) used: Used,
    /// Of its gateway.
    pub(crate) passed: Passed,
    /// Requests of the poller.
    pub(crate) polled: u64,
    /// Messages that it was given.
    pub(crate) messages: u64,
}

struct Step {
    process: Process,
    gateway: Gateway,
    /// Used before counting began.
    before: Used,
    polled: u64,
    messages: u64,
}

/// A running chain.
pub(crate) struct Site {
    runtime: Runtime,
    /// Not metered: it stands for the platform's pollers, and for the browser that uploads.
    sqs: aws_sdk_sqs::Client,
    s3: aws_sdk_s3::Client,
    store: DynamoStore,
    urls: BTreeMap<&'static str, String>,
    steps: BTreeMap<String, Step>,
    asked: Arc<Asked>,
    /// The bucket that files are uploaded to.
    inbox: String,
    http: reqwest::Client,
    /// Where the emulator lists the mails that were sent, and the account that sent them.
    mails: (String, String),
}

impl Site {
    /// Starts it. `None` when the emulator is missing.
    pub(crate) fn start(plan: Plan<'_>) -> anyhow::Result<Option<Self>> {
        let Some(emulator) = Emulator::shared() else { return Ok(None) };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let rest = emulator.account();
        let site = runtime.block_on(Self::assemble(&plan, &rest))?;
        let (store, sqs, s3, urls, steps, asked) = site;
        let endpoint = rest.endpoint_url.clone().context("an emulator has an address")?;
        let mails =
            (format!("{endpoint}/_ministack/ses/messages"), rest.credentials.access_key_id().to_owned());
        let http = reqwest::Client::builder().no_proxy().build()?;
        let inbox = bucket(&rest, "inbox");
        Ok(Some(Self { runtime, sqs, s3, store, urls, steps, asked, inbox, http, mails }))
    }

    async fn assemble(plan: &Plan<'_>, rest: &Environment) -> anyhow::Result<Parts> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let table_url = format!("http://{}", listener.local_addr()?);
        tokio::spawn(dynoxide::server::serve_on(listener, dynoxide::Database::memory()?));
        let tables = store_dynamodb::Client::new(&aws::config(&environment(&table_url, "bench")));
        create_tables(&tables).await;
        let (asked, market) = market::start().await?;
        for item in plan.items {
            let text = |value: &str| AttributeValue::S(value.replace("{market}", &market));
            let item = item.iter().map(|(name, value)| ((*name).to_owned(), text(value)));
            tables.put_item().table_name(TABLE).set_item(Some(item.collect())).send().await?;
        }
        let store = DynamoStore::new(tables, TABLE).with_control(CONTROL_TABLE);
        store.put_marketplace(&MarketplaceConfig { api: market.clone(), ..sample::marketplace() }).await?;
        store.put_right(&sample::right()).await?;
        let mut account = plan.account.clone();
        if let Some(webhook) = &mut account.webhook {
            webhook.url = format!("{market}/events");
        }
        store.put_account(&account).await?;
        // The first complaints of who is new are read by a person.
        store.put_party(&sample::known(Owner::Account(account.id))).await?;

        let config = aws::config(rest);
        let s3 = evidence_s3::client(&config);
        create_bucket(&s3, &rest.region, &bucket(rest, "evidence"), true).await;
        create_bucket(&s3, &rest.region, &bucket(rest, "inbox"), false).await;
        let mailer = aws_sdk_sesv2::Client::new(&config);
        mailer.create_email_identity().email_identity(MAIL_FROM).send().await?;
        let sqs = aws_sdk_sqs::Client::new(&config);
        let mut urls = BTreeMap::new();
        for queue in QUEUES.into_iter().chain(["reject"]) {
            urls.insert(queue, create_queue(&sqs, queue).await);
        }

        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("site");
        std::fs::create_dir_all(&folder)?;
        let mut steps = BTreeMap::new();
        for function in plan.functions {
            let endpoint = rest.endpoint_url.as_deref().context("an emulator has an address")?;
            let (gateway, url) = Gateway::start(&table_url, endpoint).await?;
            let mut command = (plan.program)(function)?;
            command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").envs(settings(rest, &url, &urls));
            let log = folder.join(format!("{}-{function}.log", plan.name));
            let process = Process::start(command, &log).with_context(|| format!("starting {function}"))?;
            let before = process.used()?;
            let step = Step { process, gateway, before, polled: 0, messages: 0 };
            steps.insert((*function).to_owned(), step);
        }
        Ok((store, sqs, s3, urls, steps, asked))
    }

    /// Invokes the function that HTTP runs. What it answers, when that is a success.
    pub(crate) fn request(&mut self, event: &Value) -> anyhow::Result<Value> {
        let step = self.steps.get_mut("intake").context("intake was not started")?;
        let answer = step.process.invoke(event)?;
        let status = answer["statusCode"].as_u64().unwrap_or_default();
        ensure!((200..300).contains(&status), "intake answered {answer}");
        Ok(answer)
    }

    /// Puts a file where the ticket that intake gave for it says, as a browser would.
    pub(crate) fn upload(&self, key: &str, file: &[u8], media: &str) -> anyhow::Result<()> {
        let put =
            self.s3.put_object().bucket(&self.inbox).key(key).content_type(media).body(file.to_vec().into());
        self.runtime.block_on(put.send())?;
        Ok(())
    }

    /// Works through what waits in a queue, at most `batch` messages to an invocation, as the platform's pollers
    /// would hand it over; with `late` also what comes with a delay.
    pub(crate) fn drain(&mut self, queue: &str, batch: usize, late: bool) -> anyhow::Result<()> {
        let url = self.urls.get(queue).context("no such queue")?.clone();
        loop {
            let mut messages: Vec<Message> = Vec::new();
            let mut requests = 0;
            while messages.len() < batch {
                let wanted = MOST_RECEIVED.min(batch - messages.len());
                let receive = self.sqs.receive_message().queue_url(&url);
                let receive = receive.max_number_of_messages(i32::try_from(wanted)?);
                let received = self.runtime.block_on(receive.send())?.messages.unwrap_or_default();
                if received.is_empty() {
                    break;
                }
                requests += 2;
                messages.extend(received);
            }
            if messages.is_empty() {
                if late && self.is_any_delayed(&url)? {
                    std::thread::sleep(Duration::from_millis(200));
                    continue;
                }
                return Ok(());
            }
            self.hand_over(queue, &url, &messages, requests)?;
        }
    }

    fn is_any_delayed(&self, url: &str) -> anyhow::Result<bool> {
        let delayed = QueueAttributeName::ApproximateNumberOfMessagesDelayed;
        let ask = self.sqs.get_queue_attributes().queue_url(url).attribute_names(delayed.clone());
        let attributes = self.runtime.block_on(ask.send())?.attributes.unwrap_or_default();
        Ok(attributes.get(&delayed).is_some_and(|count| count != "0"))
    }

    fn hand_over(
        &mut self,
        queue: &str,
        url: &str,
        messages: &[Message],
        requests: u64,
    ) -> anyhow::Result<()> {
        let name = function_of(queue);
        let step = self.steps.get_mut(name).with_context(|| format!("{name} was not started"))?;
        let answer = step.process.invoke(&event::batch(queue, messages))?;
        let failed = answer["batchItemFailures"].as_array().is_some_and(|failures| !failures.is_empty());
        ensure!(!failed, "{name} failed messages: {answer}");
        step.polled += requests;
        step.messages += messages.len() as u64;
        for some in messages.chunks(MOST_RECEIVED) {
            let mut entries = Vec::new();
            for message in some {
                let (id, receipt) = (message.message_id.clone(), message.receipt_handle.clone());
                let entry = DeleteMessageBatchRequestEntry::builder().set_id(id).set_receipt_handle(receipt);
                entries.push(entry.build()?);
            }
            let delete = self.sqs.delete_message_batch().queue_url(url).set_entries(Some(entries));
            self.runtime.block_on(delete.send())?;
        }
        Ok(())
    }

    /// Counts from here on.
    pub(crate) fn reset(&mut self) -> anyhow::Result<()> {
        for step in self.steps.values_mut() {
            step.gateway.reset();
            (step.polled, step.messages) = (0, 0);
            step.before = step.process.used()?;
        }
        for count in [&self.asked.listings, &self.asked.measures, &self.asked.events] {
            count.store(0, Ordering::SeqCst);
        }
        Ok(())
    }

    /// What each function has used since counting began, by name.
    pub(crate) fn usage(&self) -> anyhow::Result<BTreeMap<String, Usage>> {
        let mut usage = BTreeMap::new();
        for (name, step) in &self.steps {
            let (now, before) = (step.process.used()?, step.before);
            let used = Used {
                processor: now.processor.saturating_sub(before.processor),
                log_bytes: now.log_bytes - before.log_bytes,
                log_lines: now.log_lines - before.log_lines,
                invocations: now.invocations - before.invocations,
            };
            let (polled, messages) = (step.polled, step.messages);
            usage.insert(name.clone(), Usage { used, passed: step.gateway.passed(), polled, messages });
        }
        Ok(usage)
    }

    /// What starting took of a processor, of all functions, until they asked for work.
    pub(crate) fn started(&self) -> Duration {
        self.steps.values().map(|step| step.before.processor).sum()
    }

    /// The most memory that each function had, in MiB.
    pub(crate) fn peak_memory(&self) -> anyhow::Result<Vec<f64>> {
        self.steps.values().map(|step| step.process.peak_memory()).collect()
    }

    /// How often the marketplace was asked for a listing and told to take one down, and how many events were posted.
    pub(crate) fn asked(&self) -> [u64; 3] {
        [&self.asked.listings, &self.asked.measures, &self.asked.events]
            .map(|count| count.load(Ordering::SeqCst))
    }

    /// Mails that were sent since the site was started.
    pub(crate) fn mails(&self) -> anyhow::Result<u64> {
        let (url, account) = &self.mails;
        let listed = self.runtime.block_on(async {
            let listed = self.http.get(url).send().await?.bytes().await?;
            anyhow::Ok(serde_json::from_slice::<Value>(&listed)?)
        })?;
        let of_accounts = listed["messages"].as_object().context("the emulator lists no mails")?;
        let own = of_accounts.iter().filter(|(of, _)| of.contains(account.as_str()));
        Ok(own.filter_map(|(_, mails)| mails.as_array()).map(|mails| mails.len() as u64).sum())
    }

    /// Cases that were filed today or yesterday, for which `holds`.
    pub(crate) fn cases(&self, holds: impl Fn(&port::StoredCase) -> bool) -> anyhow::Result<u64> {
        let today = SystemClock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        self.runtime.block_on(async {
            let mut found = 0;
            for day in [today.yesterday()?, today] {
                for ids in self.store.referred_on(day).await?.chunks(100) {
                    let stored = self.store.load(ids).await?;
                    found += stored.into_iter().flatten().filter(|stored| holds(stored)).count() as u64;
                }
            }
            Ok(found)
        })
    }

    /// What waits in the queue of what can never succeed.
    pub(crate) fn ensure_no_rejects(&self) -> anyhow::Result<()> {
        let url = self.urls.get("reject").context("no such queue")?;
        let received = self.runtime.block_on(self.sqs.receive_message().queue_url(url).send())?;
        match received.messages.unwrap_or_default().first() {
            None => Ok(()),
            Some(message) => bail!("rejected: {}", message.body().unwrap_or_default()),
        }
    }
}

/// The name of an account's bucket: all accounts share the names of buckets.
fn bucket(rest: &Environment, what: &str) -> String {
    format!("{what}-{}", rest.credentials.access_key_id())
}

type Parts = (
    DynamoStore,
    aws_sdk_sqs::Client,
    aws_sdk_s3::Client,
    BTreeMap<&'static str, String>,
    BTreeMap<String, Step>,
    Arc<Asked>,
);

/// What Lambda sets, and the settings of all functions.
fn settings(
    rest: &Environment,
    endpoint: &str,
    urls: &BTreeMap<&'static str, String>,
) -> BTreeMap<String, String> {
    let credentials = &rest.credentials;
    let mut settings = BTreeMap::from(
        [
            ("AWS_REGION", rest.region.as_str()),
            ("AWS_DEFAULT_REGION", &rest.region),
            ("AWS_ACCESS_KEY_ID", credentials.access_key_id()),
            ("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key()),
            ("AWS_ENDPOINT_URL", endpoint),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_LAMBDA_FUNCTION_NAME", "f"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
            ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/f"),
            ("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/21/[1]00"),
            ("GOODFAITH_TABLE", TABLE),
            ("GOODFAITH_CONTROL_TABLE", CONTROL_TABLE),
            ("GOODFAITH_EVIDENCE_BUCKET", &bucket(rest, "evidence")),
            ("GOODFAITH_INBOX_BUCKET", &bucket(rest, "inbox")),
            ("GOODFAITH_MAIL_FROM", MAIL_FROM),
            // Without TLS, or no event would be posted to this machine.
            ("GOODFAITH_PUBLIC_URL", "http://goodfaith.example"),
            ("GOODFAITH_LINK_KEY", LINK_KEY),
            ("GOODFAITH_PROGRAMME", "honest"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    settings.insert("GOODFAITH_MARKETPLACE_KEYS".to_owned(), format!("demo={MARKETPLACE_KEY}"));
    for (queue, url) in urls {
        settings.insert(format!("GOODFAITH_{}_QUEUE_URL", queue.to_uppercase()), url.clone());
    }
    settings
}

/// The answer's body, JSON.
pub(crate) fn json_of(answer: &Value) -> anyhow::Result<Value> {
    let body = answer["body"].as_str().context("the answer has no body")?;
    Ok(serde_json::from_str(body).unwrap_or_else(|_| json!(body)))
}

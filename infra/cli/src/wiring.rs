//! Which adapters stand behind the ports. Each command asks for those that it uses.

use std::collections::BTreeMap;

use anyhow::Context as _;
use aws::Environment;
use caller_sts::StsCaller;
use evidence_s3::{S3Documents, S3Inbox};
use policy::programme::{RuleSet, RuleSetName, rule_set};
use port::{Queue, SystemClock};
use queue_sqs::SqsQueues;
use queue_sqs::operate::SqsQueue;
use step::config::Settings;
use store_dynamodb::DynamoStore;

const CURE: &str = "set what is missing, run where `.local/env` is, or name a file with --env-file";

/// The environment, and the env file's settings for what it does not set.
#[derive(Default)]
pub(crate) struct Wiring {
    file: BTreeMap<String, String>,
}

impl Wiring {
    /// Uses `file` for what the environment does not set.
    pub(crate) const fn new(file: BTreeMap<String, String>) -> Self {
        Self { file }
    }

    /// The one setting `name`.
    pub(crate) fn setting(&self, name: &'static str) -> anyhow::Result<String> {
        let mut settings = Settings::read_over(self.file.clone());
        let value = settings.text(name);
        settings.finish().context(CURE)?;
        Ok(value)
    }

    /// The rule set of the good-faith programme.
    pub(crate) fn programme(&self) -> anyhow::Result<RuleSet> {
        let mut settings = Settings::read_over(self.file.clone());
        let name = settings.parsed("GOODFAITH_PROGRAMME", str::parse::<RuleSetName>);
        settings.finish().context(CURE)?;
        Ok(rule_set(name.context(CURE)?))
    }

    pub(crate) fn store(&self) -> anyhow::Result<DynamoStore> {
        let (environment, [table, control]) = self.aws(["GOODFAITH_TABLE", "GOODFAITH_CONTROL_TABLE"])?;
        let client = store_dynamodb::Client::new(&aws::config(&environment));
        Ok(DynamoStore::new(client, table).with_control(control))
    }

    /// Who runs the tool, as AWS says.
    pub(crate) fn caller(&self) -> anyhow::Result<StsCaller> {
        let (environment, []) = self.aws([])?;
        Ok(StsCaller::new(caller_sts::Client::new(&aws::config(&environment))))
    }

    pub(crate) fn documents(&self) -> anyhow::Result<S3Documents<SystemClock>> {
        let (environment, [bucket]) = self.aws(["GOODFAITH_EVIDENCE_BUCKET"])?;
        let client = evidence_s3::client(&aws::config(&environment));
        Ok(S3Documents::new(client, bucket, policy::EVIDENCE_RETENTION_DAYS, SystemClock))
    }

    pub(crate) fn inbox(&self) -> anyhow::Result<S3Inbox<SystemClock>> {
        let (environment, [bucket]) = self.aws(["GOODFAITH_INBOX_BUCKET"])?;
        let client = evidence_s3::client(&aws::config(&environment));
        Ok(S3Inbox::new(client, bucket, &environment, SystemClock))
    }

    /// The chain's queues, to nudge.
    pub(crate) fn queues(&self) -> anyhow::Result<SqsQueues> {
        let (environment, [validation, takedown, notify]) = self.aws([
            "GOODFAITH_VALIDATION_QUEUE_URL",
            "GOODFAITH_TAKEDOWN_QUEUE_URL",
            "GOODFAITH_NOTIFY_QUEUE_URL",
        ])?;
        Ok(SqsQueues::new(queue_sqs::Client::new(&aws::config(&environment)))
            .with(Queue::Validation, validation)
            .with(Queue::Takedown, takedown)
            .with(Queue::Notify, notify))
    }

    /// The queue whose address the setting `name` holds, to receive from or to send to.
    pub(crate) fn queue(&self, name: &'static str) -> anyhow::Result<SqsQueue> {
        let (environment, [url]) = self.aws([name])?;
        Ok(SqsQueue::new(queue_sqs::Client::new(&aws::config(&environment)), url))
    }

    /// What is known of AWS, and the settings of these names.
    fn aws<const N: usize>(&self, names: [&'static str; N]) -> anyhow::Result<(Environment, [String; N])> {
        let mut settings = Settings::read_over(self.file.clone());
        let environment = Environment::read(|name| settings.optional(name));
        let environment = settings.checked(environment);
        let values = names.map(|name| settings.text(name));
        settings.finish().context(CURE)?;
        Ok((environment.context(CURE)?, values))
    }
}

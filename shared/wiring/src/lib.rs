//! Which adapters stand behind the ports: the one place that names them and knows their settings.
//!
//! A `main` asks a [`Wiring`] for what its function uses, one call each, and gets it from [`Wiring::finish`], which
//! reports everything that is missing or wrong together. What is not asked for is not opened and not read.

mod parse;
mod settings;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use app::filing::LinkKey;
use aws::{Environment, SdkConfig};
use marketplace::Timeouts;
use policy::programme::{RuleSet, RuleSetName, rule_set};
use port::{Queue, RandomIds, SystemClock};
use web::letter::Sender;
use webhook_http::Reach;

pub use caller_sts::StsCaller;
pub use queue_sqs::SqsQueues;
pub use queue_sqs::operate::SqsQueue;
pub use settings::BadSettings;
pub use store_dynamodb::DynamoStore;
pub use webhook_http::HttpEndpoints;

use settings::Settings;

/// Evidence and reports in S3.
pub type S3Documents = evidence_s3::S3Documents<SystemClock>;
/// Uploads, pending complaints and mails in S3.
pub type S3Inbox = evidence_s3::S3Inbox<SystemClock>;
/// Mail by SES.
pub type SesMailer = mail_ses::SesMailer;
/// The marketplaces' API.
pub type MarketplaceClient = marketplace::MarketplaceClient<SystemClock, RandomIds>;

/// The queues that a function uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The queue of this name, which it works off: it says when messages come back.
    Own(&'static str),
    /// Every queue of the chain.
    Chain,
    /// The queue of events for the accounts' endpoints.
    Webhooks,
    /// The reject queue.
    Rejects,
}

/// Makes adapters from the settings in the environment. Each method notes what it misses and then returns `None`.
#[derive(Default)]
pub struct Wiring {
    settings: Settings,
    /// Read when the first adapter of AWS is asked for.
    aws: OnceCell<Option<Aws>>,
}

struct Aws {
    environment: Environment,
    config: SdkConfig,
    s3: OnceCell<evidence_s3::Client>,
}

impl Aws {
    fn s3(&self) -> evidence_s3::Client {
        self.s3.get_or_init(|| evidence_s3::client(&self.config)).clone()
    }
}

impl Wiring {
    /// Reads the environment.
    #[must_use]
    pub fn read() -> Self {
        Self::default()
    }

    /// Reads the environment, and from `fallback`, such as an operator's file, what it does not set.
    #[must_use]
    pub fn read_over(fallback: BTreeMap<String, String>) -> Self {
        Self { settings: Settings::read_over(fallback), aws: OnceCell::new() }
    }

    /// Ends asking: `ready` puts together what was asked for.
    ///
    /// # Errors
    /// [`BadSettings`] with everything that is missing or wrong.
    pub fn finish<T>(self, ready: impl FnOnce() -> Option<T>) -> Result<T, BadSettings> {
        self.settings.finish(ready())
    }

    /// The table of cases and parties.
    pub fn store(&mut self) -> Option<DynamoStore> {
        let table = self.settings.text("GOODFAITH_TABLE");
        Some(DynamoStore::new(store_dynamodb::Client::new(&self.aws()?.config), table?))
    }

    /// The same, together with the table of what the operator sets: marketplaces and rule sets.
    pub fn store_with_control(&mut self) -> Option<DynamoStore> {
        let control = self.settings.text("GOODFAITH_CONTROL_TABLE");
        let store = self.store();
        Some(store?.with_control(control?))
    }

    /// Sealed documents, and what is compiled and reported beside them.
    pub fn documents(&mut self) -> Option<S3Documents> {
        let bucket = self.settings.text("GOODFAITH_EVIDENCE_BUCKET");
        let client = self.aws()?.s3();
        Some(S3Documents::new(client, bucket?, policy::EVIDENCE_RETENTION_DAYS, SystemClock))
    }

    /// What arrives before it is sealed.
    pub fn inbox(&mut self) -> Option<S3Inbox> {
        let bucket = self.settings.text("GOODFAITH_INBOX_BUCKET");
        let aws = self.aws()?;
        Some(S3Inbox::new(aws.s3(), bucket?, &aws.environment, SystemClock))
    }

    /// The queues to use.
    pub fn queues(&mut self, targets: &[Target]) -> Option<SqsQueues> {
        let mut url = |queue: &str| self.settings.text(&queue_setting(queue));
        // All are asked for before the first that is missing ends it, so that all are named.
        let chain =
            targets.contains(&Target::Chain).then(|| Queue::ALL.map(|queue| (queue, url(queue.name()))));
        let own = targets.iter().find_map(|target| match target {
            Target::Own(name) => Some((*name, url(name))),
            Target::Chain | Target::Webhooks | Target::Rejects => None,
        });
        let webhooks = targets.contains(&Target::Webhooks).then(|| url("webhook"));
        let rejects = targets.contains(&Target::Rejects).then(|| url("reject"));
        let mut queues = SqsQueues::new(queue_sqs::Client::new(&self.aws()?.config));
        for (queue, url) in chain.into_iter().flatten() {
            queues = queues.with(queue, url?);
        }
        if let Some((name, url)) = own {
            let url = url?;
            if let Some(queue) = Queue::ALL.into_iter().find(|queue| queue.name() == name) {
                queues = queues.with(queue, &url);
            }
            queues = queues.with_own(url);
        }
        if let Some(url) = webhooks {
            queues = queues.with_webhooks(url?);
        }
        if let Some(url) = rejects {
            queues = queues.with_rejects(url?);
        }
        Some(queues)
    }

    /// The queue whose address `setting` holds, as an operator handles it.
    pub fn queue(&mut self, setting: &str) -> Option<SqsQueue> {
        let url = self.settings.text(setting);
        Some(SqsQueue::new(queue_sqs::Client::new(&self.aws()?.config), url?))
    }

    /// Who calls, as AWS says.
    pub fn caller(&mut self) -> Option<StsCaller> {
        Some(StsCaller::new(caller_sts::Client::new(&self.aws()?.config)))
    }

    /// What sends mail.
    pub fn mailer(&mut self) -> Option<SesMailer> {
        Some(SesMailer::new(mail_ses::Client::new(&self.aws()?.config)))
    }

    /// What speaks to the marketplaces, with their keys.
    pub fn marketplace_client(&mut self) -> Option<MarketplaceClient> {
        let keys = self.settings.parsed("GOODFAITH_MARKETPLACE_KEYS", marketplace::parse_keys)?;
        let client = MarketplaceClient::new(keys, SystemClock, RandomIds, Timeouts::default());
        self.settings.checked(client)
    }

    /// What posts events to the accounts' endpoints.
    pub fn endpoints(&mut self) -> Option<HttpEndpoints> {
        let public_url = self.public_url()?;
        // Only an installation on one machine is reached without TLS, and only its endpoints are on that machine.
        let reach = if public_url.starts_with("http://") { Reach::AndThisMachine } else { Reach::Public };
        self.settings.checked(HttpEndpoints::new(reach))
    }

    /// Who letters come from.
    pub fn sender(&mut self) -> Option<Sender> {
        self.settings.parsed("GOODFAITH_MAIL_FROM", parse::sender)
    }

    /// The address of the pages, without a slash at its end.
    pub fn public_url(&mut self) -> Option<String> {
        self.settings.parsed("GOODFAITH_PUBLIC_URL", parse::public_url)
    }

    /// The key of links.
    pub fn link_key(&mut self) -> Option<LinkKey> {
        self.settings.parsed("GOODFAITH_LINK_KEY", LinkKey::new)
    }

    /// The rule set of the good-faith programme.
    pub fn programme(&mut self) -> Option<RuleSet> {
        self.settings.parsed("GOODFAITH_PROGRAMME", str::parse::<RuleSetName>).map(rule_set)
    }

    /// The setting `name` as it is.
    pub fn setting(&mut self, name: &str) -> Option<String> {
        self.settings.text(name)
    }

    fn aws(&mut self) -> Option<&Aws> {
        let settings = &mut self.settings;
        let aws = self.aws.get_or_init(|| {
            let environment = Environment::read(|name| settings.optional(name));
            let environment = settings.checked(environment)?;
            Some(Aws { config: aws::config(&environment), environment, s3: OnceCell::new() })
        });
        aws.as_ref()
    }
}

/// The setting that holds the address of the queue with this name: `GOODFAITH_TAKEDOWN_QUEUE_URL` for `takedown`.
#[must_use]
pub fn queue_setting(queue: &str) -> String {
    format!("GOODFAITH_{}_QUEUE_URL", queue.to_uppercase())
}

/// The setting that holds the address of its dead letters.
#[must_use]
pub fn dead_letters_setting(queue: &str) -> String {
    format!("GOODFAITH_{}_DLQ_URL", queue.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn everything_that_is_missing_or_wrong_is_named_at_once() {
        let mut wiring = Wiring::read_over(settings(&[("GOODFAITH_PUBLIC_URL", "goodfaith.example")]));
        let (store, queues) = (wiring.store_with_control(), wiring.queues(&[Target::Rejects]));
        let public_url = wiring.public_url();
        let error = wiring.finish(|| Some((store?, queues?, public_url?))).err().unwrap().to_string();
        for name in ["GOODFAITH_TABLE", "GOODFAITH_CONTROL_TABLE", "GOODFAITH_REJECT_QUEUE_URL"] {
            assert_eq!(error.matches(&format!("{name} is not set")).count(), 1, "{name}: {error}");
        }
        assert_eq!(error.matches("unset or empty: AWS_REGION").count(), 1, "{error}");
        assert!(error.contains("GOODFAITH_PUBLIC_URL: must be a web address"), "{error}");
    }

    #[test]
    fn what_is_not_asked_for_may_be_missing() {
        let mut wiring = Wiring::read_over(settings(&[("GOODFAITH_PROGRAMME", "honest")]));
        let programme = wiring.programme();
        assert!(wiring.finish(|| programme).is_ok());
    }
}

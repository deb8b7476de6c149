//! Which adapters stand behind the ports. Each command asks for those that it uses.

use std::collections::BTreeMap;

use ::wiring::{
    DynamoStore, MarketplaceClient, S3Documents, S3Inbox, SqsQueue, SqsQueues, StsCaller, Target,
};
use anyhow::Context as _;
use case::ListingRef;
use policy::programme::RuleSet;
use port::{Catalogue, ListingAnswer, MarketplaceConfig, Unavailable};

const CURE: &str = "set what is missing, run where `.local/env` is, or name a file with --env-file";

/// Marketplaces are asked with their keys. Only a command that asks one needs them.
impl Catalogue for Wiring {
    async fn listing(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> Result<ListingAnswer, Unavailable> {
        let client = self.marketplaces();
        let client = client.map_err(|error| Unavailable::new("marketplace", "reading its keys", error))?;
        client.listing(at, listing).await
    }
}

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
    pub(crate) fn setting(&self, name: &str) -> anyhow::Result<String> {
        self.one(|wiring| wiring.setting(name))
    }

    /// The rule set of the good-faith programme.
    pub(crate) fn programme(&self) -> anyhow::Result<RuleSet> {
        self.one(::wiring::Wiring::programme)
    }

    pub(crate) fn store(&self) -> anyhow::Result<DynamoStore> {
        self.one(::wiring::Wiring::store_with_control)
    }

    /// Who runs the tool, as AWS says.
    pub(crate) fn caller(&self) -> anyhow::Result<StsCaller> {
        self.one(::wiring::Wiring::caller)
    }

    pub(crate) fn documents(&self) -> anyhow::Result<S3Documents> {
        self.one(::wiring::Wiring::documents)
    }

    /// What speaks to the marketplaces, with their keys.
    pub(crate) fn marketplaces(&self) -> anyhow::Result<MarketplaceClient> {
        self.one(::wiring::Wiring::marketplace_client)
    }

    pub(crate) fn inbox(&self) -> anyhow::Result<S3Inbox> {
        self.one(::wiring::Wiring::inbox)
    }

    /// The chain's queues, to nudge.
    pub(crate) fn queues(&self) -> anyhow::Result<SqsQueues> {
        self.one(|wiring| wiring.queues(&[Target::Chain]))
    }

    /// The queue whose address the setting `name` holds, to receive from or to send to.
    pub(crate) fn queue(&self, name: &str) -> anyhow::Result<SqsQueue> {
        self.one(|wiring| wiring.queue(name))
    }

    /// One adapter or setting.
    fn one<T>(&self, ask: impl FnOnce(&mut ::wiring::Wiring) -> Option<T>) -> anyhow::Result<T> {
        let mut wiring = ::wiring::Wiring::read_over(self.file.clone());
        let made = ask(&mut wiring);
        wiring.finish(|| made).context(CURE)
    }
}

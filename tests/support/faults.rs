//! An HTTP client that loses answers: the request arrives and is carried out, its answer does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_types::sdk_config::SdkConfig;

/// Says how many answers are still to be lost, and counts the requests that went out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults {
    to_pass: Arc<AtomicU32>,
    to_lose: Arc<AtomicU32>,
    sent: Arc<AtomicU32>,
}

impl Faults {
    /// `config`, with an HTTP client that obeys this.
    pub(crate) fn in_front_of(&self, config: &SdkConfig) -> SdkConfig {
        let inner = config.http_client().unwrap();
        config.to_builder().http_client(Lossy { inner, faults: self.clone() }).build()
    }

    /// Loses the next answer, and restarts the count.
    pub(crate) fn lose_next(&self) {
        self.lose(0);
    }

    /// Loses the answer after the next `passed` ones, and restarts the count.
    pub(crate) fn lose(&self, passed: u32) {
        self.to_pass.store(passed, Ordering::SeqCst);
        self.to_lose.store(1, Ordering::SeqCst);
        self.sent.store(0, Ordering::SeqCst);
    }

    /// The requests sent since.
    pub(crate) fn sent(&self) -> u32 {
        self.sent.load(Ordering::SeqCst)
    }
}

#[derive(Debug)]
struct Lossy<C> {
    inner: C,
    faults: Faults,
}

impl HttpClient for Lossy<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(Lossy { inner, faults: self.faults.clone() })
    }
}

impl HttpConnector for Lossy<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (answer, faults) = (self.inner.call(request), self.faults.clone());
        HttpConnectorFuture::new(async move {
            let answer = answer.await;
            faults.sent.fetch_add(1, Ordering::SeqCst);
            let one_less = |counter: &AtomicU32| {
                counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok()
            };
            let lost = !one_less(&faults.to_pass) && one_less(&faults.to_lose);
            if lost { Err(ConnectorError::io("the answer was lost".into())) } else { answer }
        })
    }
}

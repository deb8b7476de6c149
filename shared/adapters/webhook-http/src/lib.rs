//! Posts events to the accounts' endpoints.
//!
//! Architecture invariant: one post is one HTTP request, to the public internet alone. Nothing is retried
//! here, no redirect is followed, no proxy is taken from the environment, no answer is read beyond its
//! status.

mod address;

use std::time::Duration;

pub use address::{BadAddress, Reach};
use port::{Delivery, Endpoints, PostOutcome};
use reqwest::StatusCode;
use rustls::crypto::ring;

/// Until the connection stands, TLS included.
const CONNECT: Duration = Duration::from_secs(3);
/// From the start until the answer has begun.
const TOTAL: Duration = Duration::from_secs(10);

/// The HTTP client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The TLS settings do not fit together.
    #[error("the TLS settings of the webhook client do not fit together")]
    Tls(#[source] rustls::Error),
    /// The HTTP client refused its settings.
    #[error("the HTTP client for webhooks cannot be made")]
    Http(#[source] reqwest::Error),
}

/// The endpoint answered, and did not take the event.
#[derive(Debug, thiserror::Error)]
#[error("the endpoint answered with status {0}")]
struct NotTaken(StatusCode);

/// Speaks to all endpoints. Make it once, in `main`.
#[derive(Debug)]
pub struct HttpEndpoints {
    http: reqwest::Client,
    reach: Reach,
}

impl HttpEndpoints {
    /// A client that posts within `reach`.
    ///
    /// # Errors
    /// [`ClientError`] when the HTTP client cannot be made; it depends on nothing outside this build.
    pub fn new(reach: Reach) -> Result<Self, ClientError> {
        Self::with_timeouts(reach, CONNECT, TOTAL)
    }

    /// The same, with other times until the connection stands and until the answer has begun.
    ///
    /// # Errors
    /// [`ClientError`].
    pub fn with_timeouts(reach: Reach, connect: Duration, total: Duration) -> Result<Self, ClientError> {
        let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let tls = rustls::ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .map_err(ClientError::Tls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(reach)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .connect_timeout(connect)
            .timeout(total)
            // Each account has its own endpoint: there is nothing to keep a connection for.
            .pool_max_idle_per_host(0)
            .user_agent("goodfaith")
            .build()
            .map_err(ClientError::Http)?;
        Ok(Self { http, reach })
    }
}

impl Endpoints for HttpEndpoints {
    async fn post(&self, delivery: &Delivery) -> PostOutcome {
        let url = match self.reach.read(&delivery.url) {
            Ok(url) => url,
            Err(error) => return PostOutcome::NotTaken(error.into()),
        };
        let request = self
            .http
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", &delivery.id)
            .header("webhook-timestamp", delivery.timestamp)
            .header("webhook-signature", &delivery.signature)
            .body(delivery.body.clone());
        match request.send().await.map(|response| response.status()) {
            Ok(status) if status.is_success() => PostOutcome::Taken,
            Ok(StatusCode::GONE) => PostOutcome::Gone,
            Ok(status) => PostOutcome::NotTaken(NotTaken(status).into()),
            // The address may hold a secret of the account's.
            Err(error) => PostOutcome::NotTaken(error.without_url().into()),
        }
    }
}

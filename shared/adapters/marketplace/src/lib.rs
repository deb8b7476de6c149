//! Connector to marketplaces that offer the API of `infra/docs/marketplace-api.yaml`.
//!
//! An outcome has three values. Only an explicit answer counts as done or refused; an order that
//! certainly never left is `NotSent`; all else is `Unknown`, to be asked after and never ordered again
//! blind.
//!
//! Architecture invariant: one call is one HTTP request. Nothing is retried here, no redirect is
//! followed, no proxy is taken from the environment.

mod answer;
mod call;
mod keys;
mod listing;

pub use call::CallError;
pub use keys::{InvalidKey, KeysError, SigningKey, parse_keys};

use std::collections::BTreeMap;
use std::time::Duration;

use case::{EffectId, ListingRef, MarketplaceId, PictureId};
use port::{
    Catalogue, EffectStatus, Enforcement, Ids, ListingAnswer, ListingPictures, MOST_PICTURE_BYTES,
    MarketplaceConfig, OrderOutcome, OrderRequest, PictureAnswer, Unavailable, WallClock,
};
use reqwest::Method;
use rustls::crypto::ring;
use serde::Serialize;

use call::Exchange;

/// How long a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the connection stands, TLS included. Keep it below `total`: a connection that was not made
    /// in this time is known not to have carried the order.
    pub connect: Duration,
    /// From the start until the whole answer is read.
    pub total: Duration,
}

impl Default for Timeouts {
    /// 3 seconds to connect, 10 in all.
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), total: Duration::from_secs(10) }
    }
}

/// The HTTP client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The TLS settings do not fit together.
    #[error("the TLS settings of the marketplace client do not fit together")]
    Tls(#[source] rustls::Error),
    /// The HTTP client refused its settings.
    #[error("the HTTP client for marketplaces cannot be made")]
    Http(#[source] reqwest::Error),
}

/// Speaks to all marketplaces of the installation. Make it once, in `main`: it keeps its connections.
#[derive(Debug)]
pub struct MarketplaceClient<C, I> {
    http: reqwest::Client,
    keys: BTreeMap<MarketplaceId, SigningKey>,
    clock: C,
    ids: I,
}

impl<C: WallClock, I: Ids> MarketplaceClient<C, I> {
    /// A client that signs with `keys`, by the time of `clock`, with message ids from `ids`.
    ///
    /// # Errors
    /// [`ClientError`] when the HTTP client cannot be made; it depends on nothing outside this build.
    pub fn new(
        keys: BTreeMap<MarketplaceId, SigningKey>,
        clock: C,
        ids: I,
        timeouts: Timeouts,
    ) -> Result<Self, ClientError> {
        Ok(Self { http: http_client(timeouts)?, keys, clock, ids })
    }

    /// Sends one signed request. `id` is that of the message; an order has a body, a read has none.
    async fn call(
        &self,
        at: &MarketplaceConfig,
        method: Method,
        path: &[&str],
        id: &str,
        body: Option<String>,
    ) -> Result<Exchange, CallError> {
        call::exchange(self.signed(at, method, path, id, body)?, call::MOST_BYTES).await
    }

    /// The same request, not sent yet.
    fn signed(
        &self,
        at: &MarketplaceConfig,
        method: Method,
        path: &[&str],
        id: &str,
        body: Option<String>,
    ) -> Result<reqwest::RequestBuilder, CallError> {
        let key = self.keys.get(&at.id).ok_or_else(|| CallError::NoKey { marketplace: at.id.clone() })?;
        let url = call::address(&at.api, path)?;
        let timestamp = self.clock.now().as_second();
        let signature = match &body {
            Some(body) => key.sign(id, timestamp, body),
            None => key.sign(id, timestamp, &format!("{method} {}", url.path())),
        };
        let mut request = self
            .http
            .request(method, url)
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature);
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        Ok(request)
    }
}

/// The HTTP client: rustls with ring and root certificates built in, so that starting up neither scans
/// a certificate store nor pays for a slower provider.
fn http_client(timeouts: Timeouts) -> Result<reqwest::Client, ClientError> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls = rustls::ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .map_err(ClientError::Tls)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .connect_timeout(timeouts.connect)
        .timeout(timeouts.total)
        // A connection that the other side closed meanwhile would turn an order into an unknown one.
        .pool_idle_timeout(Duration::from_secs(5))
        .user_agent("goodfaith")
        .build()
        .map_err(ClientError::Http)
}

impl<C: WallClock, I: Ids> Catalogue for MarketplaceClient<C, I> {
    async fn listing(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> Result<ListingAnswer, Unavailable> {
        let message = self.ids.random().as_simple().to_string();
        let listing = listing.id.as_str();
        self.call(at, Method::GET, &["listings", listing], &message, None)
            .await
            .and_then(|exchange| answer::listing(&exchange, listing))
            .map_err(|error| Unavailable::new("marketplace", "reading a listing", error.into_cause()))
    }
}

impl<C: WallClock, I: Ids> ListingPictures for MarketplaceClient<C, I> {
    async fn picture(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        picture: &PictureId,
    ) -> Result<PictureAnswer, Unavailable> {
        let message = self.ids.random().as_simple().to_string();
        let path = ["listings", listing.id.as_str(), "pictures", picture.as_str()];
        let answer = async {
            let request = self.signed(at, Method::GET, &path, &message, None)?;
            match call::exchange(request, MOST_PICTURE_BYTES).await {
                Ok(exchange) => answer::picture(exchange, picture.as_str()),
                Err(CallError::TooLarge) => Ok(PictureAnswer::TooLarge),
                Err(error) => Err(error),
            }
        };
        let failed =
            |error: CallError| Unavailable::new("marketplace", "reading a picture", error.into_cause());
        answer.await.map_err(failed)
    }
}

/// The body of an order. It repeats the id of the path, because only the body is signed.
#[derive(Serialize)]
struct OrderBody<'a> {
    id: &'a str,
    listing: &'a str,
    action: &'a str,
    reason: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    territories: Vec<String>,
}

impl<C: WallClock, I: Ids> Enforcement for MarketplaceClient<C, I> {
    async fn order(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        id: EffectId,
        order: &OrderRequest,
    ) -> OrderOutcome {
        let id = id.to_string();
        let body = OrderBody {
            id: &id,
            listing: listing.id.as_str(),
            action: order.action.code(),
            reason: order.reason,
            territories: order.only_in.iter().map(ToString::to_string).collect(),
        };
        let sent = match serde_json::to_string(&body) {
            Ok(body) => self.call(at, Method::PUT, &["measures", &id], &id, Some(body)).await,
            Err(error) => return OrderOutcome::NotSent(error.into()),
        };
        match sent.and_then(|exchange| answer::order(&exchange, &id)) {
            Ok(outcome) => outcome,
            Err(error) if error.certainly_not_sent() => OrderOutcome::NotSent(error.into()),
            Err(error) => OrderOutcome::Unknown(error.into_cause()),
        }
    }

    async fn status(&self, at: &MarketplaceConfig, id: EffectId) -> Result<EffectStatus, Unavailable> {
        let message = self.ids.random().as_simple().to_string();
        let id = id.to_string();
        self.call(at, Method::GET, &["measures", &id], &message, None)
            .await
            .and_then(|exchange| answer::status(&exchange, &id))
            .map_err(|error| Unavailable::new("marketplace", "asking after an order", error.into_cause()))
    }
}

//! A small marketplace for trying Goodfaith out and for testing it: pages with listings and pictures for
//! people, the API of `infra/docs/marketplace-api.yaml`, and controls that make it refuse, hang or lose
//! its answers.
//!
//! It is written from the API document alone and shares no code with the connector; signatures are
//! verified by the `standardwebhooks` crate.

mod api;
mod control;
mod goods;
mod pages;
mod picture;
mod shop;

pub use control::{Call, Fault, Mode};
pub use shop::{Action, Edit, Listing, Order, OrderRecord, Outcome, Seller, Shown};

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use standardwebhooks::Webhook;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt as _;

use control::Faults;
use shop::Shop;

/// How to run a marketplace.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address to listen on. The controls are open to anyone who reaches it: keep it on loopback.
    pub bind: IpAddr,
    /// Port; 0 lets the system choose one.
    pub port: u16,
    /// The file that keeps listings and orders over a restart; without one they end with the process.
    pub state: Option<PathBuf>,
    /// The secret shared with Goodfaith, `whsec_…`.
    pub secret: String,
}

/// Why the marketplace did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: is the port taken? Port 0 chooses a free one")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The secret is no signing key. It is not shown.
    #[error("the secret must be whsec_ followed by base64")]
    Secret,
    /// The state file is there and cannot be read.
    #[error("cannot read the state file {0}: remove it to start over")]
    State(PathBuf, #[source] std::io::Error),
    /// The state file cannot be written.
    #[error("cannot write the state file {0}")]
    Save(PathBuf, #[source] std::io::Error),
}

/// A running marketplace. Dropping it stops it at once, hanging calls included.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    app: Arc<App>,
    server: JoinHandle<()>,
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://host:port`, the base of its pages.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.app.origin
    }

    /// The address of its API, as it is registered with Goodfaith.
    #[must_use]
    pub fn api(&self) -> String {
        format!("{}/api", self.app.origin)
    }

    /// The addresses of its listings, as they are registered with Goodfaith.
    #[must_use]
    pub fn listing_url(&self) -> String {
        format!("{}/listings/{{id}}", self.app.origin)
    }

    /// Adds a fault to those that wait for their calls.
    pub fn inject(&self, fault: Fault) {
        self.app.faults().add(fault);
    }

    /// Every order that was answered for good, oldest first.
    #[must_use]
    pub fn orders(&self) -> Vec<OrderRecord> {
        self.app.shop().orders().to_vec()
    }

    /// How many signed orders arrived, faulty and repeated ones included.
    #[must_use]
    pub fn arrivals(&self) -> u64 {
        self.app.shop().arrivals()
    }

    /// The listing with this id.
    #[must_use]
    pub fn listing(&self, id: u32) -> Option<Listing> {
        self.app.shop().listing(id).cloned()
    }

    /// Puts `count` more listings up and returns their ids.
    ///
    /// # Errors
    /// When the state file cannot be written.
    pub fn add_listings(&self, count: u32) -> std::io::Result<std::ops::Range<u32>> {
        self.app.shop().add(count)
    }

    /// Edits a listing, as its seller may at any time. False if there is none of this id.
    ///
    /// # Errors
    /// When the state file cannot be written.
    pub fn edit(&self, id: u32, edit: Edit) -> std::io::Result<bool> {
        self.app.shop().edit(id, edit)
    }

    /// Runs until the process ends.
    pub async fn wait(mut self) {
        // The server task ends only with the process.
        let _ = (&mut self.server).await;
    }

    /// Stops it and waits until its port is free.
    pub async fn shutdown(mut self) {
        self.server.abort();
        // Aborted just now: the error says no more than that.
        let _ = (&mut self.server).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// What every handler shares.
struct App {
    origin: String,
    webhook: Webhook,
    shop: Mutex<Shop>,
    faults: Mutex<Faults>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl App {
    /// The shop. A handler that panicked left it consistent: every change is made by one call.
    fn shop(&self) -> MutexGuard<'_, Shop> {
        self.shop.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts a marketplace on the current Tokio runtime.
///
/// # Errors
/// [`StartError`] when the secret, the state file or the address cannot be used.
pub async fn serve(config: Config) -> Result<Running, StartError> {
    let webhook = config
        .secret
        .starts_with("whsec_")
        .then(|| Webhook::new(&config.secret).ok())
        .flatten()
        .ok_or(StartError::Secret)?;
    let shop = Shop::open(config.state)?;
    let wanted = SocketAddr::new(config.bind, config.port);
    let listener = TcpListener::bind(wanted).await.map_err(|error| StartError::Listen(wanted, error))?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(wanted, error))?;
    let app = Arc::new(App {
        origin: format!("http://{address}"),
        webhook,
        shop: Mutex::new(shop),
        faults: Mutex::default(),
    });
    let router = Router::new()
        .merge(pages::routes())
        .merge(api::routes())
        .merge(control::routes())
        .layer(DefaultBodyLimit::max(64 * 1024))
        .with_state(Arc::clone(&app));
    let server = tokio::spawn(accept(listener, router));
    Ok(Running { address, app, server })
}

/// Accepts connections for ever. They end with this task.
async fn accept(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, router.clone()));
                }
                // The peer gave up, or no file handle is free just now: the next one may do.
                Err(_) => tokio::task::yield_now().await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Marks a response of which nothing is to be sent: the connection is dropped in its place.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("this answer is to be lost")]
struct LoseAnswer;

async fn connection(stream: TcpStream, router: Router) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let answer = router.clone().oneshot(request.map(Body::new));
        async move {
            match answer.await {
                Ok(response) if response.extensions().get::<LoseAnswer>().is_some() => Err(LoseAnswer),
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    // Whatever broke the connection, there is nobody left to tell.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

//! Intake: the web form and the JSON API by which complaints come in, and the pages by which the parties
//! come back.
//!
//! One [`router`], the same in tests and in Lambda. The function works over ports alone; `main.rs` names the
//! adapters.

mod api;
mod challenge;
mod confirm;
mod form;
mod lint;
mod peer;
mod posted;
mod reply;
mod seller;
mod statement;
mod status;
mod uploads;

pub use peer::Peer;

use std::sync::Arc;

use app::MarketplaceCache;
use app::filing::{Link, LinkKey};
use app::parties::FilePorts;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use port::{
    Accounts, Batches, Bounces, Cases, Clock, Complaints, Documents, Holds, Idempotency, Ids, Inbox, Limits,
    MailDrop, Mailer, Nudges, Once, OwnComplaints, Registry,
};
use web::letter::Sender;

/// The ports that intake uses, as one list of types.
pub trait Ports: Send + Sync + 'static {
    /// Cases, complaints, rights and marketplaces.
    type Store: Bounces
        + Cases
        + Complaints
        + Registry
        + Accounts
        + Batches
        + OwnComplaints
        + Idempotency
        + Limits
        + Once
        + 'static;
    /// Sealed documents.
    type Documents: Documents + 'static;
    /// Uploads, and complaints that wait for their confirmation.
    type Inbox: Inbox + Holds + MailDrop + 'static;
    /// Mail out, for the link that confirms a complaint.
    type Mailer: Mailer + 'static;
    /// The chain's queues.
    type Nudges: Nudges + 'static;
    /// The time.
    type Clock: Clock + 'static;
    /// Random ids.
    type Ids: Ids + 'static;
}

/// Intake, over the ports that it uses.
pub struct Intake<P: Ports> {
    /// Cases, complaints, rights and marketplaces.
    pub store: P::Store,
    /// Sealed documents.
    pub documents: P::Documents,
    /// Uploads, and complaints that wait for their confirmation.
    pub inbox: P::Inbox,
    /// Mail out.
    pub mailer: P::Mailer,
    /// Who writes.
    pub sender: Sender,
    /// The chain's queues.
    pub nudges: P::Nudges,
    /// The time.
    pub clock: P::Clock,
    /// Random ids.
    pub ids: P::Ids,
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
    /// The key of the parties' links.
    pub links: LinkKey,
    /// Where the public reaches this function, without a slash at the end.
    pub public_url: String,
    /// The origin that browsers upload to, for the content security policy.
    pub uploads_origin: String,
}

/// More than this is not read at all. The readers' own limits are lower and answer with field and remedy.
const MOST_BODY_BYTES: usize = 12 << 20;

impl<P: Ports> Intake<P> {
    /// What filing works with.
    fn filing(&self) -> FilePorts<'_, P::Store, P::Documents, P::Inbox, P::Nudges, P::Mailer, P::Clock> {
        FilePorts {
            store: &self.store,
            documents: &self.documents,
            inbox: &self.inbox,
            nudges: &self.nudges,
            mailer: &self.mailer,
            clock: &self.clock,
            marketplaces: &self.marketplaces,
            links: &self.links,
            sender: &self.sender,
            public_url: &self.public_url,
        }
    }
    /// The path of a complainant's page.
    fn status_path(&self, link: Link) -> String {
        format!("/status/{}", self.links.token(link))
    }
}

/// Every route.
pub fn router<P: Ports>(intake: Intake<P>) -> Router {
    let intake = Arc::new(intake);
    Router::new()
        .route("/", get(form::show::<P>))
        .route("/complaints", post(form::file::<P>))
        .route("/lint", post(lint::lint::<P>))
        .route("/uploads", post(uploads::grant::<P>))
        .route("/assets/{name}", get(reply::asset))
        .route("/status/{token}", get(status::show::<P>))
        .route("/status/{token}/{act}", post(status::act::<P>))
        .route("/confirm/{token}", get(confirm::show::<P>).post(confirm::file::<P>))
        .route("/seller/{token}", get(seller::show::<P>).post(seller::act::<P>))
        .merge(api::routes::<P>())
        .fallback(reply::nowhere)
        .layer(DefaultBodyLimit::max(MOST_BODY_BYTES))
        .layer(map_response_with_state(Arc::clone(&intake), secure::<P>))
        .with_state(intake)
}

/// What every answer carries: nothing runs that is not ours, no link leaks by a referrer, no page of a
/// party is kept by a cache.
async fn secure<P: Ports>(
    axum::extract::State(intake): axum::extract::State<Arc<Intake<P>>>,
    mut response: Response,
) -> Response {
    use axum::http::header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
        X_CONTENT_TYPE_OPTIONS,
    };
    let headers = response.headers_mut();
    let policy = web::content_security_policy(&intake.uploads_origin);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

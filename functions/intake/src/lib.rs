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
mod seller;
mod standing;
mod statement;
mod status;
mod uploads;

pub use http_kit::Peer;

use std::sync::Arc;

use app::MarketplaceCache;
use app::filing::{Link, LinkKey};
use app::parties::FilePorts;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::map_response_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use http_kit::{PageQuery, ProblemDetails, asset, language, page, secure};
use policy::programme::RuleSet;
use port::{
    Accounts, Batches, Bounces, Cases, Complaints, Documents, Idempotency, Ids, Inbox, LetterClaims, Limits,
    MailDrop, Mailer, Nudges, OwnComplaints, Parties, PendingConfirmations, PendingNotes, References,
    Registry, ReplayGuard, Subjects, WallClock,
};
use tower::Layer as _;
use web::letter::Sender;
use web::page::{NotFound, Site};

/// The ports that intake uses, as one list of types.
pub trait Ports: Send + Sync + 'static {
    /// Cases, complaints, rights and marketplaces.
    type Store: Bounces
        + Cases
        + Complaints
        + References
        + Registry
        + Subjects
        + Accounts
        + Batches
        + OwnComplaints
        + Idempotency
        + LetterClaims
        + Limits
        + Parties
        + PendingNotes
        + ReplayGuard
        + 'static;
    /// Sealed documents.
    type Documents: Documents + 'static;
    /// Uploads, and complaints that wait for their confirmation.
    type Inbox: Inbox + PendingConfirmations + MailDrop + 'static;
    /// Mail out, for the link that confirms a complaint.
    type Mailer: Mailer + 'static;
    /// The chain's queues.
    type Nudges: Nudges + 'static;
    /// The time.
    type Clock: WallClock + 'static;
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
    /// The rule set of the good-faith programme.
    pub programme: RuleSet,
    /// Where the public reaches this function, without a slash at the end.
    pub public_url: String,
    /// The origin that browsers upload to, for the content security policy.
    pub uploads_origin: String,
}

/// More than this is not read at all. The readers' own limits are lower and answer with field and remedy.
const MOST_BODY_BYTES: usize = 12 << 20;

/// What filing works with, over intake's ports.
type IntakeFilePorts<'a, P> = FilePorts<
    'a,
    <P as Ports>::Store,
    <P as Ports>::Documents,
    <P as Ports>::Inbox,
    <P as Ports>::Nudges,
    <P as Ports>::Mailer,
    <P as Ports>::Clock,
>;

impl<P: Ports> Intake<P> {
    /// What filing works with.
    fn filing(&self) -> IntakeFilePorts<'_, P> {
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
    // The others are added to these: merging two routers makes each route again.
    let routes = api::routes::<P>()
        .route("/", get(form::show::<P>))
        .route("/complaints", post(form::file::<P>))
        .route("/lint", post(lint::lint::<P>))
        .route("/uploads", post(uploads::grant::<P>))
        .route("/assets/{name}", get(asset))
        .route("/status/{token}", get(status::show::<P>))
        .route("/status/{token}/deadlines.ics", get(status::calendar::<P>))
        .route("/status/{token}/{act}", post(status::act::<P>))
        .route("/status/{token}/received/{case}/{of}/{file}", get(status::received_file::<P>))
        .route("/seller/{token}/received/{of}/{file}", get(seller::received_file::<P>))
        .route("/confirm/{token}", get(confirm::show::<P>).post(confirm::file::<P>))
        .route("/seller/{token}/deadlines.ics", get(seller::calendar::<P>))
        .route("/standing/{token}", get(standing::show::<P>))
        .route("/seller/{token}", get(seller::show::<P>).post(seller::act::<P>))
        .fallback(nowhere)
        .with_state(Arc::clone(&intake));
    let around = (map_response_with_state(intake, secured::<P>), DefaultBodyLimit::max(MOST_BODY_BYTES));
    // Around the routes as a whole: a layer of a router makes each route again.
    Router::new().fallback_service(around.layer(routes))
}

async fn secured<P: Ports>(State(intake): State<Arc<Intake<P>>>, response: Response) -> Response {
    secure(&web::content_security_policy(&intake.uploads_origin), response)
}

/// An answer to a route that does not exist.
async fn nowhere(Query(asked): Query<PageQuery>, uri: Uri, headers: HeaderMap) -> Response {
    if uri.path().starts_with("/api/") {
        return ProblemDetails::nothing().into_response();
    }
    let site = Site::new(language(asked.lang.as_deref(), &headers), "/");
    page(StatusCode::NOT_FOUND, NotFound { site }.html())
}

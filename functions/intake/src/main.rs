//! Wires intake: what it uses.

use app::MarketplaceCache;
use intake::{Intake, Peer, Ports, router};
use lambda_http::request::RequestContext;
use lambda_http::{Request, RequestExt as _};
use port::{RandomIds, SystemClock};
use tower::ServiceExt as _;
use wiring::Target::Chain;
use wiring::{DynamoStore, S3Documents, S3Inbox, SesMailer, SqsQueues, Wiring};

enum Aws {}

impl Ports for Aws {
    type Store = DynamoStore;
    type Documents = S3Documents;
    type Inbox = S3Inbox;
    type Mailer = SesMailer;
    type Nudges = SqsQueues;
    type Clock = SystemClock;
    type Ids = RandomIds;
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    step::start_logs();
    let mut wiring = Wiring::read();
    let store = wiring.store_with_control();
    let documents = wiring.documents();
    let inbox = wiring.inbox();
    let mailer = wiring.mailer();
    let nudges = wiring.queues(&[Chain]);
    let (sender, public_url, links) = (wiring.sender(), wiring.public_url(), wiring.link_key());
    let programme = wiring.programme();
    let intake: Intake<Aws> = wiring.finish(|| {
        let inbox = inbox?;
        Some(Intake {
            store: store?,
            documents: documents?,
            uploads_origin: inbox.origin(),
            inbox,
            mailer: mailer?,
            sender: sender?,
            nudges: nudges?,
            clock: SystemClock,
            ids: RandomIds,
            marketplaces: MarketplaceCache::default(),
            links: links?,
            programme: programme?,
            public_url: public_url?,
        })
    })?;
    // Around the router, not as a layer of it: a layer makes each route again.
    let service = router(intake).map_request(with_peer);
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_http::run(service)).await
}

/// Notes the address that the gateway saw.
fn with_peer(mut request: Request) -> Request {
    let peer = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.as_deref().map(Peer::of),
        _ => None,
    };
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    request
}

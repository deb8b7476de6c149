//! The API as clients see it, served over TCP by the code of the function, over the world in memory.

mod fuzzed;
mod signed;

use app::MarketplaceCache;
use app::filing::{LinkKey, new_key};
use intake::{Intake, Ports, router};
use port::{Account, Accounts as _, KeyScope, WallClock as _};
use testkit::sample;
use testkit::world::World;
use web::letter::Sender;

enum InMemory {}

impl Ports for InMemory {
    type Store = World;
    type Documents = World;
    type Inbox = World;
    type Mailer = World;
    type Nudges = World;
    type Clock = World;
    type Ids = World;
}

/// Serves the API until the test ends; returns its address.
async fn serve(world: &World) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let intake: Intake<InMemory> = Intake {
        store: world.clone(),
        documents: world.clone(),
        inbox: world.clone(),
        mailer: world.clone(),
        sender: Sender::new("complaints@goodfaith.example"),
        nudges: world.clone(),
        clock: world.clone(),
        ids: world.clone(),
        marketplaces: MarketplaceCache::default(),
        links: LinkKey::new("a link key of more than thirty-two characters").unwrap(),
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        public_url: url.clone(),
        uploads_origin: "https://inbox.example".to_owned(),
    };
    tokio::spawn(async move { axum::serve(listener, router(intake)).await.unwrap() });
    url
}

/// Adds an account; returns a key of it, for everything.
async fn account(world: &World) -> String {
    let id = "northlight".parse().unwrap();
    let new = new_key(&id, KeyScope::ALL.to_vec(), world.now(), None, world);
    let account = Account { keys: vec![new.key], ..sample::account() };
    world.put_account(&account).await.unwrap();
    new.text
}

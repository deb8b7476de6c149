//! Accounts of the tests, and requests with their keys.

use app::filing::new_key;
use axum::body::Body;
use axum::http::{Request, header};
use port::{Account, Accounts as _, KeyScope, WallClock as _};
use serde_json::{Value, json};
use testkit::sample;
use testkit::world::World;

use super::{Answer, send};

/// Adds the account `id` and returns the text of a key of it with `scopes`.
pub(crate) async fn key(world: &World, id: &str, email: &str, scopes: &[KeyScope]) -> String {
    let id = id.parse().unwrap();
    let new = new_key(&id, scopes.to_vec(), world.now(), None, world);
    let there = world.account(&id).await.unwrap();
    let mut account = there.unwrap_or(Account {
        id,
        email: email.into(),
        members: Vec::new(),
        secret: None,
        ..sample::account()
    });
    account.keys.push(new.key);
    world.put_account(&account).await.unwrap();
    new.text
}

/// The key of the sample's brand, for everything.
pub(crate) async fn brand(world: &World) -> String {
    key(world, "northlight", sample::HOLDER, &KeyScope::ALL).await
}

/// The key of another brand, for everything.
pub(crate) async fn stranger(world: &World) -> String {
    key(world, "southlight", "ip@southlight.example", &KeyScope::ALL).await
}

/// A request with a key, when one is given.
pub(crate) fn request(method: &str, path: &str, key: Option<&str>, body: Option<&Value>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(key) = key {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    let body = match body {
        Some(body) => {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    request.body(body).unwrap()
}

pub(crate) async fn get(world: &World, path: &str, key: &str) -> Answer {
    send(world, request("GET", path, Some(key), None)).await
}

pub(crate) async fn post(world: &World, path: &str, key: &str, body: &Value) -> Answer {
    send(world, request("POST", path, Some(key), Some(body))).await
}

/// A complete complaint about these of the sample's listings, without a complainant.
pub(crate) fn complaint(listings: impl IntoIterator<Item = usize>) -> Value {
    let address = |number| format!("http://market.example/listings/{}", 1001 + number);
    json!({
        "claim": "counterfeit",
        "listings": listings.into_iter().map(address).collect::<Vec<_>>(),
        "right": {"office": "EM", "number": "018999001"},
        "explanation": "The seams differ.",
        "statements": {"good_faith": true},
    })
}

impl Answer {
    /// The body, JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|err| panic!("{err}: {}", self.body))
    }
}

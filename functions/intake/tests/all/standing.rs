//! An account's standing by API and page.

use crate::common::account::{brand, get, key, post, request};
use crate::common::send;
use app::filing::{Link, LinkKey};
use axum::http::StatusCode;
use case::Owner;
use notice::limit::BODY_BYTES;
use policy::programme::{RuleSetName, rule_set};
use port::{Documents as _, KeyScope, PartyRecord, WallClock as _};
use programme::{MembershipEvent, MembershipRecorded, Participant, Scope, Snapshot, Tally, nothing_for};
use serde_json::json;
use testkit::sample;
use testkit::world::World;

const STANDING: &str = "/api/v1/standing";
const DECLARATION: &str = "/api/v1/standing/declaration";

fn account() -> Participant {
    Participant::Complainant(Owner::Account(sample::account().id))
}

/// A world whose brand is a member, and a key of it.
async fn member() -> (World, String) {
    let world = sample::world(1);
    let key = brand(&world).await;
    let (at, rules) = (world.now(), RuleSetName::Honest);
    let tally = Tally { sellers: 40, ..Tally::of([120, 121, 0, 120]) };
    let mut record = PartyRecord::new(account());
    let event = MembershipEvent::Entered { scope: Scope::Overall, tally };
    record.happened(MembershipRecorded { at, rules, event }).unwrap();
    let standing = programme::Standing { tally, ..nothing_for(Scope::Overall, &rule_set(rules), at) };
    record.standing = Some(Snapshot::of(&[standing], rules, at));
    world.look().parties.insert(account(), record);
    (world, key)
}

#[tokio::test]
async fn an_account_sees_its_arithmetic_and_its_memberships() {
    let (world, key) = member().await;
    let answer = get(&world, STANDING, &key).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let shown = answer.json();
    let figures = &shown["standings"][0];
    assert_eq!((&figures["scope"], &figures["enough"]), (&json!("overall"), &json!(true)));
    assert_eq!(figures["settled"]["taken_down"], 120);
    assert!(figures["explanation"].as_str().unwrap().contains("Wilson's lower bound"));
    assert_eq!(shown["memberships"][0]["state"], "member");

    let page = shown["page_url"].as_str().unwrap().replace("https://goodfaith.example", "");
    for (lang, part) in [("en", "120 of 121 decided complaints"), ("zh", "120 / 121 = ")] {
        let shown = send(&world, request("GET", &format!("{page}?lang={lang}"), None, None)).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.body.contains(part) && shown.body.contains("Northlight"), "{}", shown.body);
    }
}

#[tokio::test]
async fn who_has_filed_nothing_is_told_that_nothing_is_computed() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let shown = get(&world, STANDING, &key).await.json();
    assert_eq!((&shown["standings"], &shown["memberships"]), (&json!([]), &json!([])));
    let page = shown["page_url"].as_str().unwrap().replace("https://goodfaith.example", "");
    let shown = send(&world, request("GET", &page, None, None)).await;
    assert!(shown.body.contains("No figures have been computed yet"), "{}", shown.body);
    for foreign in ["/standing/AAAA".to_owned(), page.replace("/standing/", "/status/")] {
        let answer = send(&world, request("GET", &foreign, None, None)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{foreign}");
    }
    let elsewhere = LinkKey::new("the key of another installation, long enough").unwrap();
    let forged = format!("/standing/{}", elsewhere.token(Link::Standing(sample::account().id)));
    assert_eq!(send(&world, request("GET", &forged, None, None)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_account_signs_the_declaration_once_and_it_is_kept() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let signed = post(&world, DECLARATION, &key, &json!({"name": " Ada Lovelace "})).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.body);
    let again = post(&world, DECLARATION, &key, &json!({"name": "Ada Lovelace"})).await;
    assert_eq!(signed.json(), again.json());
    let record = world.look().parties[&account()].clone();
    let document = record.memberships.declaration.unwrap();
    assert_eq!(
        (record.programme_log.len(), json!(document.to_string())),
        (1, signed.json()["signed"].clone())
    );
    assert!(world.read(document).await.unwrap().is_some(), "it is sealed");
    assert_eq!(get(&world, STANDING, &key).await.json()["declaration"], signed.json());
    for wrong in [json!({}), json!({"name": "  "}), json!({"name": "a\nb"}), json!({"name": "x".repeat(201)})]
    {
        let refused = post(&world, DECLARATION, &key, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(refused.json()["errors"][0]["path"], "$.name", "{wrong}");
    }
}

#[tokio::test]
async fn a_signature_is_read_up_to_its_limit() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let sign = async |body: String| {
        let mut request = request("POST", DECLARATION, Some(&key), Some(&json!({})));
        *request.body_mut() = body.into();
        send(&world, request).await.status
    };
    let signature = r#"{"name":"Ada Lovelace"}"#;
    let padded = |bytes: usize| format!("{signature}{}", " ".repeat(bytes - signature.len()));
    assert_eq!(sign("{".to_owned()).await, StatusCode::BAD_REQUEST);
    assert_eq!(sign(padded(BODY_BYTES + 1)).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(sign(padded(BODY_BYTES)).await, StatusCode::OK);
}

#[tokio::test]
async fn only_a_key_of_the_account_shows_and_signs() {
    let (world, _) = member().await;
    let anyone = send(&world, request("GET", STANDING, None, None)).await;
    assert_eq!(anyone.status, StatusCode::UNAUTHORIZED);
    let reads = key(&world, "northlight", sample::HOLDER, &[KeyScope::Read]).await;
    let refused = post(&world, DECLARATION, &reads, &json!({"name": "Ada"})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

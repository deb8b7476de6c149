//! What the JSON API tells of an item.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use case::{Actor, Command, DeclineCode};
use port::WallClock as _;
use serde_json::json;
use testkit::sample;

use crate::common::account::{brand, complaint, get, post};
use crate::common::{command, only};

const COMPLAINTS: &str = "/api/v1/complaints";

#[tokio::test]
async fn an_item_tells_what_its_complainant_may_do_now() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
    let acts = async || get(&world, &path, &key).await.json()["items"][0]["acts"].clone();
    assert_eq!(acts().await, json!(["withdraw", "message"]));
    command(&world, Actor::Machine, Command::Decline { code: DeclineCode::ListingGone, note: None }).await;
    assert_eq!(acts().await, json!(["resubmit", "appeal", "message"]), "and nothing that is the seller's");
    command(&world, Actor::Complainant, Command::Appeal { document: case::Digest::of(b"words") }).await;
    assert_eq!(acts().await, json!(["message"]));
}

#[tokio::test]
async fn an_item_that_a_person_looks_at_says_what_its_listing_seems_to_say() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
    let guards = ["second_hand", "of_a_later_program"].map(|code| code.parse().unwrap()).to_vec();
    let inputs = "use=resale".parse().unwrap();
    let record = case::Record { guards, ..case::Record::of(2, inputs) };
    command(&world, Actor::Machine, Command::Judge(record)).await;
    command(&world, Actor::Machine, Command::AskDesk { question: case::Question::Resale }).await;
    for (lang, question, said) in [("en", "resell", "says that the goods are used"), ("zh", "转售", "二手")]
    {
        let item = get(&world, &format!("{path}?lang={lang}"), &key).await.json()["items"][0].clone();
        let review = &item["review"];
        assert_eq!(
            (&review["code"], &review["guards"][0]["code"]),
            (&json!("resale"), &json!("second_hand"))
        );
        assert!(review["message"].as_str().unwrap().contains(question), "{review}");
        assert!(review["guards"][0]["message"].as_str().unwrap().contains(said), "{review}");
        assert_eq!(review["guards"].as_array().unwrap().len(), 1, "what has no words is left out");
    }
}

#[tokio::test]
async fn an_item_tells_which_measure_holds() {
    let world = sample::world(1);
    let key = brand(&world).await;
    let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
    let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
    let measure = async || get(&world, &path, &key).await.json()["items"][0]["measure"].clone();
    let paused = Command::Accept { measure: case::Measure::Pause, although: false, note: None };
    command(&world, Actor::Machine, paused).await;
    assert_eq!(measure().await, json!(null), "it was only ordered");
    sample::do_order(&world, only(&world).case.id);
    assert_eq!(measure().await, json!("pause"));
    command(&world, Actor::Complainant, Command::Withdraw).await;
    sample::do_order(&world, only(&world).case.id);
    assert_eq!(measure().await, json!(null));
}

#[tokio::test]
async fn an_item_that_the_marketplace_ended_says_which_order_it_refused() {
    for (restoration, status, code, words) in [
        (false, "SubmissionFailed", "not_enforced", ["refused to take the listing down", "拒绝下架"]),
        (true, "Removed", "not_restored", ["refused to restore the listing", "拒绝恢复"]),
    ] {
        let world = sample::world(1);
        let key = brand(&world).await;
        let filed = post(&world, COMPLAINTS, &key, &complaint([0])).await.json();
        let path = format!("{COMPLAINTS}/{}", filed["complaint"].as_str().unwrap());
        if restoration {
            sample::take_down(&world, only(&world).case.id);
            command(&world, Actor::Complainant, Command::Withdraw).await;
        } else {
            command(
                &world,
                Actor::Machine,
                Command::Accept { measure: case::Measure::Removal, although: false, note: None },
            )
            .await;
        }
        let refuse = |id| case::OrderCommand::Refuse { id, reason: "no".to_owned() };
        sample::answer_order(&world, only(&world).case.id, refuse);
        command(&world, Actor::Reviewer("mina".parse().unwrap()), Command::GiveUp).await;
        for (lang, words) in ["en", "zh"].into_iter().zip(words) {
            let item = get(&world, &format!("{path}?lang={lang}"), &key).await.json()["items"][0].clone();
            assert_eq!((&item["status"], &item["acts"]), (&json!(status), &json!([])));
            let reason = &item["reason_for_failure"];
            assert_eq!((&reason["code"], &reason["remedy"]), (&json!(code), &json!("")));
            assert!(reason["message"].as_str().unwrap().contains(words), "{lang}: {reason}");
            assert_eq!(item["closed_at"], json!(world.now().to_string()));
        }
    }
}

//! The linter that is asked while the form is being filled in.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{complete, nothing_stored, post, with};
use axum::http::StatusCode;
use serde_json::Value;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

async fn lint(world: &World, fields: &[(&str, &str)], lang: &str) -> Value {
    let answer = post(world, &format!("/lint?lang={lang}"), fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    nothing_stored(world);
    serde_json::from_str(&answer.body).unwrap()
}

fn found<'a>(answer: &'a Value, field: &str) -> Option<&'a Value> {
    answer["problems"].as_array().unwrap().iter().find(|problem| problem["field"] == field)
}

#[tokio::test]
async fn says_what_is_missing_by_its_field_in_the_readers_language() {
    let world = sample::world(1);
    for marketplace in world.look().marketplaces.values_mut() {
        marketplace.territory = "US".parse().unwrap();
    }
    let given = [("claim", "copyright"), ("listings", "http://market.example/listings/1001")];
    for (lang, word) in [("en", "this is required"), ("zh", "请")] {
        let answer = lint(&world, &given, lang).await;
        let asked: Vec<_> = answer["asked"].as_array().unwrap().iter().map(|it| &it["field"]).collect();
        assert!(
            asked.iter().any(|it| *it == "telephone") && asked.iter().all(|it| *it != "truth"),
            "{answer}"
        );
        for field in ["work", "explanation", "name", "email", "postal_address", "signature"] {
            let finding = found(&answer, field).unwrap_or_else(|| panic!("{field}: {answer}"));
            assert!(finding["text"].as_str().unwrap().contains(word), "{finding}");
            assert_eq!(finding["weight"], "stops");
            assert!(!finding["label"].as_str().unwrap().is_empty());
        }
        assert!(found(&answer, "right_number").is_none(), "copyright needs no register");
    }
}

#[tokio::test]
async fn finds_nothing_in_what_would_be_filed() {
    let world = sample::world(1);
    let answer = lint(&world, &complete(), "en").await;
    assert_eq!(answer["problems"], Value::Array(vec![]), "{answer}");
    assert_eq!(answer["listings"]["text"], "One address: recognised (Demo Bazaar).");
}

#[tokio::test]
async fn advises_where_the_register_speaks_against_it() {
    let world = sample::world(1);
    let unknown = lint(&world, &with("right_number", "018999777"), "en").await;
    assert_eq!(found(&unknown, "right_number").unwrap()["weight"], "advice");
    let kind = lint(&world, &with("claim", "design"), "en").await;
    assert_eq!(found(&kind, "claim").unwrap()["code"], "wrong_kind_of_right");
    world.look().rights.values_mut().for_each(|right| right.expires_on = Some(jiff::civil::date(2020, 1, 1)));
    let ended = lint(&world, &complete(), "en").await;
    assert_eq!(found(&ended, "right_number").unwrap()["code"], "right_not_in_force");
}

#[tokio::test]
async fn counts_the_listings_of_a_pasted_list_and_names_the_first_that_are_none() {
    let world = sample::world(2);
    let mut list = String::from("http://market.example/listings/1001\nhttp://market.example/listings/1002\n");
    for number in 0..12 {
        list.push_str(&format!("https://elsewhere.example/{number}\n"));
    }
    let answer = lint(&world, &with("listings", &list), "en").await;
    let listings = &answer["listings"];
    assert_eq!(listings["text"], "14 addresses: 2 recognised (Demo Bazaar).");
    assert_eq!(listings["unknown_addresses"][0], "https://elsewhere.example/0");
    assert_eq!((listings["unknown_addresses"].as_array().unwrap().len(), &listings["more"]), (10, &2.into()));
    let strange = answer["problems"].as_array().unwrap().iter().filter(|it| it["code"] == "not_a_listing");
    assert_eq!(strange.count(), 1, "said once");
}

#[tokio::test]
async fn tries_no_account_secret() {
    let world = sample::world(1);
    let answer = lint(&world, &with("account_secret", "guess"), "en").await;
    assert!(found(&answer, "account_secret").is_none(), "{answer}");
}

#[tokio::test]
async fn says_so_where_nothing_can_be_looked_up() {
    let world = sample::world(1);
    world.plan([Fault { nth: 0, kind: FaultKind::Fails }]);
    let answer = post(&world, "/lint?lang=en", &complete()).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
}

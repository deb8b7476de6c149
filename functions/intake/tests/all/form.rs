//! The complaint form: what is filed, and what is sent back to be corrected.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{LISTING, complete, confirm, get, nothing_stored, only, post, status_path, token, with};
use app::filing::Link;
use axum::http::{StatusCode, header};
use port::{Cases as _, Queue};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

#[tokio::test]
async fn a_complete_complaint_is_filed_and_followed_by_its_link() {
    let world = sample::world(1);
    let filed = post(&world, "/complaints", &complete()).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
    assert_eq!(only(&world).case.filing.proof.code(), "account_secret");
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    let path = status_path(&world);
    assert!(filed.body.contains(&path));
    assert!(filed.body.contains("data-filed=\"counterfeit\""), "the browser forgets its draft");
    let status = get(&world, &path).await;
    assert_eq!(status.status, StatusCode::OK);
    assert!(status.body.contains("Ada North") && status.body.contains(LISTING));
    assert!(status.body.contains("Listing 1001 on Demo Bazaar"));
    let csp = status.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(csp.contains("default-src 'none'"), "{csp}");
    assert_eq!(status.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(status.headers[header::REFERRER_POLICY], "no-referrer");
}

#[tokio::test]
async fn missing_fields_are_named_in_the_forms_language_and_nothing_is_stored() {
    let world = sample::world(1);
    for (lang, word) in [("en", "this is required"), ("zh", "请")] {
        let answer = post(&world, "/complaints", &[("lang", lang), ("name", "Ada North")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(word), "{lang}");
        assert!(answer.body.contains("Ada North"), "what was typed is kept");
        for field in ["claim", "listings", "explanation", "email", "good_faith"] {
            assert!(answer.body.contains(&format!("href=\"#{field}")), "{field} is not in the summary");
        }
    }
    nothing_stored(&world);
}

#[tokio::test]
async fn a_url_of_no_marketplace_is_refused_by_its_line() {
    let world = sample::world(1);
    let fields = with("listings", "http://market.example/listings/1001\nhttps://elsewhere.example/item/7");
    let answer = post(&world, "/complaints", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("line 2") && answer.body.contains("elsewhere.example/item/7"));
    nothing_stored(&world);
}

#[tokio::test]
async fn a_wrong_account_secret_is_refused_and_without_one_the_address_is_confirmed_first() {
    let world = sample::world(1);
    let answer = post(&world, "/complaints", &with("account_secret", "guess")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing_stored(&world);
    let pending = post(&world, "/complaints", &with("account_secret", "")).await;
    assert_eq!(pending.status, StatusCode::ACCEPTED, "{}", pending.body);
    assert!(pending.body.contains(sample::HOLDER) && pending.body.contains("data-filed=\"counterfeit\""));
    nothing_stored(&world);
    assert_eq!(world.look().sent.len(), 1, "the letter with the link");
    confirm(&world).await;
    assert_eq!(only(&world).case.filing.proof.code(), "link");
}

#[tokio::test]
async fn what_the_register_speaks_against_is_asked_once_more() {
    let world = sample::world(1);
    let fields = with("right_number", "018999777");
    let asked = post(&world, "/complaints", &with_despite(&fields, "")).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("is not in our register") && asked.body.contains("File anyway"));
    assert_eq!(asked.hidden("despite"), "yes");
    nothing_stored(&world);
    let again = post(&world, "/complaints", &with_despite(&fields, "yes")).await;
    assert_eq!(again.status, StatusCode::ACCEPTED, "{}", again.body);
    // What is missing cannot be passed over so.
    let fields: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "explanation").collect();
    let lacking = post(&world, "/complaints", &with_despite(&fields, "yes")).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.body.contains("href=\"#explanation\"") && !lacking.body.contains("name=\"despite\""));
}

/// Without an account secret, so that no proof is at stake.
fn with_despite<'a>(fields: &[(&'a str, &'a str)], despite: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<_> = fields.iter().copied().filter(|(name, _)| *name != "account_secret").collect();
    fields.push(("despite", despite));
    fields
}

#[tokio::test]
async fn many_listings_become_a_fan_out_with_one_link() {
    let world = sample::world(3);
    let fields = with(
        "listings",
        "http://market.example/listings/1001\nhttp://market.example/listings/1002\nhttp://market.example/listings/1003",
    );
    let answer = post(&world, "/complaints", &fields).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let complaint = *world.look().fan_outs.keys().next().unwrap();
    let page = get(&world, &format!("/status/{}", token(Link::Complaint(complaint)))).await;
    assert_eq!(page.status, StatusCode::OK);
}

/// A world whose only marketplace is governed by the law of `territory`.
fn world_in(territory: &str) -> World {
    let world = sample::world(1);
    for marketplace in world.look().marketplaces.values_mut() {
        marketplace.territory = territory.parse().unwrap();
    }
    world
}

#[tokio::test]
async fn each_kind_of_right_is_asked_only_what_it_needs_where_its_listings_are() {
    for (territory, claim, asks, spares) in [
        ("EU", "counterfeit", ["right_number", "classes"], ["work", "perjury"]),
        ("EU", "design", ["right_number", "explanation"], ["classes", "signature"]),
        ("EU", "copyright", ["work", "good_faith"], ["perjury", "telephone"]),
        ("US", "copyright", ["perjury", "telephone"], ["right_number", "truth"]),
        ("US", "counterfeit", ["right_number", "good_faith"], ["perjury", "postal_address"]),
        ("CN", "counterfeit", ["truth", "right_number"], ["telephone", "signature"]),
    ] {
        let world = world_in(territory);
        let whole = get(&world, "/?lang=en").await.body;
        asks.iter()
            .for_each(|name| assert!(!disabled(&whole, name), "without a choice, all is there: {name}"));
        let page = get(&world, &format!("/?lang=en&claim={claim}")).await.body;
        assert!(page.contains(&format!("value=\"{claim}\" checked")), "{claim}");
        asks.iter().for_each(|name| assert!(!disabled(&page, name), "{territory} {claim} needs {name}"));
        spares
            .iter()
            .for_each(|name| assert!(disabled(&page, name), "{territory} {claim} does not need {name}"));
    }
    let page = get(&world_in("US"), "/?lang=en&claim=copyright").await.body;
    assert!(page.contains("(required by 17 U.S.C. 512(c)(3)(A)(iv))"), "it says why");
}

#[tokio::test]
async fn in_china_a_complaint_needs_evidence_and_a_guarantee_of_truth() {
    let world = world_in("CN");
    let answer = post(&world, "/complaints", &complete()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["evidence", "truth"] {
        assert!(answer.body.contains(&format!("href=\"#{field}")), "{field} is not in the summary");
    }
    assert!(answer.body.contains("Article 42(1) of the E-Commerce Law"), "it says why");
    nothing_stored(&world);
}

#[tokio::test]
async fn in_the_union_four_elements_suffice_and_whoever_holds_a_right_is_asked_to_name_it() {
    let world = sample::world(1);
    let mut fields: Vec<_> = complete();
    fields.retain(|(name, _)| !["right_office", "right_number", "account_secret"].contains(name));
    let asked = post(&world, "/complaints", &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("a person has to look"), "{}", asked.body);
    fields.push(("despite", "yes"));
    let taken = post(&world, "/complaints", &fields).await;
    assert_eq!(taken.status, StatusCode::ACCEPTED, "{}", taken.body);
}

/// Whether the field `name` is not sent.
fn disabled(page: &str, name: &str) -> bool {
    let at = page.find(&format!("id=\"{name}\"")).unwrap();
    page[at..page[at..].find('>').unwrap() + at].contains(" disabled")
}

#[tokio::test]
async fn ten_megabytes_of_text_are_refused() {
    let world = sample::world(1);
    let form = post(&world, "/complaints", &[("explanation", &"x".repeat(10 << 20))]).await;
    assert_eq!(form.status, StatusCode::PAYLOAD_TOO_LARGE);
    nothing_stored(&world);
}

#[tokio::test]
async fn a_caller_that_goes_away_anywhere_leaves_nothing_half_done() {
    let calls = {
        let world = sample::world(1);
        post(&world, "/complaints", &complete()).await;
        world.look().calls.len()
    };
    for nth in 0..calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = sample::world(1);
            world.plan([Fault { nth, kind }]);
            let first = world.until_crash(post(&world, "/complaints", &complete())).await;
            if let Some(answer) = &first {
                let expected = [StatusCode::CREATED, StatusCode::SERVICE_UNAVAILABLE];
                assert!(expected.contains(&answer.status), "{nth} {kind:?}: {}", answer.status);
            }
            // The complainant tries again: one case, whatever happened before.
            let again = post(&world, "/complaints", &complete()).await;
            assert_eq!(again.status, StatusCode::CREATED);
            let inner = world.look();
            assert_eq!(inner.cases.len(), 1, "{nth} {kind:?}");
            assert!(inner.cases.values().all(|stored| stored.due.is_some()), "the sweep would find it");
        }
    }
}

#[tokio::test]
async fn the_form_can_be_opened_filled_in_by_a_link_but_never_with_markup() {
    let world = sample::world(1);
    let page = get(&world, "/?lang=en&listings=%3Cscript%3Ealert(1)%3C/script%3E&right_office=EM").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("<script>alert"));
    for asset in page.body.split('"').filter(|part| part.starts_with("/assets/")) {
        assert_eq!(get(&world, asset).await.status, StatusCode::OK, "{asset}");
    }
    let id = "00000000000000000000000000000001".parse().unwrap();
    assert!(world.load(&[id]).await.unwrap()[0].is_none());
}

#[tokio::test]
async fn an_impostor_who_files_first_gets_no_hold_of_the_brands_complaint() {
    let world = sample::world(1);
    let impostors: Vec<_> = with("account_secret", "")
        .into_iter()
        .map(|(n, v)| (n, if n == "email" { "i@mpostor.example" } else { v }))
        .collect();
    post(&world, "/complaints", &impostors).await;
    confirm(&world).await;
    let impostors = only(&world).case;
    post(&world, "/complaints", &complete()).await;
    let inner = world.look();
    assert_eq!(inner.cases.len(), 2, "a proved complaint is a case of its own");
    assert!(inner.cases[&impostors.id].case.merged.is_empty());
}

#[tokio::test]
async fn a_repeat_shows_the_case_to_whom_proved_to_be_the_brand() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let repeat = post(&world, "/complaints", &complete()).await;
    assert_eq!(repeat.status, StatusCode::CREATED);
    let page = get(&world, &repeat.path("/status/")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Ada North"));
}

#[tokio::test]
async fn a_link_fills_in_claim_listings_and_right() {
    let world = sample::world(1);
    let query = "claim=counterfeit&listings=http%3A%2F%2Fmarket.example%2Flistings%2F1001&right_office=EM&right_number=018999001";
    let page = get(&world, &format!("/?lang=en&{query}")).await.body;
    for filled in ["value=\"counterfeit\" checked", "value=\"018999001\"", &format!("{LISTING}</textarea>")] {
        assert!(page.contains(filled), "{filled}: {page}");
    }
    let office = &page[page.find("id=\"right_office\"").expect("the field")..];
    assert!(office.contains("value=\"EM\""), "{office}");
}

#[tokio::test]
async fn a_form_asks_what_the_law_of_the_listings_that_it_names_demands() {
    let world = sample::world(1);
    let american = port::MarketplaceConfig {
        id: "west".parse().unwrap(),
        listing_urls: vec!["http://west.example/{id}".to_owned()],
        territory: "US".parse().unwrap(),
        ..sample::marketplace()
    };
    world.look().marketplaces.insert(american.id.clone(), american);
    for (listings, asks) in [
        ("", true),
        ("http%3A%2F%2Fwest.example%2F7", true),
        ("http%3A%2F%2Fmarket.example%2Flistings%2F1001", false),
    ] {
        let page = get(&world, &format!("/?lang=en&claim=copyright&listings={listings}")).await.body;
        assert_eq!(!disabled(&page, "perjury"), asks, "{listings}");
    }
}

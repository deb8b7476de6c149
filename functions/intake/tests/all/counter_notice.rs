//! The counter-notice: what the law of the territory has its form ask for, and what the complainant receives.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{File, PNG, complete, get, only, post_with_files, status_path, token};
use app::filing::Link;
use axum::http::StatusCode;
use case::State;
use testkit::sample;
use testkit::world::World;

const WORDS: &str = "The photographs are my own.";
const FILE: File<'_> = File { name: "negatives.png", media: "image/png", bytes: PNG };
/// All that any law asks for.
const WHOLE: [(&str, &str); 8] = [
    ("action", "counter_notice"),
    ("text", WORDS),
    ("name", "Shop One"),
    ("postal_address", "1 Main Street, Springfield"),
    ("telephone", "+1 217 555 0100"),
    ("statement", "yes"),
    ("jurisdiction", "yes"),
    ("signature", "Sam Seller"),
];

/// A world in which a listing in `territory` was taken down for copyright, and its seller's page.
async fn taken_down(territory: &str) -> (World, String) {
    let world = sample::world(1);
    for marketplace in world.look().marketplaces.values_mut() {
        marketplace.territory = territory.parse().unwrap();
    }
    let mut fields = complete();
    fields.retain(|(name, _)| !["claim", "right_office", "right_number", "account_secret"].contains(name));
    fields.extend([("claim", "copyright"), ("work", "Photographs of our parkas")]);
    fields.extend([("postal_address", "1 North Road"), ("telephone", "+1"), ("signature", "Ada North")]);
    fields.extend([("perjury", "yes"), ("truth", "yes")]);
    let filed = post_with_files(&world, "/complaints", &fields, &[FILE]).await;
    assert!(filed.status.is_success(), "{}", filed.body);
    if filed.status == StatusCode::ACCEPTED {
        crate::common::confirm(&world).await;
    }
    let id = only(&world).case.id;
    sample::take_down(&world, id);
    let seller = format!("/seller/{}", token(Link::Seller(id)));
    (world, seller)
}

/// What a complainant sees of the counter-notice, once it has been told.
async fn received(world: &World) -> String {
    sample::send_letters(world, only(world).case.id);
    assert!(matches!(only(world).case.state, State::AwaitingAnswer { .. }));
    get(world, &format!("{}?lang=en", status_path(world))).await.body
}

/// The demands of a law, by the names of their fields.
const LAWS: [(&str, &[&str]); 4] = [
    ("EU", &["statement"]),
    ("GB", &["statement"]),
    ("US", &["postal_address", "telephone", "statement", "jurisdiction", "signature"]),
    ("CN", &["evidence", "statement"]),
];

#[tokio::test]
async fn each_element_that_the_law_demands_is_asked_for_and_none_else() {
    for (territory, demanded) in LAWS {
        let (world, seller) = taken_down(territory).await;
        let page = get(&world, &format!("{seller}?lang=en")).await.body;
        for field in ["postal_address", "telephone", "jurisdiction", "signature", "statement"] {
            let is_asked = page.contains(&format!("name=\"{field}\""));
            assert_eq!(is_asked, demanded.contains(&field), "{territory} {field}");
        }
        for lacking in demanded {
            let fields: Vec<_> = WHOLE.into_iter().filter(|(name, _)| name != lacking).collect();
            let files: &[File<'_>] = if *lacking == "evidence" { &[] } else { &[FILE] };
            let refused = post_with_files(&world, &seller, &fields, files).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{territory} without {lacking}");
            assert!(refused.body.contains(&format!("{lacking}\"")), "{territory} {lacking}");
            assert!(refused.body.contains("Shop One"), "what was typed is kept");
        }
        assert!(matches!(only(&world).case.state, State::InForce { .. }), "nothing was taken");
        let taken = post_with_files(&world, &seller, &WHOLE, &[FILE]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{territory}: {}", taken.body);
    }
}

#[tokio::test]
async fn the_complainant_receives_what_the_page_said_before_it_was_signed() {
    for (territory, demanded) in LAWS {
        let (world, seller) = taken_down(territory).await;
        let page = get(&world, &format!("{seller}?lang=en")).await.body;
        assert!(page.contains("The complainant receives"), "{territory}");
        post_with_files(&world, &seller, &WHOLE, &[FILE]).await;
        let copy = received(&world).await;
        assert!(copy.contains(WORDS) && copy.contains("Shop One") && copy.contains("negatives.png"));
        for (field, given) in [
            ("postal_address", "1 Main Street, Springfield"),
            ("telephone", "+1 217 555 0100"),
            ("jurisdiction", "I consent to the jurisdiction of the federal district court"),
            ("signature", "Sam Seller"),
        ] {
            assert_eq!(copy.contains(given), demanded.contains(&field), "{territory} {field}");
        }
        assert!(!copy.contains(sample::SELLER), "{territory}: the seller's e-mail address is not handed on");
    }
    let (world, seller) = taken_down("US").await;
    post_with_files(&world, &seller, &WHOLE, &[FILE]).await;
    assert!(received(&world).await.contains("Under penalty of perjury"));
}

#[tokio::test]
async fn its_files_are_downloaded_by_who_complained_and_by_no_one_else() {
    let (world, seller) = taken_down("EU").await;
    post_with_files(&world, &seller, &WHOLE, &[FILE]).await;
    let page = received(&world).await;
    let id = only(&world).case.id;
    let objected = |it: &case::Recorded| matches!(it.event, case::Event::CounterNoticed { .. });
    let of = only(&world).log.iter().position(objected).unwrap();
    let own = format!("{}/received/{id}/{of}/0", status_path(&world));
    assert!(page.contains(&format!("href=\"{own}?lang=en\"")), "{page}");
    let offered = get(&world, &own).await;
    assert_eq!(offered.status, StatusCode::SEE_OTHER, "{}", offered.body);
    let address = offered.headers["location"].to_str().unwrap();
    let key = address.strip_prefix("http://inbox.example/").unwrap().split('?').next().unwrap();
    let key = port::InboxKey::parse(key).unwrap();
    assert_eq!(world.look().inbox[&key].0, PNG, "as it was attached");
    let other = sample::world(1);
    let by_seller = own.replacen(&status_path(&world), &seller.replacen("/seller/", "/status/", 1), 1);
    for (world, path) in [
        (&world, format!("{}/received/{id}/{of}/1", status_path(&world))),
        (&world, by_seller),
        (&other, own.clone()),
    ] {
        assert_eq!(get(world, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

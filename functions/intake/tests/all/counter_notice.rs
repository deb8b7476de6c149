//! The counter-notice: what the law of the territory has its form ask for, and what the complainant receives.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{File, PNG, about, complete, get, only, post, post_with_files, status_path, token};
use app::change;
use app::filing::Link;
use axum::http::StatusCode;
use case::{Actor, CaseId, Command, Measure, Record, State};
use port::WallClock as _;
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

/// What rules saw of a listing that offers the right's goods.
const SAW: &str = "visible in_force words covered on_file act fit not_listed none clear known few none";

fn page_of(case: CaseId) -> String {
    format!("/seller/{}", token(Link::Seller(case)))
}

/// A complaint that took down so many listings, the last of them another seller's: the complainant's page, and the cases.
async fn several_taken_down(listings: usize) -> (World, String, Vec<CaseId>) {
    let world = sample::world(listings);
    let (status, cases) = about(&world, listings).await;
    for (number, id) in cases.iter().enumerate() {
        let seller = if number + 1 == listings { "shop-2" } else { sample::SELLER_NAME };
        let seller = Some(world.seller(seller));
        let record = Record { seller, ..Record::of(1, sample::inputs(SAW)) };
        let accept = Command::Accept { measure: Measure::Removal, although: false, note: None };
        let stored = world.look().cases[id].clone();
        let judged = [Command::Judge(record), accept];
        change(&world, stored, &Actor::Machine, &judged, world.now()).await.unwrap();
        sample::do_order(&world, *id);
    }
    (world, status, cases)
}

fn has_objected(world: &World, case: CaseId) -> bool {
    matches!(world.look().cases[&case].case.state, State::CounterNoticed { .. })
}

/// The check boxes of further listings on a page: which case each stands for, and whether it is ticked.
fn boxes(page: &str) -> Vec<(String, bool)> {
    let tags = page.split('<').filter(|tag| tag.starts_with("input") && tag.contains("name=\"named\""));
    let value = |tag: &str| tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    tags.map(|tag| (value(tag), tag.contains(" checked"))).collect()
}

#[tokio::test]
async fn the_form_offers_the_sellers_other_listings_of_the_complaint_and_ticks_none() {
    let (world, _, cases) = several_taken_down(4).await;
    let page = get(&world, &format!("{}?lang=en", page_of(cases[1]))).await.body;
    assert_eq!(boxes(&page), [cases[0], cases[2]].map(|case| (case.to_string(), false)));
    assert!(page.contains("<legend>Object for other listings as well</legend>"), "{page}");
    assert!(!page.contains("There may be more listings"), "these are all");
    for number in [0, 2] {
        let reference = world.look().cases[&cases[number]].case.filing.reference;
        let words = format!("Listing {} on Demo Bazaar ({reference})", 1001 + number);
        assert!(page.contains(&words), "{words}: {page}");
        assert!(page.contains(&format!("http://market.example/listings/{}", 1001 + number)));
    }
    // Whose only listing it is, sees nothing of this.
    let other = get(&world, &page_of(cases[3])).await.body;
    assert!(boxes(&other).is_empty() && !other.contains("<fieldset"), "{other}");
}

#[tokio::test]
async fn it_counts_for_each_listing_that_is_ticked_and_the_page_says_for_which() {
    let (world, status, cases) = several_taken_down(5).await;
    let ids = cases.iter().map(ToString::to_string).collect::<Vec<_>>();
    // The last one is another seller's, and stood on no form of this one; and one was given up meanwhile.
    let gone = world.look().cases[&cases[3]].clone();
    change(&world, gone, &Actor::Complainant, &[Command::Withdraw], world.now()).await.unwrap();
    let own = page_of(cases[0]);
    let mut fields = WHOLE.to_vec();
    fields.extend([ids[1].as_str(), &ids[3], &ids[4], "x"].map(|id| ("named", id)));
    for _ in 0..2 {
        let sent = post_with_files(&world, &own, &fields, &[FILE]).await;
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (StatusCode::SEE_OTHER, &*format!("{own}?lang=en&done=counter_notice"))
        );
        assert_eq!(
            cases.iter().map(|id| has_objected(&world, *id)).collect::<Vec<_>>(),
            [true, true, false, false, false]
        );
        let page = get(&world, &sent.location).await.body;
        assert!(page.contains("It counts for 2 listings: 1001, 1002."), "{page}");
        assert!(page.contains("It does not count for the listing 1004, where"), "{page}");
    }
    let plain = get(&world, &own).await.body;
    assert!(!plain.contains("It counts for"), "it is said once");

    // The complainant reads in each case for which listings it is.
    let page = get(&world, &format!("{status}?lang=en")).await.body;
    assert_eq!(page.matches("The photographs are my own.").count(), 2, "{page}");
    assert_eq!(page.matches("<dt>For the listings</dt>").count(), 2);
    for number in [0, 1] {
        let reference = world.look().cases[&cases[number]].case.filing.reference;
        assert_eq!(page.matches(&format!("{} ({reference})", 1001 + number)).count(), 2);
    }
}

#[tokio::test]
async fn what_was_ticked_is_kept_when_the_form_is_to_be_corrected() {
    let (world, _, cases) = several_taken_down(4).await;
    let third = cases[2].to_string();
    let fields = [("action", "counter_notice"), ("text", WORDS), ("named", third.as_str()), ("lang", "en")];
    let refused = post(&world, &page_of(cases[0]), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(boxes(&refused.body), [(cases[1].to_string(), false), (third, true)]);
    assert!(cases.iter().all(|id| !has_objected(&world, *id)));
}

#[tokio::test]
async fn where_none_is_open_on_its_own_page_any_more_the_page_of_another_says_so() {
    let (world, _, cases) = several_taken_down(3).await;
    let own = world.look().cases[&cases[0]].clone();
    change(&world, own, &Actor::Complainant, &[Command::Withdraw], world.now()).await.unwrap();
    let second = cases[1].to_string();
    let mut fields = WHOLE.to_vec();
    fields.extend([("lang", "en"), ("named", second.as_str())]);
    let sent = post(&world, &page_of(cases[0]), &fields).await;
    assert_eq!(sent.location, format!("{}?lang=en&done=counter_notice", page_of(cases[1])), "{}", sent.body);
    let page = get(&world, &sent.location).await.body;
    assert!(
        page.contains("It counts for one listing: 1002.") && page.contains("for the listing 1001, where")
    );
    let alone = post(&world, &page_of(cases[0]), &WHOLE).await;
    assert_eq!(alone.status, StatusCode::CONFLICT);
}

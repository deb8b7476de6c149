//! Which marketplaces are served, over the world in memory.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::filing::listing_urls;
use app::{MarketplaceCache, MarketplaceError, serve_marketplace};
use jiff::SignedDuration;
use port::{MarketplaceConfig, Registry as _};
use testkit::sample;
use testkit::world::World;

fn bazaar(id: &str, listing: &str, api: &str) -> MarketplaceConfig {
    MarketplaceConfig {
        id: id.parse().unwrap(),
        listing_urls: vec![listing.to_owned()],
        api: api.to_owned(),
        ..sample::marketplace()
    }
}

#[tokio::test]
async fn a_well_known_marketplace_is_named_instead_of_described() {
    let world = World::new();
    serve_marketplace(&world, &bazaar("tb", "preset:taobao", "https://b.example/api")).await.unwrap();
    let marketplaces: Vec<_> = world.look().marketplaces.values().cloned().collect();
    let urls = app::filing::listing_urls(&marketplaces);
    let listing = urls.recognise("https://m.taobao.com/item.htm?id=612345678901").unwrap();
    assert_eq!(listing.to_string(), "tb/612345678901");
    let address = app::listing_address(&marketplaces[0], &listing);
    assert_eq!(address, "https://item.taobao.com/item.htm?id=612345678901");
    let error = serve_marketplace(&world, &bazaar("other", "preset:taobao", "https://b.example/api"))
        .await
        .unwrap_err();
    assert!(error.to_string().contains("another marketplace"), "{error}");
}

#[tokio::test]
async fn what_could_not_work_is_refused_and_nothing_is_stored() {
    let world = World::new();
    serve_marketplace(&world, &bazaar("a", "https://a.example/{id}", "https://a.example/api")).await.unwrap();
    for (new, says) in [
        (bazaar("b", "https://a.example/{id}", "https://b.example/api"), "another marketplace"),
        (bazaar("b", "https://b.example/item", "https://b.example/api"), "{id} exactly once"),
        (bazaar("b", "preset:lazada", "https://b.example/api"), "presets are taobao"),
        (bazaar("b", "https://b.example/{id}", "http://b.example/api"), "http only on this machine"),
        (bazaar("b", "https://b.example/{id}", "https://b.example/api?k=1"), "without user, query"),
        (bazaar("b", "https://b.example/{id}", "api"), "API address is none"),
    ] {
        let error = serve_marketplace(&world, &new).await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
    assert_eq!(world.look().marketplaces.len(), 1);
}

#[tokio::test]
async fn a_marketplace_has_at_most_eight_listing_addresses() {
    for (addresses, fits) in [(1, true), (8, true), (9, false), (10, false)] {
        let world = World::new();
        let listing_urls = (0..addresses).map(|n| format!("https://shop{n}.example/{{id}}")).collect();
        let new = MarketplaceConfig { listing_urls, ..bazaar("b", "", "https://b.example/api") };
        let served = serve_marketplace(&world, &new).await;
        assert_eq!(served.is_ok(), fits, "{addresses}");
        assert!(fits || matches!(served, Err(MarketplaceError::TooManyAddresses)), "{addresses}");
        assert_eq!(world.look().marketplaces.len(), usize::from(fits), "{addresses}");
    }
}

#[tokio::test]
async fn orders_go_over_https_or_stay_on_this_machine_and_carry_no_secret_in_their_address() {
    for (api, fits) in [
        ("https://b.example/api", true),
        ("https://127.0.0.1/api", true),
        ("http://localhost:8600/api", true),
        ("http://127.0.0.1:8600/api", true),
        ("http://[::1]:8600/api", true),
        ("http://b.example/api", false),
        ("http://192.0.2.1/api", false),
        ("http://[2001:db8::1]/api", false),
        ("ftp://localhost/api", false),
        ("ftp://b.example/api", false),
        ("https://user@b.example/api", false),
        ("https://:word@b.example/api", false),
        ("https://user:word@b.example/api", false),
        ("https://b.example/api?key=1", false),
        ("https://b.example/api#part", false),
    ] {
        let world = World::new();
        let served = serve_marketplace(&world, &bazaar("b", "https://b.example/{id}", api)).await;
        assert_eq!(served.is_ok(), fits, "{api}");
        assert!(fits || matches!(served, Err(MarketplaceError::UnfitAddress)), "{api}");
    }
}

#[test]
fn one_that_is_configured_wrongly_leaves_the_others_their_listings() {
    let broken = bazaar("a", "https://a.example/item", "https://a.example/api");
    let good = bazaar("b", "https://b.example/{id}", "https://b.example/api");
    for all in [[broken.clone(), good.clone()], [good, broken]] {
        let listing = listing_urls(&all).recognise("https://b.example/7").unwrap();
        assert_eq!(listing.to_string(), "b/7");
    }
}

#[tokio::test]
async fn they_are_read_again_after_five_minutes_and_at_once_while_there_are_none() {
    let (world, cache) = (World::new(), MarketplaceCache::default());
    let reads = async |expected: usize| {
        for _ in 0..2 {
            assert_eq!(cache.all(&world, &world).await.unwrap().len(), world.look().marketplaces.len());
        }
        let calls = std::mem::take(&mut world.look().calls);
        assert_eq!(calls.iter().filter(|call| **call == "registry.marketplaces").count(), expected);
    };
    reads(2).await;
    world.put_marketplace(&sample::marketplace()).await.unwrap();
    reads(1).await;
    world.pass(SignedDuration::from_mins(5) - SignedDuration::from_secs(1));
    reads(0).await;
    world.pass(SignedDuration::from_secs(1));
    reads(1).await;
}

//! Which addresses are listings, and of which marketplace.

#![allow(clippy::expect_used, reason = "helpers of tests")]

use case::MarketplaceId;
use matching::{ListingUrls, WhyBad, address_of};
use proptest::prelude::*;

fn id(text: &str) -> MarketplaceId {
    text.parse().expect("a marketplace id")
}

fn known() -> ListingUrls {
    let (demo, other, local) = (id("demo"), id("other"), id("local"));
    ListingUrls::new([
        (&demo, "https://demo.example/listing/{id}"),
        (&demo, "https://m.demo.example/l/{id}.html"),
        (&other, "https://other.example/item.htm?id={id}"),
        (&local, "http://127.0.0.1:4010/listing/{id}"),
    ])
    .expect("good patterns")
}

#[track_caller]
fn check(address: &str, expected: Option<&str>) {
    assert_eq!(
        known().recognise(address).map(|listing| listing.to_string()).as_deref(),
        expected,
        "{address}"
    );
}

#[test]
fn spellings_of_one_address_are_one_listing() {
    for address in [
        "https://demo.example/listing/1001",
        "http://demo.example/listing/1001",
        "  HTTPS://DEMO.Example/listing/1001 \n",
        "https://demo.example:443/listing/1001",
        "http://demo.example:80/listing/1001",
        "https://demo.example/listing/1001/",
        "https://demo.example//listing/1001",
        "https://demo.example/listing/1001#reviews",
        "https://demo.example/listing/1001?utm_source=mail&spm=a.b.c",
        "https://demo.example/listing/%31001",
        "https://demo.example/shop/../listing/1001",
        "https://demo.example./listing/1001",
        "demo.example/listing/1001",
        "m.demo.example/l/1001.html",
    ] {
        check(address, Some("demo/1001"));
    }
}

#[test]
fn the_id_may_stand_in_the_query() {
    check("https://other.example/item.htm?id=77", Some("other/77"));
    check("https://other.example/item.htm?spm=1&id=77&ns=1#top", Some("other/77"));
    check("https://other.example/item.htm?id=77&id=77", Some("other/77"));
    check("https://other.example/item.htm?id=77&id=78", None);
    check("https://other.example/item.htm", None);
    check("https://other.example/item.htm?id=", None);
    check("https://other.example/item.htm?id=..", None);
}

#[test]
fn a_port_is_part_of_the_address() {
    check("http://127.0.0.1:4010/listing/1001", Some("local/1001"));
    check("127.0.0.1:4010/listing/1001", Some("local/1001"));
    check("http://127.0.0.1/listing/1001", None);
    check("https://demo.example:8443/listing/1001", None);
}

#[test]
fn what_is_no_listing_is_not_taken_for_one() {
    for address in [
        "",
        "not an address",
        "https://",
        "https://demo.example/",
        "https://demo.example/listing/",
        "https://demo.example/listing/1001/reviews",
        "https://demo.example/Listing/1001",
        "https://demo.example/listing/a%2Fb",
        "https://demo.example/listing/%ff",
        "https://demo.example/listing/one two",
        "https://demo.example.evil.example/listing/1001",
        "https://evil.example/?u=https://demo.example/listing/1001",
        "https://user@demo.example/listing/1001",
        "ftp://demo.example/listing/1001",
        "javascript://demo.example/listing/1001",
        "data:text/html,https://demo.example/listing/1001",
    ] {
        check(address, None);
    }
    check(&format!("https://demo.example/listing/{}", "1".repeat(129)), None);
    check(&format!("https://demo.example/listing/1?{}", "x".repeat(9_000)), None);
}

#[test]
fn a_bad_pattern_says_what_is_wrong() {
    let demo = id("demo");
    for (pattern, why) in [
        ("demo.example/{id}", WhyBad::NotAnAddress),
        ("ftp://demo.example/{id}", WhyBad::NotAnAddress),
        ("https://demo.example/listing", WhyBad::Id),
        ("https://demo.example/{id}/{id}", WhyBad::Id),
        ("https://{id}.example/listing", WhyBad::Id),
        ("https://demo.example/?q=a{id}", WhyBad::Id),
        ("https://demo.example/?{id}=1", WhyBad::Id),
        ("https://demo.example/listing/{id}#x", WhyBad::Superfluous),
        ("https://user@demo.example/{id}", WhyBad::Superfluous),
    ] {
        let error = ListingUrls::new([(&demo, pattern)]).expect_err(pattern);
        assert_eq!(error.why, why, "{pattern}");
        assert!(error.to_string().contains(pattern) && error.to_string().contains("demo"), "{error}");
    }
    for (pattern, why) in [
        ("https://demo.example/*{id}", WhyBad::Ambiguous),
        ("https://demo.example/{id}*", WhyBad::Ambiguous),
        ("https://demo.example/a*b*c-{id:1-9}", WhyBad::Ambiguous),
        ("https://demo.example/{id:1-9}-*-*.html", WhyBad::Ambiguous),
        ("https://demo.example/{id:9-1}", WhyBad::Id),
        ("https://demo.example/{id:}", WhyBad::Id),
        ("https://demo.example/{id:x}", WhyBad::Id),
        ("https://demo.example/{id", WhyBad::Id),
        ("https://demo.example/?q={id}x", WhyBad::Id),
        ("https://*.example/{id}", WhyBad::NotAnAddress),
        ("preset:nobody", WhyBad::NoPreset),
        ("preset:lazada", WhyBad::NoPreset),
    ] {
        let error = ListingUrls::new([(&demo, pattern)]).expect_err(pattern);
        assert_eq!(error.why, why, "{pattern}");
    }
    let many = format!("https://demo.example/{}/{{id}}", "(a|b)".repeat(11));
    assert_eq!(ListingUrls::new([(&demo, many.as_str())]).expect_err("many").why, WhyBad::TooMany);
    let other = id("other");
    let error = ListingUrls::new([(&demo, "https://x.example/{id}"), (&other, "http://X.example/{id}/")])
        .expect_err("taken");
    assert_eq!(error.why, WhyBad::Taken);
}

#[test]
fn a_pattern_may_leave_open_what_the_marketplace_leaves_open() {
    let demo = id("demo");
    let pattern = "https://(www|*.m).demo.example/(item|i)/*-i{id:3-6}(|-s*).html";
    let urls = ListingUrls::new([(&demo, pattern)]).expect("a good pattern");
    let found = |address: &str| urls.recognise(address).map(|listing| listing.id.to_string());
    assert_eq!(found("https://www.demo.example/item/a-i5-lamp-i123.html").as_deref(), Some("123"));
    assert_eq!(found("https://de.m.demo.example/i/-i123-s9.html?a=b").as_deref(), Some("123"));
    for none in [
        "https://m.demo.example/item/a-i123.html",
        "https://a.b.m.demo.example/item/a-i123.html",
        "https://www.demo.example/items/a-i123.html",
        "https://www.demo.example/item/a-i12.html",
        "https://www.demo.example/item/a-i1234567.html",
        "https://www.demo.example/item/a-i0123.html",
        "https://www.demo.example/item/a-i123x.html",
    ] {
        assert_eq!(found(none), None, "{none}");
    }
    let address = address_of(pattern, &"123".parse().expect("an id"));
    assert_eq!(address.as_deref(), Some("https://www.demo.example/item/-i123.html"));
    let open = ListingUrls::new([(&demo, "https://demo.example/*/dp/{id:x10}/**")]).expect("a good pattern");
    let listing = open.recognise("demo.example/Lamp/dp/b0abcdef12/ref=1?x").expect("a listing");
    assert_eq!(listing.id.as_str(), "B0ABCDEF12");
    assert_eq!(open.address(&listing), None, "the title is not known");
}

proptest! {
    #[test]
    fn no_text_panics(text in ".*") {
        let _ = known().recognise(&text);
        let demo = id("demo");
        let _ = ListingUrls::new([(&demo, text.as_str())]);
    }

    #[test]
    fn every_listing_id_is_found_again_in_its_address(listing in "[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}", tracking in "[a-z0-9=&]{0,40}") {
        let address = format!("https://demo.example/listing/{listing}?{tracking}");
        let found = known().recognise(&address).expect("a listing");
        prop_assert_eq!(found.to_string(), format!("demo/{listing}"));
    }

    #[test]
    fn a_foreign_host_is_never_ours(host in "[a-z]{1,12}\\.(com|org|net)", listing in "[0-9]{1,12}") {
        let found = known().recognise(&format!("https://{host}/listing/{listing}"));
        prop_assert_eq!(found, None);
    }
}

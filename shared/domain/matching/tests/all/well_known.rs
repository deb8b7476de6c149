//! Addresses of well-known marketplaces. The ids are made up.

#![allow(clippy::expect_used, reason = "helpers of tests")]

use std::sync::LazyLock;
use std::time::Instant;

use case::{ListingRef, MarketplaceId};
use matching::{ListingUrls, address_of, presets};
use proptest::prelude::*;

static KNOWN: LazyLock<ListingUrls> = LazyLock::new(|| ListingUrls::default().with_well_known());

fn found(address: &str) -> Option<String> {
    KNOWN.recognise(address).map(|listing| listing.to_string())
}

/// Each listing with addresses of it.
const LISTINGS: &[(&str, &[&str])] = &[
    (
        "taobao/612345678901",
        &[
            "https://item.taobao.com/item.htm?id=612345678901",
            "http://ITEM.TAOBAO.COM/item.htm?spm=a1z10.1-c.w4004.5.3a7d&id=612345678901&skuId=4412#detail",
            "item.taobao.com/item.htm?id=612345678901",
            "//item.taobao.com/item.htm?id=612345678901&ns=1&abbucket=12",
            "https://item.taobao.com/item.htm?spm=1&amp;id=612345678901",
            "https%3A%2F%2Fitem.taobao.com%2Fitem.htm%3Fid%3D612345678901",
            "https://item.taobao.com/item.htm?%69d=6%312345678901",
            "https://h5.m.taobao.com/awp/core/detail.htm?ft=t&id=612345678901",
            "https://m.taobao.com/item.htm?itemId=612345678901",
            "https://m.intl.taobao.com/detail/detail.html?id=612345678901",
            "https://world.taobao.com/item/612345678901.htm?fromSite=main",
            "https://a.m.taobao.com/i612345678901.htm?sid=1",
        ],
    ),
    (
        "tmall/612345678902",
        &[
            "https://detail.tmall.com/item.htm?id=612345678902",
            "https://detail.m.tmall.com/item.htm?abtest=1&id=612345678902",
            "https://chaoshi.detail.tmall.com/item.htm?id=612345678902&skuId=1",
            "https://detail.tmall.hk/hk/item.htm?id=612345678902",
            "https://world.tmall.com/item/612345678902.htm",
        ],
    ),
    (
        "1688/612345678903",
        &[
            "https://detail.1688.com/offer/612345678903.html",
            "https://detail.1688.com/offer/612345678903.html?spm=a26352.1&cosite=-&tracelog=p4p",
            "https://m.1688.com/offer/612345678903.html",
            "https://detail.m.1688.com/page/index.html?offerId=612345678903",
        ],
    ),
    (
        "aliexpress/1005001234567890",
        &[
            "https://www.aliexpress.com/item/1005001234567890.html",
            "https://es.aliexpress.com/item/1005001234567890.html?gatewayAdapt=glo2esp",
            "https://www.aliexpress.us/item/1005001234567890.html",
            "https://m.aliexpress.com/item/1005001234567890.html",
            "https://pt.m.aliexpress.com/item/1005001234567890.html",
            "https://m.fr.aliexpress.com/item/1005001234567890.html",
            "https://aliexpress.ru/item/1005001234567890.html?sku_id=1200000000",
            "https://www.aliexpress.com/i/1005001234567890.html",
            "https://www.aliexpress.com/item/Desk-Lamp-With-Clamp/1005001234567890.html",
            "https://www.aliexpress.com/store/product/Desk-Lamp/912345_1005001234567890.html",
        ],
    ),
    (
        "alibaba/1600123456789",
        &[
            "https://www.alibaba.com/product-detail/Desk-Lamp-2024_1600123456789.html",
            "https://www.alibaba.com/product-detail/Desk_Lamp_12_1600123456789.html?spm=a2700.1",
            "https://spanish.alibaba.com/product-detail/lampara-de-mesa-1600123456789.html",
            "https://m.alibaba.com/product/1600123456789/Desk-Lamp.html",
            "https://northlight.en.alibaba.com/product/1600123456789-801234567/Desk_Lamp.html",
            "https://www.alibaba.com/product-detail/L%C3%A1mpara_1600123456789.html",
            "https://www.alibaba.com/product-detail/%C9%CC_1600123456789.html",
        ],
    ),
    (
        "lazada/301234567",
        &[
            "https://www.lazada.sg/products/desk-lamp-i301234567-s527123456.html",
            "https://www.lazada.com.my/products/desk-lamp-i301234567-s527123456.html?spm=a2o4k",
            "https://lazada.co.th/products/-i301234567.html",
            "https://www.lazada.vn/products/pdp-i301234567.html",
            "https://www.lazada.co.id/products/i301234567-s1.html",
            "https://m.lazada.com.ph/products/a-i12-b-i301234567-s5.html",
        ],
    ),
    (
        "shopee/7123456789",
        &[
            "https://shopee.sg/Desk-Lamp-i.123456.7123456789",
            "https://shopee.com.my/product/123456/7123456789?sp_atk=1",
        ],
    ),
    (
        "ebay/123456789012",
        &[
            "https://www.ebay.com/itm/123456789012",
            "https://www.ebay.co.uk/itm/Desk-Lamp/123456789012?hash=item1",
            "https://m.ebay.de/itm/123456789012",
            "https://cgi.ebay.com/ws/eBayISAPI.dll?ViewItem&item=123456789012",
        ],
    ),
    (
        "amazon/B0ABCDEF12",
        &[
            "https://www.amazon.com/dp/B0ABCDEF12",
            "https://www.amazon.de/Schreibtischlampe/dp/B0ABCDEF12/ref=sr_1_1?keywords=lampe",
            "https://www.amazon.de/-/en/Desk-Lamp/dp/B0ABCDEF12",
            "https://www.amazon.co.jp/gp/product/b0abcdef12",
            "https://www.amazon.com/gp/aw/d/B0ABCDEF12/",
        ],
    ),
    (
        "etsy/1234567890",
        &[
            "https://www.etsy.com/listing/1234567890/desk-lamp",
            "https://www.etsy.com/de/listing/1234567890",
            "https://northlight.etsy.com/listing/1234567890/desk-lamp?ref=shop",
        ],
    ),
    (
        "jd/100012345678",
        &["https://item.jd.com/100012345678.html", "https://item.m.jd.com/product/100012345678.html"],
    ),
];

#[test]
fn a_listing_is_the_same_by_any_of_its_addresses() {
    for (listing, addresses) in LISTINGS {
        for address in *addresses {
            assert_eq!(found(address).as_deref(), Some(*listing), "{address}");
        }
    }
}

#[test]
fn what_is_no_listing_is_none() {
    for address in [
        // Search, shops, categories, sign-in.
        "https://s.taobao.com/search?q=lamp&id=612345678901",
        "https://shop123456.taobao.com/",
        "https://login.taobao.com/member/login.jhtml?redirectURL=https%3A%2F%2Fitem.taobao.com%2Fitem.htm%3Fid%3D612345678901",
        "https://list.tmall.com/search_product.htm?q=lamp",
        "https://northlight.tmall.com/shop/view_shop.htm?id=612345678901",
        "https://s.1688.com/selloffer/offer_search.htm?keywords=lamp",
        "https://www.aliexpress.com/w/wholesale-lamp.html",
        "https://www.aliexpress.com/store/912345",
        "https://www.aliexpress.com/category/123456/lamps.html",
        "https://www.alibaba.com/trade/search?SearchText=lamp",
        "https://www.alibaba.com/showroom/desk-lamp.html",
        "https://northlight.en.alibaba.com/productgrouplist-801234567/Lamps.html",
        "https://www.lazada.sg/shop-lamps/",
        "https://www.lazada.sg/catalog/?q=lamp",
        "https://shopee.sg/northlight",
        "https://shopee.sg/search?keyword=lamp",
        "https://www.ebay.com/sch/i.html?_nkw=lamp",
        "https://www.ebay.com/p/123456789012",
        "https://www.amazon.com/s?k=B0ABCDEF12",
        "https://www.amazon.com/stores/page/B0ABCDEF12",
        "https://www.etsy.com/shop/northlight",
        // Redirects and short addresses: whither they lead stands not in them.
        "https://click.taobao.com/t?e=612345678901",
        "https://s.click.taobao.com/abcdef",
        "https://m.tb.cn/h.abcdef",
        "https://s.click.aliexpress.com/e/_abcdef",
        "https://a.aliexpress.com/_abcdef",
        "https://qr.1688.com/s/abcdef",
        "https://s.lazada.sg/s.abcdef",
        // Another marketplace of the same house.
        "https://2.taobao.com/item.htm?id=612345678901",
        // Others in disguise.
        "https://item.taobao.com.evil.example/item.htm?id=612345678901",
        "https://item.taobao.com@evil.example/item.htm?id=612345678901",
        "https://user@item.taobao.com/item.htm?id=612345678901",
        "https://item-taobao.com/item.htm?id=612345678901",
        "https://item.ta0bao.com/item.htm?id=612345678901",
        "https://item.xn--tobao-3ve.com/item.htm?id=612345678901",
        "https://item.t\u{430}obao.com/item.htm?id=612345678901",
        "https://evil.example/item.taobao.com/item.htm?id=612345678901",
        "https://evil.example/?url=https://item.taobao.com/item.htm?id=612345678901",
        "https://item.taobao.com:8443/item.htm?id=612345678901",
        "https://notaliexpress.com/item/1005001234567890.html",
        "https://www.aliexpress.com.evil.example/item/1005001234567890.html",
        "https://www.lazada.com/products/a-i301234567.html",
        // No id that a listing can have.
        "https://item.taobao.com/item.htm?id=",
        "https://item.taobao.com/item.htm?id=61234567890a",
        "https://item.taobao.com/item.htm?id=12",
        "https://item.taobao.com/item.htm?id=0612345678901",
        "https://item.taobao.com/item.htm?id=6123456789016123456789",
        "https://item.taobao.com/item.htm?ID=612345678901x",
        "https://item.taobao.com/item.htm?id=612345678901&id=612345678902",
        "https://item.taobao.com/item.htm?id=612345678901&itemId=612345678902",
        "https://www.aliexpress.com/item/1005001234567890",
        "https://www.amazon.com/dp/B0ABCDEF1",
        "taobao://item.taobao.com/item.htm?id=612345678901",
    ] {
        assert_eq!(found(address), None, "{address}");
    }
}

#[test]
fn what_is_configured_comes_before_what_is_known() {
    let ours: MarketplaceId = "ours".parse().expect("an id");
    let configured = ListingUrls::new([(&ours, "preset:taobao")]).expect("a preset");
    let address = "https://m.taobao.com/item.htm?id=612345678901";
    let listing = configured.recognise(address).expect("a listing");
    assert_eq!(listing.to_string(), "ours/612345678901");
    assert_eq!(configured.recognise("https://detail.tmall.com/item.htm?id=612345678902"), None);
    let all = configured.with_well_known();
    assert_eq!(all.recognise(address), Some(listing.clone()));
    assert!(all.recognise("https://detail.tmall.com/item.htm?id=612345678902").is_some());
    let plain = "https://item.taobao.com/item.htm?id=612345678901";
    assert_eq!(all.address(&listing).as_deref(), Some(plain));
    assert_eq!(address_of("preset:taobao", &listing.id).as_deref(), Some(plain));
}

#[test]
fn a_preset_belongs_to_one_marketplace_and_a_country_to_itself() {
    let (one, two): (MarketplaceId, MarketplaceId) =
        ("one".parse().expect("an id"), "two".parse().expect("an id"));
    assert!(ListingUrls::new([(&one, "preset:taobao"), (&two, "preset:taobao")]).is_err());
    let both = ListingUrls::new([(&one, "preset:lazada.sg"), (&two, "preset:lazada.vn")]).expect("presets");
    let of = |address: &str| both.recognise(address).map(|listing| listing.to_string());
    assert_eq!(of("https://www.lazada.sg/products/a-i301234567.html").as_deref(), Some("one/301234567"));
    assert_eq!(of("https://www.lazada.vn/products/a-i301234567.html").as_deref(), Some("two/301234567"));
    assert_eq!(of("https://www.lazada.co.id/products/a-i301234567.html"), None);
    let listing: ListingRef = "lazada/301234567".parse().expect("a listing");
    assert_eq!(KNOWN.address(&listing), None, "the id alone does not tell the country");
}

#[test]
fn time_grows_with_the_address_and_no_faster() {
    let cost = |length: usize| {
        let address = format!("https://www.lazada.sg/products/{}.html", "-i123-s".repeat(length / 7));
        let mut best = f64::MAX;
        for _ in 0..20 {
            let begun = Instant::now();
            let _ = KNOWN.recognise(&address);
            best = best.min(begun.elapsed().as_secs_f64());
        }
        best
    };
    let (short, long) = (cost(800), cost(8_000));
    assert!(long < short * 40.0, "{short} s for 800 bytes, {long} s for 8,000");
}

/// The marketplaces whose listings have an address that follows from the id.
const PLAIN: [&str; 8] = ["taobao", "tmall", "1688", "aliexpress", "alibaba", "ebay", "etsy", "jd"];

fn tracked() -> impl Strategy<Value = String> {
    "((spm|utm_source|scm|pvid|_t|x)=[a-zA-Z0-9._%:/-]{0,12}&){0,6}"
}

proptest! {
    #[test]
    fn a_listing_is_found_again_by_its_plainest_address(which in 0..PLAIN.len(), id in "[1-9][0-9]{8,11}") {
        let listing: ListingRef = format!("{}/{id}", PLAIN[which]).parse().expect("a listing");
        let address = KNOWN.address(&listing).expect("an address");
        prop_assert_eq!(KNOWN.recognise(&address), Some(listing));
    }

    #[test]
    fn every_preset_recognises_its_own_addresses(which in 0..presets().len(), id in "[1-9][0-9]{9}") {
        let ours: MarketplaceId = "ours".parse().expect("an id");
        let pattern = format!("preset:{}", presets()[which]);
        let urls = ListingUrls::new([(&ours, pattern.as_str())]).expect("a preset");
        let listing = ListingRef { marketplace: ours, id: id.parse().expect("an id") };
        if let Some(address) = urls.address(&listing) {
            prop_assert_eq!(urls.recognise(&address), Some(listing));
        }
    }

    #[test]
    fn tracking_changes_nothing(which in 0..LISTINGS.len(), form in any::<prop::sample::Index>(), tracking in tracked(), fragment in "[a-z!/=]{0,12}") {
        let (listing, addresses) = LISTINGS[which];
        let address = addresses[form.index(addresses.len())];
        prop_assume!(!address.starts_with("https%3A"));
        let (address, _) = address.split_once('#').unwrap_or((address, ""));
        let join = if address.contains('?') { '&' } else { '?' };
        let tracked = format!("{address}{join}{tracking}#{fragment}");
        let same = found(&tracked);
        prop_assert_eq!(same.as_deref(), Some(listing), "{}", tracked);
    }

    #[test]
    fn no_address_panics_and_no_foreign_host_is_known(text in ".{0,80}", host in "[a-z]{1,12}\\.(example|test|invalid)") {
        let _ = found(&text);
        let _ = found(&format!("https://item.taobao.com/{text}"));
        prop_assert_eq!(found(&format!("https://{host}/item.htm?id=612345678901&{text}")), None);
        prop_assert_eq!(found(&format!("https://item.taobao.com.{host}/item.htm?id=612345678901")), None);
    }
}

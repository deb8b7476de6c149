//! Any text as an address, and as a pattern of addresses: nothing panics, and the plain address of what is recognised
//! is the same listing.
#![no_main]

use std::sync::LazyLock;

use case::MarketplaceId;
use libfuzzer_sys::fuzz_target;
use matching::ListingUrls;

static KNOWN: LazyLock<ListingUrls> = LazyLock::new(|| ListingUrls::default().with_well_known());

fn holds(urls: &ListingUrls, address: &str) {
    if let Some(listing) = urls.recognise(address)
        && let Some(plain) = urls.address(&listing)
    {
        assert_eq!(urls.recognise(&plain), Some(listing));
    }
}

fuzz_target!(|text: &str| {
    holds(&KNOWN, text);
    let marketplace: MarketplaceId = "demo".parse().unwrap();
    let (pattern, address) = text.split_once('\n').unwrap_or((text, text));
    if let Ok(urls) = ListingUrls::new([(&marketplace, pattern)]) {
        holds(&urls, address);
    }
});

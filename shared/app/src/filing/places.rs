//! Where listings are recognised.

use matching::ListingUrls;
use port::MarketplaceConfig;

/// The listing addresses of the configured marketplaces. One that is configured wrongly is left out, and
/// said so: the others must go on.
#[must_use]
pub fn listing_urls(marketplaces: &[MarketplaceConfig]) -> ListingUrls {
    let patterns = |only: &dyn Fn(&MarketplaceConfig) -> bool| {
        let chosen: Vec<_> = marketplaces
            .iter()
            .filter(|m| only(m))
            .flat_map(|m| m.listing_urls.iter().map(move |url| (&m.id, url.as_str())))
            .collect();
        ListingUrls::new(chosen)
    };
    patterns(&|_| true).unwrap_or_else(|error| {
        tracing::error!(%error, "a marketplace is configured wrongly");
        let broken = error.marketplace;
        patterns(&|m| m.id != broken).unwrap_or_default()
    })
}

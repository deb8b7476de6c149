//! The configured marketplaces, read once in a while.

use std::sync::Arc;

use case::{ListingRef, MarketplaceId};
use port::{MarketplaceConfig, Registry, Unavailable, WallClock};

use super::Cached;

/// The configured marketplaces, kept for five minutes by one running function.
#[derive(Debug, Default)]
pub struct MarketplaceCache {
    read: Cached<Vec<MarketplaceConfig>>,
}

/// A case names a marketplace that is not configured (any more).
#[derive(Debug, thiserror::Error)]
#[error("the marketplace {0} is not configured")]
pub struct NotConfigured(pub MarketplaceId);

impl MarketplaceCache {
    /// Every marketplace.
    ///
    /// # Errors
    /// [`Unavailable`] when they must be read and cannot.
    pub async fn all<R: Registry, C: WallClock>(
        &self,
        registry: &R,
        clock: &C,
    ) -> Result<Arc<Vec<MarketplaceConfig>>, Unavailable> {
        let now = clock.now();
        if let Some(all) = self.read.kept(now).filter(|all| !all.is_empty()) {
            return Ok(all);
        }
        Ok(self.read.keep(now, registry.marketplaces().await?))
    }
}

/// The marketplace named `id` among `all`.
///
/// # Errors
/// [`NotConfigured`] when there is none.
pub fn named<'a>(
    all: &'a [MarketplaceConfig],
    id: &MarketplaceId,
) -> Result<&'a MarketplaceConfig, NotConfigured> {
    all.iter().find(|marketplace| marketplace.id == *id).ok_or_else(|| NotConfigured(id.clone()))
}

/// The address of a listing of `marketplace`, by the first of its patterns that leaves nothing else open; empty when
/// there is none.
#[must_use]
pub fn listing_address(marketplace: &MarketplaceConfig, listing: &ListingRef) -> String {
    let mut patterns = marketplace.listing_urls.iter();
    patterns.find_map(|pattern| matching::address_of(pattern, &listing.id)).unwrap_or_default()
}

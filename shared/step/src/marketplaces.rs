//! The configured marketplaces, read once in a while.

use std::sync::{Arc, Mutex, PoisonError};

use case::MarketplaceId;
use jiff::{SignedDuration, Timestamp};
use port::{Clock, MarketplaceConfig, Registry, Unavailable};

/// How long a read is good for: a new marketplace is known everywhere after this time.
const FRESH: SignedDuration = SignedDuration::from_mins(5);

/// What was read, and when.
type Read = Option<(Timestamp, Arc<Vec<MarketplaceConfig>>)>;

/// The configured marketplaces, kept for five minutes by one running function.
#[derive(Debug, Default)]
pub struct Marketplaces {
    read: Mutex<Read>,
}

/// A case names a marketplace that is not configured (any more).
#[derive(Debug, thiserror::Error)]
#[error("the marketplace {0} is not configured")]
pub struct NotConfigured(pub MarketplaceId);

impl Marketplaces {
    /// Every marketplace.
    ///
    /// # Errors
    /// [`Unavailable`] when they must be read and cannot.
    pub async fn all<R: Registry, C: Clock>(
        &self,
        registry: &R,
        clock: &C,
    ) -> Result<Arc<Vec<MarketplaceConfig>>, Unavailable> {
        let now = clock.now();
        let kept = self.read.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((at, all)) = kept
            && now.duration_since(at) < FRESH
            && !all.is_empty()
        {
            return Ok(all);
        }
        let all = Arc::new(registry.marketplaces().await?);
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&all)));
        Ok(all)
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

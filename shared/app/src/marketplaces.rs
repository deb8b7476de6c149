//! The marketplaces that this installation serves.

use case::MarketplaceId;
use matching::{BadPattern, ListingUrls};
use port::{MarketplaceConfig, Registry, Unavailable};
use url::{Host, Url};

/// How many listing addresses one marketplace may have.
const MOST_LISTING_URLS: usize = 8;

/// Why a marketplace is not served.
#[derive(Debug, thiserror::Error)]
pub enum MarketplaceError {
    /// It has too many listing addresses.
    #[error("a marketplace has at most {MOST_LISTING_URLS} listing addresses")]
    TooManyAddresses,
    /// The address of its API is not one.
    #[error("the API address is none")]
    NoAddress(#[from] url::ParseError),
    /// The address of its API may not be used.
    #[error(
        "the API address must be https://host/path (http only on this machine), without user, query or fragment"
    )]
    UnfitAddress,
    /// An address of its listings cannot be used, or not beside the other marketplaces'.
    #[error(transparent)]
    Listings(#[from] BadPattern),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Why marketplaces cannot be named.
#[derive(Debug, thiserror::Error)]
pub enum MarketplaceNameError {
    /// There is none of this id.
    #[error("there is no marketplace {id}; {}", said(configured))]
    Missing {
        /// The id.
        id: MarketplaceId,
        /// Those that there are.
        configured: Vec<MarketplaceId>,
    },
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

fn said(configured: &[MarketplaceId]) -> String {
    if configured.is_empty() {
        return "none is configured yet".to_owned();
    }
    let ids: Vec<&str> = configured.iter().map(MarketplaceId::as_str).collect();
    format!("configured are: {}", ids.join(", "))
}

/// The marketplaces of these ids, in the same order.
///
/// # Errors
/// [`MarketplaceNameError`] naming the first of which there is none.
pub async fn find_marketplaces<R: Registry>(
    registry: &R,
    ids: &[MarketplaceId],
) -> Result<Vec<MarketplaceConfig>, MarketplaceNameError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let all = registry.marketplaces().await?;
    let find = |id: &MarketplaceId| {
        all.iter().find(|it| it.id == *id).cloned().ok_or_else(|| {
            let mut configured: Vec<_> = all.iter().map(|it| it.id.clone()).collect();
            configured.sort_unstable();
            MarketplaceNameError::Missing { id: id.clone(), configured }
        })
    };
    ids.iter().map(find).collect()
}

/// Serves a marketplace from now on, in place of the one with its id; functions know it within five minutes.
///
/// # Errors
/// [`MarketplaceError`]; those that are served stay.
pub async fn serve_marketplace<R: Registry>(
    registry: &R,
    new: &MarketplaceConfig,
) -> Result<(), MarketplaceError> {
    if new.listing_urls.len() > MOST_LISTING_URLS {
        return Err(MarketplaceError::TooManyAddresses);
    }
    check_api(&new.api)?;
    let mut all = registry.marketplaces().await?;
    all.retain(|other| other.id != new.id);
    let patterns = all.iter().chain([new]).flat_map(|marketplace| {
        marketplace.listing_urls.iter().map(|pattern| (&marketplace.id, pattern.as_str()))
    });
    ListingUrls::new(patterns)?;
    Ok(registry.put_marketplace(new).await?)
}

fn check_api(api: &str) -> Result<(), MarketplaceError> {
    let url = Url::parse(api)?;
    if is_fit_to_call(&url) && url.query().is_none() { Ok(()) } else { Err(MarketplaceError::UnfitAddress) }
}

/// Whether orders and events may be sent to an address. They are signed, but not encrypted by themselves: in the clear they
/// stay on this machine. An address holds no password, since it is shown and logged.
#[must_use]
pub fn is_fit_to_call(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let secure = url.scheme() == "https" && url.has_host() || url.scheme() == "http" && loopback;
    secure && url.username().is_empty() && url.password().is_none() && url.fragment().is_none()
}

//! What seldom changes, read once in a while by one running function.

mod cached;
mod marketplaces;
mod marks;
mod rule_sets;

pub use cached::Cached;
pub use marketplaces::{MarketplaceCache, NotConfigured, listing_address, named};
pub use marks::MarkCache;
pub use rule_sets::RuleSetCache;

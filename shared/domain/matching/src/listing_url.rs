//! Addresses of listings, recognised by the patterns that each marketplace is configured with, and by the forms of
//! marketplaces that are known to everybody.

mod known;
mod pattern;
mod place;
mod segment;

use std::collections::HashMap;

use case::{ListingId, ListingRef, MarketplaceId};

pub use known::presets;
pub use pattern::WhyBad;
use pattern::{Pattern, domain, expanded};
use place::Place;

/// The longest address looked at, in bytes. Addresses of advertisements carry some thousand of tracking.
const MOST_BYTES: usize = 8_192;

/// The listing addresses of every configured marketplace, and where wanted of the well-known ones.
#[derive(Debug, Clone, Default)]
pub struct ListingUrls {
    known: Vec<Known>,
    /// Where the patterns of each domain stand, in their order.
    domains: HashMap<String, Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Known {
    marketplace: MarketplaceId,
    pattern: Pattern,
    /// Whether the marketplace numbers its listings separately in each country, and the country is open.
    is_by_country: bool,
}

/// A listing address pattern that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the listing address pattern {pattern:?} of marketplace {marketplace} {why}")]
pub struct BadPattern {
    /// The pattern as configured.
    pub pattern: String,
    /// Whose it is.
    pub marketplace: MarketplaceId,
    /// What is wrong with it.
    pub why: WhyBad,
}

impl ListingUrls {
    /// Takes the patterns of every marketplace: `https://host[:port]/path/{id}`, or with the id in the
    /// query, `https://host/item.htm?id={id}`.
    ///
    /// A pattern stands for http and https alike. With a port it means that port only. It may hold:
    ///
    /// * `{id}`, the listing's id; `{id:6-15}`, an id of 6 to 15 digits that does not begin with 0; `{id:x10}`, an id of
    ///   10 letters and digits, taken in capital letters. Exactly one of these, in one segment of the path or as a whole
    ///   value of the query.
    /// * `(a|b|)`, in any place: each of the texts between, of which one may be empty.
    /// * `*`, as a label before the last two of the host: any one; as a segment of the path: any one; within a segment:
    ///   any text, or none. `**` as the last segment: any segments, or none. `{n}` in a segment: a number.
    ///
    /// `preset:NAME` stands for all forms of a well-known marketplace, see [`presets`].
    ///
    /// # Errors
    /// [`BadPattern`] names the first pattern that cannot be used, and why.
    pub fn new<'a>(
        patterns: impl IntoIterator<Item = (&'a MarketplaceId, &'a str)>,
    ) -> Result<Self, BadPattern> {
        let mut urls = Self::default();
        for (marketplace, text) in patterns {
            let bad = |why| BadPattern { pattern: text.to_owned(), marketplace: marketplace.clone(), why };
            for pattern in all_of(text).map_err(bad)? {
                let is_taken = urls
                    .of_domain(&pattern.domain())
                    .any(|other| other.pattern.is_same(&pattern) && other.marketplace != *marketplace);
                if is_taken {
                    return Err(bad(WhyBad::Taken));
                }
                urls.add(Known { marketplace: marketplace.clone(), pattern, is_by_country: false });
            }
        }
        Ok(urls)
    }

    /// These, and the forms of every well-known marketplace under its own name. What is configured comes first.
    ///
    /// Marketplaces whose ids are unique in each of their countries only, as Lazada's and Amazon's, stand here under one
    /// name: who takes down listings configures them country by country.
    #[must_use]
    pub fn with_well_known(mut self) -> Self {
        for preset in known::all() {
            let Ok(marketplace) = preset.name.parse::<MarketplaceId>() else { continue };
            for pattern in preset.patterns.iter().filter_map(|text| expanded(text).ok()).flatten() {
                let is_by_country = preset.is_by_country;
                self.add(Known { marketplace: marketplace.clone(), pattern, is_by_country });
            }
        }
        self
    }

    /// The listing that `address` names, or `None` when it is of no known marketplace, or names two.
    ///
    /// Case of the host, default ports, trailing slashes, fragments, tracking parameters, percent
    /// encoding and a missing scheme make no difference. Time is linear in the address.
    #[must_use]
    pub fn recognise(&self, address: &str) -> Option<ListingRef> {
        let address = address.trim();
        if address.is_empty() || address.len() > MOST_BYTES {
            return None;
        }
        let place = Place::of_address(address)?;
        let mut found: Option<ListingRef> = None;
        for Known { marketplace, pattern, .. } in self.of_domain(domain(&place.host)) {
            // The first marketplace that knows the address; its other forms must not contradict.
            if found.as_ref().is_some_and(|first| first.marketplace != *marketplace) {
                continue;
            }
            let Some(id) = pattern.id_in(&place).and_then(|id| id.parse::<ListingId>().ok()) else {
                continue;
            };
            match &found {
                Some(first) if first.id != id => return None,
                Some(_) => {}
                None => found = Some(ListingRef { marketplace: marketplace.clone(), id }),
            }
        }
        found
    }

    /// The plainest address of a listing, which names this listing again; `None` when its marketplace is not known
    /// here, or the address holds more than the id, such as a country.
    #[must_use]
    pub fn address(&self, listing: &ListingRef) -> Option<String> {
        let first = self.known.iter().find(|known| known.marketplace == listing.marketplace)?;
        let address = first.pattern.address(listing.id.as_str()).filter(|_| !first.is_by_country)?;
        (self.recognise(&address).as_ref() == Some(listing)).then_some(address)
    }

    fn of_domain(&self, domain: &str) -> impl Iterator<Item = &Known> {
        self.domains.get(domain).into_iter().flatten().map(|at| &self.known[*at])
    }

    fn add(&mut self, known: Known) {
        self.domains.entry(known.pattern.domain()).or_default().push(self.known.len());
        self.known.push(known);
    }
}

/// The plain patterns that a configured one stands for.
fn all_of(text: &str) -> Result<Vec<Pattern>, WhyBad> {
    let Some(name) = text.trim().strip_prefix("preset:") else { return expanded(text) };
    let patterns = known::preset(name.trim()).ok_or(WhyBad::NoPreset)?;
    let mut all = Vec::new();
    for pattern in patterns {
        all.extend(expanded(&pattern)?);
    }
    Ok(all)
}

/// The address of the listing `id` by a configured pattern or preset; `None` when the pattern cannot be used, does not
/// take this id, or leaves open what else stands in the address.
#[must_use]
pub fn address_of(pattern: &str, id: &ListingId) -> Option<String> {
    all_of(pattern).ok()?.first()?.address(id.as_str())
}

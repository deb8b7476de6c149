//! Addresses of listings, recognised by the patterns that each marketplace is configured with.

use case::{ListingId, ListingRef, MarketplaceId};
use percent_encoding::percent_decode_str;
use url::Url;

/// The longest address looked at, in bytes.
const MOST_BYTES: usize = 2_048;

/// Stands in a pattern for the listing's id.
const ID: &str = "{id}";

/// The listing addresses of every configured marketplace.
#[derive(Debug, Clone, Default)]
pub struct ListingUrls {
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    marketplace: MarketplaceId,
    place: Place,
}

/// Where the addresses of a pattern are, and where the id stands in them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    host: String,
    /// `None` is the scheme's own port.
    port: Option<u16>,
    /// Decoded, without empty segments.
    path: Vec<String>,
    /// Pairs that must be there; any others are tracking, and ignored.
    query: Vec<(String, String)>,
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

/// What is wrong with a listing address pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyBad {
    /// Not an absolute http or https address with a host.
    #[error("is not an absolute http or https address")]
    NotAnAddress,
    /// It carries user, password or fragment.
    #[error("must not hold a user, a password or a fragment")]
    Superfluous,
    /// `{id}` stands nowhere, twice, or elsewhere than in one path segment or one query value.
    #[error("must hold {{id}} exactly once, in a path segment or as a whole query value")]
    Id,
    /// Another marketplace has the same pattern.
    #[error("is the pattern of another marketplace, too")]
    Taken,
}

impl ListingUrls {
    /// Takes the patterns of every marketplace: `https://host[:port]/path/{id}`, or with the id in the
    /// query, `https://host/item.htm?id={id}`.
    ///
    /// A pattern stands for http and https alike. With a port it means that port only.
    ///
    /// # Errors
    /// [`BadPattern`] names the first pattern that cannot be used, and why.
    pub fn new<'a>(
        patterns: impl IntoIterator<Item = (&'a MarketplaceId, &'a str)>,
    ) -> Result<Self, BadPattern> {
        let mut known: Vec<Pattern> = Vec::new();
        for (marketplace, pattern) in patterns {
            let bad = |why| BadPattern { pattern: pattern.to_owned(), marketplace: marketplace.clone(), why };
            let place = Place::of_pattern(pattern).map_err(bad)?;
            if known.iter().any(|other| other.place == place && other.marketplace != *marketplace) {
                return Err(bad(WhyBad::Taken));
            }
            known.push(Pattern { marketplace: marketplace.clone(), place });
        }
        Ok(Self { patterns: known })
    }

    /// The listing that `address` names, or `None` when it is of no configured marketplace.
    ///
    /// Case of the host, default ports, trailing slashes, fragments, tracking parameters, percent
    /// encoding and a missing scheme make no difference.
    #[must_use]
    pub fn recognise(&self, address: &str) -> Option<ListingRef> {
        let address = address.trim();
        if address.is_empty() || address.len() > MOST_BYTES {
            return None;
        }
        let url = absolute(address)?;
        if !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        let place = Place::of(&url)?;
        self.patterns.iter().find_map(|pattern| {
            let id = pattern.place.id_in(&place)?;
            // Dots alone would climb out of the path that an address is built from.
            if id.bytes().all(|byte| byte == b'.') {
                return None;
            }
            Some(ListingRef { marketplace: pattern.marketplace.clone(), id: id.parse::<ListingId>().ok()? })
        })
    }
}

/// Reads an address, taking a missing scheme for https.
fn absolute(address: &str) -> Option<Url> {
    let has_scheme = address
        .split_once("://")
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphabetic()));
    let url = if has_scheme { Url::parse(address) } else { Url::parse(&format!("https://{address}")) };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

impl Place {
    fn of_pattern(pattern: &str) -> Result<Self, WhyBad> {
        let url = Url::parse(pattern.trim()).map_err(|_| WhyBad::NotAnAddress)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(WhyBad::NotAnAddress);
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(WhyBad::Superfluous);
        }
        let place = Self::of(&url).ok_or(WhyBad::NotAnAddress)?;
        let in_path: usize = place.path.iter().map(|segment| segment.matches(ID).count()).sum();
        let in_query = place.query.iter().filter(|(_, value)| value == ID).count();
        if in_path + in_query == 1 && pattern.matches(ID).count() == 1 { Ok(place) } else { Err(WhyBad::Id) }
    }

    fn of(url: &Url) -> Option<Self> {
        let host = url.host_str()?.trim_end_matches('.').to_owned();
        if host.is_empty() {
            return None;
        }
        let path = url
            .path_segments()?
            .filter(|segment| !segment.is_empty())
            .map(|segment| percent_decode_str(segment).decode_utf8().ok().map(Into::into))
            .collect::<Option<_>>()?;
        let query = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        Some(Self { host, port: url.port(), path, query })
    }

    /// The id that stands in `other` where it stands in this pattern, if the rest is the same.
    fn id_in<'a>(&self, other: &'a Self) -> Option<&'a str> {
        if self.host != other.host || self.port != other.port || self.path.len() != other.path.len() {
            return None;
        }
        let mut id = None;
        for (wanted, found) in self.path.iter().zip(&other.path) {
            match wanted.split_once(ID) {
                Some((before, after)) => id = Some(found.strip_prefix(before)?.strip_suffix(after)?),
                None if wanted == found => {}
                None => return None,
            }
        }
        for (name, wanted) in &self.query {
            let mut values = other.query.iter().filter(|(other, _)| other == name).map(|(_, value)| value);
            let found = values.next()?;
            // The same name with two values names two things, or nothing.
            if values.any(|another| another != found) {
                return None;
            }
            if wanted == ID {
                id = Some(found);
            } else if wanted != found {
                return None;
            }
        }
        id
    }
}

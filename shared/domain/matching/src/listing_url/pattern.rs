//! The pattern language of listing addresses.

use url::Url;

use super::place::{Place, is_web};
use super::segment::Segment;

/// How many plain patterns one with alternatives may stand for.
const MOST_PLAIN: usize = 1_024;

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
    /// More than one place could be where the id stands.
    #[error(
        "leaves open where the id stands: a * before it needs a text behind the *, and a * after it ends the segment"
    )]
    Ambiguous,
    /// Its alternatives make too many addresses.
    #[error("has more than 1,024 combinations of its alternatives")]
    TooMany,
    /// Another marketplace has the same pattern.
    #[error("is the pattern of another marketplace, too")]
    Taken,
    /// No marketplace is known by that name, or only country by country.
    #[error("names no preset; presets are {}", super::known::names())]
    NoPreset,
}

/// A pattern without alternatives.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// Its labels; `*` is any one.
    host: Vec<String>,
    port: Option<u16>,
    /// How its own address begins; recognised are both.
    is_http: bool,
    path: Vec<Segment>,
    /// Whether more segments may follow.
    is_open: bool,
    /// Pairs that must be there; any others are tracking, and ignored.
    query: Vec<(String, Segment)>,
}

/// The plain patterns that `text` stands for: one for each combination of its alternatives.
pub(super) fn expanded(text: &str) -> Result<Vec<Pattern>, WhyBad> {
    let mut done = Vec::new();
    let mut open = vec![text.trim().to_owned()];
    while let Some(text) = open.pop() {
        if done.len() + open.len() >= MOST_PLAIN {
            return Err(WhyBad::TooMany);
        }
        match alternatives(&text) {
            Some((before, all, after)) => {
                let each = all.split('|').rev().map(|one| format!("{before}{one}{after}"));
                open.extend(each);
            }
            None => done.push(Pattern::parse(&text)?),
        }
    }
    Ok(done)
}

/// The first `(a|b)` of a text, and what stands around it. A bracket without alternatives is itself.
fn alternatives(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('(').find_map(|(at, _)| {
        let (all, after) = text[at + 1..].split_once(')')?;
        all.contains('|').then(|| (&text[..at], all, after))
    })
}

/// The last two labels of a host, by which patterns are looked up.
pub(super) fn domain(host: &str) -> &str {
    host.rmatch_indices('.').nth(1).map_or(host, |(at, _)| &host[at + 1..])
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, WhyBad> {
        let url = Url::parse(text).map_err(|_| WhyBad::NotAnAddress)?;
        if !is_web(&url) {
            return Err(WhyBad::NotAnAddress);
        }
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(WhyBad::Superfluous);
        }
        let place = Place::of(&url).ok_or(WhyBad::NotAnAddress)?;
        let in_path: usize = place.path.iter().map(|segment| segment.matches("{id").count()).sum();
        let in_query = place.query.iter().filter(|(_, value)| value.starts_with("{id")).count();
        if in_path + in_query != 1 || text.matches("{id").count() != 1 {
            return Err(WhyBad::Id);
        }
        let is_open = place.path.last().is_some_and(|last| last == "**");
        let segments = &place.path[..place.path.len() - usize::from(is_open)];
        let path = segments.iter().map(|segment| Segment::parse(segment)).collect::<Result<_, _>>()?;
        let mut query = Vec::new();
        for (name, value) in &place.query {
            let segment = Segment::parse(value)?;
            if value.contains("{id") && !segment.is_id_alone() {
                return Err(WhyBad::Id);
            }
            query.push((name.clone(), segment));
        }
        if domain(&place.host).contains('*') {
            return Err(WhyBad::NotAnAddress);
        }
        let host = place.host.split('.').map(str::to_owned).collect();
        Ok(Self { host, port: place.port, is_http: url.scheme() == "http", path, is_open, query })
    }

    /// What its hosts end in, as [`domain`].
    pub(super) fn domain(&self) -> String {
        self.host[self.host.len().saturating_sub(2)..].join(".")
    }

    /// Whether both stand for the same addresses; the scheme makes no difference.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let Self { host, port, is_http: _, path, is_open, query } = self;
        (host, port, path, is_open, query)
            == (&other.host, &other.port, &other.path, &other.is_open, &other.query)
    }

    fn is_at(&self, host: &str) -> bool {
        let mut labels = host.split('.');
        let same = self.host.iter().all(|own| labels.next().is_some_and(|label| own == "*" || own == label));
        same && labels.next().is_none()
    }

    /// The id that stands in `place` where it stands in this pattern, if the rest is the same.
    pub(super) fn id_in(&self, place: &Place) -> Option<String> {
        let fits = if self.is_open {
            place.path.len() >= self.path.len()
        } else {
            place.path.len() == self.path.len()
        };
        if self.port != place.port || !fits || !self.is_at(&place.host) {
            return None;
        }
        let mut id = None;
        for (wanted, found) in self.path.iter().zip(&place.path) {
            id = wanted.matches(found)?.map(|found| (wanted, found)).or(id);
        }
        for (name, wanted) in &self.query {
            let mut values = place.query.iter().filter(|(other, _)| other == name).map(|(_, value)| value);
            let found = values.next()?;
            // The same name with two values names two things, or nothing.
            if values.any(|another| another != found) {
                return None;
            }
            id = wanted.matches(found)?.map(|found| (wanted, found)).or(id);
        }
        let (form, id) = id?;
        // Dots alone would climb out of the path that an address is built from.
        if id.bytes().all(|byte| byte == b'.') {
            return None;
        }
        Some(if form.is_code() { id.to_ascii_uppercase() } else { id.to_owned() })
    }

    /// The plainest address with `id`; `None` when something else in it is left open.
    pub(super) fn address(&self, id: &str) -> Option<String> {
        if self.host.iter().any(|label| label == "*") {
            return None;
        }
        let scheme = if self.is_http { "http" } else { "https" };
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        let mut url = Url::parse(&format!("{scheme}://{}{port}/", self.host.join("."))).ok()?;
        let path: Option<Vec<String>> = self.path.iter().map(|segment| segment.filled(id)).collect();
        url.path_segments_mut().ok()?.pop_if_empty().extend(path?);
        let query: Option<Vec<(&String, String)>> =
            self.query.iter().map(|(name, value)| Some((name, value.filled(id)?))).collect();
        let query = query?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Some(url.into())
    }
}

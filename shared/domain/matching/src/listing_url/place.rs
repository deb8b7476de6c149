//! An address, taken apart.

use percent_encoding::percent_decode_str;
use url::Url;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// In lower case, without a dot at the end.
    pub(super) host: String,
    /// `None` is the scheme's own port.
    pub(super) port: Option<u16>,
    /// Decoded, without empty segments.
    pub(super) path: Vec<String>,
    /// Names and values, decoded.
    pub(super) query: Vec<(String, String)>,
}

impl Place {
    /// Where `address` leads; `None` when it is no http or https address, or holds a user, which hides whose it is.
    pub(super) fn of_address(address: &str) -> Option<Self> {
        let url = absolute(address)?;
        if !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        Self::of(&url)
    }

    pub(super) fn of(url: &Url) -> Option<Self> {
        let host = url.host_str()?.trim_end_matches('.').to_owned();
        if host.is_empty() {
            return None;
        }
        // What is not UTF-8 can be no id, but stands in many a title.
        let segments = url.path_segments()?.filter(|segment| !segment.is_empty());
        let path =
            segments.map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned()).collect();
        let query = url.query_pairs().map(|(name, value)| {
            // An address out of the source of a page: `&amp;` between the pairs.
            let name = name.strip_prefix("amp;").unwrap_or(&name).to_owned();
            (name, value.into_owned())
        });
        Some(Self { host, port: url.port(), path, query: query.collect() })
    }
}

/// Reads an address, taking a missing scheme for https.
fn absolute(address: &str) -> Option<Url> {
    let scheme = address.get(..12).unwrap_or(address).to_ascii_lowercase();
    if scheme.starts_with("https%3a%2f") || scheme.starts_with("http%3a%2f") {
        // Encoded as a whole, as it stands in the query of another address.
        let decoded = percent_decode_str(address).decode_utf8().ok()?;
        return Url::parse(&decoded).ok().filter(is_web);
    }
    let has_scheme = address
        .split_once("://")
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphabetic()));
    let url = if has_scheme {
        Url::parse(address)
    } else {
        Url::parse(&format!("https://{}", address.strip_prefix("//").unwrap_or(address)))
    };
    url.ok().filter(is_web)
}

pub(super) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

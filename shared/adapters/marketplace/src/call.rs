//! One HTTP exchange: where it goes, how much of the answer is read, what can go wrong.

use case::MarketplaceId;
use port::Answered;
use reqwest::{RequestBuilder, StatusCode, Url};

/// The largest answer that is read, in bytes.
pub(crate) const MOST_BYTES: usize = 1_000_000;

/// Why a marketplace gave no answer that counts.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The installation holds no secret for it.
    #[error("there is no signing key for marketplace {marketplace}: add it to the marketplace keys")]
    NoKey {
        /// Which marketplace.
        marketplace: MarketplaceId,
    },
    /// The API address in its registration cannot be used.
    #[error(
        "the registered API address must be https://host/path (http only on loopback), without user, \
         query or fragment"
    )]
    Address,
    /// The id cannot be a part of an address.
    #[error("a listing id of only dots cannot be asked for")]
    Id,
    /// No connection could be made: nothing was sent.
    #[error("no connection to the marketplace could be made")]
    Connect(#[source] reqwest::Error),
    /// The connection broke, or the time was up.
    #[error("the marketplace did not answer in full")]
    Exchange(#[source] reqwest::Error),
    /// The answer is too large.
    #[error("the answer is larger than is read")]
    TooLarge,
    /// The answer has a status that answers nothing, e.g. 500.
    #[error("the answer has status {0}, which answers nothing")]
    Status(StatusCode),
    /// The body is not as the API document says. It is not quoted: it may hold personal data.
    #[error("the answer with status {status} is not as the API document says: {what}")]
    Unreadable {
        /// With this status.
        status: StatusCode,
        /// What is wrong.
        what: String,
    },
}

impl CallError {
    /// Whether the marketplace is there: it answered, though not so that it counts.
    fn is_answer(&self) -> bool {
        match self {
            Self::TooLarge | Self::Unreadable { .. } => true,
            // A marketplace that lets nobody in is as good as out.
            Self::Status(status) => !matches!(status.as_u16(), 401 | 403 | 429 | 500..),
            Self::NoKey { .. } | Self::Address | Self::Id | Self::Connect(_) | Self::Exchange(_) => false,
        }
    }

    /// As the cause of another error.
    pub(crate) fn into_cause(self) -> Box<dyn std::error::Error + Send + Sync> {
        if self.is_answer() { Answered(self.into()).into() } else { self.into() }
    }

    /// Whether the request certainly never reached the marketplace.
    pub(crate) const fn certainly_not_sent(&self) -> bool {
        match self {
            Self::NoKey { .. } | Self::Address | Self::Id | Self::Connect(_) => true,
            Self::Exchange(_) | Self::TooLarge | Self::Status(_) | Self::Unreadable { .. } => false,
        }
    }
}

/// A complete answer.
pub(crate) struct Exchange {
    pub(crate) status: StatusCode,
    pub(crate) body: Vec<u8>,
}

/// The address `{api}/{collection}/{id}`, or of what is in a collection under that.
pub(crate) fn address(api: &str, path: &[&str]) -> Result<Url, CallError> {
    let mut url = Url::parse(api).map_err(|_| CallError::Address)?;
    let host = url.host_str().ok_or(CallError::Address)?;
    let allowed = match url.scheme() {
        "https" => true,
        "http" => is_loopback(host),
        _ => false,
    };
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !(allowed && bare) {
        return Err(CallError::Address);
    }
    url.path_segments_mut().map_err(|()| CallError::Address)?.pop_if_empty().extend(path);
    // Segments `.` and `..` are dropped by the URL's own rules.
    let ends =
        url.path_segments().is_some_and(|parts| parts.rev().take(path.len()).eq(path.iter().rev().copied()));
    if ends { Ok(url) } else { Err(CallError::Id) }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Sends the request and reads the whole answer, of `most` bytes at most.
pub(crate) async fn exchange(request: RequestBuilder, most: usize) -> Result<Exchange, CallError> {
    let mut response = request.send().await.map_err(|error| {
        let error = error.without_url();
        if error.is_connect() || error.is_builder() {
            CallError::Connect(error)
        } else {
            CallError::Exchange(error)
        }
    })?;
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| CallError::Exchange(error.without_url()))?
    {
        if body.len() + chunk.len() > most {
            return Err(CallError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Exchange { status: response.status(), body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_joins_the_registered_one_with_collection_and_id() {
        for (api, expected) in [
            ("https://m.example", "https://m.example/listings/a.b-1"),
            ("https://m.example/", "https://m.example/listings/a.b-1"),
            ("https://m.example:8443/ip/v1", "https://m.example:8443/ip/v1/listings/a.b-1"),
            ("http://127.0.0.1:4000", "http://127.0.0.1:4000/listings/a.b-1"),
            ("http://[::1]:4000/x/", "http://[::1]:4000/x/listings/a.b-1"),
            ("http://localhost:4000", "http://localhost:4000/listings/a.b-1"),
        ] {
            assert_eq!(address(api, &["listings", "a.b-1"]).unwrap().as_str(), expected);
        }
    }

    #[test]
    fn an_address_in_the_clear_or_with_extras_is_refused() {
        for api in [
            "http://m.example",
            "http://127.0.0.1.evil.example",
            "ftp://m.example",
            "https://user@m.example",
            "https://m.example/?a=b",
            "https://m.example/#a",
            "m.example",
            "data:text/plain,x",
            "",
        ] {
            assert!(matches!(address(api, &["listings", "1"]), Err(CallError::Address)), "{api}");
        }
    }

    #[test]
    fn an_id_of_dots_never_climbs_the_path() {
        for id in [".", ".."] {
            for path in [
                &["listings", id][..],
                &["listings", id, "pictures", "1"],
                &["listings", "1", "pictures", id],
            ] {
                assert!(matches!(address("https://m.example/ip", path), Err(CallError::Id)), "{path:?}");
            }
        }
    }
}

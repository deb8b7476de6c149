//! The style sheet and the script of the pages.

use std::sync::LazyLock;

use case::Digest;

/// A file that pages refer to. Its path changes with its content, so it may be cached for ever
/// (`Cache-Control: public, max-age=31536000, immutable`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Where pages look for it, e.g. `/assets/style-0123456789ab.css`.
    pub path: String,
    /// Its media type with charset.
    pub media: &'static str,
    /// Its content.
    pub body: &'static str,
}

const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/form.js");

/// Every asset.
pub static ASSETS: LazyLock<[Asset; 2]> = LazyLock::new(|| {
    [
        Asset { path: path("style", "css", STYLE), media: "text/css; charset=utf-8", body: STYLE },
        Asset { path: path("form", "js", SCRIPT), media: "text/javascript; charset=utf-8", body: SCRIPT },
    ]
});

fn path(name: &str, extension: &str, body: &str) -> String {
    let digest = Digest::of(body.as_bytes()).to_string();
    format!("/assets/{name}-{}.{extension}", &digest[..12])
}

/// The `Content-Security-Policy` under which the pages work: nothing inline, nothing foreign, except
/// uploads to `uploads`, the origin of the evidence inbox (e.g. `https://inbox.s3.eu-central-1.amazonaws.com`).
#[must_use]
pub fn content_security_policy(uploads: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self' {uploads}; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_follow_the_content() {
        assert_ne!(path("style", "css", "a"), path("style", "css", "b"));
        for asset in ASSETS.iter() {
            assert!(asset.path.starts_with("/assets/"), "{}", asset.path);
            assert!(!asset.body.is_empty());
        }
    }
}

//! The style sheet and the scripts of the pages.

use std::sync::LazyLock;

use case::Digest;

/// A file that pages refer to. Its path changes with its content, so it may be cached for ever
/// (`Cache-Control: public, max-age=31536000, immutable`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// By which templates name it, e.g. `style.css`.
    pub name: &'static str,
    /// Where pages look for it, e.g. `/assets/style-0123456789ab.css`.
    pub path: String,
    /// Its media type with charset.
    pub media: &'static str,
    /// Its content.
    pub body: &'static str,
}

impl Asset {
    fn new(name: &'static str, body: &'static str) -> Self {
        let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
        let digest = Digest::of(body.as_bytes()).to_string();
        let media =
            if extension == "css" { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
        Self { name, path: format!("/assets/{stem}-{}.{extension}", &digest[..12]), media, body }
    }
}

/// Every asset.
pub static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    [
        ("style.css", include_str!("../assets/style.css")),
        ("page.js", include_str!("../assets/page.js")),
        ("upload.js", include_str!("../assets/upload.js")),
        ("guide.js", include_str!("../assets/guide.js")),
        ("draft.js", include_str!("../assets/draft.js")),
        ("lint.js", include_str!("../assets/lint.js")),
        ("work.js", include_str!("../assets/work.js")),
        ("solver.js", include_str!("../assets/solver.js")),
    ]
    .map(|(name, body)| Asset::new(name, body))
    .into()
});

/// The path of the asset `name`; empty for one that there is not.
pub(crate) fn path_of(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| &asset.path)
}

/// The `Content-Security-Policy` under which the pages work: nothing inline, nothing foreign, except
/// uploads to `uploads`, the origin of the evidence inbox (e.g. `https://inbox.s3.eu-central-1.amazonaws.com`).
#[must_use]
pub fn content_security_policy(uploads: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; img-src 'self'; \
         connect-src 'self' {uploads}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_follow_the_content() {
        assert_ne!(Asset::new("style.css", "a").path, Asset::new("style.css", "b").path);
        for asset in ASSETS.iter() {
            assert!(asset.path.starts_with("/assets/"), "{}", asset.path);
            assert!(!asset.body.is_empty());
            assert_eq!(path_of(asset.name), asset.path);
        }
    }

    #[test]
    fn templates_name_only_assets_that_there_are() {
        let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut named = 0;
        for template in std::fs::read_dir(folder).unwrap() {
            let template = std::fs::read_to_string(template.unwrap().path()).unwrap();
            for name in template.split("site.asset(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                named += 1;
                assert_ne!(path_of(name), "", "{name}");
            }
        }
        assert!(named > 7, "{named}");
    }
}

//! `url`: which listings addresses name, by the code that intake recognises them with.

use std::path::PathBuf;

use anyhow::Context as _;
use case::MarketplaceId;
use clap::Args;
use matching::ListingUrls;
use serde_json::json;

/// Where the demo marketplace of an installation on one machine shows its listings.
const DEMO: &str = "http://127.0.0.1:8600/listings/{id}";

#[derive(Debug, Args)]
pub(crate) struct Urls {
    /// Addresses, one a line.
    file: PathBuf,
}

/// One line of JSON per address.
pub(crate) fn run(command: &Urls) -> anyhow::Result<String> {
    let path = &command.file;
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    recognised(&String::from_utf8_lossy(&bytes))
}

/// The answer to a text of addresses, one a line.
fn recognised(text: &str) -> anyhow::Result<String> {
    let demo: MarketplaceId = "demo".parse()?;
    let urls = ListingUrls::new([(&demo, DEMO)])?.with_well_known();
    let mut lines = String::new();
    for (number, line) in (1..).zip(text.strip_prefix('\u{feff}').unwrap_or(text).lines()) {
        let address = line.trim();
        let listing = urls.recognise(address);
        let shown = json!({
            "line": number,
            "url": address,
            "marketplace": listing.as_ref().map(|listing| listing.marketplace.as_str()),
            "listing": listing.as_ref().map(|listing| listing.id.as_str()),
        });
        lines.push_str(&shown.to_string());
        lines.push('\n');
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_line_is_answered_also_when_it_names_no_listing() {
        let text = "\u{feff}https://m.taobao.com/item.htm?id=612345678901&spm=1\r\n\r\nhttps://s.taobao.com/search?q=lamp\n\
                    http://127.0.0.1:8600/listings/1001";
        let answer = recognised(text).unwrap();
        let lines: Vec<Value> = answer.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            (&lines[0]["marketplace"], &lines[0]["listing"]),
            (&json!("taobao"), &json!("612345678901"))
        );
        assert_eq!((&lines[1]["line"], &lines[1]["listing"]), (&json!(2), &Value::Null));
        assert_eq!(lines[2]["marketplace"], Value::Null);
        assert_eq!((&lines[3]["marketplace"], &lines[3]["listing"]), (&json!("demo"), &json!("1001")));
    }
}

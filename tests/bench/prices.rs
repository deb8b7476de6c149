//! What AWS asks for, and what had to be assumed: `prices.json`, dated, with the addresses of its sources.

use anyhow::{Context as _, ensure};
use serde_json::Value;

const LIST: &str = include_str!("prices.json");

/// The price list.
pub(crate) struct Prices(Value);

impl Prices {
    /// Reads it.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let list: Value = serde_json::from_str(LIST)?;
        let prices = list["per_million"].as_object().context("prices.json has no prices")?;
        for (name, entry) in prices {
            let sourced = entry["price"].is_number() && entry["source"].as_str().is_some();
            ensure!(sourced, "prices.json: {name} has no price, or no source");
        }
        ensure!(list["date"].is_string() && list["region"].is_string(), "prices.json has no date or region");
        Ok(Self(list))
    }

    /// Dollars for a million of these; `None` where AWS does not bill them.
    pub(crate) fn per_million(&self, name: &str) -> Option<f64> {
        self.0["per_million"][name]["price"].as_f64()
    }

    /// A number that was assumed.
    pub(crate) fn assumed(&self, name: &str) -> anyhow::Result<f64> {
        self.0["assumed"][name].as_f64().with_context(|| format!("prices.json assumes no {name}"))
    }

    /// Where and when these prices were asked.
    pub(crate) fn label(&self) -> String {
        let text = |name: &str| self.0[name].as_str().unwrap_or_default();
        format!("{}, {}", text("region"), text("date"))
    }
}

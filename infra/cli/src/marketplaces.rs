//! `marketplace`: the marketplaces of this installation.

use anyhow::{Context as _, ensure};
use case::{MarketplaceId, Territory};
use clap::Subcommand;
use matching::ListingUrls;
use port::{MarketplaceConfig, Registry};
use serde_json::json;
use url::{Host, Url};

use crate::output::{Output, table};

/// How many listing addresses one marketplace may have.
const MOST_LISTING_URLS: usize = 8;

#[derive(Debug, Subcommand)]
pub(crate) enum MarketplaceCommand {
    /// Adds a marketplace, or replaces the one with its id. Functions know it within five minutes.
    Add {
        /// Its id, e.g. demo.
        #[arg(long)]
        id: MarketplaceId,
        /// Its name, for people.
        #[arg(long)]
        name: String,
        /// Addresses of its listings, with {id} for the listing's id: https://host/path/{id}; or preset:NAME for a
        /// well-known marketplace, e.g. preset:taobao, preset:lazada.sg.
        #[arg(long = "listing-url", required = true, num_args = 1..)]
        listing_urls: Vec<String>,
        /// Base address of its API.
        #[arg(long)]
        api: String,
        /// Territory whose law governs it, e.g. EU.
        #[arg(long)]
        territory: Territory,
    },
    /// Lists the marketplaces.
    List,
}

pub(crate) async fn run<R: Registry>(command: MarketplaceCommand, registry: &R) -> anyhow::Result<Output> {
    match command {
        MarketplaceCommand::Add { id, name, listing_urls, api, territory } => {
            add(registry, MarketplaceConfig { id, name, listing_urls, api, territory }).await
        }
        MarketplaceCommand::List => list(registry).await,
    }
}

/// Registers a marketplace, once it and the others go together.
pub(crate) async fn add<R: Registry>(registry: &R, new: MarketplaceConfig) -> anyhow::Result<Output> {
    ensure!(
        new.listing_urls.len() <= MOST_LISTING_URLS,
        "a marketplace has at most {MOST_LISTING_URLS} listing addresses"
    );
    check_api(&new.api)?;
    let mut all = registry.marketplaces().await?;
    all.retain(|other| other.id != new.id);
    let patterns = all.iter().chain([&new]).flat_map(|marketplace| {
        marketplace.listing_urls.iter().map(|pattern| (&marketplace.id, pattern.as_str()))
    });
    ListingUrls::new(patterns)?;
    registry.put_marketplace(&new).await?;
    Ok(Output::new(format!("marketplace {} is registered", new.id), json!({"marketplace": new.id.as_str()})))
}

/// Orders are signed, but not encrypted by themselves: in the clear they stay on this machine.
fn check_api(api: &str) -> anyhow::Result<()> {
    let url = Url::parse(api).context("the API address is none")?;
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let secure = url.scheme() == "https" && url.has_host() || url.scheme() == "http" && loopback;
    let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    ensure!(
        secure && bare && url.fragment().is_none(),
        "the API address must be https://host/path (http only on this machine), without user, query or fragment"
    );
    Ok(())
}

async fn list<R: Registry>(registry: &R) -> anyhow::Result<Output> {
    let mut all = registry.marketplaces().await?;
    all.sort_by(|a, b| a.id.cmp(&b.id));
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|m| {
            let urls = m.listing_urls.join(" ");
            vec![m.id.to_string(), m.name.clone(), m.territory.to_string(), m.api.clone(), urls]
        })
        .collect();
    let json = all.iter().map(|m| {
        json!({
            "id": m.id.as_str(),
            "name": m.name,
            "territory": m.territory.to_string(),
            "api": m.api,
            "listing_urls": m.listing_urls,
        })
    });
    let text = table(&["id", "name", "territory", "api", "listings"], &rows, "no marketplace is registered");
    Ok(Output::new(text, json.collect()))
}

#[cfg(test)]
mod tests {
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    fn bazaar(id: &str, listing: &str, api: &str) -> MarketplaceConfig {
        MarketplaceConfig {
            id: id.parse().unwrap(),
            listing_urls: vec![listing.to_owned()],
            api: api.to_owned(),
            ..sample::marketplace()
        }
    }

    #[tokio::test]
    async fn a_marketplace_is_listed_as_registered_and_replaced_by_its_id() {
        let world = World::new();
        add(&world, bazaar("b", "https://b.example/{id}", "https://b.example/old")).await.unwrap();
        add(&world, bazaar("b", "https://b.example/{id}", "https://b.example/api")).await.unwrap();
        let output = list(&world).await.unwrap();
        assert_eq!(output.json.as_array().unwrap().len(), 1);
        assert_eq!(output.json[0]["api"], "https://b.example/api");
        assert!(output.text.contains("https://b.example/{id}"), "{}", output.text);
    }

    #[tokio::test]
    async fn a_well_known_marketplace_is_named_instead_of_described() {
        let world = World::new();
        add(&world, bazaar("tb", "preset:taobao", "https://b.example/api")).await.unwrap();
        let marketplaces: Vec<_> = world.look().marketplaces.values().cloned().collect();
        let urls = app::filing::listing_urls(&marketplaces);
        let listing = urls.recognise("https://m.taobao.com/item.htm?id=612345678901").unwrap();
        assert_eq!(listing.to_string(), "tb/612345678901");
        let address = app::listing_address(&marketplaces[0], &listing);
        assert_eq!(address, "https://item.taobao.com/item.htm?id=612345678901");
        let error = add(&world, bazaar("other", "preset:taobao", "https://b.example/api")).await.unwrap_err();
        assert!(error.to_string().contains("another marketplace"), "{error}");
    }

    #[tokio::test]
    async fn what_could_not_work_is_refused_and_nothing_is_stored() {
        let world = World::new();
        add(&world, bazaar("a", "https://a.example/{id}", "https://a.example/api")).await.unwrap();
        for (new, says) in [
            (bazaar("b", "https://a.example/{id}", "https://b.example/api"), "another marketplace"),
            (bazaar("b", "https://b.example/item", "https://b.example/api"), "{id} exactly once"),
            (bazaar("b", "preset:lazada", "https://b.example/api"), "presets are taobao"),
            (bazaar("b", "https://b.example/{id}", "http://b.example/api"), "http only on this machine"),
            (bazaar("b", "https://b.example/{id}", "https://b.example/api?k=1"), "without user, query"),
            (bazaar("b", "https://b.example/{id}", "api"), "API address is none"),
        ] {
            let error = add(&world, new).await.unwrap_err();
            assert!(format!("{error:#}").contains(says), "{error:#}");
        }
        assert_eq!(world.look().marketplaces.len(), 1);
    }
}

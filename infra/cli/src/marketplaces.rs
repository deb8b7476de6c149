//! `marketplace`: the marketplaces of this installation.

use app::serve_marketplace;
use case::{MarketplaceId, Territory};
use clap::Subcommand;
use port::{MarketplaceConfig, Registry};
use serde_json::json;

use crate::output::{Output, table};
use crate::territory::territory;

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
        #[arg(long, value_parser = territory)]
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

async fn add<R: Registry>(registry: &R, new: MarketplaceConfig) -> anyhow::Result<Output> {
    let before = registry.marketplaces().await?.into_iter().find(|it| it.id == new.id);
    serve_marketplace(registry, &new).await?;
    let text = match &before {
        None => format!("marketplace {} is registered", new.id),
        Some(before) if *before == new => format!("marketplace {} was registered so already", new.id),
        Some(MarketplaceConfig { id, name, listing_urls, api, territory }) => format!(
            "marketplace {id} is registered anew; before it was {name}, {territory}, {api}, {}",
            listing_urls.join(" ")
        ),
    };
    let replaced = before.is_some_and(|before| before != new);
    Ok(Output::new(text, json!({"marketplace": new.id.as_str(), "replaced": replaced})))
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
        let again =
            add(&world, bazaar("b", "https://b.example/{id}", "https://b.example/api")).await.unwrap();
        assert!(again.text.contains("registered anew; before it was"), "{}", again.text);
        assert!(again.text.contains("https://b.example/old"), "what is lost is told: {}", again.text);
        let same = add(&world, bazaar("b", "https://b.example/{id}", "https://b.example/api")).await.unwrap();
        assert!(same.text.contains("was registered so already"), "{}", same.text);
        let output = list(&world).await.unwrap();
        assert_eq!(output.json.as_array().unwrap().len(), 1);
        assert_eq!(output.json[0]["api"], "https://b.example/api");
        assert!(output.text.contains("https://b.example/{id}"), "{}", output.text);
    }
}

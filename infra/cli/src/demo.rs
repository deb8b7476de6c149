//! `demo`: a marketplace, a brand and its right to try everything with.

use anyhow::ensure;
use app::serve_marketplace;
use case::{Digest, RightKind, RightRef};
use clap::Subcommand;
use port::{Clock, MarketplaceConfig, Registry, Subjects};
use register::right::{History, MarkForm, Right};
use serde_json::json;

use crate::output::Output;
use crate::parties::party_of;
use crate::wiring::Wiring;

/// Who complains for the demo brand.
const HOLDER: &str = "brand@northlight.example";
/// The demo brand's filing code.
const FILING_CODE: &str = "NORTH-LIGHT-4711";

#[derive(Debug, Subcommand)]
pub(crate) enum DemoCommand {
    /// Registers the demo marketplace and the NORTHLIGHT trademark. Doing it again changes nothing.
    Load {
        /// Address of the demo marketplace; else that in `GOODFAITH_DEMO_MARKETPLACE_URL`.
        #[arg(long, value_name = "URL")]
        marketplace_url: Option<String>,
    },
}

pub(crate) async fn run<R: Registry + Subjects, C: Clock>(
    command: DemoCommand,
    registry: &R,
    clock: &C,
    wiring: &Wiring,
) -> anyhow::Result<Output> {
    let DemoCommand::Load { marketplace_url } = command;
    let base = match marketplace_url {
        Some(base) => base,
        None => wiring.setting("GOODFAITH_DEMO_MARKETPLACE_URL")?,
    };
    load(registry, clock, &base).await
}

async fn load<R: Registry + Subjects, C: Clock>(
    registry: &R,
    clock: &C,
    base: &str,
) -> anyhow::Result<Output> {
    let base = base.trim_end_matches('/');
    ensure!(!base.is_empty(), "the demo marketplace's address is empty");
    let marketplace = MarketplaceConfig {
        id: "demo".parse()?,
        name: "Demo Bazaar".to_owned(),
        listing_urls: vec![format!("{base}/listings/{{id}}")],
        api: format!("{base}/api"),
        territory: "EU".parse()?,
    };
    let reference = RightRef::new(RightKind::Trademark, "EM", "018999001")?;
    let there = registry.rights(std::slice::from_ref(&reference)).await?.pop().flatten();
    let (version, history) = match there {
        Some(there) => (there.version, there.history),
        // Nobody of a desk is there yet: who tries the demo vouches for its right.
        None => (0, History::verified_by_operator(clock.now())),
    };
    let right = Right {
        form: Some(MarkForm::Word),
        names: vec!["北极光".to_owned()],
        expires_on: Some(jiff::civil::date(2033, 5, 1)),
        territories: vec!["EU".parse()?],
        classes: vec![18, 25],
        holders: vec![party_of(registry, HOLDER).await?],
        filing_code: Some(Digest::of(FILING_CODE.as_bytes())),
        version,
        ..Right::submitted(
            reference,
            "NORTHLIGHT".to_owned(),
            "Northlight Outfitters GmbH".to_owned(),
            history,
        )
    };
    serve_marketplace(registry, &marketplace).await?;
    registry.put_right(&right).await?;
    Ok(Output::new(
        format!(
            "marketplace demo at {base}\nright {}: complain as {HOLDER} with filing code {FILING_CODE}",
            right.right
        ),
        json!({"marketplace": "demo", "right": right.right.to_string(), "filing_code": FILING_CODE}),
    ))
}

#[cfg(test)]
mod tests {
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    #[tokio::test]
    async fn loading_twice_is_loading_once() {
        let world = World::new();
        for base in ["http://127.0.0.1:8600/", "http://127.0.0.1:8600"] {
            load(&world, &world, base).await.unwrap();
            let inner = world.look();
            let history = History::verified_by_operator(inner.now);
            let [right] = &*inner.rights.values().collect::<Vec<_>>() else { panic!("one right") };
            assert_eq!(**right, Right { history, version: right.version, ..sample::right() });
            let today = inner.now.to_zoned(jiff::tz::TimeZone::UTC).date();
            assert_eq!(right.may_support_automatic("EU".parse().unwrap(), today), Ok(()));
            let marketplaces: Vec<_> = inner.marketplaces.values().collect();
            assert_eq!(marketplaces.len(), 1);
            assert_eq!(marketplaces[0].api, "http://127.0.0.1:8600/api");
            assert_eq!(marketplaces[0].listing_urls, ["http://127.0.0.1:8600/listings/{id}"]);
        }
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_refused() {
        for base in ["", "/", "127.0.0.1:8600", "http://market.example"] {
            assert!(load(&World::new(), &World::new(), base).await.is_err(), "{base}");
        }
    }
}

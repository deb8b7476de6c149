//! `demo`: a marketplace, a brand and its right to try everything with.

use anyhow::ensure;
use app::{AccountError, NewAccount, open_account, serve_marketplace, set_secret};
use case::{AccountId, AccountKind, RightKind, RightRef};
use clap::Subcommand;
use port::{
    Accounts, Cases, Complaints, Ids, MarketplaceConfig, OwnComplaints, PartyCases, Registry, Subjects,
    WallClock,
};
use register::right::{History, MarkForm, Right};
use serde_json::json;

use crate::output::Output;
use crate::parties::party_of;
use crate::wiring::Wiring;

/// Who complains for the demo brand.
const HOLDER: &str = "brand@northlight.example";
/// The secret of the demo brand's account, the same on every machine.
const ACCOUNT_SECRET: &str = "gfs_northlight_0123456789abcdef0123456789abcdef";

#[derive(Debug, Subcommand)]
pub(crate) enum DemoCommand {
    /// Registers the demo marketplace and the NORTHLIGHT trademark. Doing it again changes nothing.
    Load {
        /// Address of the demo marketplace; else that in `GOODFAITH_DEMO_MARKETPLACE_URL`.
        #[arg(long, value_name = "URL")]
        marketplace_url: Option<String>,
    },
}

pub(crate) async fn run<R, C, I>(
    command: DemoCommand,
    registry: &R,
    clock: &C,
    ids: &I,
    wiring: &Wiring,
) -> anyhow::Result<Output>
where
    R: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Registry + Subjects,
    C: WallClock,
    I: Ids,
{
    let DemoCommand::Load { marketplace_url } = command;
    let base = match marketplace_url {
        Some(base) => base,
        None => wiring.setting("GOODFAITH_DEMO_MARKETPLACE_URL")?,
    };
    load(registry, clock, ids, &base).await
}

async fn load<R, C, I>(registry: &R, clock: &C, ids: &I, base: &str) -> anyhow::Result<Output>
where
    R: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Registry + Subjects,
    C: WallClock,
    I: Ids,
{
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
        // There is no desk yet: the right of the demo is declared verified.
        None => (0, History::verified_by_operator(clock.now())),
    };
    let account = brand(registry, clock, ids).await?;
    let right = Right {
        form: Some(MarkForm::Word),
        names: vec!["北极光".to_owned()],
        expires_on: Some(jiff::civil::date(2033, 5, 1)),
        territories: vec!["EU".parse()?],
        classes: vec![18, 25],
        holders: vec![party_of(registry, HOLDER).await?],
        account: Some(account),
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
            "marketplace demo at {base}\nright {}: complain as {HOLDER} with account secret\n  {ACCOUNT_SECRET}",
            right.right
        ),
        json!({"marketplace": "demo", "right": right.right.to_string(), "account_secret": ACCOUNT_SECRET}),
    ))
}

/// The demo brand's account, with the secret that everybody knows.
async fn brand<S, C, I>(store: &S, clock: &C, ids: &I) -> anyhow::Result<AccountId>
where
    S: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
    C: WallClock,
    I: Ids,
{
    let id: AccountId = "northlight".parse()?;
    let new = NewAccount {
        id,
        kind: AccountKind::Brand,
        name: "Northlight Outfitters".to_owned(),
        email: HOLDER.to_owned(),
    };
    match open_account(store, ids, new, clock.now()).await {
        Ok(_) | Err(AccountError::Exists(_)) => {}
        Err(error) => return Err(error.into()),
    }
    set_secret(store, &id, ACCOUNT_SECRET).await?;
    Ok(id)
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
            load(&world, &world, &world, base).await.unwrap();
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
            assert!(load(&World::new(), &World::new(), &World::new(), base).await.is_err(), "{base}");
        }
    }
}

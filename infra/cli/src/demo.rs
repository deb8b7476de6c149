//! `demo`: a marketplace, two brands and their rights to try everything with.

use anyhow::ensure;
use app::{AccountError, NewAccount, open_account, serve_marketplace, set_secret};
use case::{AccountId, AccountKind, Owner, RightKind, RightRef};
use clap::Subcommand;
use jiff::Timestamp;
use policy::programme::RuleSetName;
use port::{
    Accounts, Cases, Complaints, Ids, MarketplaceConfig, OwnComplaints, Parties, PartyCases, PartyRecord,
    Registry, Subjects, WallClock,
};
use programme::{Participant, Scope, Snapshot, Tally};
use register::right::{History, MarkForm, Right};
use serde_json::json;

use crate::output::Output;
use crate::parties::party_of;
use crate::wiring::Wiring;

/// A brand of the demo, with what everybody knows of it.
struct Brand {
    id: &'static str,
    name: &'static str,
    /// Who complains for it.
    holder: &'static str,
    /// The secret of its account, the same on every machine.
    secret: &'static str,
    /// Its mark, by the number and by the words.
    number: &'static str,
    title: &'static str,
    names: &'static [&'static str],
    /// Whether complaints of it count as having led to takedowns that stand: the first complaints of who is new are read
    /// by a person.
    known: bool,
}

const BRANDS: [Brand; 2] = [
    Brand {
        id: "northlight",
        name: "Northlight Outfitters",
        holder: "brand@northlight.example",
        secret: "gfs_northlight_0123456789abcdef0123456789abcdef",
        number: "018999001",
        title: "NORTHLIGHT",
        names: &["北极光"],
        known: true,
    },
    Brand {
        id: "tidewren",
        name: "Tidewren Knitwear",
        holder: "brand@tidewren.example",
        secret: "gfs_tidewren_0123456789abcdef0123456789abcdef",
        number: "018999009",
        title: "TIDEWREN",
        names: &[],
        known: false,
    },
];

#[derive(Debug, Subcommand)]
pub(crate) enum DemoCommand {
    /// Registers the demo marketplace, the NORTHLIGHT trademark of a brand that is known, and the TIDEWREN trademark of one
    /// that is new. Doing it again changes nothing.
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
    R: Accounts + Cases + Complaints + OwnComplaints + Parties + PartyCases + Registry + Subjects,
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
    R: Accounts + Cases + Complaints + OwnComplaints + Parties + PartyCases + Registry + Subjects,
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
    serve_marketplace(registry, &marketplace).await?;
    let mut lines = vec![format!("marketplace demo at {base}")];
    let mut told = Vec::new();
    for brand in &BRANDS {
        let right = enter(registry, clock, ids, brand).await?;
        let Brand { holder, secret, known, .. } = brand;
        lines.push(format!("right {right}: complain as {holder} with account secret\n  {secret}"));
        told.push(json!({"right": right.to_string(), "account_secret": secret, "known": known}));
    }
    Ok(Output::new(lines.join("\n"), json!({"marketplace": "demo", "brands": told})))
}

/// Enters a brand's account, its right, and its standing if it is known.
async fn enter<R, C, I>(registry: &R, clock: &C, ids: &I, brand: &Brand) -> anyhow::Result<RightRef>
where
    R: Accounts + Cases + Complaints + OwnComplaints + Parties + PartyCases + Registry + Subjects,
    C: WallClock,
    I: Ids,
{
    let reference = RightRef::new(RightKind::Trademark, "EM", brand.number)?;
    let there = registry.rights(std::slice::from_ref(&reference)).await?.pop().flatten();
    let (version, history) = match there {
        Some(there) => (there.version, there.history),
        // There is no desk yet: the right of the demo is declared verified.
        None => (0, History::verified_by_operator(clock.now())),
    };
    let account = open(registry, clock, ids, brand).await?;
    let right = Right {
        form: Some(MarkForm::Word),
        names: brand.names.iter().map(|name| (*name).to_owned()).collect(),
        expires_on: Some(jiff::civil::date(2033, 5, 1)),
        territories: vec!["EU".parse()?],
        classes: vec![18, 25],
        holders: vec![party_of(registry, brand.holder).await?],
        account: Some(account),
        version,
        ..Right::submitted(reference.clone(), brand.title.to_owned(), format!("{} GmbH", brand.name), history)
    };
    registry.put_right(&right).await?;
    if brand.known {
        be_known(registry, account, clock.now()).await?;
    }
    Ok(reference)
}

/// Gives an account of which nothing is on record the least standing of a complainant that is known.
async fn be_known<R: Parties>(registry: &R, account: AccountId, now: Timestamp) -> anyhow::Result<()> {
    let subject = Participant::Complainant(Owner::Account(account));
    let there = registry.parties(&[subject]).await?.pop().flatten();
    if there.is_none() {
        let most = policy::MOST_OF_NEW;
        let tally = Tally::of([most, most, 0, most]);
        let tallies = std::iter::once((Scope::Overall, tally)).collect();
        let standing = Some(Snapshot { rules: RuleSetName::Honest, as_of: now, tallies });
        registry.put_party(&PartyRecord { standing, ..PartyRecord::new(subject) }).await?;
    }
    Ok(())
}

/// A brand's account, with the secret that everybody knows.
async fn open<S, C, I>(store: &S, clock: &C, ids: &I, brand: &Brand) -> anyhow::Result<AccountId>
where
    S: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
    C: WallClock,
    I: Ids,
{
    let id: AccountId = brand.id.parse()?;
    let new = NewAccount {
        id,
        kind: AccountKind::Brand,
        name: brand.name.to_owned(),
        email: brand.holder.to_owned(),
    };
    match open_account(store, ids, new, clock.now()).await {
        Ok(_) | Err(AccountError::Exists(_)) => {}
        Err(error) => return Err(error.into()),
    }
    set_secret(store, &id, brand.secret).await?;
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
            let [right, new] = &*inner.rights.values().collect::<Vec<_>>() else { panic!("two rights") };
            assert_eq!((new.title.as_str(), inner.parties.len()), ("TIDEWREN", 1));
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

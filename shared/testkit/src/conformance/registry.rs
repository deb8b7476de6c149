//! [`Registry`].

use case::{Digest, PartyKey, RightKind, RightRef};
use port::{Mandate, MarketplaceConfig, Registry, RightRecord, RightStatus};

fn right(number: &str) -> RightRecord {
    RightRecord {
        right: RightRef::new(RightKind::Trademark, "EM", number).unwrap(),
        title: "NORTHLIGHT".into(),
        owner: "Northlight Outfitters GmbH".into(),
        status: RightStatus::Registered,
        expires_on: Some(jiff::civil::date(2031, 5, 4)),
        territories: vec!["EU".parse().unwrap()],
        classes: vec![18, 25],
        holders: vec![
            PartyKey::of_address("brand@northlight.example"),
            PartyKey::of_address("people@northlight.example"),
        ],
        mandates: vec![
            Mandate {
                agent: PartyKey::of_address("agent@ip.example"),
                marketplaces: vec!["demo".parse().unwrap()],
                until: Some(jiff::civil::date(2027, 1, 31)),
            },
            Mandate { agent: PartyKey::of_address("other@ip.example"), marketplaces: vec![], until: None },
        ],
        filing_code: Some(Digest::of(b"NORTH-LIGHT-4711")),
    }
}

fn marketplace(id: &str) -> MarketplaceConfig {
    MarketplaceConfig {
        id: id.parse().unwrap(),
        name: "Demo 市场".into(),
        listing_urls: vec!["https://demo.example/item/{id}".into(), "https://m.demo.example/i/{id}".into()],
        api: "https://api.demo.example/v1".into(),
        territory: "EU".parse().unwrap(),
    }
}

/// Rights and marketplaces read back as registered, and are replaced by registering again. The register
/// must be empty.
pub async fn is_kept<S: Registry>(store: &S) {
    let full = right("018999001");
    let sparse = RightRecord {
        status: RightStatus::Ended,
        expires_on: None,
        territories: vec![],
        classes: vec![],
        holders: vec![],
        mandates: vec![],
        filing_code: None,
        ..right("018999002")
    };
    for record in [&full, &sparse] {
        store.put_right(record).await.unwrap();
    }
    let unknown = RightRef::new(RightKind::Design, "EM", "018999001").unwrap();
    let found = |rights: Vec<RightRef>| async move { store.rights(&rights).await.unwrap() };
    assert_eq!(found(vec![full.right.clone()]).await, [Some(full.clone())]);
    assert_eq!(found(vec![unknown.clone()]).await, [None]);
    assert_eq!(
        found(vec![unknown, sparse.right.clone(), full.right.clone(), sparse.right.clone()]).await,
        [None, Some(sparse.clone()), Some(full.clone()), Some(sparse)],
        "in the order asked"
    );
    let pending = RightRecord { status: RightStatus::Pending, filing_code: None, ..full.clone() };
    store.put_right(&pending).await.unwrap();
    assert_eq!(found(vec![full.right]).await, [Some(pending)], "registering again replaces");

    assert_eq!(store.marketplaces().await.unwrap(), []);
    store.put_marketplace(&marketplace("demo")).await.unwrap();
    store.put_marketplace(&marketplace("other")).await.unwrap();
    let renamed = MarketplaceConfig { name: "Other".into(), ..marketplace("other") };
    store.put_marketplace(&renamed).await.unwrap();
    let mut all = store.marketplaces().await.unwrap();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(all, [marketplace("demo"), renamed]);
}

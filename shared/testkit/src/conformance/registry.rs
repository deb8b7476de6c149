//! [`Registry`] and [`RightIndex`].

use super::sample::party;
use case::{Claim, Digest, ReviewerId, RightKind, RightRef};
use jiff::civil::{Date, date};
use port::{Committed, MarketplaceConfig, Registry, RightIndex};
use register::right::{
    AuthorisedSeller, By, CheckCode, CheckFinding, Document, DocumentKind, History, Mandate, MarkForm,
    OfficeExtract, PictureRole, RejectCode, Right, RightEvent, RightPicture, RightRecorded, RightStatus,
    RightText,
};

fn bare(number: &str) -> Right {
    let right = RightRef::new(RightKind::Trademark, "EM", number).unwrap();
    let history = History::submitted(By::Operator, super::at(0));
    Right::submitted(right, "NORTHLIGHT".into(), "Northlight Outfitters GmbH".into(), history)
}

/// A picture that stands for the right, and one that never counts.
fn pictures() -> Vec<RightPicture> {
    vec![
        RightPicture {
            digest: Digest::of(b"png"),
            role: PictureRole::Reference,
            hash: [7; 32],
            quality: 100,
            by: "ada".parse().unwrap(),
            added_at: super::at(3),
        },
        RightPicture {
            digest: Digest::of(b"gif"),
            role: PictureRole::Negative,
            hash: [0xf0; 32],
            quality: 50,
            by: "ben".parse().unwrap(),
            added_at: super::at(4),
        },
    ]
}

/// A text of the work, with a print.
fn texts() -> Vec<RightText> {
    vec![RightText {
        digest: Digest::of(b"text"),
        words: 72,
        runs: vec![0, 7, u32::MAX],
        by: "ada".parse().unwrap(),
        added_at: super::at(5),
    }]
}

/// A right with everything that a right can have.
fn full(number: &str) -> Right {
    let letter = Digest::of(b"a letter of authority");
    let demo: case::MarketplaceId = "demo".parse().unwrap();
    Right {
        form: Some(MarkForm::Series),
        names: vec!["NORTH LIGHT".into(), "\u{5317}\u{5149}".into()],
        classes: vec![18, 25],
        vienna: vec!["26.04.09".parse().unwrap(), "01.01".parse().unwrap()],
        territories: vec!["EU".parse().unwrap(), "CN".parse().unwrap()],
        expires_on: Some(date(2031, 5, 4)),
        office: Some(OfficeExtract {
            owner: Some("NORTHLIGHT OUTFITTERS GMBH".into()),
            status: RightStatus::Registered,
            expires_on: Some(date(2031, 5, 4)),
            classes: vec![18, 25, 35],
            read_on: date(2026, 11, 1),
        }),
        history: history(),
        documents: vec![
            Document { digest: letter, kind: DocumentKind::LetterOfAuthority, added_at: super::at(1) },
            Document { digest: Digest::of(b"pdf"), kind: DocumentKind::Certificate, added_at: super::at(2) },
        ],
        pictures: pictures(),
        texts: texts(),
        holders: vec![party(1), party(2)],
        mandates: vec![
            Mandate {
                agent: "agents".parse().unwrap(),
                claims: vec![Claim::Counterfeit, Claim::TrademarkMisuse],
                marketplaces: vec![demo.clone()],
                given_on: Some(date(2026, 11, 1)),
                until: Some(date(2027, 1, 31)),
                revoked_on: Some(date(2026, 12, 1)),
                document: Some(letter),
            },
            Mandate {
                agent: "others".parse().unwrap(),
                claims: vec![],
                marketplaces: vec![],
                given_on: None,
                until: None,
                revoked_on: None,
                document: None,
            },
        ],
        sellers: vec![
            AuthorisedSeller {
                seller: party(5),
                marketplace: demo.clone(),
                until: Some(date(2027, 6, 30)),
                note: "outlet".into(),
            },
            AuthorisedSeller { seller: party(6), marketplace: demo, until: None, note: String::new() },
        ],
        account: Some("northlight".parse().unwrap()),
        remind_on: Some(date(2030, 11, 5)),
        ..bare(number)
    }
}

/// Every event that there is.
fn history() -> History {
    let by = |name: &str| By::Reviewer(name.parse::<ReviewerId>().unwrap());
    let finding = CheckFinding { check: CheckCode::OwnerName, compared: Digest::of(b"two names") };
    let verified = |overridden| RightEvent::Verified {
        passed: vec![CheckCode::Certificate, CheckCode::Validity],
        overridden,
        confirmed: vec!["document_readable".into()],
    };
    let (digest, kind) = (Digest::of(b"another's"), DocumentKind::Certificate);
    let removed = RightEvent::DocumentRemoved { digest, kind };
    let events = [
        (By::Holder, RightEvent::Submitted),
        (by("ada"), RightEvent::Rejected { code: RejectCode::ClassPageMissing }),
        (By::Operator, RightEvent::Assigned { to: "Southlight Ltd".into() }),
        (By::Machine, RightEvent::Expired),
        (By::Holder, RightEvent::Submitted),
        (by("ada"), RightEvent::Overridden { finding, why: String::new() }),
        (by("bob"), RightEvent::Overridden { finding, why: "renamed in 2025".into() }),
        (by("ada"), verified(vec![finding])),
        (By::Operator, removed),
    ];
    let recorded = (3..).zip(events).map(|(n, (by, event))| RightRecorded { at: super::at(n), by, event });
    History::replay(recorded.collect()).unwrap()
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

/// Rights and marketplaces read back as stored; a right is stored again only over the version that was
/// loaded. The register must be empty.
pub async fn is_kept<S: Registry>(store: &S) {
    let (full, bare) = (full("018999001"), bare("018999002"));
    for right in [&full, &bare] {
        assert_eq!(store.put_right(right).await.unwrap(), Committed::Done);
        // The same write again: its answer was lost.
        assert_eq!(store.put_right(right).await.unwrap(), Committed::Done);
    }
    let full = Right { version: 1, ..full };
    let bare = Right { version: 1, ..bare };
    let unknown = RightRef::new(RightKind::Design, "EM", "018999001").unwrap();
    let found = |rights: Vec<RightRef>| async move { store.rights(&rights).await.unwrap() };
    assert_eq!(found(vec![full.right.clone()]).await, [Some(full.clone())]);
    assert_eq!(found(vec![unknown.clone()]).await, [None]);
    assert_eq!(
        found(vec![unknown, bare.right.clone(), full.right.clone(), bare.right.clone()]).await,
        [None, Some(bare.clone()), Some(full.clone()), Some(bare)],
        "in the order asked"
    );
    let pending = Right { status: RightStatus::Pending, ..full.clone() };
    assert_eq!(store.put_right(&pending).await.unwrap(), Committed::Done);
    for late in [0, 1, 3] {
        let late = Right { version: late, owner: "Somebody else".into(), ..full.clone() };
        assert_eq!(store.put_right(&late).await.unwrap(), Committed::Conflict, "{}", late.version);
    }
    assert_eq!(found(vec![full.right]).await, [Some(Right { version: 2, ..pending })]);

    assert_eq!(store.marketplaces().await.unwrap(), []);
    store.put_marketplace(&marketplace("demo")).await.unwrap();
    store.put_marketplace(&marketplace("other")).await.unwrap();
    let renamed = MarketplaceConfig { name: "Other".into(), ..marketplace("other") };
    store.put_marketplace(&renamed).await.unwrap();
    let mut all = store.marketplaces().await.unwrap();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(all, [marketplace("demo"), renamed]);
}

/// Rights are found by the day of their next reminder, earliest first. No right may be stored.
pub async fn are_reminded<S: Registry + RightIndex>(store: &S) {
    let mut rights = Vec::new();
    for (number, day) in [("1", None), ("2", Some(date(2027, 3, 1))), ("3", Some(date(2026, 12, 1)))] {
        let right = Right { remind_on: day, ..bare(number) };
        store.put_right(&right).await.unwrap();
        rights.push(right.right);
    }
    let [never, later, soon] = rights.try_into().unwrap();
    let until = |day: Date, limit| async move { store.rights_to_remind(day, limit).await.unwrap() };
    assert_eq!(until(date(2026, 11, 30), 10).await, []);
    assert_eq!(until(date(2026, 12, 1), 10).await, std::slice::from_ref(&soon));
    assert_eq!(until(Date::MAX, 10).await, [soon.clone(), later.clone(), never.clone()]);
    assert_eq!(until(Date::MAX, 2).await, [soon.clone(), later.clone()]);
    let reminded = Right { remind_on: Some(date(2027, 6, 1)), version: 1, ..bare("3") };
    assert_eq!(store.put_right(&reminded).await.unwrap(), Committed::Done);
    assert_eq!(until(Date::MAX, 10).await, [later, soon, never]);
}

/// Rights are found by their documents.
pub async fn are_found_by_document<S: RightIndex>(store: &S) {
    let (one, other) = (bare("1").right, bare("2").right);
    let (shared, own) = (Digest::of(b"shared"), Digest::of(b"own"));
    for (document, right) in [(shared, &one), (shared, &other), (own, &one), (own, &one)] {
        store.note_document(document, right).await.unwrap();
    }
    let with = |document| async move { store.rights_with(document).await.unwrap() };
    assert_eq!(with(own).await, std::slice::from_ref(&one));
    let mut both = with(shared).await;
    both.sort_unstable();
    assert_eq!(both, [one, other]);
    assert_eq!(with(Digest::of(b"unknown")).await, []);
}

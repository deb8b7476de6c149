//! How much a right may hold, until when, and what stays when it is submitted again.

use ::register::Right;
use ::register::right::{
    AuthorisedSeller, Document, DocumentKind, MOST_OTHERS, Mandate, MarkForm, RightStatus,
};
use app::register::{
    Authorisation, AuthorityError, Decision, MandateError, MandateTermsError, NewMandate, NewSeller,
    RemoveDocumentError, RightFilter, SellerError, SellerName, Submission, SubmitError, add_mandate,
    allow_seller, letter_of_authority, list, note_reminded, remove_document, submit,
};
use case::{AccountId, Claim, Digest, Language, MarketplaceId, RightKind, RightRef};
use jiff::civil::{Date, date};
use port::{Account, MarketplaceConfig, WallClock as _};
use testkit::sample;
use testkit::world::World;

use super::register::{decide, mark, new, stored, submitted};

/// The world begins on this day.
const TODAY: Date = date(2026, 11, 2);

fn agent() -> AccountId {
    "agents".parse().unwrap()
}

/// A world with a submitted mark, an agent and a brand's account.
async fn with_agent() -> World {
    let world = submitted().await;
    let agency = Account { id: agent(), kind: case::AccountKind::Agency, ..sample::account() };
    world.look().accounts.insert(agent(), agency);
    world.look().accounts.insert(sample::account().id, sample::account());
    world
}

fn mandate() -> Mandate {
    Mandate {
        agent: agent(),
        claims: vec![Claim::Counterfeit],
        marketplaces: vec![],
        given_on: None,
        until: None,
        revoked_on: None,
        document: None,
    }
}

#[tokio::test]
async fn what_is_submitted_is_stored_and_again_without_a_change_it_is_the_same() {
    let world = with_agent().await;
    let all = || Submission {
        form: Some(MarkForm::Combined),
        names: vec![" 北极光 ".to_owned(), "NORDLICHT".to_owned()],
        vienna: vec!["26.04.09".parse().unwrap()],
        owner: " Northlight GmbH ".to_owned(),
        status: RightStatus::Pending,
        account: Some(sample::account().id),
        ..new()
    };
    let done = submit(&world, all(), world.now()).await.unwrap();
    assert_eq!(done.changed, ["form", "names", "owner", "status", "vienna codes", "account"]);
    let right = stored(&world);
    assert_eq!(
        (right.form, &right.names[..]),
        (Some(MarkForm::Combined), &["北极光", "NORDLICHT"].map(str::to_owned)[..])
    );
    assert_eq!(
        (right.vienna[0].to_string(), right.owner.as_str()),
        ("26.04.09".to_owned(), "Northlight GmbH")
    );
    assert_eq!((right.status, right.account), (RightStatus::Pending, Some(sample::account().id)));
    assert_eq!(submit(&world, all(), world.now()).await.unwrap().changed, [] as [&str; 0]);
    // What is left out of form and account stays; the others are as they are given.
    let done = submit(&world, Submission { form: None, account: None, ..all() }, world.now()).await.unwrap();
    assert_eq!(done.changed, [] as [&str; 0]);
}

#[tokio::test]
async fn an_owner_is_reminded_anew_only_when_the_last_day_changes() {
    let world = submitted().await;
    let first = stored(&world).remind_on;
    assert!(first.is_some());
    let noted = note_reminded(&world, &mark(), date(2033, 4, 1)).await.unwrap();
    assert_ne!(noted, first);
    submit(&world, Submission { classes: vec![18], ..new() }, world.now()).await.unwrap();
    assert_eq!(stored(&world).remind_on, noted, "it is not reminded of the same twice");
    let later = Submission { expires_on: Some(date(2043, 5, 1)), ..new() };
    submit(&world, later, world.now()).await.unwrap();
    assert_eq!(stored(&world).remind_on, policy::next_reminder(Some(date(2043, 5, 1)), TODAY));
}

#[tokio::test]
async fn mandates_end_with_the_ownership_and_by_nothing_else() {
    let submission = |owner: &str| Submission { owner: owner.to_owned(), ..new() };
    for (owner, assigned, revoked) in [
        ("Northlight", false, None),
        ("NORTHLIGHT", false, None),
        ("Southlight", false, Some(TODAY)),
        ("Northlight", true, Some(TODAY)),
    ] {
        let world = with_agent().await;
        let with = Submission { mandates: vec![mandate()], ..submission("Northlight") };
        submit(&world, with, world.now()).await.unwrap();
        assert_eq!(stored(&world).mandates, [Mandate { given_on: Some(TODAY), ..mandate() }]);
        if assigned {
            let assign = Decision::Assign { to: "Southlight".to_owned() };
            decide(&world, assign, "ada").await.unwrap();
        }
        submit(&world, submission(owner), world.now()).await.unwrap();
        assert_eq!(stored(&world).mandates[0].revoked_on, revoked, "{owner}, assigned {assigned}");
    }
}

#[tokio::test]
async fn as_much_as_is_allowed_is_taken_and_one_more_is_not() {
    let holders = |count: usize| (0..count).map(|n| case::PartyId::new(uuid::Uuid::from_u128(n as u128)));
    let with = |count| Submission { holders: holders(count).collect(), ..new() };
    let world = World::new();
    submit(&world, with(MOST_OTHERS), world.now()).await.unwrap();
    let error = submit(&world, with(MOST_OTHERS + 1), world.now()).await.unwrap_err();
    assert!(matches!(error, SubmitError::TooMany { field: "holder", most: MOST_OTHERS }), "{error}");
    assert_eq!(stored(&world).holders.len(), MOST_OTHERS);
}

#[tokio::test]
async fn a_mandate_names_twenty_marketplaces_and_lasts_until_today_at_least() {
    let world = with_agent().await;
    let marketplaces: Vec<MarketplaceId> = (0..21).map(|n| format!("market-{n}").parse().unwrap()).collect();
    for id in &marketplaces {
        let marketplace = MarketplaceConfig { id: id.clone(), ..sample::marketplace() };
        world.look().marketplaces.insert(id.clone(), marketplace);
    }
    let add = async |count: usize, until| {
        let marketplaces = marketplaces[..count].to_vec();
        let new = NewMandate { agent: agent(), claims: vec![], marketplaces, until, letter: None };
        add_mandate(&world, &world, &mark(), new, world.now()).await
    };
    assert!(add(20, Some(TODAY)).await.unwrap().is_new);
    let error = add(21, Some(TODAY)).await.unwrap_err();
    assert!(matches!(error, MandateError::Terms(MandateTermsError::TooManyMarketplaces)), "{error}");
    assert_eq!(stored(&world).mandates.len(), 1);
}

#[tokio::test]
async fn a_letter_of_authority_names_a_hundred_rights() {
    let world = World::new();
    let rights: Vec<RightRef> =
        (0..101).map(|n| RightRef::new(RightKind::Design, "EM", &format!("{n:09}-0001")).unwrap()).collect();
    for right in &rights {
        let stored = Right { right: right.clone(), ..sample::right() };
        world.look().rights.insert(right.clone(), stored);
    }
    let written = async |count: usize| {
        let asked = Authorisation {
            rights: rights[..count].to_vec(),
            agent: "Agents".to_owned(),
            claims: vec![],
            marketplaces: vec![],
            until: None,
            language: Language::En,
        };
        letter_of_authority(&world, asked).await
    };
    assert!(written(100).await.unwrap().contains(rights[99].number()));
    assert!(matches!(written(101).await.unwrap_err(), AuthorityError::TooManyRights));
}

#[tokio::test]
async fn a_seller_is_allowed_until_today_with_the_longest_note_and_a_name() {
    let world = submitted().await;
    let allow = async |seller: &str| {
        let new = NewSeller {
            marketplace: "demo".parse().unwrap(),
            seller: SellerName::Id(seller.to_owned()),
            until: Some(TODAY),
            note: format!(" {} ", "x".repeat(AuthorisedSeller::LONGEST_NOTE)),
        };
        allow_seller(&world, &mark(), new, world.now()).await
    };
    for nobody in ["", " "] {
        let parties = world.look().identities.len();
        let error = allow(nobody).await.unwrap_err();
        assert!(matches!(error, SellerError::Unnamed), "{error}");
        assert_eq!(world.look().identities.len(), parties, "nobody is made known");
    }
    let seller = allow("seller-1").await.unwrap();
    assert!(stored(&world).is_authorised(seller, TODAY));
    assert!(!stored(&world).is_authorised(seller, date(2026, 11, 3)));
}

#[tokio::test]
async fn rights_are_listed_by_their_account() {
    let world = submitted().await;
    let right = sample::right();
    world.look().rights.insert(right.right.clone(), right.clone());
    let other = RightRef::new(RightKind::Trademark, "EM", "018999002").unwrap();
    let of_nobody = Right { right: other.clone(), account: None, ..sample::right() };
    world.look().rights.insert(other.clone(), of_nobody);
    let listed = async |account: Option<AccountId>| {
        let filter = RightFilter { state: None, account };
        let found = list(&world, &filter, 10, TODAY).await.unwrap();
        found.into_iter().map(|right| right.right).collect::<Vec<_>>()
    };
    assert_eq!(listed(right.account).await, std::slice::from_ref(&right.right));
    assert_eq!(listed(None).await, [right.right, other]);
    assert_eq!(listed(Some(agent())).await, []);
}

#[tokio::test]
async fn what_a_reviewer_has_to_name_or_to_confirm_is_told_in_words() {
    let world = submitted().await;
    let now = world.now();
    let documents = [b"one", b"two"].map(|bytes| Digest::of(bytes));
    let document = |digest| Document { digest, kind: DocumentKind::Assignment, added_at: now };
    world.look().rights.get_mut(&mark()).unwrap().documents.extend(documents.map(document));
    let kind = DocumentKind::Assignment.code();
    let ada = "ada".parse().unwrap();
    let error = remove_document(&world, &mark(), kind, None, &ada, world.now()).await.unwrap_err();
    assert!(matches!(error, RemoveDocumentError::Several { .. }), "{error}");
    let mut sorted = documents;
    sorted.sort_unstable();
    let [one, two] = sorted;
    let says = format!("{} has several documents {kind}: name one by its SHA-256: {one}, {two}", mark());
    assert_eq!(error.to_string(), says);

    let checklist = policy::checklist(RightKind::Trademark);
    let verify = Decision::Verify { confirmed: vec![checklist[0].code.to_owned()] };
    let error = decide(&world, verify, "ada").await.unwrap_err();
    let open: Vec<&str> = checklist[1..].iter().map(|it| it.code).collect();
    assert_eq!(error.to_string(), format!("these are not confirmed yet: {}", open.join(", ")));
}

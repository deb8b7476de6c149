//! What the linter tells before a complaint is filed.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use std::sync::Arc;

use app::filing::{Checked, check};
use case::{AccountKind, Claim, Digest, Proof};
use jiff::civil::{Date, date};
use notice::{Draft, Problem, Reading};
use port::{Account, Registry as _};
use register::right::{Mandate, Right, RightStatus};
use testkit::sample;
use testkit::world::World;

const TODAY: Date = date(2026, 11, 22);

fn draft() -> Draft {
    Draft::of(&sample::complaint(1, [0]))
}

/// What the linter says of `draft` when the register holds `right`.
async fn said(right: Right, draft: Draft, channel_proof: Proof) -> Checked {
    said_in(&World::new(), right, draft, channel_proof).await
}

async fn said_in(world: &World, right: Right, draft: Draft, channel_proof: Proof) -> Checked {
    world.put_right(&right).await.unwrap();
    world.look().accounts.insert(sample::account().id, sample::account());
    let marketplaces = Arc::new(vec![sample::marketplace()]);
    check(world, marketplaces, Reading { draft, problems: Vec::new() }, channel_proof.into(), TODAY)
        .await
        .unwrap()
}

fn codes<'a>(problems: impl Iterator<Item = &'a Problem>) -> Vec<(&'static str, &'static str)> {
    problems.map(|problem| (problem.field, problem.code())).collect()
}

#[tokio::test]
async fn a_complaint_that_fits_its_right_is_told_nothing() {
    let checked = said(sample::right(), draft(), Proof::Link).await;
    assert_eq!(codes(checked.problems.iter()), []);
    assert_eq!(checked.located.listings.len(), 1);
}

#[tokio::test]
async fn what_the_register_speaks_against_is_advice_and_stops_nothing() {
    let right = sample::right;
    let in_china = Right { territories: vec!["CN".parse().unwrap()], ..right() };
    let in_grace = || Right { expires_on: Some(date(2026, 11, 21)), ..right() };
    let expired = Right { expires_on: Some(date(2025, 11, 21)), ..right() };
    let ended_in_grace = Right { status: RightStatus::Ended, ..in_grace() };
    let pending = Right { status: RightStatus::Pending, ..right() };
    for (right, field, code) in [
        (in_china, "right_number", "wrong_territory"),
        (in_grace(), "right_number", "right_in_grace"),
        (expired, "right_number", "right_not_in_force"),
        (ended_in_grace, "right_number", "right_not_in_force"),
        (pending, "right_number", "right_not_in_force"),
    ] {
        let checked = said(right, draft(), Proof::Link).await;
        assert_eq!(codes(checked.warnings()), [(field, code)]);
        assert_eq!(checked.errors().count(), 0, "{code}");
    }
    let last_day = Right { expires_on: Some(TODAY), ..right() };
    assert!(said(last_day, draft(), Proof::Link).await.problems.is_empty(), "the last day still counts");
}

#[tokio::test]
async fn a_number_of_another_kind_of_right_points_at_the_claim() {
    let mut draft = draft();
    draft.claim = Some(Claim::Patent);
    let checked = said(sample::right(), draft, Proof::Link).await;
    assert_eq!(codes(checked.warnings()), [("claim", "wrong_kind_of_right")]);
}

#[tokio::test]
async fn a_number_that_the_register_does_not_know_is_told() {
    let mut draft = draft();
    draft.right.number = "018999777".to_owned();
    let checked = said(sample::right(), draft, Proof::None).await;
    assert_eq!(codes(checked.problems.iter()), [("right_number", "right_unknown")]);
}

#[tokio::test]
async fn goods_outside_of_the_rights_classes_are_told() {
    let mut draft = draft();
    draft.right.classes = vec![9];
    let checked = said(sample::right(), draft.clone(), Proof::Link).await;
    assert_eq!(codes(checked.warnings()), [("classes", "wrong_class")]);
    draft.right.classes = vec![9, 25];
    assert!(said(sample::right(), draft, Proof::Link).await.problems.is_empty());
}

#[tokio::test]
async fn an_agent_acts_within_its_mandate() {
    let mut draft = draft();
    draft.complainant.email = "agent@ip.example".to_owned();
    let agent: case::AccountId = "agents".parse().unwrap();
    let known = || {
        let world = World::new();
        let party = world.party("agent@ip.example");
        world.look().belongs(party, &agent);
        world
    };
    let mandated = |until, marketplace: Option<&str>| Right {
        mandates: vec![Mandate {
            agent,
            marketplaces: marketplace.map(|id| id.parse().unwrap()).into_iter().collect(),
            given_on: None,
            until,
            claims: Vec::new(),
            revoked_on: None,
            document: None,
        }],
        ..sample::right()
    };
    for (right, fits) in [
        (sample::right(), false),
        (mandated(None, None), true),
        (mandated(Some(TODAY), Some("demo")), true),
        (mandated(Some(date(2026, 11, 21)), None), false),
        (mandated(None, Some("other")), false),
    ] {
        let checked = said_in(&known(), right, draft.clone(), Proof::Mail).await;
        let expected: &[(&str, &str)] = if fits { &[] } else { &[("email", "not_the_holder")] };
        assert_eq!(codes(checked.warnings()), expected);
    }
}

#[tokio::test]
async fn an_agency_shows_its_secret_for_rights_that_it_has_a_mandate_of() {
    let agents = Account { id: "agents".parse().unwrap(), kind: AccountKind::Agency, ..sample::account() };
    let text = sample::ACCOUNT_SECRET.replace("northlight", "agents");
    let secret = Some(Digest::of(text.as_bytes()));
    let draft = Draft { account_secret: Some(text), ..draft() };
    let mandate = |agent: &str, until| Mandate {
        agent: agent.parse().unwrap(),
        marketplaces: Vec::new(),
        given_on: None,
        until,
        claims: Vec::new(),
        revoked_on: None,
        document: None,
    };
    for (mandates, proves) in [
        (vec![], false),
        (vec![mandate("agents", Some(TODAY))], true),
        (vec![mandate("agents", Some(date(2026, 11, 21)))], false),
        (vec![mandate("others", None)], false),
        (vec![mandate("others", None), mandate("agents", None)], true),
    ] {
        let world = World::new();
        world.look().accounts.insert(agents.id, Account { secret, ..agents.clone() });
        let right = Right { mandates: mandates.clone(), ..sample::right() };
        let checked = said_in(&world, right, draft.clone(), Proof::None).await;
        assert_eq!(checked.proof == Proof::AccountSecret, proves, "{mandates:?}");
    }
}

#[tokio::test]
async fn where_the_law_demands_no_right_it_is_told_what_would_name_one() {
    for (claim, office, number, field) in [
        (Claim::Counterfeit, "", "", Some("right_number")),
        (Claim::Counterfeit, "EM", "", Some("right_number")),
        (Claim::Counterfeit, "", "018999001", Some("right_office")),
        (Claim::Counterfeit, "EM", "018999001", None),
        (Claim::Copyright, "", "", Some("work")),
    ] {
        let mut draft = Draft { claim: Some(claim), ..draft() };
        (draft.right.office, draft.right.number) = (office.to_owned(), number.to_owned());
        let checked = said(sample::right(), draft, Proof::None).await;
        let expected: Vec<_> = field.map(|field| (field, "no_right_named")).into_iter().collect();
        assert_eq!(codes(checked.warnings()), expected, "{claim} {office} {number}");
        assert_eq!(checked.errors().count(), 0);
    }
}

#[tokio::test]
async fn the_law_of_the_listings_territories_governs() {
    let territories = async |draft| {
        let checked = said(sample::right(), draft, Proof::None).await;
        checked.territories().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let two = Draft::of(&sample::complaint(1, [0, 1]));
    assert_eq!(territories(two).await, ["EU"], "once");
    let elsewhere = Draft { listings: vec!["https://elsewhere.example/9".to_owned()], ..draft() };
    assert_eq!(territories(elsewhere).await, [""; 0]);
}

#[tokio::test]
async fn nobody_learns_who_acts_for_a_brand_by_typing_addresses() {
    let mut draft = draft();
    draft.complainant.email = "stranger@elsewhere.example".to_owned();
    assert!(said(sample::right(), draft, Proof::None).await.problems.is_empty());
}

#[tokio::test]
async fn an_account_secret_proves_and_a_wrong_one_is_told() {
    let mut draft = draft();
    draft.account_secret = Some(sample::ACCOUNT_SECRET.to_owned());
    assert_eq!(said(sample::right(), draft.clone(), Proof::None).await.proof, Proof::AccountSecret);
    draft.account_secret = Some(sample::ACCOUNT_SECRET.replace("0123", "3210"));
    let checked = said(sample::right(), draft, Proof::None).await;
    assert_eq!(checked.proof, Proof::None);
    assert_eq!(codes(checked.errors()), [("account_secret", "wrong_account_secret")]);
}

#[tokio::test]
async fn copyright_needs_no_register() {
    let mut draft = draft();
    draft.claim = Some(Claim::Copyright);
    draft.right.office = "US".to_owned();
    draft.right.number = "VA 1-234-567".to_owned();
    draft.complainant.postal_address = "Hafenweg 1".to_owned();
    draft.complainant.telephone = "+49 40 1".to_owned();
    draft.statements.perjury = true;
    draft.statements.signature = "Ada North".to_owned();
    assert!(said(sample::right(), draft, Proof::Link).await.problems.is_empty());
}

#[tokio::test]
async fn a_secret_proves_for_rights_of_its_account_and_those_under_its_mandates_that_hold() {
    let (own, other) = (sample::account().id, "agents".parse().unwrap());
    let yesterday = date(2026, 11, 21);
    let mandate = |agent, until| Mandate {
        agent,
        claims: Vec::new(),
        marketplaces: Vec::new(),
        given_on: None,
        until,
        revoked_on: None,
        document: None,
    };
    let of_other =
        |mandates| Right { account: Some(other), holders: Vec::new(), mandates, ..sample::right() };
    for (right, proves) in [
        (sample::right(), true),
        (of_other(vec![]), false),
        (of_other(vec![mandate(own, None)]), true),
        (of_other(vec![mandate(own, Some(TODAY))]), true),
        (of_other(vec![mandate(own, Some(yesterday))]), false),
        (of_other(vec![mandate(other, None)]), false),
        (of_other(vec![mandate(other, None), mandate(own, Some(yesterday))]), false),
    ] {
        let mut draft = draft();
        draft.account_secret = Some(sample::ACCOUNT_SECRET.to_owned());
        let mandates = right.mandates.clone();
        let checked = said(right, draft, Proof::None).await;
        assert_eq!(checked.proof == Proof::AccountSecret, proves, "{mandates:?}");
        assert_eq!(codes(checked.errors()).is_empty(), proves, "{mandates:?}");
    }
}

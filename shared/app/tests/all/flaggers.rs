//! Who has the status of trusted flagger, and what comes first because of it.

use app::AccountError;
use app::filing::IdentifiedComplaint;
use app::flaggers::{flagger_figures, note_flagger, of_flaggers};
use case::{
    Appeal, Case, Claim, Decider, Decline, DeclineCode, Digest, Outcome, Prior, Side, State, WhyRestore,
};
use jiff::civil::date;
use port::{Accounts as _, TrustedFlagger, WallClock as _};
use testkit::sample;
use testkit::world::World;

fn status() -> TrustedFlagger {
    TrustedFlagger {
        coordinator: "DE".parse().unwrap(),
        claims: vec![Claim::Counterfeit],
        territories: vec!["EU".parse().unwrap()],
        from: date(2026, 1, 1),
        until: None,
    }
}

/// A case of the account, and one of a person.
async fn filed(world: &World) -> Vec<Case> {
    let mut cases = Vec::new();
    for (number, account) in [(0, sample::account().id.to_string()), (1, String::new())] {
        let complaint = sample::complaint(number as u128, [number]);
        let complaint = contract::complaint::Complaint { account, ..complaint };
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        let filed = app::filing::file(world, world, world, &complaint).await.unwrap();
        cases.push(world.look().cases[&filed.opened.unwrap().case].case.clone());
    }
    cases
}

#[tokio::test]
async fn what_an_account_files_comes_first_from_when_its_status_is_noted_until_it_is_forgotten() {
    let world = sample::world(2);
    let cases = filed(&world).await;
    let id = sample::account().id;
    let first = async || of_flaggers(&world, &cases).await.unwrap();
    assert_eq!(first().await, [false, false]);
    note_flagger(&world, &id, Some(&status())).await.unwrap();
    assert_eq!(first().await, [true, false]);
    let noted = world.account(&id).await.unwrap().unwrap();
    note_flagger(&world, &id, Some(&status())).await.unwrap();
    assert_eq!(world.account(&id).await.unwrap().unwrap(), noted, "noted again it is the same");
    note_flagger(&world, &id, None).await.unwrap();
    assert_eq!(first().await, [false, false]);
}

#[tokio::test]
async fn nobody_has_a_status_who_has_no_account() {
    let error = note_flagger(&World::new(), &"nonesuch".parse().unwrap(), Some(&status())).await.unwrap_err();
    assert!(matches!(error, AccountError::Missing(_)), "{error}");
}

#[tokio::test]
async fn a_decline_counts_as_one_when_the_case_is_closed_and_while_an_appeal_waits() {
    let world = sample::world(2);
    let mut case = filed(&world).await.swap_remove(0);
    note_flagger(&world, &sample::account().id, Some(&status())).await.unwrap();
    sample::take_down(&world, case.id);
    case = world.look().cases[&case.id].case.clone();
    let (at, decision) = (world.now(), case.state.decision().unwrap().clone());
    let decline = Decline { code: DeclineCode::NoInfringement, by: Decider::Machine, at, note: None };
    let appealed = |prior| {
        let appeal = Appeal { by: Side::Seller, document: Digest::of(b"appeal"), at };
        State::Appealed { appeal, prior }
    };
    let restored = |why| Prior::Restored(why, decision.clone());
    for (state, upheld) in [
        (case.state.clone(), 1),
        (State::Closed(Outcome::TakenDown), 1),
        (appealed(Prior::InForce(decision.clone())), 1),
        (appealed(restored(WhyRestore::Withdrawn)), 1),
        (State::Declined { decline: decline.clone() }, 0),
        (State::Closed(Outcome::Declined), 0),
        (appealed(Prior::Declined(decline)), 0),
        (State::Closed(Outcome::Restored), 0),
        (appealed(restored(WhyRestore::Silence)), 0),
    ] {
        let case = Case { state, ..case.clone() };
        let figures = flagger_figures(&world, &[&case]).await.unwrap()[sample::account().id.as_str()];
        assert_eq!((figures.cases, figures.decided, figures.upheld), (1, 1, upheld), "{:?}", case.state);
    }
}

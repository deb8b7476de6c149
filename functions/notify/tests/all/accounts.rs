//! Notify over the world in memory: what a brand account is told beside its letters.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::filing::{IdentifiedComplaint, open_case};
use case::{Letter, PartyId};
use jiff::Timestamp;
use port::{Bounces as _, Documents as _, WallClock as _, Webhook};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use super::step::{nudge_all, run, run_once};

/// A case of `account` whose measure is in force, with all its letters owed. The sample's account has an endpoint.
async fn in_force(account: &str) -> World {
    let world = sample::world(1);
    set_webhook(&world, None);
    let mut complaint = sample::complaint(1, [0]);
    account.clone_into(&mut complaint.account);
    let sealed = world.seal(&complaint.encode(), "application/json").await.unwrap();
    let filed = IdentifiedComplaint::read(&complaint).unwrap();
    open_case(&world, &filed, 0, sealed.digest).await.unwrap();
    let case = *world.look().cases.keys().next().unwrap();
    sample::take_down(&world, case);
    world.look().calls.clear();
    world
}

/// Gives the sample's account an endpoint, which is gone since then, if so.
fn set_webhook(world: &World, gone_at: Option<Timestamp>) {
    let webhook = Webhook {
        url: "https://northlight.example/events".to_owned(),
        secret: "whsec_AA==".to_owned(),
        gone_at,
    };
    world.look().accounts.get_mut(&sample::account().id).unwrap().webhook = Some(webhook);
}

fn announced(world: &World) -> Vec<(u32, Letter)> {
    let inner = world.look();
    let all = inner.announced.iter().map(|message| contract::webhook::decode(&message.body).unwrap());
    all.map(|announcement| (announcement.owed.of, announcement.owed.letter)).collect()
}

const TOLD: [(u32, Letter); 3] = [(0, Letter::Receipt), (1, Letter::Accepted), (3, Letter::TakenDown)];

#[tokio::test]
async fn an_account_is_told_what_its_letters_tell_and_nothing_of_the_sellers() {
    let world = in_force("northlight").await;
    run(&world).await;
    assert_eq!(announced(&world), TOLD);
    assert_eq!(world.look().sent.len(), 4, "and the letters went out, the seller's too");
    run(&world).await;
    assert_eq!(announced(&world), TOLD, "once");
}

#[tokio::test]
async fn who_filed_without_an_account_is_told_by_letter_alone() {
    let world = in_force("").await;
    run(&world).await;
    assert_eq!(announced(&world), []);
    assert!(!world.look().calls.contains(&"announcements.announce"), "nothing is billed for it");
}

#[tokio::test]
async fn an_account_without_an_endpoint_costs_no_message() {
    let without = async |change: fn(&World)| {
        let world = in_force("northlight").await;
        change(&world);
        run(&world).await;
        assert_eq!(world.look().sent.len(), 4, "the letters go out");
        assert!(!world.look().calls.contains(&"announcements.announce"));
    };
    without(|world| world.look().accounts.get_mut(&sample::account().id).unwrap().webhook = None).await;
    without(|world| set_webhook(world, Some(world.now()))).await;
}

const ADA: &str = "ada@northlight.example";

/// A case of the account that one of its people filed, whose measure is in force.
async fn in_force_of_ada() -> (World, PartyId) {
    let world = sample::world(1);
    let account = sample::account();
    let ada = app::add_member(&world, &account.id, ADA, world.now()).await.unwrap();
    let mut complaint = sample::complaint(1, [0]);
    complaint.account = account.id.to_string();
    ADA.clone_into(&mut complaint.complainant.email);
    complaint.party = ada.to_string();
    let sealed = world.seal(&complaint.encode(), "application/json").await.unwrap();
    let filed = IdentifiedComplaint::read(&complaint).unwrap();
    open_case(&world, &filed, 0, sealed.digest).await.unwrap();
    let case = *world.look().cases.keys().next().unwrap();
    sample::take_down(&world, case);
    (world, ada)
}

fn receivers(world: &World) -> Vec<String> {
    let mut all: Vec<String> = world.look().sent.iter().map(|mail| mail.to.clone()).collect();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn when_the_filers_mail_comes_back_the_account_is_written_to_and_only_then_nobody() {
    let (world, _) = in_force_of_ada().await;
    run(&world).await;
    assert_eq!(receivers(&world), [ADA, ADA, ADA, sample::SELLER]);

    let (world, ada) = in_force_of_ada().await;
    world.mark(ada, world.now()).await.unwrap();
    run(&world).await;
    assert_eq!(receivers(&world), [sample::HOLDER, sample::HOLDER, sample::HOLDER, sample::SELLER]);

    let (world, ada) = in_force_of_ada().await;
    world.mark(ada, world.now()).await.unwrap();
    world.mark(sample::HOLDER_ID, world.now()).await.unwrap();
    run(&world).await;
    assert_eq!(receivers(&world), [sample::SELLER]);
    assert!(world.look().cases.values().all(|stored| stored.case.letters.is_empty()), "none is owed still");
}

#[tokio::test]
async fn whatever_dies_no_letter_is_recorded_of_which_the_account_was_not_told() {
    let calls = {
        let world = in_force("northlight").await;
        run(&world).await;
        world.look().calls.len()
    };
    for nth in 0..calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = in_force("northlight").await;
            world.plan([Fault { nth, kind }]);
            run(&world).await;
            let told = announced(&world);
            assert!(TOLD.iter().all(|letter| told.contains(letter)), "call {nth} {kind:?}: {told:?}");
            assert!(world.look().cases.values().all(|stored| stored.case.letters.is_empty()));
        }
    }
}

#[tokio::test]
async fn letters_that_could_not_be_announced_are_held_up_no_longer_than_that() {
    let announces = {
        let world = in_force("northlight").await;
        run(&world).await;
        world.look().calls.iter().position(|call| *call == "announcements.announce").unwrap()
    };
    let world = in_force("northlight").await;
    world.plan([Fault { nth: announces, kind: FaultKind::Fails }]);
    nudge_all(&world);
    assert!(run_once(&world).await);
    assert_eq!(world.look().sent.len(), 0, "the account is told first");
    nudge_all(&world);
    assert!(run_once(&world).await);
    assert_eq!((announced(&world).len(), world.look().sent.len()), (3, 4));
}

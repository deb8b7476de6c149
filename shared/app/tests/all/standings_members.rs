//! Whose standing and whose misuse record complaints count for when people join accounts and are removed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use app::standings::recompute;
use app::{NewAccount, add_member, open_account, remove_member};
use case::{AccountId, AccountKind, Claim, Owner, PartyId, StandingInput};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use policy::misuse::MISUSE;
use port::WallClock as _;
use programme::{Participant, Pattern, Scope};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use super::standings::{DAY, End, SELLERS, case, case_of, honest, noon, record, run};

const ADA: &str = "ada@agents.example";
const JOINED: Date = date(2026, 11, 3);
const NEXT: Date = date(2026, 11, 4);

fn account(n: usize) -> AccountId {
    format!("agents-{n}").parse().unwrap()
}

fn agents() -> Participant {
    Participant::Complainant(Owner::Account(account(0)))
}

fn person(party: PartyId) -> Participant {
    Participant::Complainant(Owner::Party(party))
}

async fn open(world: &World, n: usize) {
    let (name, email) = ("Agents".to_owned(), format!("office@agents-{n}.example"));
    let new = NewAccount { id: account(n), kind: AccountKind::Agency, name, email };
    open_account(world, world, new, world.now()).await.unwrap();
}

/// Complaints that are counted as `subject`'s, whatever for; `None` while nothing was counted.
fn counted(world: &World, subject: Participant) -> Option<u32> {
    let standing = world.look().parties.get(&subject)?.standing.clone()?;
    let tally = standing.tallies.get(&Scope::Overall)?;
    Some(tally.settled.decided + tally.left_out.total())
}

async fn joins(world: &World, address: &str, day: Date) {
    add_member(world, &account(0), address, noon(day)).await.unwrap();
}

async fn is_removed(world: &World, address: &str, day: Date) {
    remove_member(world, world, &account(0), address, noon(day)).await.unwrap();
}

/// An account without a complaint of its own, and a person with 120 that stand.
async fn with_history() -> (World, PartyId) {
    let world = sample::world(0);
    open(&world, 0).await;
    let ada = world.party(ADA);
    for n in 0..120 {
        case(&world, n, ada, End::Stands, date(2026, 10, 1)).await;
    }
    (world, ada)
}

#[tokio::test]
async fn what_a_member_filed_before_it_joined_counts_for_its_account_alone() {
    let (world, ada) = with_history().await;
    run(&world, DAY).await;
    assert_eq!((counted(&world, person(ada)), counted(&world, agents())), (Some(120), None));

    joins(&world, ADA, JOINED).await;
    assert_eq!(run(&world, JOINED).await.changed, 0, "when the day began it belonged to nobody");
    let done = run(&world, NEXT).await;
    // Ada, her account and the sellers.
    assert_eq!((done.parties, done.cases, done.failed), (2 + SELLERS, 2 * 120, 0));
    assert_eq!((counted(&world, person(ada)), counted(&world, agents())), (Some(0), Some(120)));
    let seen = record(&world, agents()).memberships.seen(Claim::Counterfeit, &honest());
    assert_eq!(seen, StandingInput::Member, "and the account is in the programme");

    let once = world.look().parties.clone();
    assert_eq!(run(&world, NEXT).await.changed, 0);
    assert_eq!(world.look().parties, once);
}

#[tokio::test]
async fn what_it_files_once_removed_counts_for_the_person_alone() {
    let (world, ada) = with_history().await;
    joins(&world, ADA, JOINED).await;
    for n in 120..125 {
        case_of(&world, n, (ada, Owner::Account(account(0))), End::Stands, NEXT).await;
    }
    is_removed(&world, ADA, date(2026, 11, 5)).await;
    for n in 125..128 {
        case(&world, n, ada, End::Stands, date(2026, 11, 6)).await;
    }
    run(&world, date(2026, 11, 7)).await;
    assert_eq!((counted(&world, person(ada)), counted(&world, agents())), (Some(3), Some(125)));

    // Once it joins again, that follows as well, and nothing is counted twice.
    joins(&world, ADA, date(2026, 11, 8)).await;
    run(&world, date(2026, 11, 9)).await;
    assert_eq!((counted(&world, person(ada)), counted(&world, agents())), (Some(0), Some(128)));
}

#[tokio::test]
async fn nobody_leaves_misuse_behind_by_joining_an_account() {
    let world = sample::world(0);
    open(&world, 0).await;
    let ada = world.party(ADA);
    for n in 0..10 {
        let end = if n < 6 { End::Lost } else { End::Stands };
        case(&world, n, ada, end, date(2026, 10, 5)).await;
    }
    joins(&world, ADA, JOINED).await;
    run(&world, NEXT).await;
    let warned = record(&world, agents());
    assert_eq!(warned.misuse.untold(&MISUSE, noon(NEXT)).count(), 1);
    let finding = warned.misuse.warnings[0].finding;
    assert_eq!((finding.pattern, finding.figures.hits), (Pattern::UnfoundedComplaints, 6));
    assert!(!world.look().parties.contains_key(&person(ada)), "the person has nothing of its own");
}

#[tokio::test]
async fn an_account_without_complaints_in_the_window_keeps_what_its_people_filed() {
    let (world, _) = with_history().await;
    joins(&world, ADA, JOINED).await;
    run(&world, NEXT).await;
    // Its record is kept, and so it is looked at once more among those without cases of their own.
    let done = run(&world, date(2026, 11, 5)).await;
    assert_eq!((done.changed, counted(&world, agents())), (0, Some(120)));
    let done = run(&world, date(2027, 5, 20)).await;
    assert_eq!((done.failed, counted(&world, agents())), (0, Some(0)), "by then the window is empty");
}

/// An account with complaints of its own, those of someone who joined, and those of someone who was removed.
async fn mixed() -> World {
    let world = sample::world(0);
    open(&world, 0).await;
    let (ada, bob) = (world.party(ADA), world.party("bob@agents.example"));
    for n in 0..12 {
        case(&world, n, [ada, bob][n % 2], End::Stands, date(2026, 10, 1)).await;
    }
    joins(&world, ADA, date(2026, 10, 2)).await;
    joins(&world, "bob@agents.example", date(2026, 10, 2)).await;
    for n in 12..16 {
        case_of(&world, n, (ada, Owner::Account(account(0))), End::Stands, date(2026, 10, 3)).await;
    }
    is_removed(&world, "bob@agents.example", date(2026, 10, 4)).await;
    case(&world, 16, bob, End::Stands, date(2026, 10, 5)).await;
    world
}

#[tokio::test]
async fn killed_at_any_call_and_run_again_is_the_same() {
    let (calls, expected) = {
        let world = mixed().await;
        let before = world.look().calls.len();
        run(&world, DAY).await;
        let bob = world.party("bob@agents.example");
        assert_eq!((counted(&world, agents()), counted(&world, person(bob))), (Some(16), Some(1)));
        let inner = world.look();
        (before..inner.calls.len(), inner.parties.clone())
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = mixed().await;
            world.plan([Fault { nth, kind }]);
            let rules = honest();
            let killed = recompute(&world, &world, &rules, DAY, Timestamp::MAX);
            let _died = world.until_crash(killed).await;
            run(&world, DAY).await;
            assert_eq!(world.look().parties, expected, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn who_dies_while_somebody_joins_counts_nothing_twice() {
    let calls = {
        let (world, _) = with_history().await;
        let before = world.look().calls.len();
        joins(&world, ADA, JOINED).await;
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter] {
            let (world, ada) = with_history().await;
            world.plan([Fault { nth, kind }]);
            let id = account(0);
            let _died = world.until_crash(add_member(&world, &id, ADA, noon(JOINED))).await;
            run(&world, NEXT).await;
            let both = [person(ada), agents()].map(|it| counted(&world, it).unwrap_or(0));
            assert!(both.iter().sum::<u32>() <= 120, "{kind:?} at {nth}: {both:?}");
            joins(&world, ADA, JOINED).await;
            run(&world, date(2026, 11, 5)).await;
            let both = [person(ada), agents()].map(|it| counted(&world, it).unwrap_or(0));
            assert_eq!(both, [0, 120], "{kind:?} at {nth}");
        }
    }
}

/// Two accounts to each of which three hundred people came with two complaints.
async fn large_accounts() -> World {
    let world = sample::world(0);
    for n in 0..2 {
        open(&world, n).await;
    }
    for n in 0..600_usize {
        let address = format!("agent{n}@agents.example");
        let party = world.party(&address);
        for complaint in [n, n + 600] {
            case(&world, complaint, party, End::Stands, date(2026, 10, 1)).await;
        }
        add_member(&world, &account(n % 2), &address, noon(date(2026, 10, 2))).await.unwrap();
    }
    world
}

#[tokio::test]
async fn an_account_of_many_is_looked_at_once_and_an_interrupted_run_goes_on() {
    let world = large_accounts().await;
    let begun = world.look().calls.len();
    let done = run(&world, DAY).await;
    assert_eq!((done.parties, done.cases, done.failed), (600 + 2 + SELLERS, 2 * 1_200, 0));
    for n in 0..2 {
        let account = Participant::Complainant(Owner::Account(account(n)));
        assert_eq!(counted(&world, account), Some(600));
    }
    let (noted, expected) = {
        let inner = world.look();
        let noted = |call: &&str| *call == "standings_runs.put_standings_progress";
        let first = inner.calls[begun..].iter().position(noted).unwrap();
        (begun + first, inner.parties.clone())
    };
    let world = large_accounts().await;
    world.plan([Fault { nth: noted, kind: FaultKind::CrashAfter }]);
    let rules = honest();
    let killed = recompute(&world, &world, &rules, DAY, Timestamp::MAX);
    assert!(world.until_crash(killed).await.is_none());
    let done = run(&world, DAY).await;
    assert!(done.parties < 600, "{done:?}");
    assert_eq!(world.look().parties, expected);
}

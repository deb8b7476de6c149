//! What complainants do about their membership, over the world in memory.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::find_party;
use app::membership::{Act, act};
use case::Digest;
use policy::programme::{RuleSet, RuleSetName, rule_set};
use port::{Parties as _, PartyRecord, WallClock as _};
use programme::{MembershipCommand, MembershipEvent, Participant, Scope, Standing, Tally};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

fn rules() -> RuleSet {
    rule_set(RuleSetName::Honest)
}

fn brand() -> Participant {
    Participant::Complainant(case::Owner::Party(sample::HOLDER_ID))
}

/// A world with a member.
async fn member() -> World {
    let world = sample::world(0);
    let mut record = PartyRecord::new(brand());
    let tally = Tally { sellers: 40, ..Tally::of([120, 121, 0, 120]) };
    let standing = Standing { tally, ..programme::nothing_for(Scope::Overall, &rules(), world.now()) };
    let entered = record.memberships.decide(&MembershipCommand::Review(standing), &rules(), world.now());
    record.happened(entered.unwrap().unwrap()).unwrap();
    world.put_party(&record).await.unwrap();
    world
}

#[tokio::test]
async fn a_member_leaves_once() {
    let world = member().await;
    let left = act(&world, &brand(), Act::Leave, &rules(), world.now()).await.unwrap().unwrap();
    assert!(matches!(left.event, MembershipEvent::Left { .. }));
    assert_eq!(act(&world, &brand(), Act::Leave, &rules(), world.now()).await.unwrap(), None);
    let nobody = Participant::Complainant(case::Owner::Party(world.party("a@b.example")));
    let error = act(&world, &nobody, Act::Leave, &rules(), world.now()).await.unwrap_err().to_string();
    assert!(error.contains("is no member"), "{error}");
}

#[tokio::test]
async fn a_declaration_is_put_on_file_once() {
    let document = Digest::of(b"I declare");
    for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer] {
        for nth in 0..3 {
            let world = sample::world(0);
            let from = world.look().calls.len();
            world.plan([Fault { nth: from + nth, kind }]);
            let declare = Act::Declare { document };
            let _first = world.until_crash(act(&world, &brand(), declare, &rules(), world.now())).await;
            act(&world, &brand(), declare, &rules(), world.now()).await.unwrap();
            let record = find_party(&world, &brand()).await.unwrap();
            assert_eq!(record.memberships.declaration, Some(document), "{kind:?} at call {nth}");
            assert_eq!(record.programme_log.len(), 1, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn who_does_not_exist_declares_nothing() {
    let (world, document) = (sample::world(0), Digest::of(b"I declare"));
    let account = case::Owner::Account("nonesuch".parse().unwrap());
    let party = case::Owner::Party(case::PartyId::new(uuid::Uuid::from_u128(99)));
    for (owner, says) in [(account, "there is no account nonesuch"), (party, "there is no party 0")] {
        let subject = Participant::Complainant(owner);
        for what in [Act::Declare { document }, Act::Leave] {
            let error = act(&world, &subject, what, &rules(), world.now()).await.unwrap_err().to_string();
            assert!(error.starts_with(says), "{error}");
        }
        assert!(find_party(&world, &subject).await.is_err(), "nothing is recorded of {subject}");
    }
}

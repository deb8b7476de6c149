//! Control of misuse over the world in memory.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::find_party;
use app::misuse::{self, Decision, MisuseError};
use case::{Decider, Digest, Owner};
use jiff::SignedDuration;
use jiff::civil::date;
use policy::misuse::MISUSE;
use port::{Parties as _, PartyRecord, WallClock as _};
use programme::{Figures, MisuseCommand, MisuseFinding, MisuseRecorded, Participant, Pattern, Points};
use testkit::sample;
use testkit::world::World;

use super::standings::{End, SELLERS, brand, case_of, seller_of};

const UNFOUNDED: Pattern = Pattern::UnfoundedComplaints;

fn rogue() -> Participant {
    Participant::Complainant(case::Owner::Party(case::PartyId::new(uuid::Uuid::from_u128(7))))
}

async fn notice(world: &World) {
    let figures = Figures { hits: 6, of: 10, harmed: 5, hours_down: 200, knowing: 4 };
    let first = world.now() - SignedDuration::from_hours(2);
    let finding = MisuseFinding { pattern: UNFOUNDED, figures, first, last: world.now() };
    let mut record = find_party(world, &rogue()).await.unwrap_or_else(|_| PartyRecord::new(rogue()));
    let noticed =
        record.misuse.decide(&Decider::Machine, &MisuseCommand::Notice(finding), &MISUSE, world.now());
    record.record_misuse(noticed.unwrap().unwrap()).unwrap();
    world.put_party(&record).await.unwrap();
}

async fn decide(world: &World, decision: Decision, by: &str) -> Result<Option<MisuseRecorded>, MisuseError> {
    misuse::decide(world, &rogue(), decision, &by.parse().unwrap(), world.now()).await
}

async fn tell(world: &World) {
    let told = misuse::told(world, &rogue(), &"cleo".parse().unwrap(), world.now()).await.unwrap();
    assert_eq!(told, 1);
}

#[tokio::test]
async fn a_rogue_is_warned_suspended_and_heard() {
    let world = World::new();
    notice(&world).await;
    assert_eq!(misuse::waiting(&world, world.now()).await.unwrap().len(), 1);
    let refused = decide(&world, Decision::Suspend(UNFOUNDED), "ada").await.unwrap_err().to_string();
    assert!(refused.contains("no prior warning"), "{refused}");
    assert!(decide(&world, Decision::Warn(UNFOUNDED), "ada").await.unwrap().is_some());
    assert!(decide(&world, Decision::Warn(UNFOUNDED), "ada").await.unwrap().is_none(), "warned once");
    assert_eq!(misuse::waiting(&world, world.now()).await.unwrap(), []);
    tell(&world).await;

    world.pass(SignedDuration::from_hours(24 * 20));
    let refused = decide(&world, Decision::Suspend(UNFOUNDED), "ada").await.unwrap_err().to_string();
    assert!(refused.contains("nothing later than the last warning"), "{refused}");
    notice(&world).await;
    decide(&world, Decision::Suspend(UNFOUNDED), "ada").await.unwrap().unwrap();
    tell(&world).await;
    assert!(find_party(&world, &rogue()).await.unwrap().misuse.suspended_at(world.now()).is_some());

    misuse::appeal(&world, &rogue(), Digest::of(b"no"), world.now()).await.unwrap().unwrap();
    assert_eq!(misuse::waiting(&world, world.now()).await.unwrap().len(), 1);
    let by_ada = decide(&world, Decision::Appeal { lift: true }, "ada").await.unwrap_err().to_string();
    assert!(by_ada.contains("may not decide its appeal"), "{by_ada}");
    decide(&world, Decision::Appeal { lift: true }, "ben").await.unwrap().unwrap();
    assert!(find_party(&world, &rogue()).await.unwrap().misuse.suspended_at(world.now()).is_none());
}

#[tokio::test]
async fn nothing_is_on_record_of_an_unknown_party() {
    let error = decide(&World::new(), Decision::Warn(UNFOUNDED), "ada").await.unwrap_err().to_string();
    assert!(error.starts_with("nothing is on record of party/"), "{error}");
}

#[tokio::test]
async fn a_sellers_points_follow_its_cases() {
    let world = sample::world(0);
    let who = (brand(), Owner::Party(brand()));
    let day = |n: i8| date(2026, 10, n);
    for (n, end) in [End::Stands, End::Stands, End::Lost, End::Withdrawn].into_iter().enumerate() {
        // Of forty sellers, each case of these is the first one's.
        case_of(&world, n * SELLERS, who, end, day(i8::try_from(n).unwrap() + 1)).await;
    }
    let points = misuse::seller_points(&world, seller_of(0), world.now()).await.unwrap();
    assert_eq!((points.points, points.measures, points.open), (2, 2, 0));
    assert_eq!(misuse::seller_points(&world, seller_of(1), world.now()).await.unwrap(), Points::default());
    world.pass(SignedDuration::from_hours(24 * 366));
    assert_eq!(misuse::seller_points(&world, seller_of(0), world.now()).await.unwrap(), Points::default());
}

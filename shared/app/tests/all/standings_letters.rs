//! Letters about memberships that cannot be sent, or not any more.

use app::standings::MembersTold;
use case::Owner;
use jiff::SignedDuration;
use port::{Parties as _, PartyRecord, WallClock as _};
use programme::{MembershipCommand, Participant, Scope, Standing, Tally};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use super::standings::{honest, told};

/// A world in which the sample's account has just entered the programme, with 137 takedowns that stand.
async fn entered() -> World {
    let world = sample::world(0);
    let mut record = PartyRecord::new(Participant::Complainant(Owner::Account(sample::account().id)));
    let tally = Tally { sellers: 40, ..Tally::of([137, 137, 0, 137]) };
    let standing = Standing { tally, ..programme::nothing_for(Scope::Overall, &honest(), world.now()) };
    let entered = record.memberships.decide(&MembershipCommand::Review(standing), &honest(), world.now());
    record.happened(entered.unwrap().unwrap()).unwrap();
    world.put_party(&record).await.unwrap();
    world
}

#[tokio::test]
async fn a_letter_about_a_membership_shows_the_figures_that_it_rests_on() {
    let world = entered().await;
    assert_eq!(told(&world).await, MembersTold { sent: 1, ..MembersTold::default() });
    let mime = String::from_utf8(world.look().sent[0].mime.clone()).unwrap();
    assert!(mime.contains("137"), "{mime}");
}

#[tokio::test]
async fn a_letter_about_a_membership_is_tried_for_seven_days() {
    let week = SignedDuration::from_hours(24 * 7);
    for (after, sent) in [(week - SignedDuration::from_secs(1), 1), (week, 0)] {
        let world = entered().await;
        world.pass(after);
        assert_eq!(told(&world).await, MembersTold { sent, ..MembersTold::default() }, "after {after}");
    }
}

#[tokio::test]
async fn letters_to_who_cannot_be_reached_are_left_refused_or_tried_again() {
    let world = entered().await;
    world.look().bounced.insert(sample::HOLDER_ID, jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(told(&world).await, MembersTold { left: 1, ..MembersTold::default() });

    let world = entered().await;
    world.look().refused_addresses.push(sample::account().email);
    assert_eq!(told(&world).await, MembersTold { refused: 1, ..MembersTold::default() });
    assert_eq!(told(&world).await, MembersTold::default(), "it is not tried again");

    let world = entered().await;
    world.look().mail_unanswered = 1;
    assert_eq!(told(&world).await, MembersTold { failed: 1, ..MembersTold::default() });
}

#[tokio::test]
async fn an_account_that_cannot_be_read_now_is_told_by_the_next_run() {
    let world = entered().await;
    let before = world.look().calls.len();
    // The records that are kept, and they.
    let nth = before + 2;
    world.plan([Fault { nth, kind: FaultKind::Fails }]);
    assert_eq!(told(&world).await, MembersTold { failed: 1, ..MembersTold::default() });
    assert_eq!(world.look().calls[nth], "accounts.account");
    assert_eq!(told(&world).await, MembersTold { sent: 1, ..MembersTold::default() });
}

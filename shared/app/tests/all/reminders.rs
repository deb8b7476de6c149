//! Reminders over the world in memory.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::{Reminded, remind};
use jiff::civil::{Date, date};
use port::Account;
use register::Right;
use register::right::{By, RejectCode, RightCommand, RightRecorded, decide};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use web::letter::Sender;

/// The world begins on this day.
const TODAY: Date = date(2026, 11, 2);

fn due() -> Right {
    let account = Some("northlight".parse().unwrap());
    // 180 days on.
    Right { account, expires_on: Some(date(2027, 5, 1)), remind_on: Some(TODAY), ..sample::right() }
}

fn world(right: Right) -> World {
    let world = World::new();
    let account = Account {
        name: "Northlight".to_owned(),
        email: "ip@northlight.example".to_owned(),
        members: Vec::new(),
        ..sample::account()
    };
    let mut inner = world.look();
    inner.accounts.insert(account.id, account);
    inner.rights.insert(right.right.clone(), right);
    drop(inner);
    world
}

async fn run(world: &World) -> Reminded {
    remind(world, world, world, &Sender::new("goodfaith@goodfaith.example")).await.unwrap()
}

fn next(world: &World) -> Option<Date> {
    world.look().rights.values().next().unwrap().remind_on
}

#[tokio::test]
async fn the_account_of_a_right_is_reminded_once() {
    let world = world(due());
    assert_eq!(run(&world).await, Reminded { sent: 1, ..Reminded::default() });
    assert_eq!(run(&world).await, Reminded::default());
    let sent = world.look().sent.clone();
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, "ip@northlight.example"));
    assert_eq!(next(&world), Some(date(2027, 1, 31)), "90 days before the last one");
}

#[tokio::test]
async fn a_right_without_a_reachable_account_is_left_to_the_operator() {
    let world_without = world(Right { account: None, ..due() });
    let bounced = world(due());
    let party = bounced.party("ip@northlight.example");
    bounced.look().bounced.insert(party, jiff::Timestamp::UNIX_EPOCH);
    for world in [world_without, bounced] {
        assert_eq!(run(&world).await, Reminded { left: 1, ..Reminded::default() });
        assert_eq!(world.look().sent.len(), 0);
        assert_eq!(next(&world), Some(TODAY));
    }
}

#[tokio::test]
async fn nobody_is_reminded_of_a_right_that_is_over() {
    let expired = Right { expires_on: Some(date(2026, 11, 1)), ..due() };
    let mut rejected = due();
    let by = By::Reviewer("ada".parse().unwrap());
    let at = jiff::Timestamp::UNIX_EPOCH;
    let reject = RightCommand::Reject { code: RejectCode::Ended };
    let event = decide(&rejected, &by, &reject, at).unwrap().unwrap();
    rejected.history = rejected.history.evolve(RightRecorded { at, by, event }).unwrap();
    for (right, after, state) in [(expired, None, "expired"), (rejected, Some(date(2027, 1, 31)), "rejected")]
    {
        let world = world(right);
        assert_eq!(run(&world).await, Reminded { over: 1, ..Reminded::default() });
        assert_eq!(world.look().sent.len(), 0);
        assert_eq!(next(&world), after);
        let stored = world.look().rights.values().next().unwrap().clone();
        assert_eq!(stored.history.events().last().unwrap().event.code(), state);
    }
}

#[tokio::test]
async fn what_nobody_knows_to_be_sent_is_sent_again_as_the_same_letter() {
    let world = world(due());
    // Calls: due, rights, account, marked, claim, send.
    world.plan([Fault { nth: 5, kind: FaultKind::LosesAnswer }]);
    assert_eq!(run(&world).await, Reminded { failed: 1, ..Reminded::default() });
    assert_eq!(next(&world), Some(TODAY));
    assert_eq!(run(&world).await, Reminded { failed: 1, ..Reminded::default() }, "at once nobody knows more");
    assert_eq!(world.look().sent.len(), 1);
    world.pass(jiff::SignedDuration::from_mins(3));
    assert_eq!(run(&world).await, Reminded { sent: 1, ..Reminded::default() });
    let sent = world.look().sent.clone();
    let undated = |mime: &[u8]| {
        let mime = String::from_utf8(mime.to_vec()).unwrap();
        mime.lines().filter(|line| !line.starts_with("Date: ")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!((sent.len(), undated(&sent[0].mime)), (2, undated(&sent[1].mime)));
}

#[tokio::test]
async fn a_refused_address_is_not_tried_again() {
    let world = world(due());
    world.look().refused_addresses.push("ip@northlight.example".to_owned());
    assert_eq!(run(&world).await, Reminded { refused: 1, ..Reminded::default() });
    assert_eq!(next(&world), Some(date(2027, 1, 31)));
}

#[tokio::test]
async fn a_right_that_is_changed_while_its_owner_is_reminded_keeps_the_change_and_is_due_later() {
    let world = world(due());
    world.hold(&["registry.put_right"]);
    let meanwhile = async {
        while world.held().is_none() {
            tokio::task::yield_now().await;
        }
        world.look().rights.values_mut().for_each(|right| {
            (right.title, right.version) = ("NORTHLIGHT II".to_owned(), right.version + 1);
        });
        // The write that fails, and the one after it.
        world.let_through();
        world.let_through();
    };
    let (reminded, ()) = tokio::join!(run(&world), meanwhile);
    assert_eq!(reminded, Reminded { sent: 1, ..Reminded::default() });
    assert_eq!(next(&world), Some(date(2027, 1, 31)));
    assert_eq!(world.look().rights.values().next().unwrap().title, "NORTHLIGHT II");
}

#[tokio::test]
async fn who_has_a_chinese_name_is_written_to_in_chinese_and_who_has_a_japanese_one_is_not() {
    for (owner, chinese) in [
        ("Northlight Outfitters GmbH", false),
        ("北极光户外用品有限公司", true),
        ("株式会社きたのひかり", false),
        ("北光カンパニー", false),
    ] {
        let world = world(Right { owner: owner.to_owned(), ..due() });
        assert_eq!(run(&world).await.sent, 1);
        let mime = String::from_utf8(world.look().sent[0].mime.clone()).unwrap();
        assert_eq!(mime.contains("Content-Language: zh"), chinese, "{owner}: {mime}");
    }
}

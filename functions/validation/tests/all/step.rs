//! Validation over the world in memory: what a user of the chain would notice.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use app::MarketplaceCache;
use app::filing::IdentifiedComplaint;
use case::{CaseId, DeclineCode, Question, State};
use contract::complaint::Complaint;
use port::{Erasures as _, Queue, StoredCase, WallClock as _};
use register::right::{Right, RightStatus};
use step::{BatchContext, work_batch};
use testkit::sample;
use testkit::world::{LookMode, World};
use validation::Validation;

pub(super) fn step(world: &World) -> Validation<World, World, World, World> {
    Validation {
        store: world.clone(),
        documents: world.clone(),
        catalogue: world.clone(),
        clock: world.clone(),
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        marketplaces: MarketplaceCache::default(),
        rules: app::RuleSetCache::default(),
        marks: app::MarkCache::default(),
    }
}

fn context(world: &World) -> BatchContext<'_, World, World, World, World, World> {
    let time = Duration::from_secs(30);
    BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time }
}

/// Runs validation until its queue is empty.
pub(crate) async fn run(world: &World) {
    let step = step(world);
    while let Some((taken, event)) = world.receive(Queue::Validation, 10) {
        let context = context(world);
        let response = work_batch(&step, &context, &event).await;
        world.finish(Queue::Validation, taken, Some(&response));
    }
}

pub(super) async fn file(world: &World, complaint: &Complaint) -> app::filing::Filed {
    app::filing::file(world, world, world, &IdentifiedComplaint::read(complaint).expect("a complaint"))
        .await
        .expect("filed")
}

pub(super) fn only_case(world: &World) -> StoredCase {
    let inner = world.look();
    assert_eq!(inner.cases.len(), 1, "one case");
    inner.cases.values().next().cloned().unwrap()
}

async fn state_after(world: &World, complaint: &Complaint) -> State {
    file(world, complaint).await;
    run(world).await;
    only_case(world).case.state
}

fn declined(state: &State) -> Option<DeclineCode> {
    if let State::Declined { decline } = state { Some(decline.code) } else { None }
}

#[tokio::test]
async fn a_well_founded_complaint_is_accepted_and_takedown_is_nudged() {
    let world = sample::world(1);
    let state = state_after(&world, &sample::complaint(1, [0])).await;
    assert_eq!(state.code(), "accepted", "{state:?}");
    let inner = world.look();
    assert_eq!(inner.queues[&Queue::Takedown].len(), 1);
    assert_eq!(inner.queues[&Queue::Notify].len(), 1);
}

/// How many messages wait for takedown, and for notify.
fn nudged(world: &World) -> (usize, usize) {
    let waiting = |queue| world.look().queues[&queue].len();
    (waiting(Queue::Takedown), waiting(Queue::Notify))
}

#[tokio::test]
async fn a_message_that_comes_twice_nudges_once() {
    let world = sample::world(1);
    file(&world, &sample::complaint(1, [0])).await;
    let body = world.look().queues[&Queue::Validation][0].body.clone();
    run(&world).await;
    world.put_message(Queue::Validation, &body);
    run(&world).await;
    assert_eq!(nudged(&world), (1, 1));
}

#[tokio::test]
async fn whoever_dies_before_nudging_is_made_up_for_when_its_message_comes_again() {
    let world = sample::world(1);
    file(&world, &sample::complaint(1, [0])).await;
    let before = world.look().calls.len();
    let (taken, event) = world.receive(Queue::Validation, 10).unwrap();
    world.hold(&["nudges.nudge"]);
    {
        let (step, context) = (step(&world), context(&world));
        let mut working = std::pin::pin!(work_batch(&step, &context, &event));
        std::future::poll_fn(|context| {
            assert!(working.as_mut().poll(context).is_pending());
            std::task::Poll::Ready(())
        })
        .await;
    }
    world.hold(&[]);
    assert!(world.look().calls[before..].contains(&"cases.append"));
    world.finish(Queue::Validation, taken, None);
    assert_eq!((only_case(&world).case.state.code(), nudged(&world)), ("accepted", (0, 0)));
    run(&world).await;
    assert_eq!(nudged(&world), (1, 1));
}

#[tokio::test]
async fn the_receipt_does_not_wait_for_a_marketplace_that_gives_no_answer() {
    let world = sample::world(1);
    world.look().look_mode = Box::new(|_, _| LookMode::Fails);
    file(&world, &sample::complaint(1, [0])).await;
    let (taken, event) = world.receive(Queue::Validation, 10).unwrap();
    let response = work_batch(&step(&world), &context(&world), &event).await;
    world.finish(Queue::Validation, taken, Some(&response));
    let inner = world.look();
    assert_eq!(inner.queues[&Queue::Validation].len(), 1, "to be tried again");
    let at_once: Vec<_> =
        inner.queues[&Queue::Notify].iter().map(|message| message.visible_at <= inner.now).collect();
    assert_eq!(at_once, [true]);
}

#[tokio::test]
async fn a_listing_that_is_gone_is_declined_with_its_code() {
    let world = sample::world(0);
    let state = state_after(&world, &sample::complaint(1, [0])).await;
    assert_eq!(declined(&state), Some(DeclineCode::ListingGone));
}

#[tokio::test]
async fn an_incomplete_complaint_waits_for_its_complainant() {
    let world = sample::world(1);
    let mut complaint = sample::complaint(1, [0]);
    complaint.missing = vec!["good_faith".to_owned()];
    let state = state_after(&world, &complaint).await;
    assert!(matches!(state, State::Incomplete { .. }), "{state:?}");
}

#[tokio::test]
async fn the_right_must_be_in_force_here_and_the_complainants() {
    for (change, code) in [
        (
            Box::new(|right: &mut Right| right.status = RightStatus::Pending) as Box<dyn Fn(&mut Right)>,
            DeclineCode::RightPending,
        ),
        (Box::new(|right| right.expires_on = Some(jiff::civil::date(2026, 5, 1))), DeclineCode::RightExpired),
        (Box::new(|right| right.territories = vec!["US".parse().unwrap()]), DeclineCode::WrongTerritory),
    ] {
        let world = sample::world(1);
        let mut right = sample::right();
        change(&mut right);
        world.look().rights.insert(right.right.clone(), right);
        let state = state_after(&world, &sample::complaint(1, [0])).await;
        assert_eq!(declined(&state), Some(code));
    }
}

#[tokio::test]
async fn a_right_that_can_still_be_renewed_and_one_of_a_part_of_the_territory_go_to_the_desk() {
    let in_grace = Right { expires_on: Some(jiff::civil::date(2026, 5, 2)), ..sample::right() };
    let of_a_part = Right { territories: vec!["DE".parse().unwrap()], ..sample::right() };
    for (right, asked) in [(in_grace, Question::RightInGrace), (of_a_part, Question::PartOfTerritory)] {
        let world = sample::world(1);
        world.look().rights.insert(right.right.clone(), right);
        let state = state_after(&world, &sample::complaint(1, [0])).await;
        assert!(matches!(state, State::AtDesk { question, .. } if question == asked), "{state:?}");
    }
}

#[tokio::test]
async fn a_right_that_its_office_does_not_show_in_force_goes_to_the_desk() {
    let world = sample::world(1);
    let right = Right { status: RightStatus::Doubtful, ..sample::right() };
    world.look().rights.insert(right.right.clone(), right);
    let state = state_after(&world, &sample::complaint(1, [0])).await;
    assert!(matches!(state, State::AtDesk { question: Question::UnverifiedRight, .. }), "{state:?}");
}

#[tokio::test]
async fn who_does_not_hold_the_right_goes_to_the_desk_in_the_union_and_is_declined_elsewhere() {
    for (territory, declines) in [("EU", false), ("FR", false), ("US", true), ("CN", true)] {
        let mut stranger = sample::complaint(1, [0]);
        let world = sample::world(1);
        for right in world.look().rights.values_mut() {
            right.territories = vec![territory.parse().unwrap()];
        }
        stranger.complainant.email = "somebody@else.example".to_owned();
        stranger.party = world.party("somebody@else.example").to_string();
        stranger.proof = "link".to_owned();
        stranger.listings[0].territory = territory.to_owned();
        let state = state_after(&world, &stranger).await;
        let asked = matches!(state, State::AtDesk { question: Question::NonHolder, .. });
        let code = declines.then_some(DeclineCode::NotTheHolder);
        assert_eq!((declined(&state), asked), (code, !declines), "{territory}");
    }
}

#[tokio::test]
async fn nobody_who_is_not_proved_is_decided_about_without_a_person() {
    let mut stranger = sample::complaint(1, [0]);
    let world = sample::world(1);
    stranger.complainant.email = "somebody@else.example".to_owned();
    stranger.party = world.party("somebody@else.example").to_string();
    stranger.proof = "none".to_owned();
    let state = state_after(&world, &stranger).await;
    assert!(matches!(state, State::AtDesk { question: Question::WhoComplains, .. }), "{state:?}");

    let mut unproved = sample::complaint(1, [0]);
    unproved.proof = "none".to_owned();
    let state = state_after(&sample::world(1), &unproved).await;
    assert!(matches!(state, State::AtDesk { question: Question::WhoComplains, .. }), "{state:?}");
}

#[tokio::test]
async fn what_rules_cannot_decide_goes_to_the_desk() {
    let world = sample::world(1);
    world.look().rights.clear();
    let state = state_after(&world, &sample::complaint(1, [0])).await;
    assert!(matches!(state, State::AtDesk { question: Question::UnregisteredRight, .. }), "{state:?}");
}

#[tokio::test]
async fn the_same_complaint_again_is_merged_not_doubled() {
    let world = sample::world(1);
    file(&world, &sample::complaint(1, [0])).await;
    file(&world, &sample::complaint(1, [0])).await;
    file(&world, &sample::complaint(2, [0])).await;
    run(&world).await;
    let stored = only_case(&world);
    assert_eq!(stored.case.merged.len(), 1, "the second complaint is noted once");
    assert_eq!(nudged(&world), (1, 2), "for the letter about that, and for those of the decision");
}

#[tokio::test]
async fn a_complaint_after_a_decline_opens_the_next_round() {
    let world = sample::world(0);
    file(&world, &sample::complaint(1, [0])).await;
    run(&world).await;
    file(&world, &sample::complaint(2, [0])).await;
    let refilings: Vec<u16> = world.look().cases.values().map(|s| s.case.filing.refiling).collect();
    assert_eq!(refilings.len(), 2);
    assert!(refilings.contains(&1));
}

#[tokio::test]
async fn a_thousand_listings_become_a_thousand_cases_however_often_it_is_interrupted() {
    let world = sample::world(1000);
    file(&world, &sample::complaint(1, 0..1000)).await;
    // The function dies over and over, at calls spread over the whole fan-out.
    world.plan(
        (40..1600)
            .step_by(97)
            .map(|nth| testkit::world::Fault { nth, kind: testkit::world::FaultKind::CrashAfter }),
    );
    let step = step(&world);
    let mut crashes = 0;
    while let Some((taken, event)) = world.receive(Queue::Validation, 1) {
        let context = context(&world);
        let response = world.until_crash(work_batch(&step, &context, &event)).await;
        crashes += usize::from(response.is_none());
        // A fresh message each time: the sweep would send one.
        if response.is_none() {
            for message in &taken {
                world.put_message(Queue::Validation, &message.body);
            }
        }
        world.finish(Queue::Validation, taken, Some(&response.unwrap_or_default()));
        let pending = world.look().queues[&Queue::Validation].is_empty();
        let unfinished = world.look().fan_outs.values().any(|f| f.done < f.listings);
        assert!(!(pending && unfinished), "the fan-out got lost");
    }
    assert!(crashes > 5, "{crashes} crashes");
    let inner = world.look();
    assert_eq!(inner.cases.len(), 1000);
    let fan_out = inner.fan_outs.values().next().unwrap();
    let ids: std::collections::BTreeSet<CaseId> = fan_out.cases.iter().copied().collect();
    assert_eq!((fan_out.done, ids.len()), (1000, 1000));
}

#[tokio::test]
async fn a_message_that_can_never_succeed_is_rejected_with_its_reason() {
    for (body, reason) in [
        ("not json", "malformed"),
        (
            r#"{"type":"nudge.case","version":9,"time":"2026-11-02T09:00:00Z","data":{}}"#,
            "unknown type or version",
        ),
        (
            r#"{"type":"other","version":1,"time":"2026-11-02T09:00:00Z","data":{}}"#,
            "unknown type or version",
        ),
        (
            r#"{"type":"nudge.case","version":1,"time":"2026-11-02T09:00:00Z","data":{"case":"00000000000000000000000000000001"}}"#,
            "does not exist",
        ),
    ] {
        let world = sample::world(1);
        world.put_message(Queue::Validation, body);
        run(&world).await;
        let inner = world.look();
        assert_eq!(inner.rejects.len(), 1, "{body}");
        assert!(inner.rejects[0].reason.contains(reason), "{}", inner.rejects[0].reason);
        assert_eq!(inner.rejects[0].body, body);
        assert!(inner.dead.is_empty());
    }
}

#[tokio::test]
async fn a_reject_that_cannot_be_put_aside_is_not_lost() {
    let world = sample::world(1);
    world.put_message(Queue::Validation, "not json");
    let nth = world.look().calls.len();
    world.plan([testkit::world::Fault { nth, kind: testkit::world::FaultKind::Fails }]);
    run(&world).await;
    assert_eq!(world.look().calls[nth], "rejects.reject");
    assert_eq!(world.look().rejects.len(), 1, "it came back and was put aside then");
}

#[tokio::test]
async fn one_bad_message_does_not_fail_its_batch() {
    let world = sample::world(1);
    world.put_message(Queue::Validation, "not json");
    file(&world, &sample::complaint(1, [0])).await;
    run(&world).await;
    assert_eq!(only_case(&world).case.state.code(), "accepted");
    assert_eq!(world.look().rejects.len(), 1);
}

/// The data of the submitter is erased before its complaint is worked off.
async fn erase_holder(world: &World) {
    let by = "ada".parse().unwrap();
    world.erase_data_key(sample::HOLDER_ID, world.now(), &by).await.unwrap().unwrap();
}

#[tokio::test]
async fn the_listings_of_an_erased_complaint_are_given_up_and_nothing_comes_again() {
    let world = sample::world(3);
    file(&world, &sample::complaint(1, 0..3)).await;
    erase_holder(&world).await;
    run(&world).await;
    assert!(world.look().cases.is_empty() && world.look().rejects.is_empty());
    world.pass(jiff::SignedDuration::from_hours(1));
    app::sweep(&world, &world, &world).await.unwrap();
    assert!(world.receive(Queue::Validation, 10).is_none(), "the sweep finds nothing to do");
}

#[tokio::test]
async fn a_case_of_an_erased_complainant_is_decided_as_any_other() {
    let world = sample::world(1);
    file(&world, &sample::complaint(1, [0])).await;
    erase_holder(&world).await;
    run(&world).await;
    let case = only_case(&world).case;
    assert!(case.decided_at.is_some() && world.look().rejects.is_empty(), "{:?}", case.state);
}

//! The desk over the world in memory.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::desk::{self, DecideError, Decided, Decision, LeaseError};
use app::filing::IdentifiedComplaint;
use app::{DayReport, change, find_case};
use case::{
    Actor, CaseId, Command, Correction, DeclineCode, DeskQueue, Digest, Event, OrderCommand, PartyAct,
    Question, Side, State, WhyRestore,
};
use jiff::SignedDuration;
use port::{Lease, Queue, WallClock as _};
use testkit::sample::{self, note};
use testkit::world::{Fault, FaultKind, World};

/// One case, at the desk since an hour.
pub(crate) async fn at_desk() -> (World, CaseId) {
    let world = sample::world(1);
    app::filing::file(
        &world,
        &world,
        &world,
        &IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap(),
    )
    .await
    .unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    machine(&world, id, Command::AskDesk { question: Question::WhoComplains }).await;
    world.pass(SignedDuration::from_hours(1));
    world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
    (world, id)
}

pub(crate) async fn by(world: &World, id: CaseId, by: Actor, command: Command) {
    let stored = find_case(world, id).await.unwrap();
    change(world, stored, &by, &[command], world.now()).await.unwrap();
}

pub(crate) async fn machine(world: &World, id: CaseId, command: Command) {
    by(world, id, Actor::Machine, command).await;
}

pub(crate) async fn decide(
    world: &World,
    id: CaseId,
    decision: Decision,
    by: &str,
) -> Result<Decided, DecideError> {
    desk::decide((world, world, world, world), id, decision, &by.parse().unwrap()).await
}

/// The cases that wait in a queue.
pub(crate) async fn waits_in(world: &World, queue: DeskQueue) -> Vec<CaseId> {
    let queued = desk::waiting(world, world, queue, None, 1000).await.unwrap();
    queued.waiting.iter().map(|it| it.case.id).collect()
}

/// The cases that wait for a decision.
async fn waiting(world: &World) -> Vec<CaseId> {
    waits_in(world, DeskQueue::Decision).await
}

fn accept() -> Decision {
    Decision::Accept { note: sample::note(), although: false }
}

fn decline(code: DeclineCode) -> Decision {
    Decision::Decline { code, note: sample::note() }
}

fn nudged(world: &World, queue: Queue) -> usize {
    world.look().queues[&queue].len()
}

pub(crate) async fn in_force(world: &World, id: CaseId) {
    decide(world, id, accept(), "ada").await.unwrap();
    sample::do_order(world, id);
}

#[tokio::test]
async fn what_waits_is_listed_until_it_is_decided() {
    let (world, id) = at_desk().await;
    assert_eq!(waiting(&world).await, [id]);
    decide(&world, id, decline(case::DeclineCode::Authorised), "ada").await.unwrap();
    assert_eq!(waiting(&world).await, []);
}

#[tokio::test]
async fn what_waits_is_listed_whenever_it_was_filed() {
    let (world, id) = at_desk().await;
    world.pass(SignedDuration::from_hours(400 * 24));
    assert_eq!(waiting(&world).await, [id]);
}

#[tokio::test]
async fn an_acceptance_goes_to_takedown_and_once_more_when_asked_again() {
    let (world, id) = at_desk().await;
    let decided = decide(&world, id, accept(), "ada").await.unwrap();
    assert_eq!((decided.changed, &decided.nudged[..]), (true, &[Queue::Takedown, Queue::Notify][..]));
    assert_eq!((nudged(&world, Queue::Takedown), nudged(&world, Queue::Notify)), (1, 1));
    let again = decide(&world, id, accept(), "ada").await.unwrap();
    assert!(!again.changed);
    assert_eq!(again.case.events, 3);
    assert_eq!(nudged(&world, Queue::Takedown), 2);
}

#[tokio::test]
async fn a_decision_that_died_at_any_call_is_made_once_when_made_again() {
    let calls = {
        let (world, id) = at_desk().await;
        let before = world.look().calls.len();
        decide(&world, id, accept(), "ada").await.unwrap();
        before..world.look().calls.len()
    };
    assert!(!calls.is_empty());
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, id) = at_desk().await;
            world.plan([Fault { nth, kind }]);
            let _died = world.until_crash(decide(&world, id, accept(), "ada")).await;
            let again = decide(&world, id, accept(), "ada").await.unwrap();
            assert_eq!(again.case.state.code(), "accepted", "{kind:?} at call {nth}");
            assert_eq!(again.case.events, 3, "{kind:?} at call {nth}: decided once");
            assert!(nudged(&world, Queue::Takedown) > 0, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn what_the_domain_refuses_is_explained_and_changes_nothing() {
    let (world, id) = at_desk().await;
    for decision in [
        Decision::Retry,
        Decision::GiveUp,
        Decision::Rule { measure_stays: false, note: note() },
        Decision::Appeal { reverse: false, although: false, note: note() },
    ] {
        let error = decide(&world, id, decision, "ada").await.unwrap_err();
        let text = port::chain_of(&error);
        let expected = "the case stays as it is: ";
        assert!(text.starts_with(expected) && text.ends_with("the case is at_desk"), "{text}");
    }
    assert_eq!(find_case(&world, id).await.unwrap().case.events, 2);
    assert_eq!(nudged(&world, Queue::Takedown), 0);
}

#[tokio::test]
async fn a_refused_measure_is_asked_for_again_or_given_up() {
    for (decision, state, nudges) in [(Decision::Retry, "accepted", 2), (Decision::GiveUp, "closed", 1)] {
        let (world, id) = at_desk().await;
        decide(&world, id, accept(), "ada").await.unwrap();
        sample::answer_order(&world, id, |id| OrderCommand::Refuse { id, reason: "no".to_owned() });
        let case = find_case(&world, id).await.unwrap().case;
        assert_eq!(desk::open_question(&case).unwrap().to_string(), "the marketplace refused: no");
        let decided = decide(&world, id, decision.clone(), "bob").await.unwrap();
        assert_eq!(decided.case.state.code(), state);
        assert_eq!(nudged(&world, Queue::Takedown), nudges, "{decision:?}");
    }
}

#[tokio::test]
async fn a_complaint_is_not_declined_for_what_never_happened() {
    for (misuse, is_suspended) in [("clear", false), ("suspended", true)] {
        let world = sample::world(1);
        let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let id = *world.look().cases.keys().next().unwrap();
        let saw =
            format!("visible in_force words covered code act fit not_listed none {misuse} known few none");
        let record = case::Record::of(1, sample::inputs(&saw));
        machine(&world, id, Command::Judge(record)).await;
        machine(&world, id, Command::AskDesk { question: Question::WhoComplains }).await;
        let never_asked = decline(DeclineCode::StillIncomplete);
        let error = decide(&world, id, never_asked, "ada").await.unwrap_err();
        assert!(error.to_string().contains("never asked to complete it"), "{error}");
        let suspended = decline(DeclineCode::ComplainantSuspended);
        assert_eq!(decide(&world, id, suspended, "ada").await.is_ok(), is_suspended, "{misuse}");
    }
}

#[tokio::test]
async fn a_complaint_is_not_declined_for_what_the_register_or_the_marketplace_denies() {
    let (world, id) = at_desk().await;
    let now = world.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let set = |change: &dyn Fn(&mut register::right::Right)| {
        world.look().rights.values_mut().for_each(change);
    };
    for (code, denied) in [
        (DeclineCode::RightExpired, "in force"),
        (DeclineCode::RightUnknown, "the register has the right"),
        (DeclineCode::WrongTerritory, "covers"),
        (DeclineCode::ListingGone, "shows the listing"),
        (DeclineCode::NotAListing, "has such a listing"),
    ] {
        let error = decide(&world, id, decline(code), "ada").await.unwrap_err();
        assert!(matches!(error, DecideError::Contradicted { .. }), "{code}: {error}");
        assert!(error.to_string().contains(denied), "{code}: {error}");
    }
    set(&|right| right.expires_on = now.checked_sub(jiff::Span::new().days(3)).ok());
    let grace = decide(&world, id, decline(DeclineCode::RightExpired), "ada").await.unwrap_err();
    assert!(grace.to_string().contains("can still be renewed"), "{grace}");
    world.look().listings.values_mut().for_each(|listing| listing.exists = false);
    let decline = decline(DeclineCode::ListingGone);
    assert!(decide(&world, id, decline.clone(), "ada").await.unwrap().changed);
    // Once it is so, that it came back changes nothing of the answer.
    world.look().listings.values_mut().for_each(|listing| listing.exists = true);
    assert!(!decide(&world, id, decline, "ada").await.unwrap().changed);
}

fn correction(why: Correction) -> Decision {
    Decision::Correct { why, note: "The picture shows other goods.".parse().unwrap() }
}

#[tokio::test]
async fn a_wrong_measure_is_put_back_before_anyone_objects_and_the_complainant_may_appeal() {
    let (world, id) = at_desk().await;
    let error = decide(&world, id, correction(Correction::Mistake), "ada").await.unwrap_err();
    assert!(port::chain_of(&error).contains("not possible while the case is at_desk"), "{error}");
    in_force(&world, id).await;
    let before = nudged(&world, Queue::Takedown);
    let decided = decide(&world, id, correction(Correction::Mistake), "ada").await.unwrap();
    assert_eq!(decided.case.state.code(), "restore_due");
    assert_eq!(nudged(&world, Queue::Takedown), before + 1);
    let again = decide(&world, id, correction(Correction::Mistake), "ada").await.unwrap();
    assert!(!again.changed, "it is corrected once");
    sample::do_order(&world, id);
    let case = find_case(&world, id).await.unwrap().case;
    assert!(matches!(case.state, State::Restored { why: WhyRestore::Corrected, .. }), "{:?}", case.state);
    assert!(case.may_act(Side::Complainant, PartyAct::Appeal));
    assert!(case.was_restored(), "the next complaint about the listing is for a person");
    by(&world, id, Actor::Complainant, Command::Appeal { document: Digest::of(b"appeal") }).await;
    let error = decide(&world, id, Decision::Appeal { reverse: true, although: false, note: note() }, "ada")
        .await
        .unwrap_err();
    assert!(port::chain_of(&error).contains("may not decide its appeal"), "{error}");
    decide(&world, id, Decision::Appeal { reverse: true, although: false, note: note() }, "bob")
        .await
        .unwrap();
    sample::do_order(&world, id);
    let error = decide(&world, id, correction(Correction::Mistake), "ada").await.unwrap_err();
    assert!(matches!(error, DecideError::Refused { .. }), "what an appeal decided stands: {error}");
}

#[tokio::test]
async fn a_correction_that_died_at_any_call_is_made_once_when_made_again() {
    let calls = {
        let (world, id) = at_desk().await;
        in_force(&world, id).await;
        let before = world.look().calls.len();
        decide(&world, id, correction(Correction::Mistake), "ada").await.unwrap();
        before..world.look().calls.len()
    };
    assert!(!calls.is_empty());
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, id) = at_desk().await;
            in_force(&world, id).await;
            world.plan([Fault { nth, kind }]);
            let _died = world.until_crash(decide(&world, id, correction(Correction::Mistake), "ada")).await;
            decide(&world, id, correction(Correction::Mistake), "ada").await.unwrap();
            let stored = find_case(&world, id).await.unwrap();
            let corrected =
                stored.log.iter().filter(|it| matches!(it.event, Event::Corrected { .. })).count();
            assert_eq!((stored.case.state.code(), corrected), ("restore_due", 1), "{kind:?} at call {nth}");
            assert!(nudged(&world, Queue::Takedown) > 0, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn a_case_that_is_not_there_cannot_be_decided() {
    let id = "0".repeat(32).parse().unwrap();
    let error = decide(&World::new(), id, accept(), "ada").await.unwrap_err();
    assert_eq!(error.to_string(), format!("there is no case {id}"));
}

#[tokio::test]
async fn a_decision_of_the_rules_is_reviewed_blind() {
    let world = sample::world(400);
    for listing in 0..400 {
        let number = u128::try_from(listing).unwrap() + 1;
        let complaint = sample::complaint(number, [listing]);
        app::filing::file(&world, &world, &world, &IdentifiedComplaint::read(&complaint).unwrap())
            .await
            .unwrap();
    }
    let saw = "visible in_force words covered code act fit not_listed none clear known few none";
    let record = case::Record::of(1, sample::inputs(saw));
    let all: Vec<CaseId> = world.look().cases.keys().copied().collect();
    for id in &all {
        machine(&world, *id, Command::Judge(record.clone())).await;
        machine(
            &world,
            *id,
            Command::Accept { measure: case::Measure::Removal, although: false, note: None },
        )
        .await;
    }
    let of_policy = all.iter().filter(|id| policy::is_sampled(**id)).count();
    let sample = waits_in(&world, DeskQueue::BlindReview).await;
    assert!(of_policy > 0);
    assert_eq!(sample.len(), of_policy);
    let first = sample[0];
    decide(&world, first, Decision::BlindReview { accept: false }, "ada").await.unwrap();
    assert_eq!(waits_in(&world, DeskQueue::BlindReview).await.len(), of_policy - 1);
    let review = Decision::BlindReview { accept: false };
    assert!(!decide(&world, first, review.clone(), "ada").await.unwrap().changed, "hers is recorded once");
    let not_drawn = all.iter().find(|id| !policy::is_sampled(**id)).unwrap();
    for (case, by) in [(first, "ben"), (*not_drawn, "ben")] {
        let error = decide(&world, case, review.clone(), by).await.unwrap_err();
        assert!(matches!(error, DecideError::NotDrawn(_)), "{error}");
    }
    let stored = find_case(&world, first).await.unwrap();
    let report = DayReport::of(jiff::civil::date(2026, 11, 2), &[stored], world.now());
    assert_eq!((report.decided_by_rules, report.blind_reviews, report.blind_reviews_agreed), (1, 1, 0));
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_named_and_hides_no_other() {
    let world = sample::world(3);
    for number in 0..3 {
        let complaint = sample::complaint(number as u128 + 1, [number]);
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let question = Question::WhoComplains;
        machine(&world, filed.opened.unwrap().case, Command::AskDesk { question }).await;
    }
    let all = waiting(&world).await;
    world.look().corrupt.insert(all[1]);
    let queued = desk::waiting(&world, &world, DeskQueue::Decision, None, 10).await.unwrap();
    assert_eq!(queued.waiting.iter().map(|it| it.case.id).collect::<Vec<_>>(), [all[0], all[2]]);
    let [unreadable] = &queued.unreadable[..] else { panic!("{:?}", queued.unreadable) };
    assert_eq!(unreadable.case, all[1]);
    assert!(unreadable.why.contains("cannot be read"), "{}", unreadable.why);
}

pub(crate) async fn take(world: &World, id: CaseId, by: &str) -> Result<Lease, LeaseError> {
    desk::take(world, world, id, &by.parse().unwrap()).await
}

async fn give_back(world: &World, id: CaseId, by: &str) -> Result<(), LeaseError> {
    desk::give_back(world, world, id, &by.parse().unwrap()).await
}

#[tokio::test]
async fn a_case_that_is_taken_is_decided_by_nobody_else() {
    let (world, id) = at_desk().await;
    let lease = take(&world, id, "ada").await.unwrap();
    assert_eq!(lease.until, world.now() + policy::DESK_LEASE);
    let queued = desk::waiting(&world, &world, DeskQueue::Decision, None, 10).await.unwrap();
    assert_eq!(queued.waiting[0].lease.as_ref(), Some(&lease));
    let error = take(&world, id, "ben").await.unwrap_err();
    assert!(matches!(&error, LeaseError::Taken(taken) if taken.0 == lease), "{error}");
    let error = decide(&world, id, accept(), "ben").await.unwrap_err();
    assert!(matches!(&error, DecideError::Taken(taken) if taken.0 == lease), "{error}");
    assert!(error.to_string().contains("ada"), "{error}");
    let error = give_back(&world, id, "ben").await.unwrap_err();
    assert!(matches!(error, LeaseError::Taken(_)), "another's is not given back");
    assert_eq!(waiting(&world).await, [id], "and it waits as before");

    assert!(decide(&world, id, accept(), "ada").await.unwrap().changed);
    let left = world.look().leases[&id].clone();
    assert!(!left.runs(world.now()), "a decision gives the case back");
}

#[tokio::test]
async fn a_lease_ends_by_itself_or_when_it_is_given_back() {
    let (world, id) = at_desk().await;
    take(&world, id, "ada").await.unwrap();
    world.pass(policy::DESK_LEASE);
    let queued = desk::waiting(&world, &world, DeskQueue::Decision, None, 10).await.unwrap();
    assert_eq!(queued.waiting[0].lease, None, "one that ended is not told");
    take(&world, id, "ben").await.unwrap();
    give_back(&world, id, "ben").await.unwrap();
    give_back(&world, id, "ben").await.unwrap();
    let error = give_back(&world, id, "ada").await.unwrap_err();
    assert!(matches!(error, LeaseError::NotTaken), "perhaps another case was meant: {error}");
    assert!(decide(&world, id, accept(), "ada").await.unwrap().changed, "nobody has to take a case");
    let error = take(&world, id, "ada").await.unwrap_err();
    assert!(matches!(error, LeaseError::WaitsForNobody { .. }), "{error}");
}

/// Taking fails, crashes before and after its write, and loses its answer: taken once more, the case is its reviewer's.
#[tokio::test]
async fn a_taking_that_broke_off_is_done_again() {
    for nth in 0..2 {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, id) = at_desk().await;
            let before = world.look().calls.len();
            world.plan([Fault { nth: before + nth, kind }]);
            let reviewer = "ada".parse().unwrap();
            let first = desk::take(&world, &world, id, &reviewer);
            let _broken = world.until_crash(first).await;
            world.pass(SignedDuration::from_mins(1));
            let lease = take(&world, id, "ada").await.unwrap();
            assert_eq!(world.look().leases[&id], lease, "call {nth}, {kind:?}");
            assert!(take(&world, id, "ben").await.is_err());
        }
    }
}

/// A decision that dies before it gives the case back stands, and the lease ends by itself.
#[tokio::test]
async fn a_decision_stands_whether_or_not_its_lease_is_given_back() {
    let calls = {
        let (world, id) = at_desk().await;
        take(&world, id, "ada").await.unwrap();
        let before = world.look().calls.len();
        decide(&world, id, accept(), "ada").await.unwrap();
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, id) = at_desk().await;
            take(&world, id, "ada").await.unwrap();
            world.plan([Fault { nth, kind }]);
            let reviewer = "ada".parse().unwrap();
            let first = desk::decide((&world, &world, &world, &world), id, accept(), &reviewer);
            let _broken = world.until_crash(first).await;
            decide(&world, id, accept(), "ada").await.unwrap();
            let case = find_case(&world, id).await.unwrap().case;
            assert_eq!(case.state.code(), "accepted", "call {nth}, {kind:?}");
        }
    }
}

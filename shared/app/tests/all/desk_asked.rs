//! What a seller asks a person to look at.

use app::desk::{self, DecideError, Decision};
use app::{DayReport, find_case};
use case::{Actor, CaseId, Command, Correction, DeskQueue, Digest, Event, PartyAct, Side};
use jiff::SignedDuration;
use port::{Queue, WallClock as _};
use testkit::sample::{self, note};
use testkit::world::{Fault, FaultKind, World};

use crate::desk::{by, decide, waits_in};

fn keep() -> Decision {
    Decision::Keep { note: note() }
}

/// A listing that rules had taken down, whose seller asks for a person an hour later.
async fn asked() -> (World, CaseId) {
    let world = sample::world(1);
    let complaint = app::filing::IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    sample::take_down(&world, id);
    sample::send_letters(&world, id);
    world.pass(SignedDuration::from_hours(1));
    by(&world, id, Actor::Seller, Command::AskPerson { document: Digest::of(b"why") }).await;
    (world, id)
}

#[tokio::test]
async fn a_request_waits_within_a_day_for_a_person_who_keeps_the_measure_once() {
    let (world, id) = asked().await;
    assert_eq!(waits_in(&world, DeskQueue::PersonAsked).await, [id]);
    let case = find_case(&world, id).await.unwrap().case;
    assert!(desk::open_question(&case).unwrap().to_string().contains("the seller asks that a person look"));
    let waiting = policy::waiting(&case).unwrap();
    assert_eq!(waiting.by, case.last_at + SignedDuration::from_hours(24));
    let decided = decide(&world, id, keep(), "ada").await.unwrap();
    assert!(decided.changed && decided.nudged.contains(&Queue::Notify), "both sides are told");
    assert!(!decide(&world, id, keep(), "ada").await.unwrap().changed, "it is kept once");
    let error = decide(&world, id, keep(), "bob").await.unwrap_err();
    assert!(matches!(error, DecideError::Refused { .. }), "a person has answered: {error}");
    assert_eq!(waits_in(&world, DeskQueue::PersonAsked).await, []);
    assert!(decided.case.may_act(Side::Seller, PartyAct::CounterNotice));
    by(&world, id, Actor::Seller, Command::Appeal { document: Digest::of(b"appeal") }).await;
    let appeal = || Decision::Appeal { reverse: true, although: false, note: note() };
    let error = decide(&world, id, appeal(), "ada").await.unwrap_err();
    assert!(port::chain_of(&error).contains("may not decide its appeal"), "{error}");
    decide(&world, id, appeal(), "bob").await.unwrap();
}

#[tokio::test]
async fn an_answer_that_died_at_any_call_is_given_once_when_given_again() {
    for (decision, state) in
        [(keep(), "in_force"), (Decision::Correct { why: Correction::Mistake, note: note() }, "restore_due")]
    {
        let calls = {
            let (world, id) = asked().await;
            let before = world.look().calls.len();
            decide(&world, id, decision.clone(), "ada").await.unwrap();
            before..world.look().calls.len()
        };
        assert!(!calls.is_empty());
        for nth in calls {
            for kind in
                [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
            {
                let (world, id) = asked().await;
                world.plan([Fault { nth, kind }]);
                let _died = world.until_crash(decide(&world, id, decision.clone(), "ada")).await;
                decide(&world, id, decision.clone(), "ada").await.unwrap();
                let stored = find_case(&world, id).await.unwrap();
                let answer = |event: &Event| matches!(event, Event::Kept { .. } | Event::Corrected { .. });
                let answers = stored.log.iter().filter(|it| answer(&it.event)).count();
                assert_eq!((stored.case.state.code(), answers), (state, 1), "{kind:?} at call {nth}");
                let nudged = world.look().queues.values().map(std::collections::VecDeque::len).sum::<usize>();
                assert!(nudged > 0, "{kind:?} at call {nth}");
            }
        }
    }
}

#[tokio::test]
async fn the_report_counts_how_often_a_person_looked_in_time() {
    let day = jiff::civil::date(2026, 11, 2);
    let report = async |hours: i64, answered: bool| {
        let (world, id) = asked().await;
        world.pass(SignedDuration::from_hours(hours));
        if answered {
            decide(&world, id, keep(), "ada").await.unwrap();
        }
        let report = DayReport::of(day, &[find_case(&world, id).await.unwrap()], world.now());
        let figures = report.targets["person_asked"];
        (figures.in_time, figures.missed, figures.open, report.waiting.get("person_asked").copied())
    };
    assert_eq!(report(23, true).await, (1, 0, 0, None));
    assert_eq!(report(25, true).await, (0, 1, 0, None), "a day is over");
    assert_eq!(report(25, false).await, (0, 1, 0, Some(1)));
    assert_eq!(report(1, false).await, (0, 0, 1, Some(1)));
}

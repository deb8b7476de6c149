//! Clocks over the sample: each deadline says how it follows, several run at once, and targets are counted.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::filing::IdentifiedComplaint;
use app::{DayReport, change};
use case::{Actor, Case, CaseId, Clock, Command, Element, OrderCommand, Proof, Question, RunningClock};
use jiff::SignedDuration;
use policy::Deadline;
use port::{Cases as _, StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::World;

async fn filed() -> (World, CaseId) {
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
    (world, id)
}

async fn stored(world: &World, id: CaseId) -> StoredCase {
    world.load(&[id]).await.unwrap().pop().flatten().unwrap()
}

async fn ask(world: &World, id: CaseId, by: Actor, command: Command) {
    change(world, stored(world, id).await, &by, &[command], world.now()).await.unwrap();
}

/// The answer clock of a case of this claim in this territory, as if the counter-notice's letter had gone out now.
fn answer_clock(case: &Case, territory: &str, claim: &str) -> Deadline {
    let mut case = case.clone();
    case.filing.territory = territory.parse().unwrap();
    case.filing.claim = claim.parse().unwrap();
    policy::deadline(&case, RunningClock::started(Clock::Answer, case.filed_at))
}

#[tokio::test]
async fn a_deadline_says_by_which_rule_it_follows_from_its_start() {
    let (world, id) = filed().await;
    let case = stored(&world, id).await.case;
    // Filed on Monday, 2 November 2026, at 9:00 UTC. Veterans Day, 11 November, is no business day in the US.
    for (territory, claim, rule, due, formula) in [
        (
            "US",
            "copyright",
            "answer.us_512g",
            "2026-11-18T10:00:00Z",
            "10 business days, US federal calendar, America/New_York to Pacific/Honolulu, to the end of the day",
        ),
        (
            "US",
            "counterfeit",
            "answer.terms",
            "2026-11-17T10:00:00Z",
            "14 days, America/New_York to Pacific/Honolulu, to the end of the day",
        ),
        (
            "CN",
            "counterfeit",
            "answer.cn_43",
            "2026-11-17T16:00:00Z",
            "15 days, or the next business day, China's public holidays, Asia/Shanghai, to the end of the day",
        ),
        (
            "EU",
            "copyright",
            "answer.terms",
            "2026-11-17T04:00:00Z",
            "14 days, Indian/Reunion to America/Martinique, to the end of the day",
        ),
    ] {
        let deadline = answer_clock(&case, territory, claim);
        assert_eq!(
            (deadline.rule, deadline.due.to_string().as_str(), deadline.formula.as_str()),
            (rule, due, formula)
        );
        assert!(!deadline.source.is_empty() && deadline.zone.is_some(), "{deadline:?}");
    }
}

#[tokio::test]
async fn at_the_desk_two_clocks_run_and_neither_wakes_the_sweep() {
    let (world, id) = filed().await;
    world.pass(SignedDuration::from_hours(2));
    ask(&world, id, Actor::Machine, Command::AskDesk { question: Question::Policy }).await;
    let mut case = stored(&world, id).await.case;
    let ends: Vec<_> = policy::deadlines(&case).iter().map(|it| (it.clock, it.due.to_string())).collect();
    assert_eq!(
        ends,
        [
            (Clock::Decision, "2026-11-03T09:00:00Z".to_owned()),
            (Clock::Desk, "2026-11-04T04:00:00Z".to_owned())
        ]
    );
    case.letters.clear();
    assert_eq!(policy::next_due(&case, 0), None, "nothing follows from a missed target");
}

#[tokio::test]
async fn the_time_in_which_the_complainant_completes_does_not_count() {
    let (world, id) = filed().await;
    world.pass(SignedDuration::from_hours(1));
    ask(&world, id, Actor::Machine, Command::FindIncomplete { missing: vec![Element::GoodFaith] }).await;
    world.pass(SignedDuration::from_hours(72));
    let document = case::Digest::of(b"completed");
    let complete = Command::Complete { document, missing: vec![], right: None, proof: Proof::AccountSecret };
    ask(&world, id, Actor::Complainant, complete).await;
    let case = stored(&world, id).await.case;
    let [decision] = &policy::deadlines(&case)[..] else { panic!("one clock runs") };
    assert_eq!(decision.due, case.filed_at + SignedDuration::from_hours(24 + 72));
    assert_eq!(decision.formula, "24 hours, paused for 72h");
}

#[tokio::test]
async fn a_pause_that_begins_on_a_holiday_is_served_whole_and_folding_again_gives_the_same() {
    let (world, id) = filed().await;
    // Thanksgiving, and until the Sunday after.
    world.pass(SignedDuration::from_hours(24 * 24));
    ask(&world, id, Actor::Machine, Command::FindIncomplete { missing: vec![Element::GoodFaith] }).await;
    let asked = stored(&world, id).await.case;
    let completion = policy::deadlines(&asked).remove(0);
    assert_eq!((completion.clock, completion.since), (Clock::Completion, asked.last_at));
    world.pass(SignedDuration::from_hours(72));
    let document = case::Digest::of(b"completed");
    let complete = Command::Complete { document, missing: vec![], right: None, proof: Proof::AccountSecret };
    ask(&world, id, Actor::Complainant, complete).await;
    let StoredCase { case, log, .. } = stored(&world, id).await;
    let deadlines = policy::deadlines(&case);
    assert_eq!(deadlines[0].paused, SignedDuration::from_hours(72));
    assert_eq!(deadlines[0].due, case.filed_at + SignedDuration::from_hours(24 + 72));
    let folded = Case::fold(id, &log).unwrap();
    assert_eq!(policy::deadlines(&folded), deadlines);
    // Elsewhere other rules hold; the pause stays.
    let mut moved = case.clone();
    moved.filing.territory = "CN".parse().unwrap();
    assert_eq!(policy::deadlines(&moved)[0].paused, deadlines[0].paused);
}

#[tokio::test]
async fn the_report_counts_each_target_by_its_clock() {
    let (world, id) = filed().await;
    ask(&world, id, Actor::Machine, Command::AskDesk { question: Question::Policy }).await;
    let ada = Actor::Reviewer("ada".parse().unwrap());
    world.pass(SignedDuration::from_hours(30));
    ask(
        &world,
        id,
        ada.clone(),
        Command::Accept { measure: case::Measure::Removal, although: false, note: None },
    )
    .await;
    sample::answer_order(&world, id, |id| OrderCommand::Refuse { id, reason: "busy".to_owned() });
    world.pass(SignedDuration::from_hours(72));
    ask(&world, id, ada, Command::Order(OrderCommand::Retry)).await;
    sample::answer_order(&world, id, |id| OrderCommand::Refuse { id, reason: "busy".to_owned() });
    let stored = [stored(&world, id).await];
    let day = jiff::civil::date(2026, 11, 2);
    let figures = |report: &DayReport, clock: &str| {
        let figures = report.targets[clock];
        (figures.in_time, figures.missed, figures.open)
    };
    let report = DayReport::of(day, &stored, world.now());
    assert_eq!(figures(&report, "decision"), (0, 1, 0), "30 hours are more than 24");
    assert_eq!(figures(&report, "desk"), (1, 0, 0), "until the end of the next business day");
    assert_eq!(figures(&report, "refused_order"), (0, 1, 1), "once too late, once still open");
    assert_eq!((report.decided_in_time, report.breaches), (0, 1), "the decision is counted as ever");
}

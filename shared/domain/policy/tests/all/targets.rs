//! Whether the targets of a case were kept, as its log tells.

use case::{
    Actor, Answer, Case, Clock, Command, DeclineCode, Digest, Element, Event, Letter, Measure, OrderCommand,
    Posted, Proof, Question, Recorded, State,
};
use jiff::{SignedDuration, Timestamp};
use policy::{Kept, targets_of};

use crate::story::{filing, reviewer, start};

const MACHINE: Actor = Actor::Machine;

/// A log, and the case that it leads to.
struct Told(Vec<Recorded>, Case);

fn at(hours: i64) -> Timestamp {
    start() + SignedDuration::from_hours(hours)
}

impl Told {
    fn filed() -> Self {
        let filed = Recorded { at: start(), event: Event::Filed(filing()) };
        let case = Case::fold(filing().case_id(), std::slice::from_ref(&filed)).unwrap();
        Self(vec![filed], case)
    }

    /// What is asked so many hours after the filing.
    fn then(mut self, hours: i64, by: Actor, command: Command) -> Self {
        let event = self.1.decide(&by, &command, at(hours)).unwrap().unwrap();
        let recorded = Recorded { at: at(hours), event };
        self.1 = self.1.evolve(&recorded).unwrap();
        self.0.push(recorded);
        self
    }

    fn kept(&self, as_of_hours: i64) -> Vec<(Clock, Kept)> {
        targets_of(self.1.id, &self.0, at(as_of_hours)).unwrap()
    }
}

fn decline() -> Command {
    Command::Decline { code: DeclineCode::NoInfringement, note: None }
}

#[test]
fn a_decision_is_in_time_within_a_day_and_missed_after_it() {
    for (hours, kept) in [(1, Kept::InTime), (24, Kept::InTime), (25, Kept::Missed)] {
        assert_eq!(Told::filed().then(hours, MACHINE, decline()).kept(100), [(Clock::Decision, kept)]);
    }
    for (as_of, kept) in [(23, Kept::Open), (24, Kept::Open), (25, Kept::Missed)] {
        assert_eq!(Told::filed().kept(as_of), [(Clock::Decision, kept)]);
    }
}

#[test]
fn the_time_of_the_complainant_is_no_breach_and_the_decision_goes_on_after_it() {
    let missing = vec![Element::GoodFaith];
    let waits = Told::filed().then(2, MACHINE, Command::FindIncomplete { missing });
    assert_eq!(waits.kept(500), [(Clock::Decision, Kept::Open)]);
    let proof = Proof::AccountSecret;
    let document = Digest::of(b"completed");
    let complete = Command::Complete { document, missing: Vec::new(), right: None, proof };
    let goes_on = waits.then(200, Actor::Complainant, complete);
    assert_eq!(goes_on.kept(222), [(Clock::Decision, Kept::Open)], "22 of its hours are left");
    assert_eq!(goes_on.kept(223), [(Clock::Decision, Kept::Missed)]);
    assert_eq!(goes_on.then(222, MACHINE, decline()).kept(500), [(Clock::Decision, Kept::InTime)]);
}

#[test]
fn each_target_counts_once_for_each_time_that_it_started() {
    let asked = Told::filed().then(1, MACHINE, Command::AskDesk { question: Question::Policy });
    let declined = asked.then(30, reviewer("anna"), decline());
    // 14 November 2023 was a Tuesday: the desk had until the end of Thursday where the Union's days begin first.
    assert_eq!(declined.kept(500), [(Clock::Decision, Kept::Missed), (Clock::Desk, Kept::InTime)]);
    let appeal = |n: u8| Command::Appeal { document: Digest::of(&[n]) };
    let fails = Command::DecideAppeal { reverse: false, measure: Measure::Removal, note: None };
    let appealed = declined.then(31, Actor::Complainant, appeal(1));
    assert_eq!(appealed.kept(32)[2..], [(Clock::AppealReview, Kept::Open)]);
    let decided = appealed.then(40, reviewer("ben"), fails);
    assert_eq!(decided.kept(900)[2..], [(Clock::AppealReview, Kept::InTime)]);
}

#[test]
fn each_look_at_a_court_action_starts_the_next() {
    let accept = Command::Accept { measure: Measure::Removal, although: false, note: None };
    let ordered =
        Told::filed().then(0, MACHINE, accept).then(0, MACHINE, Command::Order(OrderCommand::Request));
    let State::Ordered { order, .. } = &ordered.1.state else { panic!("no order") };
    let id = order.under_way().unwrap().id;
    let document = Digest::of(b"counter-notice");
    let countered = ordered
        .then(0, MACHINE, Command::Order(OrderCommand::Confirm { id, reference: "r".into() }))
        .then(0, Actor::Seller, Command::CounterNotice { document });
    let owed = *countered.1.letters.iter().find(|owed| owed.letter == Letter::CounterNotice).unwrap();
    let contest = Command::Answer { answer: Answer::Contest, document: Digest::of(b"genuine") };
    let look = || Command::ReviewCourtClaim { proved: true, note: None };
    let held = countered
        .then(1, MACHINE, Command::LetterSent(owed, Posted::default()))
        .then(2, Actor::Complainant, contest)
        .then(3, Actor::Complainant, Command::NameCourt { document: Digest::of(b"court") })
        .then(4, reviewer("anna"), look());
    let owed = *held.1.letters.iter().find(|owed| owed.letter == Letter::CourtProved).unwrap();
    let held =
        held.then(5, MACHINE, Command::LetterSent(owed, Posted::default())).then(6, reviewer("anna"), look());
    assert_eq!(
        held.kept(7),
        [
            (Clock::Decision, Kept::InTime),
            (Clock::CounterNoticeReview, Kept::InTime),
            (Clock::CourtClaim, Kept::InTime),
            (Clock::CourtReview, Kept::InTime),
            (Clock::CourtReview, Kept::Open),
        ]
    );
}

#[test]
fn a_log_that_does_not_fold_tells_of_no_targets() {
    let told = Told::filed();
    assert_eq!(targets_of(told.1.id, &[], at(1)), None);
    let log = [told.0[0].clone(), told.0[0].clone()];
    assert_eq!(targets_of(told.1.id, &log, at(1)), None);
}

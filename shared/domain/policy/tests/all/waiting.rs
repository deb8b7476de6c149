//! Until when a case waits for a person, and when the sweep looks at it.

use case::{
    Actor, Case, Clock, Command, DeskQueue, Element, Event, Filing, Measure, Posted, Question, Recorded,
};
use jiff::{SignedDuration, Timestamp};
use policy::{due_to_index, is_sampled, next_due, waiting};

use crate::story::{self, Course, play, record, reviewer, start};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn filed() -> Course {
    Course(play(&[]).end())
}

/// The case of `filing`, decided by rules.
fn accepted(filing: Filing) -> Course {
    let recorded = Recorded { at: start(), event: Event::Filed(filing.clone()) };
    let mut course = Course(Case::fold(filing.case_id(), &[recorded]).unwrap());
    course.ask(Actor::Machine, Command::Judge(record()));
    course.ask(Actor::Machine, Command::Accept { measure: Measure::Removal, although: false, note: None });
    course
}

/// A filing whose case is in the sample that a person reads, or is not.
fn filing(sampled: bool) -> Filing {
    let about = |n: u32| Filing { listing: format!("demo/{n}").parse().unwrap(), ..story::filing() };
    (0..).map(about).find(|filing| is_sampled(filing.case_id()) == sampled).unwrap()
}

/// The case once everything that it owes is sent.
fn told(mut course: Course) -> Case {
    while let Some(owed) = course.0.letters.first().copied() {
        course.ask(Actor::Machine, Command::LetterSent(owed, Posted::default()));
    }
    course.0
}

fn in_force() -> Course {
    let mut course = accepted(filing(false));
    course.carry_out();
    course
}

fn queue_and_time(case: &Case) -> Option<(DeskQueue, Timestamp)> {
    waiting(case).map(|waiting| (waiting.queue, waiting.by))
}

#[test]
fn a_question_waits_until_the_complaint_is_to_be_decided_and_a_corrected_one_keeps_its_place() {
    assert_eq!(waiting(&filed().0), None);
    let mut case = Course::at_desk().0;
    assert_eq!(queue_and_time(&case), Some((DeskQueue::Decision, start() + DAY)));
    let earlier = start() - SignedDuration::from_hours(100);
    case.filing.priority_at = Some(earlier);
    assert_eq!(queue_and_time(&case), Some((DeskQueue::Decision, earlier + DAY)));
}

#[test]
fn a_sample_of_what_rules_decided_is_read_once() {
    let case = accepted(filing(true)).0;
    // Decided when it was 15 November already where the Union's days begin first: 14 days more, to where they end last.
    let by = "2023-11-30T04:00:00Z".parse().unwrap();
    assert_eq!(queue_and_time(&case), Some((DeskQueue::BlindReview, by)));
    let mut read = Course(case);
    read.ask(reviewer("anna"), Command::BlindReview { accept: true });
    assert_eq!(waiting(&read.0), None);
    assert_eq!(waiting(&accepted(filing(false)).0), None, "it is not in the sample");
    let filing = filing(true);
    let recorded = Recorded { at: start(), event: Event::Filed(filing.clone()) };
    let undecided = Case::fold(filing.case_id(), &[recorded]).unwrap();
    assert_eq!(waiting(&undecided), None, "rules have decided nothing");
}

#[test]
fn an_appeal_waits_until_its_own_clock_ends() {
    let mut course = in_force();
    course.ask(Actor::Seller, Command::Appeal { document: case::Digest::of(b"appeal") });
    let [deadline] = &policy::deadlines(&course.0)[..] else { panic!("one clock runs") };
    assert_eq!(deadline.clock, Clock::AppealReview);
    assert_eq!(queue_and_time(&course.0), Some((DeskQueue::Appeal, deadline.due)));
    assert!(deadline.due > start() + DAY * 7);
}

#[test]
fn a_request_for_a_person_waits_for_a_day_and_brings_forward_whatever_answers_it() {
    let asked_at = |course: &Course| course.0.asked.since().unwrap();
    let mut course = in_force();
    course.ask(Actor::Seller, Command::AskPerson { document: case::Digest::of(b"why") });
    let by = asked_at(&course) + DAY;
    assert_eq!(queue_and_time(&course.0), Some((DeskQueue::PersonAsked, by)));
    let rule = policy::clock_rule(Clock::PersonAsked);
    assert_eq!((rule.waits_for, rule.end), (policy::WaitsFor::Desk, case::ClockEnd::Breach));
    assert_eq!(next_due(&told(Course(course.0.clone())), 0), None, "a missed target decides nothing");
    course.ask(Actor::Seller, Command::Appeal { document: case::Digest::of(b"appeal") });
    assert_eq!(queue_and_time(&course.0), Some((DeskQueue::Appeal, by)), "sooner than in a week");
}

#[test]
fn what_is_owed_is_looked_at_after_three_minutes_and_then_less_and_less_often() {
    let case = filed().0;
    let minutes = |swept| next_due(&case, swept).unwrap().duration_since(case.last_at).as_mins();
    assert_eq!([0, 1, 2, 3].map(minutes), [3, 3 + 6, 3 + 6 + 12, 3 + 6 + 12 + 24]);
    let pause = |swept| minutes(swept) - minutes(swept - 1);
    assert_eq!([6, 7, 8, 40].map(pause), [192, 360, 360, 360], "no more than six hours apart");
}

#[test]
fn a_case_is_looked_at_when_something_follows_from_the_end_of_a_clock() {
    let mut incomplete = filed();
    incomplete.ask(Actor::Machine, Command::FindIncomplete { missing: vec![Element::GoodFaith] });
    let waits = told(Course(incomplete.0.clone()));
    let [deadline] = &policy::deadlines(&waits)[..] else { panic!("one clock runs") };
    assert_eq!((deadline.clock, next_due(&waits, 0)), (Clock::Completion, Some(deadline.due)));
    // What is owed comes first.
    assert_eq!(next_due(&incomplete.0, 0), Some(start() + SignedDuration::from_mins(3)));
    // Nothing follows from a target that was missed.
    let mut at_desk = filed();
    at_desk.ask(Actor::Machine, Command::AskDesk { question: Question::Policy });
    assert_eq!(next_due(&told(at_desk), 0), None);
}

#[test]
fn an_indexed_time_is_kept_while_a_case_owes_something_and_comes_sooner() {
    let owes = filed().0;
    let due = next_due(&owes, 0).unwrap();
    let (sooner, later) = (due - SignedDuration::from_mins(1), due + SignedDuration::from_mins(1));
    for (indexed, expected) in [(None, due), (Some(sooner), sooner), (Some(later), due)] {
        assert_eq!(due_to_index(indexed, &owes, 0), Some(expected));
    }
    let told = told(in_force());
    let ends = next_due(&told, 0).unwrap();
    assert_eq!(due_to_index(Some(sooner), &told, 0), Some(ends), "it owes nothing any more");
    let mut withdrawn = filed();
    withdrawn.ask(Actor::Complainant, Command::Withdraw);
    assert_eq!(due_to_index(Some(sooner), &self::told(withdrawn), 0), None);
}

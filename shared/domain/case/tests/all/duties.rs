//! What a case owes, for whom it waits, and how it ended for its sides.

use case::{
    Actor, Clock, ClockEnd, Command, Correction, DeclineCode, DeskQueue, Digest, Duty, Letter, Measure,
    OrderCommand, Withheld,
};
use jiff::SignedDuration;

use crate::courses::{
    MACHINE, accepted, after, countered, decline, filed, held, in_force, incomplete, refused, told,
};
use crate::properties::story::{Course, note, reviewer, start};

fn declined_by(by: Actor) -> Course {
    let course = if by == MACHINE { filed() } else { Course::at_desk() };
    after(course, [(by, decline(DeclineCode::NotAnIpClaim))])
}

fn appealed(course: Course) -> Course {
    after(course, [(Actor::Complainant, Command::Appeal { document: Digest::of(b"appeal") })])
}

fn closed(course: Course) -> Course {
    let end = Command::EndClock { clock: Clock::Appeal, end: ClockEnd::Close, due: course.0.last_at };
    after(told(course), [(MACHINE, end)])
}

fn corrected() -> Course {
    let correct = Command::Correct { why: Correction::Mistake, note: note() };
    after(in_force(), [(reviewer("anna"), correct)])
}

fn withdrawn() -> Course {
    after(in_force(), [(Actor::Complainant, Command::Withdraw)])
}

fn carried_out(mut course: Course) -> Course {
    course.carry_out();
    course
}

#[test]
fn a_case_owes_its_next_step_and_its_letters() {
    let asked = after(filed(), [(MACHINE, Command::AskPictures { version: "1".into() })]);
    let requested = after(accepted(), [(MACHINE, Command::Order(OrderCommand::Request))]);
    for (course, step) in [
        (filed(), Some(Duty::Validate)),
        (asked, Some(Duty::ComparePictures)),
        (accepted(), Some(Duty::Order)),
        (requested, Some(Duty::Order)),
        (refused(), None),
        (incomplete(), None),
        (in_force(), None),
        (corrected(), Some(Duty::Order)),
    ] {
        let with_letters: Vec<_> = step.into_iter().chain([Duty::Letters]).collect();
        assert_eq!(course.0.owed(), with_letters, "{}", course.0.state.code());
        assert_eq!(told(course).0.owed(), Vec::from_iter(step));
    }
}

#[test]
fn a_person_is_asked_for_a_decision_first_and_for_an_unsent_letter_else() {
    let unsent = |mut course: Course| {
        let owed = *course.0.letters.iter().find(|owed| owed.letter == Letter::Receipt).unwrap();
        course.ask(MACHINE, Command::WithholdLetter(owed, Withheld::ReturnedMail));
        course
    };
    for (course, queue) in [
        (filed(), None),
        (in_force(), None),
        (Course::at_desk(), Some(DeskQueue::Decision)),
        (appealed(declined_by(MACHINE)), Some(DeskQueue::Appeal)),
        (held(), Some(DeskQueue::Court)),
        (refused(), Some(DeskQueue::RefusedOrder)),
    ] {
        let case = &course.0;
        assert_eq!((case.desk_queue(), case.needs_desk()), (queue, queue.is_some()), "{}", case.state.code());
        assert_eq!(case.awaits_decision(), queue.is_some());
        let unsent = unsent(course).0;
        assert_eq!(unsent.desk_queue(), queue.or(Some(DeskQueue::UnsentLetter)));
        assert!(unsent.needs_desk());
        assert_eq!(unsent.awaits_decision(), queue.is_some(), "a letter is seen to, not decided");
    }
}

#[test]
fn a_case_waits_for_a_person_since_it_was_put_to_one() {
    let hour = SignedDuration::from_hours(1);
    let mut course = filed();
    assert_eq!(course.0.desk_since(), start());
    course.0.last_at += hour;
    course.ask(MACHINE, Command::AskDesk { question: case::Question::Policy });
    course.0.last_at += hour;
    assert_eq!(course.0.desk_since(), start() + hour);
    course.ask(reviewer("anna"), decline(DeclineCode::NotAnIpClaim));
    course.0.last_at += hour;
    assert_eq!(course.0.desk_since(), start() + hour * 2, "when it was decided");
    let mut course = appealed(course);
    course.0.last_at += hour;
    assert_eq!(course.0.desk_since(), start() + hour * 3);
}

#[test]
fn a_corrected_complaint_keeps_the_place_of_the_one_that_was_declined() {
    let mut case = filed().0;
    assert_eq!(case.priority_at(), start());
    let earlier = start() - SignedDuration::from_hours(5);
    case.filing.priority_at = Some(earlier);
    assert_eq!(case.priority_at(), earlier);
}

#[test]
fn a_listing_came_back_where_that_was_not_its_complainants_own_wish() {
    for (course, was_restored) in [
        (filed(), false),
        (in_force(), false),
        (countered(), false),
        (corrected(), true),
        (carried_out(corrected()), true),
        (closed(carried_out(corrected())), true),
        (withdrawn(), false),
        (carried_out(withdrawn()), false),
        (closed(in_force()), false),
        (closed(declined_by(MACHINE)), false),
    ] {
        assert_eq!(course.0.was_restored(), was_restored, "{:?}", course.0.state);
    }
}

#[test]
fn a_decline_is_a_persons_who_took_it_or_kept_it() {
    let kept = || {
        let decide = Command::DecideAppeal { reverse: false, measure: Measure::Removal, note: None };
        after(appealed(declined_by(MACHINE)), [(reviewer("dan"), decide)])
    };
    for (course, by_person) in [
        (declined_by(MACHINE), false),
        (declined_by(reviewer("anna")), true),
        (appealed(declined_by(MACHINE)), false),
        (appealed(declined_by(reviewer("anna"))), true),
        (kept(), true),
        (closed(declined_by(MACHINE)), false),
        (closed(declined_by(reviewer("anna"))), true),
        (closed(kept()), true),
        (filed(), false),
        (in_force(), false),
    ] {
        assert_eq!(course.0.was_declined_by_person(), by_person, "{:?}", course.0.state);
    }
}

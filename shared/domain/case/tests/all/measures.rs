//! Where the measure of a case stands, and where it holds.

use case::{
    Actor, Answer, Command, Correction, DeclineCode, Digest, MeasureState, OrderCommand, Record, Territory,
};

use crate::courses::{
    MACHINE, accept, accepted, after, answer, countered, decline, filed, held, in_force, incomplete,
    order_id, refused,
};
use crate::properties::story::{Course, note, of_part, record, reviewer};

fn carried_out(mut course: Course) -> Course {
    course.carry_out();
    course
}

fn corrected() -> Course {
    let correct = Command::Correct { why: Correction::Mistake, note: note() };
    after(in_force(), [(reviewer("anna"), correct)])
}

fn appealed(by: Actor, course: Course) -> Course {
    after(course, [(by, Command::Appeal { document: Digest::of(b"appeal") })])
}

fn declined() -> Course {
    after(filed(), [(MACHINE, decline(DeclineCode::NotAnIpClaim))])
}

fn given_up(course: Course) -> Course {
    after(course, [(reviewer("ben"), Command::GiveUp)])
}

/// The marketplace refuses to let the listing return.
fn return_refused() -> Course {
    let course = after(corrected(), [(MACHINE, Command::Order(OrderCommand::Request))]);
    let id = order_id(&course);
    after(course, [(MACHINE, Command::Order(OrderCommand::Refuse { id, reason: "busy".into() }))])
}

#[test]
fn a_listing_is_down_from_the_confirmed_measure_to_its_confirmed_end() {
    use MeasureState::{InForce, LiftOrdered, Lifted, NeverTaken, Ordered};
    let withdraw = || (Actor::Complainant, Command::Withdraw);
    for (course, stands, code, is_down) in [
        (filed(), NeverTaken, "never_taken", false),
        (incomplete(), NeverTaken, "never_taken", false),
        (Course::at_desk(), NeverTaken, "never_taken", false),
        (declined(), NeverTaken, "never_taken", false),
        (appealed(Actor::Complainant, declined()), NeverTaken, "never_taken", false),
        (given_up(refused()), NeverTaken, "never_taken", false),
        (after(filed(), [withdraw()]), NeverTaken, "never_taken", false),
        (accepted(), Ordered, "ordered", false),
        (refused(), Ordered, "ordered", false),
        (in_force(), InForce, "in_force", true),
        (countered(), InForce, "in_force", true),
        (held(), InForce, "in_force", true),
        (appealed(Actor::Seller, in_force()), InForce, "in_force", true),
        (given_up(return_refused()), InForce, "in_force", true),
        (corrected(), LiftOrdered, "lift_ordered", true),
        (after(countered(), [answer(Answer::Concede)]), LiftOrdered, "lift_ordered", true),
        (carried_out(corrected()), Lifted, "lifted", false),
        (appealed(Actor::Complainant, carried_out(corrected())), Lifted, "lifted", false),
    ] {
        let state = course.0.measure_state();
        assert_eq!(
            (state, state.code(), state.is_down()),
            (stands, code, is_down),
            "{}",
            course.0.state.code()
        );
    }
}

#[test]
fn a_measure_is_limited_as_it_was_decided_and_a_complaint_as_it_was_judged() {
    let [germany, france]: [Territory; 2] = ["DE", "FR"].map(|territory| territory.parse().unwrap());
    assert_eq!(filed().0.limit(), []);
    let judged = after(filed(), [(MACHINE, Command::Judge(of_part("DE")))]);
    assert_eq!(judged.0.limit(), [germany]);
    let decided = after(judged, [(MACHINE, accept(case::Measure::Removal))]);
    assert_eq!(decided.0.limit(), [germany]);
    // What the register says later changes no measure.
    let mut later = decided.0;
    later.record = Some(Record { only_in: vec![france], ..record() });
    assert_eq!(later.limit(), [germany]);
}

//! Logs that no sequence of decisions could have made do not fold, whatever their states allow.

use case::{
    Action, Actor, Command, Comparison, Decider, DeclineCode, Digest, Event, Letter, Measure, OrderCommand,
    OrderStep, OwedLetter, PictureInput, Posted, Recorded, Unfoldable, Withheld, is_before_court,
};

use crate::courses::{accept, filed};
use crate::properties::story::{Course, record, reviewer, start};

fn by_anna() -> Decider {
    Decider::Reviewer("anna".parse().unwrap())
}

/// A case that rules declined, and that was read again if `read`.
fn declined(read: bool) -> Course {
    let mut course = filed();
    course.ask(Actor::Machine, Command::Judge(record()));
    course.ask(Actor::Machine, Command::Decline { code: DeclineCode::NotAnIpClaim, note: None });
    if read {
        course.ask(reviewer("ben"), Command::BlindReview { accept: false });
    }
    course
}

#[test]
fn an_event_about_what_a_case_does_not_hold_does_not_fold() {
    let blind = || Event::BlindReview { by: by_anna(), agreed: true };
    let mut at_desk = Course::at_desk();
    at_desk.ask(reviewer("ben"), Command::Accept { measure: Measure::Removal, although: false, note: None });
    let never_owed = OwedLetter { of: 0, letter: Letter::TakenDown };
    let receipt = OwedLetter { of: 0, letter: Letter::Receipt };
    let mut told = filed();
    told.send(Letter::Receipt);
    let mut unsent = filed();
    unsent.ask(Actor::Machine, Command::WithholdLetter(receipt, Withheld::ReturnedMail));
    let result = PictureInput::Different;
    let comparison = Comparison { version: "1".into(), result, compared: 1, left_out: 0, nearest: None };
    let reviewed = |owed| Event::LetterReviewed { by: by_anna(), owed, send: true };
    for (course, event, fits) in [
        (declined(false), blind(), true),
        (declined(true), blind(), false),
        (at_desk, blind(), false),
        (filed(), Event::PicturesCompared(comparison), false),
        (filed(), Event::LetterSent(receipt, Posted::default()), true),
        (filed(), Event::LetterSent(never_owed, Posted::default()), false),
        (filed(), Event::LetterWithheld(never_owed, Withheld::Moot), false),
        (told, Event::LetterSent(receipt, Posted::default()), false),
        (unsent, reviewed(receipt), true),
        (filed(), reviewed(receipt), false),
    ] {
        let (at, index, state) = (course.0.last_at, course.0.events, course.0.state.code());
        let folded = course.0.evolve(&Recorded { at, event: event.clone() }).map(|_| ());
        let misfit = Err(Unfoldable::Misfit { index, state });
        assert_eq!(folded, if fits { Ok(()) } else { misfit }, "{event:?}");
    }
}

#[test]
fn a_step_of_another_order_and_a_return_of_what_a_person_decided_do_not_fold() {
    let (removal, pause) = (Action::Apply(Measure::Removal), Action::Apply(Measure::Pause));
    let requested = |mut course: Course, by| {
        course.ask(by, accept(Measure::Removal));
        course.ask(Actor::Machine, Command::Order(OrderCommand::Request));
        course
    };
    let by_rules = || requested(filed(), Actor::Machine);
    let by_person = || requested(Course::at_desk(), reviewer("anna"));
    for (course, action, step, fits) in [
        (by_rules(), removal, OrderStep::Unclear, true),
        (by_rules(), pause, OrderStep::Unclear, false),
        (by_rules(), removal, OrderStep::TakenBack, true),
        (by_rules(), pause, OrderStep::TakenBack, false),
        (by_person(), removal, OrderStep::Unclear, true),
        (by_person(), removal, OrderStep::TakenBack, false),
    ] {
        let event = Event::Order { action, step };
        let recorded = Recorded { at: course.0.last_at, event };
        assert_eq!(course.0.evolve(&recorded).is_ok(), fits, "{recorded:?}");
    }
}

#[test]
fn a_court_has_the_matter_until_its_action_is_found_unproved() {
    let named = || Event::CourtNamed { document: Digest::of(b"court"), handed_on: true };
    let looked = |proved| Event::CourtClaimReviewed { by: by_anna(), proved, note: None };
    let wrote = || Event::Corresponded { by: case::Side::Seller, document: Digest::of(b"letter") };
    for (events, is_before) in [
        (vec![wrote()], false),
        (vec![named(), wrote()], true),
        (vec![named(), looked(true), wrote()], true),
        (vec![named(), looked(false), wrote()], false),
        (vec![named(), looked(false), named()], true),
        (vec![named(), looked(true), looked(false)], false),
    ] {
        let log: Vec<_> = events.into_iter().map(|event| Recorded { at: start(), event }).collect();
        assert_eq!(is_before_court(&log), is_before, "{log:?}");
    }
}

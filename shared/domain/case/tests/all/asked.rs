//! A seller requests review by a person: once, only where no person has decided, and the next decision answers it.

use case::{
    Actor, Answer, Clock, ClockEnd, Command, Correction, Decider, Decision, DeskQueue, Digest, Event,
    Illegal, Letter, Measure, OrderCommand, PartyAct, Recorded, Side, State, Unfoldable,
};
use jiff::SignedDuration;
use proptest::prelude::*;

use crate::courses::{
    MACHINE, accept, after, answer, countered, court, filed, held, in_force, look, order_id, told,
};
use crate::properties::story::{Course, choices, note, play, reviewer};

fn ask() -> (Actor, Command) {
    (Actor::Seller, Command::AskPerson { document: Digest::of(b"why") })
}

fn keep(by: &str) -> (Actor, Command) {
    (reviewer(by), Command::Keep { note: note() })
}

fn appeal() -> (Actor, Command) {
    (Actor::Seller, Command::Appeal { document: Digest::of(b"appeal") })
}

fn decide_appeal(reverse: bool) -> (Actor, Command) {
    (reviewer("dan"), Command::DecideAppeal { reverse, measure: Measure::Removal, note: None })
}

fn rule(measure_stays: bool) -> (Actor, Command) {
    (reviewer("anna"), Command::Rule { measure_stays, note: None })
}

fn asked() -> Course {
    after(in_force(), [ask()])
}

fn carried_out(mut course: Course) -> Course {
    course.carry_out();
    course
}

/// The same measure, which a person decided.
fn in_force_by_person() -> Course {
    carried_out(after(Course::at_desk(), [(reviewer("anna"), accept(Measure::Removal))]))
}

/// A measure of the rules that the marketplace had refused, and that a person ordered again.
fn retried() -> Course {
    let mut course = after(filed(), [(MACHINE, accept(Measure::Removal))]);
    course.ask(MACHINE, Command::Order(OrderCommand::Request));
    let id = order_id(&course);
    course.ask(MACHINE, Command::Order(OrderCommand::Refuse { id, reason: "busy".into() }));
    course.ask(reviewer("anna"), Command::Order(OrderCommand::Retry));
    carried_out(course)
}

#[test]
fn a_seller_may_ask_once_where_no_person_has_decided_or_is_about_to() {
    let counter = Command::CounterNotice { document: Digest::of(b"no") };
    let contested = || after(countered(), [answer(Answer::Contest)]);
    for (course, may, why) in [
        (filed(), false, "nothing was done"),
        (after(filed(), [(MACHINE, accept(Measure::Removal))]), false, "nothing was done yet"),
        (in_force(), true, "rules decided"),
        (after(in_force(), [(Actor::Seller, counter)]), true, "the complainant is to be told first"),
        (countered(), true, "the complainant has two weeks to answer"),
        (contested(), false, "a person rules"),
        (held(), false, "a person looks at the proof"),
        (after(in_force(), [appeal()]), false, "a person decides the appeal"),
        (after(in_force(), [appeal(), decide_appeal(false)]), false, "a person has kept it"),
        (after(contested(), [rule(true)]), false, "a person has upheld it"),
        (after(contested(), [rule(false)]), false, "the listing returns"),
        (in_force_by_person(), false, "a person has decided"),
        (retried(), false, "a person has ordered it"),
        (asked(), false, "it has asked"),
        (after(asked(), [keep("anna")]), false, "a person has looked"),
        (after(in_force(), [(Actor::Complainant, Command::Withdraw)]), false, "withdrawn"),
    ] {
        let (by, command) = (Actor::Seller, Command::AskPerson { document: Digest::of(b"new") });
        assert_eq!(course.0.may_act(Side::Seller, PartyAct::AskPerson), may, "{why}");
        assert!(!course.0.may_act(Side::Complainant, PartyAct::AskPerson), "{why}");
        let decided = course.0.decide(&by, &command, course.0.last_at);
        let refused = matches!(decided, Err(Illegal::NotNow { command: "asking for a person", .. }));
        assert_eq!((decided.is_ok(), refused), (may, !may), "{why}: {decided:?}");
    }
}

#[test]
fn a_request_and_its_answer_use_up_neither_counter_notice_nor_appeal() {
    let redress = [PartyAct::CounterNotice, PartyAct::Appeal];
    for (course, by) in [(asked(), Decider::Machine), (after(asked(), [keep("anna")]), anna())] {
        assert!(redress.into_iter().all(|act| course.0.may_act(Side::Seller, act)), "{by:?}");
        assert_eq!(course.0.state.decision().map(|it| &it.by), Some(&by));
    }
    let countered = after(countered(), [ask(), keep("anna")]).0;
    assert!(matches!(countered.state, State::AwaitingAnswer { contested: None, .. }));
    assert!(countered.clocks().iter().any(|it| it.clock == Clock::Answer), "the complainant has to answer");
}

fn anna() -> Decider {
    Decider::Reviewer("anna".parse().unwrap())
}

#[test]
fn who_keeps_a_measure_has_decided_it_and_hears_no_appeal_against_it() {
    let mut course = asked();
    course.0.last_at += SignedDuration::from_hours(1);
    let course = after(course, [keep("anna")]);
    let decision =
        Decision { by: anna(), at: course.0.last_at, measure: Measure::Removal, note: Some(note()) };
    assert_eq!(course.0.state.decision(), Some(&decision));
    let owed: Vec<_> = course.0.letters.iter().filter(|owed| owed.of + 1 == course.0.events).collect();
    let owed: Vec<_> = owed.iter().map(|owed| owed.letter).collect();
    assert_eq!(owed, [Letter::KeptToSeller, Letter::KeptToComplainant]);
    let appealed = after(course, [appeal()]).0;
    let decide = Command::DecideAppeal { reverse: false, measure: Measure::Removal, note: None };
    let by = |name| appealed.decide(&reviewer(name), &decide, appealed.last_at);
    assert_eq!(by("anna"), Err(Illegal::DecidedBefore));
    assert!(by("dan").is_ok());
}

#[test]
fn the_desk_answers_by_keeping_the_measure_or_by_lifting_it() {
    let correct = (reviewer("anna"), Command::Correct { why: Correction::Mistake, note: note() });
    let refused = |course: &Course, (by, command): (Actor, Command)| {
        matches!(course.0.decide(&by, &command, course.0.last_at), Err(Illegal::NotNow { .. }))
    };
    assert!(refused(&in_force(), keep("anna")), "nobody asked");
    assert!(refused(&after(asked(), [correct.clone()]), keep("anna")), "the listing returns");
    assert!(refused(&after(asked(), [keep("anna")]), keep("ben")), "a person has answered");
    let kept = after(asked(), [keep("anna")]).0;
    let (by, command) = keep("anna");
    assert_eq!(kept.decide(&by, &command, kept.last_at), Ok(None), "that one says the same again");
    for by in [Actor::Machine, Actor::Complainant, Actor::Seller] {
        let asked = asked().0;
        assert!(matches!(asked.decide(&by, &command, asked.last_at), Err(Illegal::NotYours { .. })));
    }
    assert_eq!(after(asked(), [correct]).0.state.code(), "restore_due");
    assert_eq!(after(countered(), [ask(), rule(false)]).0.state.code(), "restore_due");
}

/// The clocks that run, since how many hours after `start`, and the queue.
fn waits(course: &Course) -> (Vec<Clock>, Option<DeskQueue>) {
    (course.0.clocks().iter().map(|running| running.clock).collect(), course.0.desk_queue())
}

#[test]
fn a_request_is_a_target_of_its_own_until_a_person_decides() {
    let document = |name: &str| Digest::of(name.as_bytes());
    let person = Some(DeskQueue::PersonAsked);
    let asked = || after(countered(), [ask()]);
    let contest = || answer(Answer::Contest);
    let concede = Command::Answer { answer: Answer::Concede, document: document("yes") };
    let silence = |course: &Course| {
        (MACHINE, Command::EndClock { clock: Clock::Answer, end: ClockEnd::Restore, due: course.0.last_at })
    };
    let silent = silence(&asked());
    use Clock::{
        Answer as ToAnswer, AppealReview, CounterNoticeReview, CourtClaim, CourtReview, PersonAsked,
    };
    for (course, clocks, queue) in [
        (after(told(in_force()), [ask()]), vec![PersonAsked], person),
        (asked(), vec![ToAnswer, PersonAsked], person),
        (after(asked(), [contest()]), vec![CounterNoticeReview, PersonAsked], Some(DeskQueue::CounterNotice)),
        (after(asked(), [court()]), vec![CourtClaim, PersonAsked], Some(DeskQueue::Court)),
        (after(in_force(), [ask(), appeal()]), vec![AppealReview, PersonAsked], Some(DeskQueue::Appeal)),
        (after(asked(), [keep("anna")]), vec![ToAnswer], None),
        (after(asked(), [contest(), rule(false)]), vec![], None),
        (after(asked(), [court(), look(true)]), vec![CourtReview], Some(DeskQueue::Court)),
        (after(asked(), [court(), look(false)]), vec![ToAnswer], None),
        (after(asked(), [(Actor::Complainant, Command::Withdraw)]), vec![], None),
        (after(asked(), [(Actor::Complainant, concede)]), vec![], None),
        (after(asked(), [silent]), vec![], None),
    ] {
        assert_eq!(waits(&course), (clocks, queue), "{}", course.0.state.code());
    }
    let decided = told(after(in_force(), [ask(), appeal(), decide_appeal(false)]));
    assert_eq!(waits(&decided), (vec![Clock::Appeal], None), "who decided the appeal has answered");
}

#[test]
fn a_case_does_not_close_over_an_open_request_and_the_time_to_appeal_runs_from_its_answer() {
    let hour = SignedDuration::from_hours(1);
    let mut course = told(in_force());
    course.0.last_at += hour;
    course.ask(ask().0, ask().1);
    assert_eq!((course.0.desk_since(), course.0.clocks()[0].since), (course.0.last_at, course.0.last_at));
    let due = course.0.last_at;
    let close = Command::EndClock { clock: Clock::Appeal, end: ClockEnd::Close, due };
    assert_eq!(course.0.decide(&MACHINE, &close, due), Ok(None));
    course.0.last_at += hour;
    let kept = told(after(course, [keep("anna")])).0;
    assert_eq!(kept.clocks()[0].clock, Clock::Appeal);
    assert_eq!(kept.clocks()[0].since, kept.last_at);
}

#[test]
fn the_other_sides_letters_do_not_keep_a_request_out_and_it_is_recorded_once() {
    let mut course = in_force();
    for number in 0_u32.. {
        let write =
            Command::Correspond { document: Digest::of(&number.to_be_bytes()), by: Side::Complainant };
        if course.0.decide(&Actor::Complainant, &write, course.0.last_at).is_err() {
            break;
        }
        course.ask(Actor::Complainant, write);
    }
    let asked = after(course, [ask()]).0;
    let (by, command) = ask();
    assert_eq!(asked.decide(&by, &command, asked.last_at), Ok(None));
}

#[test]
fn a_log_in_which_nobody_may_ask_or_nobody_asked_does_not_fold() {
    let requested = || Event::PersonAsked { document: Digest::of(b"again") };
    let kept = || Event::Kept { by: anna(), note: note() };
    for (course, event, fits) in [
        (in_force(), requested(), true),
        (asked(), requested(), false),
        (filed(), requested(), false),
        (held(), requested(), false),
        (asked(), kept(), true),
        (in_force(), kept(), false),
        (after(countered(), [ask(), court()]), kept(), false),
        (after(asked(), [keep("ben")]), kept(), false),
    ] {
        let (at, index, state) = (course.0.last_at, course.0.events, course.0.state.code());
        let folded = course.0.evolve(&Recorded { at, event: event.clone() }).map(|_| ());
        let misfit = Err(Unfoldable::Misfit { index, state });
        assert_eq!(folded, if fits { Ok(()) } else { misfit }, "{state}: {event:?}");
    }
}

proptest! {
    #[test]
    fn a_request_is_answered_by_the_next_decision_and_changes_no_state(choices in choices()) {
        let mut requests = 0;
        for step in play(&choices).steps {
            let Ok(Some(event)) = &step.decided else { continue };
            match event {
                Event::PersonAsked { .. } => {
                    requests += 1;
                    prop_assert_eq!(&step.before.state, &step.after.state);
                    prop_assert_eq!(step.after.desk_queue(), Some(DeskQueue::PersonAsked));
                    let by_rules = step.before.state.decision().is_some_and(|it| it.by == Decider::Machine);
                    prop_assert!(by_rules && !step.before.is_of_a_person());
                }
                Event::Kept { .. } => {
                    prop_assert!(step.before.asked.since().is_some() && step.after.is_of_a_person());
                    prop_assert_eq!(step.before.state.code(), step.after.state.code());
                }
                _ => {}
            }
            if event.is_decision() || step.after.state.is_final() {
                prop_assert_eq!(step.after.asked.since(), None);
            }
        }
        prop_assert!(requests <= 1, "rules decide a measure once");
    }
}

//! The answer to a counter-notice goes over to the seller, who may reply to it once.

use case::{
    Actor, Answer, Case, Command, DeskQueue, Digest, Event, Illegal, Letter, Measure, PartyAct, Recorded,
    Side, State,
};
use proptest::prelude::*;

use crate::courses::{after, answer, countered, court, held, in_force, look};
use crate::properties::story::{Course, choices, play, reviewer};

fn contested() -> Course {
    after(countered(), [answer(Answer::Contest)])
}

fn reply(words: &str) -> (Actor, Command) {
    (Actor::Seller, Command::Correspond { document: Digest::of(words.as_bytes()), by: Side::Seller })
}

fn ruled(measure_stays: bool) -> (Actor, Command) {
    (reviewer("anna"), Command::Rule { measure_stays, note: None })
}

fn found_unproved_on_appeal() -> [(Actor, Command); 2] {
    let appeal = Command::Appeal { document: Digest::of(b"appeal") };
    let reverse = Command::DecideAppeal { reverse: true, measure: Measure::Removal, note: None };
    [(Actor::Seller, appeal), (reviewer("ben"), reverse)]
}

#[test]
fn each_answer_opens_one_reply_while_a_person_has_still_to_decide_about_it() {
    let proved = || after(contested(), [court(), look(true)]);
    let withdraw = (Actor::Complainant, Command::Withdraw);
    let concede =
        (Actor::Complainant, Command::Answer { answer: Answer::Concede, document: Digest::of(b"2") });
    for (course, may, why) in [
        (in_force(), false, "nobody has answered anything"),
        (countered(), false, "nobody has answered"),
        (contested(), true, "disputed"),
        (after(contested(), [reply("one")]), false, "replied"),
        (held(), true, "a court is named"),
        (after(held(), [reply("one")]), false, "replied"),
        (after(contested(), [reply("one"), court()]), true, "a court is named after the reply"),
        (after(contested(), [reply("one"), court(), reply("two")]), false, "replied to both"),
        (after(contested(), [court(), reply("one")]), false, "replied once to both"),
        (after(contested(), [court(), reply("one"), look(false)]), false, "replied once to both"),
        (after(contested(), [court(), look(false)]), true, "the dispute has no reply"),
        (after(contested(), [reply("one"), court(), look(false)]), false, "the dispute has its reply"),
        (after(held(), [look(false)]), false, "no answer is left"),
        (after(held(), [look(true)]), false, "an appeal is open instead"),
        (proved(), false, "an appeal is open instead"),
        (
            after(proved(), found_unproved_on_appeal()),
            true,
            "a person rules on the dispute, which has no reply",
        ),
        (after(contested(), [ruled(true)]), false, "ruled"),
        (after(contested(), [ruled(false)]), false, "ruled"),
        (after(contested(), [withdraw]), false, "withdrawn"),
        (after(contested(), [concede]), false, "conceded"),
    ] {
        let case = course.0;
        assert_eq!(case.may_act(Side::Seller, PartyAct::Message), may, "{why}");
        let (by, command) = reply("what no case holds");
        let state = case.state.code();
        let refused = Err(Illegal::NotNow { command: "correspondence", state });
        let decided = case.decide(&by, &command, case.last_at);
        assert!(if may { decided.is_ok() } else { decided == refused }, "{why}: {decided:?}");
    }
}

#[test]
fn a_reply_that_comes_twice_is_recorded_once_and_another_is_refused() {
    let case = after(contested(), [reply("one")]).0;
    let decided = |(by, command): (Actor, Command)| case.decide(&by, &command, case.last_at);
    assert_eq!(decided(reply("one")), Ok(None));
    assert!(matches!(decided(reply("two")), Err(Illegal::NotNow { .. })));
}

#[test]
fn the_other_sides_letters_do_not_keep_a_reply_out() {
    let mut course = contested();
    for number in 0_u32.. {
        let write =
            Command::Correspond { document: Digest::of(&number.to_be_bytes()), by: Side::Complainant };
        match course.0.decide(&Actor::Complainant, &write, course.0.last_at) {
            Ok(_) => course.ask(Actor::Complainant, write),
            full => {
                assert_eq!(full, Err(Illegal::Full));
                break;
            }
        }
    }
    let held = course.0.documents.len();
    assert_eq!(after(course, [reply("one")]).0.documents.len(), held + 1);
}

/// The case and its log after these events.
fn grown(course: Course, log: &[Event]) -> (Case, Vec<Recorded>) {
    let at = course.0.last_at;
    let log: Vec<_> = log.iter().map(|event| Recorded { at, event: event.clone() }).collect();
    let case = log.iter().try_fold(course.0, Case::evolve).unwrap();
    (case, log)
}

#[test]
fn an_answer_whose_complainant_was_not_told_that_it_goes_over_does_not() {
    let contest =
        |handed_on| Event::Answered { answer: Answer::Contest, document: Digest::of(b"answer"), handed_on };
    let named = |handed_on| Event::CourtNamed { document: Digest::of(b"court"), handed_on };
    for handed_on in [true, false] {
        for (event, letters) in [
            (contest(handed_on), if handed_on { &[Letter::Disputed][..] } else { &[] }),
            (named(handed_on), &[Letter::HeldForCourt]),
        ] {
            let before = countered();
            let known = before.0.letters.len();
            let (case, log) = grown(before, &[event]);
            let owed: Vec<_> = case.letters[known..].iter().map(|owed| owed.letter).collect();
            assert_eq!(owed, letters, "{:?}", log[0].event);
            assert_eq!(case.may_act(Side::Seller, PartyAct::Message), handed_on);
        }
    }
}

/// What `to` receives: the numbers of the events, and what came with them.
fn received(case: &Case, log: &[Recorded], to: Side) -> Vec<(u32, PartyAct)> {
    case.handed_on(log, to).iter().map(|it| (it.of, it.act)).collect()
}

#[test]
fn each_side_receives_what_the_other_states_about_the_last_counter_notice() {
    let document = |name: &str| Digest::of(name.as_bytes());
    let objected = Event::CounterNoticed { document: document("no") };
    let contest =
        |name| Event::Answered { answer: Answer::Contest, document: document(name), handed_on: true };
    let wrote = |by, name| Event::Corresponded { by, document: document(name) };
    let log = [
        objected,
        contest("it is not genuine"),
        wrote(Side::Complainant, "for the reviewer alone"),
        wrote(Side::Seller, "it is"),
        Event::CourtNamed { document: document("court"), handed_on: true },
        wrote(Side::Seller, "which court"),
    ];
    let (case, log) = grown(in_force(), &log);
    let to_complainant = [(0, PartyAct::CounterNotice), (3, PartyAct::Message), (5, PartyAct::Message)];
    assert_eq!(received(&case, &log, Side::Complainant), to_complainant);
    assert_eq!(received(&case, &log, Side::Seller), [(1, PartyAct::Contest), (4, PartyAct::Court)]);
    assert_eq!(case.handed_on(&log, Side::Seller)[0].document, document("it is not genuine"));
    // A seller that lost may appeal, and needs what was said against it; what is lifted needs nobody's words.
    let upheld = after(Course(case.clone()), [ruled(true)]).0;
    assert_eq!(received(&upheld, &log, Side::Seller).len(), 2);
    let lifted = after(Course(case), [ruled(false)]).0;
    for side in [Side::Complainant, Side::Seller] {
        assert_eq!(received(&lifted, &log, side), []);
    }
}

proptest! {
    #[test]
    fn a_reply_follows_an_answer_and_changes_neither_state_nor_clock(choices in choices()) {
        let mut open = false;
        for step in play(&choices).steps {
            match &step.decided {
                Ok(Some(Event::Answered { answer: Answer::Contest, .. } | Event::CourtNamed { .. })) => open = true,
                Ok(Some(Event::CounterNoticed { .. })) => open = false,
                Ok(Some(Event::Corresponded { by: Side::Seller, .. })) => {
                    prop_assert!(open, "to what?");
                    prop_assert_eq!(&step.before.state, &step.after.state);
                    prop_assert_eq!(step.before.clocks(), step.after.clocks());
                    let waits = matches!(
                        step.before.desk_queue(),
                        Some(DeskQueue::CounterNotice | DeskQueue::Court)
                    );
                    prop_assert!(waits && !step.after.may_act(Side::Seller, PartyAct::Message));
                    open = false;
                }
                _ => {}
            }
            if let State::HeldForCourt { claim, .. } = &step.after.state {
                prop_assert_eq!(
                    step.after.may_act(Side::Seller, PartyAct::Message),
                    open && claim.proved.is_none()
                );
            }
        }
    }
}

//! The same command again changes nothing; one that says something else, or comes too late, is refused.

use case::{
    Actor, Answer, Case, Clock, ClockEnd, Command, Comparison, DeclineCode, Digest, Element, Event, Illegal,
    Letter, Measure, OrderCommand, PictureInput, Proof, Question, Record, Recorded, Side, State,
    WhyReconsider, WhyRestore,
};
use jiff::SignedDuration;

use crate::courses::{
    MACHINE, accept, accepted, after, answer, countered, court, decline, filed, held, in_force, incomplete,
    look, order_id, refused,
};
use crate::properties::story::{Course, note, record, reviewer};

fn pictures(version: &str) -> (Actor, Command) {
    (MACHINE, Command::AskPictures { version: version.into() })
}

fn compared(version: &str, compared: u8) -> (Actor, Command) {
    let result = PictureInput::Different;
    let comparison = Comparison { version: version.into(), result, compared, left_out: 0, nearest: None };
    (MACHINE, Command::ComparePictures(comparison))
}

fn decided(case: &Case, (by, command): &(Actor, Command)) -> Result<Option<Event>, Illegal> {
    case.decide(by, command, case.last_at)
}

#[test]
fn what_is_so_already_is_not_recorded_again() {
    let machine = |command| (MACHINE, command);
    let find = Command::FindIncomplete { missing: vec![Element::Name] };
    let edited = Command::Reconsider { why: WhyReconsider::Edited };
    let request = || (MACHINE, Command::Order(OrderCommand::Request));
    let retry = || (reviewer("anna"), Command::Order(OrderCommand::Retry));
    let give_up = || (reviewer("anna"), Command::GiveUp);
    for (course, again) in [
        (incomplete(), machine(find)),
        (after(filed(), [machine(Command::Judge(record()))]), machine(Command::Judge(record()))),
        (after(filed(), [pictures("1")]), pictures("1")),
        (after(filed(), [pictures("1"), compared("1", 1)]), pictures("1")),
        (after(filed(), [pictures("1"), compared("1", 1)]), compared("1", 1)),
        (Course::at_desk(), machine(Command::AskDesk { question: Question::Policy })),
        (accepted(), machine(accept(Measure::Removal))),
        (after(accepted(), [request()]), request()),
        (after(refused(), [retry()]), retry()),
        (after(accepted(), [machine(edited.clone())]), machine(edited)),
        (
            after(filed(), [machine(decline(DeclineCode::NotAnIpClaim))]),
            machine(decline(DeclineCode::NotAnIpClaim)),
        ),
        (after(refused(), [give_up()]), give_up()),
        (held(), court()),
        (after(held(), [look(true)]), look(true)),
    ] {
        assert_eq!(decided(&course.0, &again), Ok(None), "{again:?}");
    }
}

#[test]
fn another_version_of_the_listing_has_its_pictures_compared_anew() {
    for before in [vec![pictures("1")], vec![pictures("1"), compared("1", 1)]] {
        let case = after(filed(), before).0;
        let version = "2".to_owned();
        assert_eq!(decided(&case, &pictures("2")), Ok(Some(Event::PicturesAsked { version })));
    }
}

#[test]
fn another_record_is_kept_and_the_same_once() {
    let case = after(filed(), [(MACHINE, Command::Judge(record()))]).0;
    let other = Record { rules: 2, ..record() };
    let judge = (MACHINE, Command::Judge(other.clone()));
    assert_eq!(decided(&case, &judge), Ok(Some(Event::Judged(other))));
}

#[test]
fn what_says_something_else_than_was_decided_is_refused() {
    let anna = |command| (reviewer("anna"), command);
    let declined = || after(filed(), [(MACHINE, decline(DeclineCode::NotAnIpClaim))]);
    for (course, other) in [
        (accepted(), (MACHINE, accept(Measure::Pause))),
        (accepted(), anna(accept(Measure::Removal))),
        (declined(), (MACHINE, decline(DeclineCode::ListingGone))),
        (declined(), anna(decline(DeclineCode::NotAnIpClaim))),
        (after(filed(), [pictures("1"), compared("1", 1)]), compared("1", 2)),
        (filed(), compared("1", 1)),
    ] {
        let state = course.0.state.code();
        let refused = decided(&course.0, &other);
        assert!(
            matches!(refused, Err(Illegal::NotNow { state: of, .. }) if of == state),
            "{other:?}: {refused:?}"
        );
    }
}

#[test]
fn a_later_look_at_a_court_action_is_recorded_and_so_is_another_finding() {
    let event = Event::Corresponded { by: Side::Complainant, document: Digest::of(b"letter") };
    let case = after(held(), [look(true)]).0;
    let at = case.last_at + SignedDuration::from_mins(1);
    let later = case.evolve(&Recorded { at, event }).unwrap();
    let proved = after(held(), [look(true)]).0;
    for (case, again) in [(later, look(true)), (proved, look(false))] {
        assert!(matches!(decided(&case, &again), Ok(Some(Event::CourtClaimReviewed { .. }))), "{again:?}");
    }
}

#[test]
fn who_conceded_or_withdrew_has_nothing_to_appeal_against() {
    let appeal = (Actor::Complainant, Command::Appeal { document: Digest::of(b"appeal") });
    let given_up = [
        after(countered(), [answer(Answer::Concede)]),
        after(in_force(), [(Actor::Complainant, Command::Withdraw)]),
    ];
    for mut course in given_up {
        course.carry_out();
        let refused = Err(Illegal::NotNow { command: "an appeal", state: "restored" });
        assert_eq!(decided(&course.0, &appeal), refused);
    }
    let mut lost =
        after(countered(), [(reviewer("anna"), Command::Rule { measure_stays: false, note: Some(note()) })]);
    lost.carry_out();
    assert!(matches!(decided(&lost.0, &appeal), Ok(Some(Event::Appealed { by: Side::Complainant, .. }))));
}

#[test]
fn who_decided_in_a_case_does_not_read_it_blind() {
    let judged = after(filed(), [(MACHINE, Command::Judge(record())), (MACHINE, accept(Measure::Removal))]);
    let mut course = after(judged, [(MACHINE, Command::Order(OrderCommand::Request))]);
    let refuse = OrderCommand::Refuse { id: order_id(&course), reason: "busy".into() };
    course.ask(MACHINE, Command::Order(refuse));
    course.ask(reviewer("anna"), Command::Order(OrderCommand::Retry));
    let read = |by: &str| decided(&course.0, &(reviewer(by), Command::BlindReview { accept: false }));
    assert_eq!(read("anna"), Err(Illegal::DecidedBefore));
    assert!(matches!(read("ben"), Ok(Some(Event::BlindReview { agreed: false, .. }))));
}

#[test]
fn only_a_decision_of_the_rules_is_read_blind() {
    let judged = || after(filed(), [(MACHINE, Command::Judge(record()))]);
    let declined = |by: Actor, code| (by, decline(code));
    let at_desk = || after(judged(), [(MACHINE, Command::AskDesk { question: Question::Policy })]);
    let missing = vec![Element::GoodFaith];
    let waiting = || after(judged(), [(MACHINE, Command::FindIncomplete { missing: missing.clone() })]);
    let due = waiting().0.last_at;
    let late = Command::EndClock { clock: Clock::Completion, end: ClockEnd::Decline, due };
    let agrees = |course: &Course, accept| {
        let read = decided(&course.0, &(reviewer("ben"), Command::BlindReview { accept }))?;
        Ok(matches!(read, Some(Event::BlindReview { agreed: true, .. })))
    };
    for (course, would_accept) in [
        (after(judged(), [(MACHINE, accept(Measure::Removal))]), Some(true)),
        (after(judged(), [declined(MACHINE, DeclineCode::NotAnIpClaim)]), Some(false)),
        // The clock's, and a person's: the rules have decided nothing.
        (after(waiting(), [(MACHINE, late)]), None),
        (after(at_desk(), [(reviewer("anna"), accept(Measure::Removal))]), None),
        (after(at_desk(), [declined(reviewer("anna"), DeclineCode::NotAnIpClaim)]), None),
        // Nobody has looked yet.
        (judged(), None),
    ] {
        for accept in [true, false] {
            let expected = would_accept.map(|it| it == accept).ok_or(Illegal::NotAutomatic);
            assert_eq!(agrees(&course, accept), expected, "{} {accept}", course.0.state.code());
        }
    }
}

#[test]
fn silence_restores_the_listing_and_a_missed_target_decides_nothing() {
    let case = countered().0;
    let due = case.last_at + SignedDuration::from_hours(24 * 14);
    let end = |end| case.decide(&MACHINE, &Command::EndClock { clock: Clock::Answer, end, due }, due);
    assert!(matches!(
        end(ClockEnd::Restore),
        Ok(Some(Event::RestoreDecided { why: WhyRestore::Silence, .. }))
    ));
    assert_eq!(end(ClockEnd::Breach), Ok(None));
    let contested = after(countered(), [answer(Answer::Contest)]).0;
    let restore = Command::EndClock { clock: Clock::CounterNoticeReview, end: ClockEnd::Restore, due };
    let refused = Err(Illegal::NotNow { command: "ending a clock", state: "awaiting_answer" });
    assert_eq!(contested.decide(&MACHINE, &restore, due), refused);
}

/// The case after as many letters of its complainant as it takes.
fn filled(mut course: Course) -> Case {
    for number in 0_u32..1000 {
        let by = Side::Complainant;
        let write = Command::Correspond { document: Digest::of(&number.to_be_bytes()), by };
        match decided(&course.0, &(Actor::Complainant, write)) {
            Ok(Some(event)) => {
                let at = course.0.last_at;
                course.0 = course.0.evolve(&Recorded { at, event }).unwrap();
            }
            refused => {
                assert_eq!(refused, Err(Illegal::Full));
                return course.0;
            }
        }
    }
    panic!("it is never full")
}

#[test]
fn a_full_case_takes_no_completion() {
    let case = filled(incomplete());
    let proof = Proof::AccountSecret;
    let complete =
        Command::Complete { document: Digest::of(b"completed"), missing: Vec::new(), right: None, proof };
    assert_eq!(decided(&case, &(Actor::Complainant, complete)), Err(Illegal::Full));
}

#[test]
fn repeated_complaints_leave_the_room_for_letters_as_it_was() {
    let repeat = |number: u8| Command::Merge {
        complaint: case::ComplaintId::new(uuid::Uuid::from_u128(100 + u128::from(number))),
        document: Digest::of(&[number]),
    };
    let mut repeated = filed();
    for number in 0..7 {
        repeated.ask(MACHINE, repeat(number));
    }
    // The complaint itself is one of the fifty.
    assert_eq!(filled(filed()).documents.len(), 50);
    assert_eq!(filled(repeated).documents.len(), 50 + 7);
}

#[test]
fn a_court_action_that_an_appeal_finds_unproved_lets_the_time_to_answer_run_on() {
    let told = after(countered(), []).0;
    let appeal = (Actor::Seller, Command::Appeal { document: Digest::of(b"appeal") });
    let appealed = after(held(), [look(true), appeal]);
    let reverse = Command::DecideAppeal { reverse: true, measure: Measure::Removal, note: Some(note()) };
    assert_eq!(decided(&appealed.0, &(reviewer("anna"), reverse.clone())), Err(Illegal::DecidedBefore));
    let case = after(appealed, [(reviewer("bert"), reverse)]).0;
    let (State::AwaitingAnswer { since, .. }, State::AwaitingAnswer { since: before, .. }) =
        (&case.state, &told.state)
    else {
        panic!("{:?}", case.state)
    };
    assert_eq!(since, before);
    let owed: Vec<Letter> = case.letters.iter().map(|owed| owed.letter).collect();
    assert!(owed.ends_with(&[Letter::CourtUnproved, Letter::CourtUnprovedToSeller]), "{owed:?}");
}

#[test]
fn a_withdrawal_under_an_objection_counts_as_a_return_and_another_does_not() {
    let withdraw = || (Actor::Complainant, Command::Withdraw);
    for (course, counts) in [(countered(), true), (in_force(), false)] {
        assert_eq!(after(course, [withdraw()]).0.was_restored(), counts);
    }
}

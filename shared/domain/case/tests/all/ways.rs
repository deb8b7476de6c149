//! Where each step leads: from a state by a command to the next state.

use case::{
    Actor, Answer, Case, Clock, ClockEnd, Command, Correction, DeclineCode, Digest, Effect, Event, Illegal,
    Letter, Measure, NeverHeard, OrderCommand, Posted, Question, State, WhyReconsider, WhyRestore, Withheld,
};
use jiff::SignedDuration;

use crate::courses::{
    MACHINE, accept, accepted, after, answer, countered, court, decline, filed, held, in_force, incomplete,
    look, order_id, refused, told,
};
use crate::properties::story::{Course, note, reviewer};

fn withdraw() -> (Actor, Command) {
    (Actor::Complainant, Command::Withdraw)
}

fn ruled(measure_stays: bool) -> (Actor, Command) {
    (reviewer("anna"), Command::Rule { measure_stays, note: None })
}

fn appeal(by: Actor) -> (Actor, Command) {
    (by, Command::Appeal { document: Digest::of(b"appeal") })
}

fn decided(reverse: bool) -> (Actor, Command) {
    let decide = Command::DecideAppeal { reverse, measure: Measure::Removal, note: None };
    (reviewer("dan"), decide)
}

fn order(command: OrderCommand) -> (Actor, Command) {
    (MACHINE, Command::Order(command))
}

fn requested() -> Course {
    after(accepted(), [order(OrderCommand::Request)])
}

/// A measure that a person decided, under way.
fn requested_by_person() -> Course {
    after(Course::at_desk(), [(reviewer("anna"), accept(Measure::Removal)), order(OrderCommand::Request)])
}

fn contested() -> Course {
    after(countered(), [answer(Answer::Contest)])
}

fn upheld() -> Course {
    after(contested(), [ruled(true)])
}

fn declined() -> Course {
    after(filed(), [(MACHINE, decline(DeclineCode::NotAnIpClaim))])
}

fn carried_out(mut course: Course) -> Course {
    course.carry_out();
    course
}

fn end_of(course: &Course) -> (Actor, Command) {
    let due = course.0.last_at;
    (MACHINE, Command::EndClock { clock: Clock::Appeal, end: ClockEnd::Close, due })
}

fn closed(course: Course) -> Course {
    let end = end_of(&course);
    after(told(course), [end])
}

/// The same an hour later.
fn later(mut course: Course) -> Course {
    course.0.last_at += SignedDuration::from_hours(1);
    course
}

#[test]
fn a_withdrawal_ends_what_was_not_done_and_undoes_what_was() {
    for (course, state) in [
        (filed(), "withdrawn"),
        (incomplete(), "withdrawn"),
        (Course::at_desk(), "withdrawn"),
        (accepted(), "withdrawn"),
        (refused(), "withdrawn"),
        // Its answer is waited for.
        (requested(), "measure_requested"),
        (in_force(), "restore_due"),
        (countered(), "restore_due"),
        (contested(), "restore_due"),
        (held(), "restore_due"),
        (upheld(), "restore_due"),
        (after(in_force(), [appeal(Actor::Seller)]), "restore_due"),
        (after(upheld(), [appeal(Actor::Seller)]), "restore_due"),
        (after(held(), [look(true), appeal(Actor::Seller)]), "restore_due"),
    ] {
        let before = course.0.state.code();
        let case = after(course, [withdraw()]).0;
        assert_eq!(case.state.code(), state, "{before}");
        assert_eq!(case.state.is_final(), state == "withdrawn");
        assert_eq!(case.decide(&Actor::Complainant, &Command::Withdraw, case.last_at), Ok(None), "{before}");
    }
    for course in [declined(), closed(declined()), after(declined(), [appeal(Actor::Complainant)])] {
        let refused = course.0.decide(&Actor::Complainant, &Command::Withdraw, course.0.last_at);
        assert!(matches!(refused, Err(Illegal::NotNow { .. })), "{refused:?}");
    }
}

#[test]
fn an_order_whose_complaint_was_withdrawn_is_undone_or_ended_by_its_answer() {
    let withdrawn = || after(requested(), [withdraw()]);
    let id = order_id(&withdrawn());
    let done = after(withdrawn(), [order(OrderCommand::Confirm { id, reference: "r".into() })]);
    assert_eq!(done.0.state.code(), "restore_due");
    let kept = carried_out(done);
    assert!(matches!(kept.0.state, State::Restored { why: WhyRestore::Withdrawn, .. }));
    let refused = after(withdrawn(), [order(OrderCommand::Refuse { id, reason: "gone".into() })]);
    assert_eq!(refused.0.state.code(), "withdrawn");
}

#[test]
fn an_answer_counts_for_its_own_order_alone() {
    let (case, id) = (requested().0, order_id(&requested()));
    let other = case::EffectId::derive(case.id, 99, "order");
    let asks = |id| {
        let heard = NeverHeard { id, sendings: 1, asked_at: case.last_at + Effect::ARRIVES_WITHIN };
        [
            OrderCommand::Unclear { id },
            OrderCommand::Confirm { id, reference: "r".into() },
            OrderCommand::Refuse { id, reason: "busy".into() },
            OrderCommand::SendAgain(heard),
            OrderCommand::TakeBack(heard),
        ]
    };
    let states = ["measure_unknown", "in_force", "measure_refused", "measure_requested", "accepted"];
    for (asked, state) in asks(id).into_iter().zip(states) {
        assert_eq!(after(requested(), [order(asked)]).0.state.code(), state);
    }
    let unclear = after(requested(), [order(OrderCommand::Unclear { id })]).0;
    for asked in asks(other) {
        for case in [&case, &unclear] {
            let refused = case.decide(&MACHINE, &Command::Order(asked.clone()), case.last_at);
            assert!(matches!(refused, Err(Illegal::NotNow { .. })), "{asked:?}: {refused:?}");
        }
    }
    let again = Command::Order(OrderCommand::Unclear { id });
    assert_eq!(unclear.decide(&MACHINE, &again, unclear.last_at), Ok(None));
    let sent = after(Course(unclear), [order(asks(id)[3].clone())]);
    assert_eq!((sent.0.state.code(), order_id(&sent)), ("measure_unknown", id));
}

#[test]
fn what_a_marketplace_never_heard_of_is_taken_back_only_where_no_person_wants_it() {
    let may = |course: Course, minutes, sendings| {
        let State::Ordered { order, .. } = &course.0.state else { panic!("no order") };
        let effect = order.under_way().unwrap();
        let asked_at = effect.since + SignedDuration::from_mins(minutes);
        let heard = NeverHeard { id: effect.id, sendings, asked_at };
        let take_back = Command::Order(OrderCommand::TakeBack(heard));
        matches!(course.0.decide(&MACHINE, &take_back, course.0.last_at), Ok(Some(_)))
    };
    assert!(may(requested(), 12, 1));
    assert!(!may(requested(), 11, 1), "it may still arrive");
    assert!(!may(requested(), 12, 2), "it was not sent so often");
    assert!(!may(requested_by_person(), 12, 1));
    assert!(may(after(requested_by_person(), [withdraw()]), 12, 1));
    let returns = after(in_force(), [withdraw(), order(OrderCommand::Request)]);
    assert!(!may(returns, 12, 1), "a listing's return is carried out");
}

#[test]
fn what_a_marketplace_says_is_kept_up_to_two_hundred_characters() {
    let reason = "é".repeat(201);
    let refuse = order(OrderCommand::Refuse { id: order_id(&requested()), reason: reason.clone() });
    let case = after(requested(), [refuse]).0;
    let State::Ordered { order, .. } = case.state else { panic!("no order") };
    let case::Stage::Refused { reason: kept, .. } = order.stage else { panic!("not refused") };
    assert_eq!((kept.chars().count(), reason.starts_with(&kept)), (200, true));
}

#[test]
fn who_orders_again_what_rules_decided_takes_over_the_decision() {
    let course = after(later(refused()), [(reviewer("ben"), Command::Order(OrderCommand::Retry))]);
    let decision = course.0.state.decision().unwrap();
    assert_eq!(decision.by, case::Decider::Reviewer("ben".parse().unwrap()));
    assert_eq!(decision.at, course.0.last_at);
    assert_eq!((decision.measure, course.0.state.code()), (Measure::Removal, "accepted"));
}

#[test]
fn a_dispute_leads_where_answer_court_and_ruling_send_it() {
    for (course, asked, state) in [
        (countered(), answer(Answer::Concede), "restore_due"),
        (countered(), answer(Answer::Contest), "awaiting_answer"),
        (countered(), court(), "held_for_court"),
        (countered(), ruled(false), "restore_due"),
        (contested(), court(), "held_for_court"),
        (contested(), ruled(true), "upheld"),
        (contested(), ruled(false), "restore_due"),
        (held(), ruled(true), "upheld"),
        (held(), ruled(false), "restore_due"),
        (held(), look(false), "awaiting_answer"),
        (held(), look(true), "held_for_court"),
    ] {
        let (before, told) = (course.0.state.code(), format!("{asked:?}"));
        assert_eq!(after(course, [asked]).0.state.code(), state, "{before}: {told}");
    }
    // Silence upholds nothing.
    let silent = countered().0;
    let stays = ruled(true);
    assert!(silent.decide(&stays.0, &stays.1, silent.last_at).is_err());
    let conceded =
        (Actor::Complainant, Command::Answer { answer: Answer::Concede, document: Digest::of(b"2") });
    assert_eq!(after(contested(), [conceded]).0.state.code(), "restore_due");
    for (course, again) in [(upheld(), ruled(true)), (after(held(), [ruled(false)]), ruled(false))] {
        assert_eq!(course.0.decide(&again.0, &again.1, course.0.last_at), Ok(None));
    }
    let why = |course: Course| match course.0.state {
        State::Ordered { order: case::Order { action: case::Action::Restore(why), .. }, .. } => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(why(after(held(), [ruled(false)])), WhyRestore::Court);
    assert_eq!(why(after(countered(), [ruled(false)])), WhyRestore::CounterNotice);
}

#[test]
fn the_time_to_answer_starts_with_the_letter_that_tells_of_the_counter_notice_and_no_other() {
    let document = Digest::of(b"counter-notice");
    let mut course = after(in_force(), [(Actor::Seller, Command::CounterNotice { document })]);
    for letter in [Letter::CounterNoticeReceipt, Letter::TakenDown, Letter::StatementOfReasons] {
        course.send(letter);
        assert_eq!(course.0.state.code(), "counter_noticed", "{letter}");
    }
    let mut course = later(course);
    course.send(Letter::CounterNotice);
    let now = course.0.last_at;
    assert!(matches!(course.0.state, State::AwaitingAnswer { since, .. } if since == now));
    // Who disputes does not move it, and who disputes before was told by then.
    let disputed = after(later(course), [answer(Answer::Contest)]);
    assert!(
        matches!(disputed.0.state, State::AwaitingAnswer { since, contested: Some(_), .. } if since == now)
    );
}

#[test]
fn an_appeal_that_fails_leaves_the_case_where_it_was() {
    let corrected = || {
        let correct = Command::Correct { why: Correction::Mistake, note: note() };
        carried_out(after(in_force(), [(reviewer("anna"), correct)]))
    };
    for (course, by, reversed) in [
        (declined(), Actor::Complainant, "accepted"),
        (corrected(), Actor::Complainant, "accepted"),
        (in_force(), Actor::Seller, "restore_due"),
        (upheld(), Actor::Seller, "restore_due"),
        (after(held(), [look(true)]), Actor::Seller, "awaiting_answer"),
    ] {
        let before = course.0.state.code();
        let course = later(after(course, [appeal(by)]));
        assert_eq!(course.0.state.code(), "appealed");
        let (won, lost) = (Course(course.0.clone()), course);
        assert_eq!(after(won, [decided(true)]).0.state.code(), reversed, "{before}");
        let lost = after(lost, [decided(false)]).0;
        assert_eq!(lost.state.code(), before);
        // Who decided the appeal has looked at the court's proof, too.
        if let State::HeldForCourt { claim, .. } = &lost.state {
            assert_eq!(claim.proved, Some(lost.last_at));
        }
    }
}

#[test]
fn only_what_stands_decided_is_closed_when_the_time_to_appeal_ends() {
    let restored = || carried_out(after(in_force(), [withdraw()]));
    for (course, state) in [
        (declined(), case::Outcome::Declined),
        (in_force(), case::Outcome::TakenDown),
        (upheld(), case::Outcome::TakenDown),
        (restored(), case::Outcome::Restored),
    ] {
        let closed = closed(course).0;
        assert_eq!(closed.state, State::Closed(state));
        assert!(closed.state.is_final() && !in_force().0.state.is_final());
    }
    for course in [filed(), Course::at_desk(), countered(), held(), requested()] {
        let recorded = case::Recorded {
            at: course.0.last_at,
            event: Event::Closed { outcome: case::Outcome::TakenDown },
        };
        assert!(course.0.evolve(&recorded).is_err(), "no log closes it there");
    }
}

#[test]
fn what_rules_accepted_is_judged_again_before_it_is_ordered_and_never_what_a_person_did() {
    let again = || (MACHINE, Command::Reconsider { why: WhyReconsider::Edited });
    let course = after(accepted(), [again()]);
    assert_eq!((course.0.state.code(), course.0.edits), ("filed", 1));
    let by_person = after(Course::at_desk(), [(reviewer("anna"), accept(Measure::Removal))]);
    for course in [requested(), by_person, in_force()] {
        assert!(course.0.decide(&MACHINE, &again().1, course.0.last_at).is_err());
    }
    let asked = after(course, [(MACHINE, Command::AskDesk { question: Question::Policy })]);
    assert_eq!(asked.0.state.code(), "at_desk");
}

#[test]
fn the_time_to_appeal_runs_from_when_the_last_side_was_told() {
    let appeal = |case: &Case| case.clocks().iter().find(|it| it.clock == Clock::Appeal).map(|it| it.since);
    let mut course = declined();
    let decided = course.0.last_at;
    assert_eq!(appeal(&course.0), None, "the letter has not gone out");
    course = told(later(course));
    assert_eq!(appeal(&course.0), Some(decided + SignedDuration::from_hours(1)));

    let mut course = told(accepted());
    course.carry_out();
    let [one, other] = course.0.letters[..] else { panic!("{:?}", course.0.letters) };
    let sent = |owed| (MACHINE, Command::LetterSent(owed, Posted::default()));
    let course = later(after(course, [sent(one)]));
    assert_eq!(appeal(&course.0), None, "one of two was told");
    let (at, withheld) = (course.0.last_at, |why| (MACHINE, Command::WithholdLetter(other, why)));
    let nobody = after(Course(course.0.clone()), [withheld(Withheld::NoAddress)]);
    assert_eq!(appeal(&nobody.0), Some(at), "there is nobody to tell");
    let refused = later(after(course, [withheld(Withheld::Refused)]));
    assert_eq!(appeal(&refused.0), None, "a person has still to see to it");
    let at = refused.0.last_at;
    let seen = after(refused, [(reviewer("anna"), Command::ReviewLetter { owed: other, send: false })]);
    assert_eq!(appeal(&seen.0), Some(at));
}

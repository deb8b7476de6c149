//! Each decision opens redress to the side that it is against, whatever that side did before.

use case::{
    Actor, Answer, Claim, Clock, Command, Decider, DeclineCode, DeskQueue, Digest, Event, Letter,
    MOST_APPEALS, Measure, OrderCommand, PartyAct, Recorded, Side, State, WhyRestore, Withheld,
};
use proptest::prelude::*;

use super::story::{Course, Story, choices, note, play, reviewer};

/// The side that a decision is against.
fn against(event: &Event) -> Option<Side> {
    match event {
        Event::Accepted { .. } | Event::Upheld { .. } | Event::CourtClaimReviewed { proved: true, .. } => {
            Some(Side::Seller)
        }
        Event::Declined { .. } | Event::RestoreDecided { .. } | Event::Corrected { .. } => {
            Some(Side::Complainant)
        }
        Event::AppealDecided { reversed: true, measure, .. } => {
            Some(if measure.is_some() { Side::Seller } else { Side::Complainant })
        }
        _ => None,
    }
}

/// The last decision against `side`, and what happened since.
fn since_decided(story: &Story, side: Side) -> Option<&[Recorded]> {
    let last = story.log.iter().rposition(|recorded| against(&recorded.event) == Some(side))?;
    Some(&story.log[last..])
}

fn appeals(log: &[Recorded], side: Side) -> usize {
    log.iter().filter(|it| matches!(it.event, Event::Appealed { by, .. } if by == side)).count()
}

proptest! {
    #[test]
    fn a_side_appeals_each_decision_against_it_once(choices in choices()) {
        let story = play(&choices);
        let end = story.end();
        for side in [Side::Complainant, Side::Seller] {
            let Some(since) = since_decided(&story, side) else { continue };
            let used = appeals(since, side);
            prop_assert!(used <= 1 && appeals(&story.log, side) <= MOST_APPEALS.into());
            let stands_against = match (&end.state, side) {
                (State::HeldForCourt { claim, .. }, Side::Seller) => claim.proved.is_some(),
                (State::InForce { .. } | State::Upheld { .. }, Side::Seller)
                | (State::Declined { .. }, Side::Complainant) => true,
                (State::Restored { why, .. }, Side::Complainant) => {
                    !matches!(why, WhyRestore::Withdrawn | WhyRestore::Conceded)
                }
                _ => false,
            };
            let left = used == 0 && appeals(&story.log, side) < MOST_APPEALS.into();
            prop_assert_eq!(end.may_act(side, PartyAct::Appeal), stands_against && left);
        }
    }

    #[test]
    fn an_appeal_uses_up_no_counter_notice(choices in choices()) {
        let story = play(&choices);
        let end = story.end();
        let ordered = |event: &Event| {
            matches!(event, Event::Accepted { .. } | Event::AppealDecided { measure: Some(_), .. })
        };
        let measure = story.log.iter().rposition(|it| ordered(&it.event));
        let since = measure.map_or(&[][..], |at| &story.log[at..]);
        let objected = since.iter().any(|it| matches!(it.event, Event::CounterNoticed { .. }));
        let in_force = matches!(end.state, State::InForce { .. });
        prop_assert_eq!(end.may_act(Side::Seller, PartyAct::CounterNotice), in_force && !objected);
    }
}

fn appeal(course: &mut Course, by: Actor, decider: &str, reverse: bool) {
    let document = Digest::of(&course.0.events.to_be_bytes());
    course.ask(by, Command::Appeal { document });
    let measure = Measure::Removal;
    course.ask(reviewer(decider), Command::DecideAppeal { reverse, measure, note: None });
}

fn open(course: &Course, side: Side) -> Vec<PartyAct> {
    let redress = [PartyAct::CounterNotice, PartyAct::Appeal];
    redress.into_iter().filter(|act| course.0.may_act(side, *act)).collect()
}

#[test]
fn who_is_first_hit_by_an_appeal_may_object_and_appeal() {
    let mut course = Course::at_desk();
    course.ask(reviewer("anna"), Command::Decline { code: DeclineCode::NoInfringement, note: None });
    appeal(&mut course, Actor::Complainant, "ben", true);
    course.carry_out();
    assert_eq!(open(&course, Side::Seller), [PartyAct::CounterNotice, PartyAct::Appeal]);
    // Its own appeal fails: that is used up, and the counter-notice is not.
    appeal(&mut course, Actor::Seller, "dan", false);
    assert_eq!(open(&course, Side::Seller), [PartyAct::CounterNotice]);
    course.ask(Actor::Seller, Command::CounterNotice { document: Digest::of(b"counter-notice") });
    assert_eq!(course.0.state.code(), "counter_noticed");
}

#[test]
fn appeals_come_to_an_end() {
    let mut course = Course::at_desk();
    course.ask(reviewer("anna"), Command::Decline { code: DeclineCode::NoInfringement, note: None });
    for (number, by) in
        [Actor::Complainant, Actor::Seller, Actor::Complainant, Actor::Seller].into_iter().enumerate()
    {
        appeal(&mut course, by, &format!("reviewer-{number}"), true);
        course.carry_out();
    }
    assert_eq!(course.0.state.code(), "restored");
    assert_eq!(open(&course, Side::Complainant), []);
}

#[test]
fn who_orders_again_does_not_take_over_a_persons_decision() {
    let mut course = Course::at_desk();
    let accept = Command::Accept { measure: Measure::Removal, although: false, note: Some(note()) };
    course.ask(reviewer("anna"), accept);
    course.ask(Actor::Machine, Command::Order(OrderCommand::Request));
    let State::Ordered { order, .. } = &course.0.state else { panic!("no order") };
    let id = order.under_way().unwrap().id;
    course.ask(Actor::Machine, Command::Order(OrderCommand::Refuse { id, reason: "busy".into() }));
    course.ask(reviewer("ben"), Command::Order(OrderCommand::Retry));
    let decision = course.0.state.decision().unwrap();
    let anna = Decider::Reviewer("anna".parse().unwrap());
    assert_eq!((&decision.by, &decision.note), (&anna, &Some(note())));
    assert!(course.0.deciders.contains(&"ben".parse().unwrap()), "and yet ben may hear no appeal");
}

#[test]
fn who_lost_an_appeal_may_appeal_against_the_next_decision_against_it() {
    let may = |course: &Course, side| course.0.may_act(side, PartyAct::Appeal);
    // The seller's appeal fails; its counter-notice fails, too, or a court keeps the measure.
    let mut course = countered_after_an_appeal_that_failed();
    let contest = Command::Answer { answer: Answer::Contest, document: Digest::of(b"genuine") };
    let mut held = Course(course.0.clone());
    course.ask(Actor::Complainant, contest);
    course.ask(reviewer("anna"), Command::Rule { measure_stays: true, note: None });
    held.ask(Actor::Complainant, Command::NameCourt { document: Digest::of(b"court") });
    assert!(!may(&held, Side::Seller), "nobody has decided anything");
    held.ask(reviewer("anna"), Command::ReviewCourtClaim { proved: true, note: None });
    assert!(may(&course, Side::Seller) && may(&held, Side::Seller));
    // The complainant's appeal succeeds; then it loses against the counter-notice.
    let mut course = Course::at_desk();
    course.ask(reviewer("anna"), Command::Decline { code: DeclineCode::NoInfringement, note: None });
    appeal(&mut course, Actor::Complainant, "ben", true);
    course.carry_out();
    let correct = Command::Correct { why: case::Correction::Mistake, note: note() };
    let refused = course.0.decide(&reviewer("anna"), &correct, course.0.last_at);
    assert!(refused.is_err(), "what was decided on an appeal stands: {refused:?}");
    course.ask(Actor::Seller, Command::CounterNotice { document: Digest::of(b"counter-notice") });
    course.ask(reviewer("anna"), Command::Rule { measure_stays: false, note: None });
    course.carry_out();
    assert!(may(&course, Side::Complainant));
}

fn countered_after_an_appeal_that_failed() -> Course {
    let mut course = Course::at_desk();
    course.ask(reviewer("anna"), Command::Accept { measure: Measure::Removal, although: false, note: None });
    course.carry_out();
    appeal(&mut course, Actor::Seller, "dan", false);
    assert_eq!(open(&course, Side::Seller), [PartyAct::CounterNotice]);
    course.ask(Actor::Seller, Command::CounterNotice { document: Digest::of(b"counter-notice") });
    course.send(Letter::CounterNotice);
    course
}

fn countered() -> Course {
    let mut course = Course::at_desk();
    course.ask(reviewer("anna"), Command::Accept { measure: Measure::Removal, although: false, note: None });
    course.carry_out();
    course.ask(Actor::Seller, Command::CounterNotice { document: Digest::of(b"counter-notice") });
    course
}

#[test]
fn the_answer_is_due_once_the_complainant_was_told() {
    let withheld = Withheld::ALL.iter().map(|why| {
        let mut course = countered();
        let owed = *course.0.letters.iter().find(|owed| owed.letter == Letter::CounterNotice).unwrap();
        course.ask(Actor::Machine, Command::WithholdLetter(owed, *why));
        (why, owed, course)
    });
    for (why, owed, mut course) in withheld {
        let nobody_to_tell = !why.is_left_to_a_person(Letter::CounterNotice);
        assert_eq!(course.0.state.code() == "awaiting_answer", nobody_to_tell, "{why}");
        if nobody_to_tell {
            continue;
        }
        let clocks: Vec<_> = course.0.clocks().iter().map(|running| running.clock).collect();
        assert_eq!(
            (clocks, course.0.desk_queue()),
            (vec![Clock::UnsentLetter], Some(DeskQueue::UnsentLetter))
        );
        // Sent after all, or told another way.
        let mut told = Course(course.0.clone());
        told.ask(reviewer("anna"), Command::ReviewLetter { owed, send: false });
        course.ask(reviewer("anna"), Command::ReviewLetter { owed, send: true });
        course.send(Letter::CounterNotice);
        for case in [course.0, told.0] {
            assert_eq!(case.state.code(), "awaiting_answer", "{why}");
        }
    }
}

#[test]
fn a_seller_whose_complainant_cannot_be_told_does_not_wait_for_ever() {
    let mut course = countered();
    course.ask(reviewer("ben"), Command::Rule { measure_stays: false, note: None });
    course.carry_out();
    assert_eq!(course.0.state.code(), "restored");
}

#[test]
fn a_dispute_keeps_a_listing_down_only_where_no_law_says_what_does() {
    let may = |territory: &str, claim| {
        let mut course = countered();
        course.0.filing.territory = territory.parse().unwrap();
        course.0.filing.claim = claim;
        PartyAct::ANSWERS.map(|act| course.0.may_act(Side::Complainant, act))
    };
    for (territory, claim, dispute) in [
        ("EU", Claim::Counterfeit, true),
        ("DE", Claim::Copyright, true),
        ("US", Claim::Counterfeit, true),
        ("US", Claim::Copyright, false),
        ("US", Claim::PiratedMedia, false),
        ("CN", Claim::Counterfeit, false),
        ("CN", Claim::Copyright, false),
    ] {
        assert_eq!(may(territory, claim), [true, dispute, true], "{territory} {claim}");
    }
}

#[test]
fn a_court_action_that_is_not_proved_gains_no_time() {
    let mut course = countered();
    course.send(Letter::CounterNotice);
    let State::AwaitingAnswer { since: told, .. } = course.0.state else { panic!("not told") };
    course.ask(Actor::Complainant, Command::NameCourt { document: Digest::of(b"filed") });
    assert!(!course.0.may_act(Side::Seller, PartyAct::Appeal), "nobody has decided anything");
    let mut unproved = Course(course.0.clone());
    unproved.ask(reviewer("ben"), Command::ReviewCourtClaim { proved: false, note: None });
    assert!(
        matches!(unproved.0.state, State::AwaitingAnswer { since, contested: None, .. } if since == told)
    );
    course.ask(reviewer("ben"), Command::ReviewCourtClaim { proved: true, note: None });
    assert_eq!(open(&course, Side::Seller), [PartyAct::Appeal]);
    let mut kept = Course(course.0.clone());
    appeal(&mut kept, Actor::Seller, "dan", false);
    assert_eq!(kept.0.state.code(), "held_for_court");
    appeal(&mut course, Actor::Seller, "dan", true);
    assert!(matches!(course.0.state, State::AwaitingAnswer { since, contested: None, .. } if since == told));
}

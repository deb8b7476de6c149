//! What holds for every case, whatever is asked of it by whomever in whatever order.

mod letters;
mod limits;
mod reach;
mod redress;
mod sendings;
pub(crate) mod story;

use std::collections::BTreeSet;

use case::{
    Action, Actor, Answer, Case, Clock, ClockEnd, Command, Decider, DeskQueue, Event, Illegal, Letter,
    Measure, Order, OrderCommand, OrderStep, Outcome, OwedLetter, Posted, Recorded, RunningClock, Stage,
    State, Unfoldable,
};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::arbitrary;
use story::{choices, kind, play};

proptest! {
    #[test]
    fn a_command_twice_is_a_command_once(choices in choices()) {
        for step in play(&choices).steps {
            if let Ok(Some(event)) = &step.decided {
                let again = step.after.decide(&step.by, &step.command, step.at);
                prop_assert!(!matches!(again, Ok(Some(_))), "{event:?}, and then {again:?}");
            }
        }
    }

    #[test]
    fn a_document_enters_a_case_once(choices in choices()) {
        let documents = play(&choices).end().documents;
        prop_assert_eq!(documents.iter().collect::<BTreeSet<_>>().len(), documents.len());
    }

    #[test]
    fn the_fold_of_the_log_is_the_case_reached_step_by_step(choices in choices()) {
        let story = play(&choices);
        let end = story.end();
        prop_assert_eq!(end.events as usize, story.log.len());
        prop_assert_eq!(end.last_at, story.log.last().unwrap().at);
        prop_assert_eq!(Case::fold(end.id, &story.log).unwrap(), end);
    }

    #[test]
    fn nothing_leaves_a_final_state(choices in choices()) {
        for step in play(&choices).steps.iter().filter(|step| step.before.state.is_final()) {
            prop_assert_eq!(&step.before.state, &step.after.state);
            let harmless = match &step.decided {
                Err(_) | Ok(None) => true,
                Ok(Some(event)) => matches!(
                    event,
                    Event::LetterSent(..)
                        | Event::LetterWithheld(..)
                        | Event::LetterReviewed { .. }
                        | Event::Corresponded { .. }
                        | Event::BlindReview { .. }
                ),
            };
            prop_assert!(harmless);
        }
    }

    #[test]
    fn no_measure_is_requested_without_a_decision_of_its_own(choices in choices()) {
        let mut decided = false;
        for event in play(&choices).events() {
            match event {
                Event::Accepted { .. }
                | Event::Order {
                    action: Action::Apply(_),
                    step: OrderStep::Retried { by: Decider::Reviewer(_) },
                } => decided = true,
                Event::AppealDecided { by: Decider::Reviewer(_), reversed, .. } => decided = *reversed,
                // Its decision has ordered nothing yet.
                Event::Order { step: OrderStep::TakenBack, .. } => decided = true,
                Event::Order { action: Action::Apply(_), step: OrderStep::Requested } => {
                    prop_assert!(decided);
                    decided = false;
                }
                _ => {}
            }
        }
    }

    #[test]
    fn an_answer_to_another_order_changes_nothing(choices in choices()) {
        for step in play(&choices).steps {
            let State::Ordered { order, .. } = &step.after.state else { continue };
            let id = case::EffectId::derive(step.after.id, step.after.events, "order");
            for late in [
                OrderCommand::Unclear { id },
                OrderCommand::Confirm { id, reference: String::new() },
                OrderCommand::Refuse { id, reason: String::new() },
            ] {
                let decided = step.after.decide(&Actor::Machine, &Command::Order(late), step.at);
                prop_assert!(matches!(decided, Err(Illegal::NotNow { .. })), "{order:?}: {decided:?}");
            }
        }
    }

    #[test]
    fn what_a_reversal_orders_comes_from_its_event(choices in choices()) {
        for step in play(&choices).steps {
            let Ok(Some(Event::AppealDecided { measure, reversed, .. })) = &step.decided else { continue };
            match (&step.after.state, measure) {
                (State::Ordered { order: Order { action: Action::Apply(ordered), .. }, decision, .. }, Some(measure)) => {
                    prop_assert!(*reversed && ordered == measure && decision.measure == *measure);
                }
                (state, measure) => prop_assert!(measure.is_none(), "{state:?}"),
            }
        }
    }

    #[test]
    fn nobody_decides_the_appeal_of_their_own_decision(choices in choices()) {
        let mut deciders = BTreeSet::new();
        for step in play(&choices).steps {
            if let Ok(Some(event)) = &step.decided {
                let own =
                    matches!(event, Event::AppealDecided { by, .. } if deciders.contains(by));
                prop_assert!(!own);
                deciders.extend(decider(event).cloned());
            }
            if let State::Appealed { .. } = step.after.state {
                let appeal = Command::DecideAppeal { reverse: true, measure: Measure::Removal, note: None };
                for name in ["anna", "ben", "carol"] {
                    let decided = step.after.decide(&story::reviewer(name), &appeal, step.at);
                    let before = deciders.contains(&Decider::Reviewer(name.parse().unwrap()));
                    prop_assert_eq!(decided == Err(Illegal::DecidedBefore), before);
                }
            }
        }
    }

    #[test]
    fn each_side_can_do_only_its_own(choices in choices()) {
        for step in play(&choices).steps {
            let own = owners(&step.command).contains(&kind(&step.by));
            let refused = matches!(step.decided, Err(Illegal::NotYours { .. }));
            prop_assert_eq!(refused, !own, "{:?} asked {:?}", step.by, step.command);
        }
    }

    #[test]
    fn any_event_on_any_case_folds_or_is_a_misfit(choices in choices(), event in arbitrary::recorded()) {
        let case = play(&choices).end();
        let (index, state) = (case.events, case.state.code());
        match case.evolve(&event) {
            Ok(after) => {
                prop_assert_eq!(after.events, index + 1);
            }
            Err(misfit) => prop_assert_eq!(misfit, Unfoldable::Misfit { index, state }),
        }
    }

    #[test]
    fn any_log_folds_or_is_refused(log in proptest::collection::vec(arbitrary::recorded(), 0..8)) {
        let folded = Case::fold(story::filing().case_id(), &log);
        let filed = log.first().is_some_and(|first| matches!(first.event, Event::Filed(_)));
        prop_assert_eq!(folded == Err(Unfoldable::NoFiling), !filed);
    }

    #[test]
    fn a_case_that_has_not_ended_waits_for_somebody(choices in choices()) {
        for step in play(&choices).steps {
            let case = step.after;
            let due = case.clocks().iter().any(|running| end_of(running.clock) != ClockEnd::Breach);
            let waits = !case.owed().is_empty() || case.needs_desk() || due;
            // A queue is ordered by a clock of its own: a case without it would not be listed.
            let of_desk = |running: &RunningClock| {
                end_of(running.clock) == ClockEnd::Breach && running.clock != Clock::Decision
            };
            prop_assert!(!case.needs_desk() || case.clocks().iter().any(of_desk), "{}", case.state.code());
            if case.state.is_final() {
                prop_assert!(!due && matches!(case.desk_queue(), None | Some(DeskQueue::UnsentLetter)));
            } else {
                prop_assert!(waits, "nobody has anything to do while {}", case.state.code());
            }
        }
    }

    #[test]
    fn silence_never_upholds_and_nothing_is_decided_by_default(choices in choices()) {
        let mut objected = false;
        for step in play(&choices).steps {
            match &step.decided {
                Ok(Some(Event::CounterNoticed { .. })) => objected = false,
                Ok(Some(Event::Answered { answer: Answer::Contest, .. } | Event::CourtNamed { .. })) => {
                    objected = true;
                }
                Ok(Some(Event::Upheld { by, .. })) => prop_assert!(objected && *by != Decider::Machine),
                _ => {}
            }
            if let (Command::EndClock { clock, end, .. }, Ok(Some(event))) = (&step.command, &step.decided) {
                let decides_against_somebody =
                    matches!(event, Event::Accepted { .. } | Event::Upheld { .. } | Event::AppealDecided { .. });
                prop_assert!(end_of(*clock) == *end && *end != ClockEnd::Breach && !decides_against_somebody);
            }
        }
    }

    #[test]
    fn a_clock_ends_when_it_is_due_and_not_before(choices in choices()) {
        let case = play(&choices).end();
        for running in case.clocks() {
            let (due, second) = (running.since + SignedDuration::from_hours(24), SignedDuration::from_secs(1));
            let end = |due| Command::EndClock { clock: running.clock, end: end_of(running.clock), due };
            prop_assert_eq!(case.decide(&Actor::Machine, &end(due), due - second), Err(Illegal::TooEarly));
            let at_due = case.decide(&Actor::Machine, &end(due), due);
            prop_assert_eq!(matches!(at_due, Ok(Some(_))), end_of(running.clock) != ClockEnd::Breach);
            let before = end(running.since - second);
            prop_assert_eq!(case.decide(&Actor::Machine, &before, due), Err(Illegal::TooEarly));
        }
    }

    #[test]
    fn each_clock_runs_once_and_ends_only_as_it_may(choices in choices()) {
        for step in play(&choices).steps {
            let case = step.after;
            let running: BTreeSet<_> = case.clocks().iter().map(|running| running.clock).collect();
            prop_assert_eq!(running.len(), case.clocks().len());
            for clock in running {
                for end in ClockEnd::ALL.iter().filter(|end| **end != end_of(clock) && **end != ClockEnd::Breach) {
                    let end = Command::EndClock { clock, end: *end, due: case.last_at };
                    let decided = case.decide(&Actor::Machine, &end, case.last_at);
                    prop_assert!(matches!(decided, Err(Illegal::NotNow { .. })), "{decided:?}");
                }
            }
        }
    }

    #[test]
    fn the_decision_clock_does_not_count_the_time_of_the_complainant(choices in choices()) {
        let mut waited = SignedDuration::ZERO;
        for step in play(&choices).steps {
            if let (State::Incomplete { since, .. }, after) = (&step.before.state, &step.after.state)
                && !matches!(after, State::Incomplete { .. })
            {
                waited += step.at.duration_since(*since);
            }
            prop_assert_eq!(step.after.decision_clock().waited, waited);
        }
    }

    #[test]
    fn a_withdrawn_complaint_keeps_no_measure(choices in choices()) {
        let mut withdrawn = false;
        for step in play(&choices).steps {
            match &step.decided {
                Ok(Some(Event::Withdrawn)) => withdrawn = true,
                Ok(Some(Event::AppealDecided { reversed: true, .. })) => withdrawn = false,
                _ => {}
            }
            let keeps = matches!(
                step.after.state,
                State::InForce { .. } | State::Upheld { .. } | State::Closed(Outcome::TakenDown)
                | State::Ordered {
                    order: Order { action: Action::Apply(_), stage: Stage::Requested(_) },
                    withdrawn: false,
                    ..
                }
            );
            prop_assert!(!(withdrawn && keeps));
        }
    }

    #[test]
    fn a_case_stays_small_whatever_the_parties_send(parties in proptest::collection::vec(any::<bool>(), 120)) {
        let mut case = play(&[]).end();
        for seller in parties {
            let at = case.last_at;
            let (by, side) = if seller {
                (Actor::Seller, case::Side::Seller)
            } else {
                (Actor::Complainant, case::Side::Complainant)
            };
            let document = case::Digest::of(&case.events.to_be_bytes());
            match case.decide(&by, &Command::Correspond { document, by: side }, at) {
                Ok(Some(event)) => case = case.evolve(&Recorded { at, event }).unwrap(),
                other => {
                    prop_assert!(matches!(other, Err(Illegal::Full | Illegal::NotNow { .. })), "{other:?}");
                }
            }
        }
        prop_assert!(case.documents.len() <= 50);
    }
}

/// What the end of each clock means, as policy has it.
const fn end_of(clock: Clock) -> ClockEnd {
    match clock {
        Clock::Decision
        | Clock::Desk
        | Clock::PersonAsked
        | Clock::AppealReview
        | Clock::CounterNoticeReview
        | Clock::CourtClaim
        | Clock::CourtReview
        | Clock::RefusedOrder
        | Clock::UnsentLetter => ClockEnd::Breach,
        Clock::Completion => ClockEnd::Decline,
        Clock::Answer => ClockEnd::Restore,
        Clock::Appeal => ClockEnd::Close,
    }
}

/// Who took this decision, if it is one.
const fn decider(event: &Event) -> Option<&Decider> {
    match event {
        Event::Accepted { by, .. }
        | Event::Declined { by, .. }
        | Event::Order { step: OrderStep::Retried { by }, .. }
        | Event::CourtClaimReviewed { by, .. }
        | Event::Upheld { by, .. }
        | Event::RestoreDecided { by, .. }
        | Event::Corrected { by, .. }
        | Event::Kept { by, .. }
        | Event::BlindReview { by, .. }
        | Event::AppealDecided { by, .. } => Some(by),
        _ => None,
    }
}

/// The kinds of actor that may ever ask this.
fn owners(command: &Command) -> &'static [&'static str] {
    match command {
        Command::Merge { .. }
        | Command::FindIncomplete { .. }
        | Command::Judge(_)
        | Command::AskPictures { .. }
        | Command::ComparePictures(_)
        | Command::AskDesk { .. }
        | Command::Reconsider { .. }
        | Command::Order(
            OrderCommand::Request
            | OrderCommand::Unclear { .. }
            | OrderCommand::Confirm { .. }
            | OrderCommand::Refuse { .. }
            | OrderCommand::SendAgain(_)
            | OrderCommand::TakeBack(_)
            | OrderCommand::LeaveDown { .. },
        )
        | Command::LetterSent(..)
        | Command::WithholdLetter(..)
        | Command::EndClock { .. } => &["machine"],
        Command::Accept { .. } | Command::Decline { .. } => &["machine", "reviewer"],
        Command::Order(OrderCommand::Retry)
        | Command::GiveUp
        | Command::ReviewCourtClaim { .. }
        | Command::Rule { .. }
        | Command::Correct { .. }
        | Command::Keep { .. }
        | Command::BlindReview { .. }
        | Command::ReviewLetter { .. }
        | Command::DecideAppeal { .. } => &["reviewer"],
        Command::Complete { .. } | Command::Withdraw | Command::Answer { .. } | Command::NameCourt { .. } => {
            &["complainant"]
        }
        Command::CounterNotice { .. } | Command::AskPerson { .. } => &["seller"],
        Command::Appeal { .. } => &["complainant", "seller"],
        Command::Correspond { by: case::Side::Complainant, .. } => &["complainant"],
        Command::Correspond { by: case::Side::Seller, .. } => &["seller"],
    }
}

#[test]
fn the_stories_visit_every_state_and_every_event() {
    let mut runner = TestRunner::deterministic();
    let (mut states, mut events) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1500 {
        let story = play(&choices().new_tree(&mut runner).unwrap().current());
        states.extend(story.steps.iter().map(|step| step.after.state.code()));
        events.extend(story.events().map(name_of));
    }
    assert_eq!(states, State::CODES.into(), "each state is visited, and has its code in the list");
    // That a person keeps what rules decided comes too seldom by chance: `asked` has it.
    events.remove("Kept");
    assert_eq!(events.len(), 35, "{events:?}");
}

/// The event's name, without its data.
fn name_of(event: &Event) -> String {
    let name = |text: String| text.chars().take_while(char::is_ascii_alphabetic).collect::<String>();
    match event {
        Event::Order { step, .. } => format!("Order{}", name(format!("{step:?}"))),
        event => name(format!("{event:?}")),
    }
}

#[test]
fn a_log_in_which_silence_upholds_does_not_fold() {
    let at = story::start();
    let case = play(&[]).end();
    let anna = Decider::Reviewer("anna".parse().unwrap());
    let told = OwedLetter { of: 4, letter: Letter::CounterNotice };
    let log = [
        Event::Accepted {
            by: Decider::Machine,
            measure: Measure::Removal,
            only_in: Vec::new(),
            although: false,
            note: None,
        },
        Event::Order { action: Action::Apply(Measure::Removal), step: OrderStep::Requested },
        Event::Order {
            action: Action::Apply(Measure::Removal),
            step: OrderStep::Done { reference: String::new() },
        },
        Event::CounterNoticed { document: case::Digest::of(b"counter-notice") },
        Event::LetterSent(told, Posted::default()),
    ];
    let silent = log.into_iter().try_fold(case, |case, event| case.evolve(&Recorded { at, event })).unwrap();
    assert_eq!(silent.state.code(), "awaiting_answer");
    let upheld = silent.evolve(&Recorded { at, event: Event::Upheld { by: anna, note: None } });
    assert_eq!(upheld, Err(Unfoldable::Misfit { index: 6, state: "awaiting_answer" }));
}

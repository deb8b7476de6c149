//! An order that never reached the marketplace: when it may be sent again, and when taken back.

use case::{Action, Actor, Command, Decider, Effect, Event, NeverHeard, OrderCommand, OrderStep, State};
use jiff::SignedDuration;
use proptest::prelude::*;

use super::story::{choices, play};

proptest! {
    #[test]
    fn an_order_is_taken_back_only_where_it_was_never_heard_and_cannot_arrive(choices in choices()) {
        for step in play(&choices).steps {
            let State::Ordered { order, decision, withdrawn } = &step.after.state else { continue };
            let Some(effect) = order.under_way() else { continue };
            let decide = |sendings, asked_at| {
                let answer = NeverHeard { id: effect.id, sendings, asked_at };
                let asked = Command::Order(OrderCommand::TakeBack(answer));
                step.after.decide(&Actor::Machine, &asked, step.at)
            };
            let last = effect.since + Effect::ARRIVES_WITHIN;
            let taken_back = Event::Order { action: order.action, step: OrderStep::TakenBack };
            let may = matches!(order.action, Action::Apply(_)) && (*withdrawn || decision.by == Decider::Machine);
            prop_assert_eq!(decide(effect.sendings, last), if may { Ok(Some(taken_back)) } else { decide(0, last) });
            prop_assert!(decide(effect.sendings, last - SignedDuration::from_millis(1)).is_err(), "it may still arrive");
            prop_assert!(decide(effect.sendings - 1, last).is_err(), "it was sent again since it was asked after");
        }
    }

    #[test]
    fn one_answer_that_an_order_was_never_heard_has_it_sent_again_once(choices in choices()) {
        let mut sent_since = None;
        for step in play(&choices).steps {
            match (&step.command, &step.decided) {
                (_, Ok(Some(Event::Order { step: OrderStep::Requested, .. }))) => sent_since = Some(1),
                (Command::Order(OrderCommand::SendAgain(answer)), Ok(Some(event))) => {
                    prop_assert_eq!(sent_since, Some(answer.sendings));
                    sent_since = Some(answer.sendings + 1);
                    let again = step.after.decide(&step.by, &step.command, step.at);
                    prop_assert!(again.is_err(), "{event:?}, and then {again:?}");
                    // It is the same order: the marketplace does one of both.
                    let id = |state: &State| match state {
                        State::Ordered { order, .. } => order.under_way().map(|effect| effect.id),
                        _ => None,
                    };
                    prop_assert!(id(&step.before.state).is_some());
                    prop_assert_eq!(id(&step.before.state), id(&step.after.state));
                }
                _ => {}
            }
        }
    }
}

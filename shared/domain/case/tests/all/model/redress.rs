//! What must hold of redress, told from the events alone.

use case::{
    Actor, Answer, Command, Digest, Event, Letter, MOST_APPEALS, Outcome, Prior, Side, State, WhyRestore,
};

use super::world::{NOW, World};

/// The events after the last one that `is` picks out; all of them where there is none.
fn since(world: &World, is: impl Fn(&Event) -> bool) -> impl Iterator<Item = &Event> {
    world.events().rev().take_while(move |event| !is(event))
}

const fn orders_measure(event: &Event) -> bool {
    matches!(event, Event::Accepted { .. } | Event::AppealDecided { reversed: true, measure: Some(_), .. })
}

const fn is_sellers_appeal(event: &Event) -> bool {
    matches!(event, Event::Appealed { by: Side::Seller, .. })
}

/// Whether the listing is down, and stays so unless someone acts.
pub(crate) fn is_kept_down(world: &World) -> bool {
    matches!(
        world.store.case.state,
        State::InForce { .. }
            | State::CounterNoticed { .. }
            | State::AwaitingAnswer { .. }
            | State::HeldForCourt { .. }
            | State::Upheld { .. }
            | State::Closed(Outcome::TakenDown)
    )
}

pub(crate) fn opens(world: &World) -> bool {
    let case = &world.store.case;
    let may = |command: &Command| matches!(case.decide(&Actor::Seller, command, NOW), Ok(Some(_)));
    let objection = Command::CounterNotice { document: Digest::of(b"another counter-notice") };
    let appeal = Command::Appeal { document: Digest::of(b"another appeal") };
    let countered = since(world, orders_measure).any(|event| matches!(event, Event::CounterNoticed { .. }));
    let appealed = since(world, orders_measure).any(is_sellers_appeal);
    let spent = world.events().filter(|event| is_sellers_appeal(event)).count() >= usize::from(MOST_APPEALS);
    let in_force = matches!(case.state, State::InForce { .. } | State::Upheld { .. });
    let may_object = !in_force || countered || may(&objection);
    let may_appeal =
        appealed || spent || case.redress.may_appeal(Side::Seller) && (!in_force || may(&appeal));
    may_object && may_appeal
}

pub(crate) fn one_appeal(world: &World) -> bool {
    let mut standing: Vec<Side> = Vec::new();
    world.events().all(|event| match event {
        Event::Appealed { by, .. } if standing.contains(by) => false,
        Event::Appealed { by, .. } => {
            standing.push(*by);
            true
        }
        Event::AppealDecided { reversed: false, .. } => true,
        event if event.is_decision() => {
            standing.clear();
            true
        }
        _ => true,
    })
}

/// Whoever answered, objected, appealed or withdrew meanwhile has moved the matter on.
pub(crate) fn asked_is_answered(world: &World) -> bool {
    let asked = |event: &Event| matches!(event, Event::PersonAsked { .. });
    world.store.case.state != State::Closed(Outcome::TakenDown)
        || !world.events().any(asked)
        || since(world, asked)
            .any(|event| event.is_decision() || matches!(event, Event::Withdrawn | Event::Answered { .. }))
}

pub(crate) fn unproved_holds_nothing(world: &World) -> bool {
    let last = world
        .events()
        .rev()
        .find(|event| matches!(event, Event::CourtNamed { .. } | Event::CourtClaimReviewed { .. }));
    let held = matches!(
        world.store.case.state,
        State::HeldForCourt { .. } | State::Appealed { prior: Prior::HeldForCourt(..), .. }
    );
    !held || !matches!(last, Some(Event::CourtClaimReviewed { proved: false, .. }))
}

pub(crate) fn conceded_keeps_nothing(world: &World) -> bool {
    let conceded = |event: &Event| matches!(event, Event::Answered { answer: Answer::Concede, .. });
    !world.events().any(conceded) || since(world, conceded).any(orders_measure) || !is_kept_down(world)
}

pub(crate) fn contested_is_not_silence(world: &World) -> bool {
    let mut contested = false;
    world.events().all(|event| match event {
        Event::CounterNoticed { .. } => {
            contested = false;
            true
        }
        Event::Answered { answer: Answer::Contest, .. } => {
            contested = true;
            true
        }
        Event::RestoreDecided { why: WhyRestore::Silence, .. } => !contested,
        _ => true,
    })
}

/// A letter that cannot go out tells as well, once a person has seen to it.
pub(crate) fn told_before_time_runs(world: &World) -> bool {
    let objected = |event: &Event| matches!(event, Event::CounterNoticed { .. });
    !matches!(world.store.case.state, State::AwaitingAnswer { contested: None, .. })
        || since(world, objected).any(|event| match event {
            Event::LetterSent(owed, _)
            | Event::LetterWithheld(owed, _)
            | Event::LetterReviewed { owed, .. } => owed.letter == Letter::CounterNotice,
            _ => false,
        })
}

pub(crate) fn reversed_keeps_nothing(world: &World) -> bool {
    let reversed =
        |event: &Event| matches!(event, Event::AppealDecided { reversed: true, measure: None, .. });
    // A court action that is found unproved on appeal is no end of the measure.
    let of_court = world.events().any(|event| matches!(event, Event::CourtNamed { .. }));
    of_court
        || !world.events().any(reversed)
        || since(world, reversed).any(orders_measure)
        || !is_kept_down(world)
}

//! What must hold in every world, and what must be reachable for the search to mean anything.

use case::{Action, Answer, Decider, Event, Order, OrderStep, Outcome, Prior, Stage, State, WhyRestore};
use stateright::{Model, Property};

use super::chain::{self, Chain};
use super::people::is_whim;
use super::redress;
use super::world::{What, Worker, World};

/// No measure reaches the marketplace without a decision before it.
pub(crate) const DECIDED: &str = "no measure without a decision";
/// Nothing is done twice at the marketplace, and no effect id stands for two orders.
pub(crate) const ONCE: &str = "no effect twice";
/// Where the case is sure of the listing, the marketplace shows the same.
pub(crate) const AGREE: &str = "case and marketplace agree";
/// The stored events fold, to the case that was decided on.
pub(crate) const FOLDS: &str = "the stored case is the fold of its events";
/// A measure is upheld only against an objection that was answered.
pub(crate) const SILENCE: &str = "silence never upholds";
/// No letter counts as sent that was not.
pub(crate) const LETTERS: &str = "a letter is recorded as sent only after it went out";
/// A letter goes out once, and once more for each worker that died.
pub(crate) const LETTERS_ONCE: &str = "each letter goes out once";
/// What is withdrawn never ends with the listing down.
pub(crate) const WITHDRAWN: &str = "a withdrawn complaint keeps no measure";
/// Anyone who decided a case never decides its appeal.
pub(crate) const APPEAL: &str = "nobody decides the appeal of their own decision";
/// A listing that was edited is not taken down on what rules had said before, unless they were overtaken.
pub(crate) const LOOKED: &str = "nothing is ordered without another look";
/// Nothing is decided while a comparison of pictures is awaited.
pub(crate) const COMPARED: &str = "what waits for its pictures is not decided";
/// A measure opens an objection and an appeal to the seller, and neither uses up the other.
pub(crate) const OPENS: &str = "a measure opens an objection and an appeal";
/// No side appeals twice against one decision.
pub(crate) const ONE_APPEAL: &str = "one appeal of a side against a decision";
/// A seller who asked for a person gets a decision of one, unless the matter ends otherwise.
pub(crate) const ASKED: &str = "who asked for a person gets one";
/// A court action that a person found unproved keeps no listing down.
pub(crate) const UNPROVED: &str = "an unproved court action holds nothing";
/// What is conceded comes back.
pub(crate) const CONCEDED: &str = "what is conceded keeps no measure";
/// Only silence counts as silence.
pub(crate) const CONTESTED: &str = "what is contested is not restored for silence";
/// The time to answer runs from when the complainant was told.
pub(crate) const TOLD: &str = "no time to answer runs before the complainant was told";
/// A measure that is reversed on appeal ends.
pub(crate) const REVERSED: &str = "what is reversed on appeal keeps no measure";
/// When nothing more happens unless somebody wants it, the case has ended and nothing is owed.
pub(crate) const ENDS: &str = "every run ends with the case closed and nothing owed";

/// All of them.
pub(crate) fn all() -> Vec<Property<Chain>> {
    [invariants(), redress(), races(), ends()].concat()
}

/// What holds in every world.
fn invariants() -> Vec<Property<Chain>> {
    vec![
        Property::always(DECIDED, |_, world: &World| no_measure_undecided(world)),
        Property::always(ONCE, |_, world: &World| !world.market.did_twice && !world.market.mixed_up),
        Property::always(AGREE, |_, world: &World| {
            should_be_down(world).is_none_or(|down| world.market.down == down)
        }),
        Property::always(FOLDS, |_, world: &World| world.store.folds),
        Property::always(SILENCE, |_, world: &World| silence_never_upholds(world)),
        Property::always(LETTERS, |_, world: &World| {
            world.events().all(|event| match event {
                Event::LetterSent(letter, _) => world.mailed.contains_key(letter),
                _ => true,
            })
        }),
        Property::always(LETTERS_ONCE, |chain: &Chain, world: &World| {
            let crashes = chain.trouble.crashes - world.trouble.crashes;
            // Prompt letters go out with the event, past every claim.
            !chain.slow_post || world.mailed.values().all(|times| *times <= 1 + crashes)
        }),
        Property::always(WITHDRAWN, |_, world: &World| withdrawn_keeps_nothing(world)),
        Property::always(APPEAL, |_, world: &World| appeals_are_independent(world)),
        Property::always(LOOKED, |_, world: &World| !world.sent_unlooked),
        Property::always(COMPARED, |_, world: &World| compared_before_decided(world)),
        Property::always(ENDS, |chain, world| settled(world) || !at_rest(chain, world)),
    ]
}

/// What holds of the redress of both sides.
fn redress() -> Vec<Property<Chain>> {
    vec![
        Property::always(OPENS, |_, world: &World| redress::opens(world)),
        Property::always(ONE_APPEAL, |_, world: &World| redress::one_appeal(world)),
        Property::always(ASKED, |_, world: &World| redress::asked_is_answered(world)),
        Property::always(UNPROVED, |_, world: &World| redress::unproved_holds_nothing(world)),
        Property::always(CONCEDED, |_, world: &World| redress::conceded_keeps_nothing(world)),
        Property::always(CONTESTED, |_, world: &World| redress::contested_is_not_silence(world)),
        Property::always(TOLD, |_, world: &World| redress::told_before_time_runs(world)),
        Property::always(REVERSED, |_, world: &World| redress::reversed_keeps_nothing(world)),
    ]
}

/// What is reachable where messages are lost, doubled or overtaken.
fn races() -> Vec<Property<Chain>> {
    vec![
        Property::sometimes("a measure is unknown and reconciled", |_, world: &World| {
            let mut events = world.events().skip_while(|event| !applied(event, &OrderStep::Unclear));
            events.any(took_force)
        }),
        Property::sometimes("the marketplace drops a double", |_, world: &World| world.market.dropped_double),
        Property::sometimes("two steps commit at once and one loads again", |_, world: &World| {
            world.conflicted
        }),
        Property::sometimes("an order that never arrived is sent again", |_, world: &World| {
            let mut events = world.events().skip_while(|event| !applied(event, &OrderStep::SentAgain));
            events.any(took_force)
        }),
        Property::sometimes("an order that cannot arrive is taken back", |_, world: &World| {
            world.events().any(|event| applied(event, &OrderStep::TakenBack))
                && world.events().any(|event| matches!(event, Event::Reconsidered { .. }))
        }),
        Property::sometimes("a listing is judged again and taken down as it is now", |_, world: &World| {
            let mut events = world.events().skip_while(|event| !matches!(event, Event::Reconsidered { .. }));
            events.any(took_force) && world.market.orders.len() == 1
        }),
        Property::sometimes("pictures are compared and the case accepted", |_, world: &World| {
            let mut events = world.events().skip_while(|event| !matches!(event, Event::PicturesCompared(_)));
            events.any(|event| matches!(event, Event::Accepted { by: Decider::Machine, .. }))
        }),
        Property::sometimes("both takedown workers have ordered", |_, world: &World| {
            world.crew.iter().filter(|worker| matches!(worker, Worker::Ordered(..))).count() == 2
        }),
        Property::sometimes(
            "a withdrawal overtakes the measure and the listing returns",
            |_, world: &World| {
                let requested = world.events().position(|event| applied(event, &OrderStep::Requested));
                let withdrawn = world.events().position(|event| *event == Event::Withdrawn);
                let in_force = world.events().position(took_force);
                requested < withdrawn
                    && withdrawn < in_force
                    && requested.is_some()
                    && matches!(world.store.case.state, State::Restored { .. })
            },
        ),
    ]
}

/// What is reachable by what the parties, the desk and the marketplace do.
fn ends() -> Vec<Property<Chain>> {
    vec![
        Property::sometimes("a measure is upheld", |_, world: &World| {
            matches!(world.store.case.state, State::Upheld { .. })
        }),
        Property::sometimes("a court holds a case", |_, world: &World| {
            matches!(world.store.case.state, State::HeldForCourt { .. })
        }),
        Property::sometimes("a restored listing is taken down again on appeal", |_, world: &World| {
            world.store.case.redress.stands_on_appeal()
                && world.events().any(|event| {
                    matches!(event, Event::Order { action: Action::Restore(_), step: OrderStep::Done { .. } })
                })
                && matches!(world.store.case.state, State::InForce { .. })
        }),
        Property::sometimes("the desk restores a listing before anyone objects", |_, world: &World| {
            matches!(world.store.case.state, State::Restored { why: WhyRestore::Corrected, .. })
        }),
        Property::sometimes(
            "a person keeps what rules decided, and the seller appeals",
            |_, world: &World| {
                let mut events = world.events().skip_while(|event| !matches!(event, Event::Kept { .. }));
                events.any(|event| matches!(event, Event::Appealed { .. }))
            },
        ),
        Property::sometimes("a case closes with its measure", |_, world: &World| {
            matches!(world.store.case.state, State::Closed(Outcome::TakenDown))
        }),
        Property::sometimes("a case closes restored", |_, world: &World| {
            matches!(world.store.case.state, State::Closed(Outcome::Restored))
        }),
        Property::sometimes("a case closes declined", |_, world: &World| {
            matches!(world.store.case.state, State::Closed(Outcome::Declined))
        }),
        Property::sometimes("a case closes without a measure that was ordered", |_, world: &World| {
            matches!(world.store.case.state, State::Closed(Outcome::NotEnforced))
        }),
        Property::sometimes("a case closes down whose listing was to return", |_, world: &World| {
            matches!(world.store.case.state, State::Closed(Outcome::NotRestored))
        }),
    ]
}

/// Whether this happened to the order of a measure.
fn applied(event: &Event, what: &OrderStep) -> bool {
    matches!(event, Event::Order { action: Action::Apply(_), step } if step == what)
}

const fn took_force(event: &Event) -> bool {
    matches!(event, Event::Order { action: Action::Apply(_), step: OrderStep::Done { .. } })
}

fn no_measure_undecided(world: &World) -> bool {
    let ordered = world.wire.iter().any(|order| order.what == What::Apply)
        || world.market.orders.values().any(|(what, _)| *what == What::Apply);
    !ordered
        || world.events().any(|event| {
            matches!(event, Event::Accepted { .. } | Event::AppealDecided { reversed: true, .. })
        })
}

/// Whether the case says that the listing is down; `None` while an order is under way.
fn should_be_down(world: &World) -> Option<bool> {
    match &world.store.case.state {
        State::Filed
        | State::Incomplete { .. }
        | State::AtDesk { .. }
        | State::Ordered {
            order: Order { action: Action::Apply(_), stage: Stage::Due { .. } | Stage::Refused { .. } },
            ..
        }
        | State::Declined { .. }
        | State::Withdrawn
        | State::Restored { .. }
        | State::Appealed { prior: Prior::Declined(_) | Prior::Restored(..), .. }
        | State::Closed(Outcome::Declined | Outcome::Restored) => Some(false),
        State::InForce { .. }
        | State::CounterNoticed { .. }
        | State::AwaitingAnswer { .. }
        | State::Upheld { .. }
        | State::HeldForCourt { .. }
        | State::Ordered {
            order: Order { action: Action::Restore(_), stage: Stage::Due { .. } | Stage::Refused { .. } },
            ..
        }
        | State::Appealed { prior: Prior::InForce(_) | Prior::Upheld(_) | Prior::HeldForCourt(..), .. }
        | State::Closed(Outcome::TakenDown) => Some(true),
        State::Ordered { order: Order { stage: Stage::Requested(_) | Stage::Unknown(_), .. }, .. } => None,
        // What could not be done is the last thing that was refused.
        State::Closed(Outcome::NotEnforced | Outcome::NotRestored) => {
            world.events().rev().find_map(|event| match event {
                Event::Order { action, step: OrderStep::Refused { .. } } => Some(action.is_restore()),
                _ => None,
            })
        }
    }
}

fn compared_before_decided(world: &World) -> bool {
    let mut awaited = false;
    world.events().all(|event| {
        match event {
            Event::PicturesAsked { .. } => awaited = true,
            Event::PicturesCompared(_) | Event::Completed { .. } => awaited = false,
            Event::Accepted { .. } | Event::Declined { .. } | Event::SentToDesk { .. } => return !awaited,
            _ => {}
        }
        true
    })
}

fn silence_never_upholds(world: &World) -> bool {
    let upheld = world.events().position(|event| matches!(event, Event::Upheld { .. }));
    upheld.is_none_or(|upheld| {
        world.events().take(upheld).any(|event| {
            matches!(event, Event::Answered { answer: Answer::Contest, .. } | Event::CourtNamed { .. })
        })
    })
}

fn withdrawn_keeps_nothing(world: &World) -> bool {
    let since = world.events().rev().take_while(|event| **event != Event::Withdrawn);
    let withdrawn = world.events().any(|event| *event == Event::Withdrawn);
    let reopened =
        since.into_iter().any(|event| matches!(event, Event::AppealDecided { reversed: true, .. }));
    !withdrawn || reopened || !redress::is_kept_down(world)
}

fn appeals_are_independent(world: &World) -> bool {
    let mut deciders = Vec::new();
    world.events().all(|event| match event {
        Event::AppealDecided { by: Decider::Machine, .. } => false,
        Event::AppealDecided { by, .. } => !deciders.contains(&by),
        Event::Accepted { by, .. } | Event::Declined { by, .. } | Event::Upheld { by, .. } => {
            deciders.push(by);
            true
        }
        Event::RestoreDecided { by, .. }
        | Event::CourtClaimReviewed { by, .. }
        | Event::Corrected { by, .. }
        | Event::Kept { by, .. }
        | Event::Order { action: Action::Apply(_), step: OrderStep::Retried { by } } => {
            deciders.push(by);
            true
        }
        _ => true,
    })
}

fn settled(world: &World) -> bool {
    world.store.case.state.is_final()
        && world.store.case.owed().is_empty()
        && world.wire.is_empty()
        && world.crew.iter().all(|worker| matches!(worker, Worker::Idle))
}

fn at_rest(chain: &Chain, world: &World) -> bool {
    let busy = !world.wire.is_empty() || world.nudges != [0; 4];
    let mut actions = Vec::new();
    if !busy {
        chain.actions(world, &mut actions);
        actions.retain(|action| !matches!(action, chain::Action::Ask(by, command) if is_whim(by, command)));
    }
    !busy && actions.is_empty()
}

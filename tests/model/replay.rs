//! Walks through the model that the functions walk as well.

use std::collections::BTreeMap;

use case::{Actor, Command, State};
use jiff::SignedDuration;
use stateright::Model as _;

use super::chain::{Action, Chain, Flaw};
use super::functions::{Functions, QUEUES};
use super::people::{self, is_party, is_whim};
use super::view::{View, log_of, orders_in, place};
use super::wire::Reply;
use super::world::{CREW, Queue, Trouble, Worker, World};
use crate::chaos::dice::Dice;
use crate::support::tools::variable;

const TROUBLE: Trouble = Trouble { losses: 2, doubles: 2, crashes: 2, refusals: 1, silences: 2, edits: 1 };
/// How many walks, unless `GOODFAITH_CHAOS_SEEDS` says.
const WALKS: u64 = 1_500;
/// Actions of a walk.
const LONGEST: usize = 150;

fn chain(flaw: Option<Flaw>) -> Chain {
    Chain {
        opening: Vec::new(),
        trouble: TROUBLE,
        whims: 4,
        slow_post: true,
        in_pairs: vec![Queue::Takedown, Queue::Notify],
        // Each is an invocation of its own.
        alike: false,
        verdicts: people::verdicts(),
        people: people::people(),
        flaw,
    }
}

/// How often an action is taken, beside others: trouble seldom, or no walk gets far.
fn weight(action: &Action) -> usize {
    match action {
        Action::Crash(_) | Action::LoseNudge(_) | Action::TimeOut(_) => 1,
        Action::Receive { again: true, .. } => 1,
        Action::Arrive { refuse, again, .. } if *refuse || *again => 1,
        Action::Ask(by, _) if *by == Actor::Machine => 1,
        Action::Ask(by, command) if is_whim(by, command) => 2,
        // There is seldom one to lose.
        Action::LoseOrder(_) | Action::Edit => 3,
        Action::Receive { .. }
        | Action::Go(_)
        | Action::Judge(..)
        | Action::Status(_)
        | Action::Arrive { .. }
        | Action::EndClaim
        | Action::Sweep
        | Action::Ask(..) => 6,
    }
}

/// Whether the functions can be led to do this now.
fn can_be_walked(action: &Action, world: &World, functions: &Functions) -> bool {
    // A worker that claims goes by the time at which it began.
    let mut notify = CREW.iter().zip(&world.crew).filter(|(queue, _)| **queue == Queue::Notify);
    let time_may_pass = notify.all(|(_, worker)| matches!(worker, Worker::Idle));
    match action {
        // The sample's complaint has all its elements.
        Action::Judge(_, Command::FindIncomplete { .. }) => false,
        Action::Ask(_, Command::EndClock { clock, end, .. }) => {
            let next = functions.next_clock().map(|(clock, end, _)| (clock, end));
            time_may_pass && next == Some((*clock, *end))
        }
        Action::Sweep => time_may_pass && functions.next_sweep().is_some(),
        Action::EndClaim => time_may_pass,
        // An order that must not be sent again is taken back once so much time has passed.
        Action::Status(worker) => {
            !waits_to_take_back(world, *worker) || time_may_pass && is_latest(world, *worker)
        }
        _ => true,
    }
}

/// Whether the order at which a worker is will be taken back if the marketplace never heard of it.
fn waits_to_take_back(world: &World, worker: usize) -> bool {
    let Worker::Loaded(seen) = &world.crew[worker] else { return false };
    let State::Ordered { order, withdrawn, .. } = &seen.0.state else { return false };
    !order.action.is_restore() && (*withdrawn || world.is_outdated(&seen.0))
}

/// Whether a worker knows the case as it is stored.
fn is_latest(world: &World, worker: usize) -> bool {
    matches!(&world.crew[worker], Worker::Loaded(seen) if seen.0.events == world.store.case.events)
}

/// Does with the functions what `action` does in the model, which is at `world` before it.
async fn follow(functions: &mut Functions, action: &Action, world: &World) -> Result<(), String> {
    match action {
        Action::Receive { worker, again } => functions.receive(*worker, *again)?,
        Action::Go(worker) => functions.go(*worker, &world.crew[*worker]),
        Action::Judge(worker, verdict) => functions.judge(*worker, verdict),
        Action::Status(worker) => {
            if waits_to_take_back(world, *worker) {
                functions.ask_once_past(*worker)?;
            } else {
                functions.ask(*worker, Reply::Answer);
            }
        }
        Action::Edit => functions.edit(),
        Action::TimeOut(worker) => match &world.crew[*worker] {
            Worker::Ordered(..) => functions.time_out(*worker),
            _ => functions.ask(*worker, Reply::Nothing),
        },
        Action::Crash(worker) => functions.crash(*worker),
        Action::LoseNudge(queue) => {
            functions.lose_message(QUEUES[*queue]);
        }
        Action::Arrive { order, refuse, again } => {
            let sent = functions.wire.take(same_order(functions, world, *order)?, *again);
            functions.wire.arrive(&sent.ok_or("the order is not on its way")?, *refuse).await;
        }
        Action::LoseOrder(order) => {
            functions.wire.take(same_order(functions, world, *order)?, false);
        }
        Action::EndClaim => functions.end_claim(),
        Action::Sweep => {
            let at = functions.next_sweep().ok_or("nothing falls due")?;
            functions.sweep_at(at).await?;
        }
        Action::Ask(_, Command::EndClock { .. }) => {
            let (_, _, at) = functions.next_clock().ok_or("no clock runs")?;
            functions.sweep_at(at).await?;
        }
        Action::Ask(by, command) => functions.asked(by, command).await?,
    }
    Ok(())
}

/// The order of the functions that stands for one on the model's wire.
fn same_order(functions: &Functions, world: &World, order: usize) -> Result<case::EffectId, String> {
    let place = place(&orders_in(world.store.case.id, &log_of(world)), world.wire[order].id);
    let (case, log) = functions.case();
    let same = place.and_then(|place| orders_in(case.id, &log).get(place).copied());
    same.ok_or_else(|| "an order that stands in no log".to_owned())
}

/// Walks once; what kinds of actions it took. An error is a difference, with the way that led there.
async fn walk(chain: &Chain, seed: u64) -> Result<BTreeMap<&'static str, usize>, String> {
    let mut dice = Dice::new(seed);
    let mut functions = Functions::filed().await;
    let mut world = chain.init_states().remove(0);
    let (mut taken, mut way) = (BTreeMap::new(), Vec::new());
    for _ in 0..LONGEST {
        let mut actions = Vec::new();
        chain.actions(&world, &mut actions);
        actions.retain(|action| can_be_walked(action, &world, &functions));
        let drawn: Vec<&Action> =
            actions.iter().flat_map(|action| std::iter::repeat_n(action, weight(action))).collect();
        if drawn.is_empty() {
            break;
        }
        let action = dice.pick(&drawn).clone();
        let Some(next) = chain.next_state(&world, action.clone()) else { continue };
        *taken.entry(kind(&action)).or_default() += 1;
        way.push(format!("{action:?}"));
        let told = |what: String| format!("walk {seed}: {what}\nafter {way:#?}");
        // No two events are of one time: a store takes the same event of the same time for the same write.
        functions.services.pass(SignedDuration::from_millis(1));
        follow(&mut functions, &action, &world).await.map_err(&told)?;
        for worker in (0..CREW.len()).filter(|worker| matches!(next.crew[*worker], Worker::Idle)) {
            functions.end(worker).map_err(&told)?;
        }
        functions.show_all();
        match View::of_model(&next).differs_from(&View::of_functions(&functions)) {
            Some(difference) => return Err(told(difference)),
            None => functions.count_as(next.nudges),
        }
        world = next;
    }
    Ok(taken)
}

fn kind(action: &Action) -> &'static str {
    match action {
        Action::Receive { again: false, .. } => "receive",
        Action::Receive { again: true, .. } => "receive a double",
        Action::Go(_) => "go",
        Action::Judge(..) => "judge",
        Action::Status(_) => "status",
        Action::TimeOut(_) => "time out",
        Action::Crash(_) => "crash",
        Action::LoseNudge(_) => "lose a nudge",
        Action::Arrive { refuse: true, .. } => "refuse",
        Action::Arrive { again: true, .. } => "an order twice",
        Action::Arrive { .. } => "arrive",
        Action::LoseOrder(_) => "lose an order",
        Action::Edit => "edit",
        Action::EndClaim => "a claim ends",
        Action::Sweep => "sweep",
        Action::Ask(Actor::Machine, _) => "a clock ends",
        Action::Ask(by, _) if is_party(by) => "a party asks",
        Action::Ask(..) => "the desk asks",
    }
}

#[tokio::test]
async fn the_functions_do_what_the_model_does() {
    let chain = chain(None);
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: Vec<String> = Vec::new();
    let walks = variable("GOODFAITH_CHAOS_SEEDS").map_or(WALKS, |walks| walks.parse().unwrap());
    for seed in 0..walks {
        match tokio::task::unconstrained(Box::pin(walk(&chain, seed))).await {
            Ok(taken) => taken.into_iter().for_each(|(kind, times)| *all.entry(kind).or_default() += times),
            Err(difference) => found.push(difference),
        }
    }
    // The shortest way is the easiest to follow.
    let shortest = found.iter().min_by_key(|difference| difference.lines().count());
    assert!(shortest.is_none(), "{} of {walks} walks differ: {}", found.len(), shortest.unwrap());
    // A walk that never goes somewhere says nothing about it.
    assert!(all.len() == 18 && all.values().all(|times| *times >= 20), "{all:#?}");
}

/// A model that differs from the functions is noticed. Three flaws are not: the walks sweep when the functions would, a claim
/// ends while nobody of notify is at work, and an order is asked after too seldom while it is on its way to an edited listing.
#[tokio::test]
async fn a_step_that_the_model_has_wrong_is_noticed() {
    for flaw in [
        Flaw::OrdersBlind,
        Flaw::NeverHeardIsRefused,
        Flaw::OrdersBeforeCommit,
        Flaw::ActsUndecided,
        Flaw::ForgetsToRestore,
        Flaw::WritesBlind,
        Flaw::RecordsBeforeSending,
        Flaw::OneIdForAll,
        Flaw::SendsUnclaimed,
        Flaw::AnswersAnotherOrder,
        Flaw::SendsAgainUnlooked,
    ] {
        let chain = chain(Some(flaw));
        let mut noticed = false;
        for seed in 0..WALKS {
            noticed = noticed || tokio::task::unconstrained(Box::pin(walk(&chain, seed))).await.is_err();
            if noticed {
                break;
            }
        }
        assert!(noticed, "{flaw:?} goes unnoticed");
    }
}

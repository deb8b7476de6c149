//! What the steps do with a nudge, effect by effect, as the functions do it.

use std::sync::Arc;

use case::{Actor, Case, Command, EffectId, OrderCommand, Posted, Stage, State};

use super::chain::{Chain, Flaw};
use super::world::{Answer, CREW, Claim, Events, NOW, Order, Queue, Snapshot, What, Worker, World, order_of};

enum Commit {
    Done(Snapshot),
    AlreadySo,
    Conflict,
}

impl Chain {
    /// Decides `commands` one after the other on the case as the worker knows it, and commits.
    fn commit(&self, world: &mut World, seen: &Case, commands: &[Command]) -> Commit {
        let mut case = seen.clone();
        let mut events = Vec::new();
        for command in commands {
            if let Ok(Some(event)) = case.decide(&Actor::Machine, command, NOW) {
                case = self.evolve(case, &event);
                events.push(event);
            }
        }
        if events.is_empty() {
            return Commit::AlreadySo;
        }
        if world.store.case.events != seen.events && !self.is(Flaw::WritesBlind) {
            world.conflicted = true;
            return Commit::Conflict;
        }
        self.append(world, events, case);
        Commit::Done(Snapshot(Arc::clone(&world.store.case)))
    }

    /// Validation commits its verdict.
    pub(crate) fn judge(&self, world: &mut World, worker: usize, verdict: Command) -> Option<()> {
        let Worker::Loaded(seen) = world.crew[worker].clone() else { return None };
        let commit = self.commit(world, &seen.0, &[verdict]);
        world.crew[worker] = after(world, commit);
        Some(())
    }

    /// The next effect of a worker that needs no answer from outside.
    pub(crate) fn go(&self, world: &mut World, worker: usize) -> Option<()> {
        let next = match (CREW[worker], world.crew[worker].clone()) {
            (Queue::Takedown, Worker::Loaded(seen)) => self.begin_order(world, seen),
            (Queue::Takedown, Worker::Requested(seen)) => {
                let order = self.order_of(&seen.0)?;
                world.send(order);
                Worker::Ordered(seen, order)
            }
            (Queue::Takedown, Worker::Ordered(seen, order)) => {
                let (_, answer) = world.market.orders.get(&order.id)?;
                Worker::Told(seen, *answer)
            }
            (Queue::Takedown, Worker::Told(seen, answer)) => self.record_answer(world, &seen, answer),
            (Queue::Notify, Worker::Loaded(seen)) => {
                if seen.0.letters.is_empty() {
                    Worker::Idle
                } else if self.is(Flaw::RecordsBeforeSending) {
                    match self.commit(world, &seen.0, &letters_sent(&seen.0, ALL)) {
                        Commit::Done(_) => Worker::Recorded(seen),
                        Commit::AlreadySo => Worker::Idle,
                        Commit::Conflict => look(world),
                    }
                } else {
                    self.claim(world, seen)
                }
            }
            (Queue::Notify, Worker::Recorded(seen)) => {
                ALL.letters(&seen.0).for_each(|letter| world.mail(letter));
                Worker::Committed
            }
            (Queue::Notify, Worker::Claimed(seen, events)) => {
                events.letters(&seen.0).for_each(|letter| world.mail(letter));
                Worker::Mailed(seen, events)
            }
            (Queue::Notify, Worker::Mailed(seen, events)) => {
                match self.commit(world, &seen.0, &letters_sent(&seen.0, events)) {
                    Commit::Done(_) => Worker::Committed,
                    Commit::AlreadySo => Worker::Idle,
                    // They are out: what is recorded is decided again, and nothing is sent.
                    Commit::Conflict => Worker::Mailed(Snapshot(Arc::clone(&world.store.case)), events),
                }
            }
            (_, Worker::Committed) => {
                world.nudge_owed();
                Worker::Idle
            }
            (Queue::Validation, Worker::Loaded(_)) => Worker::Idle,
            _ => return None,
        };
        world.crew[worker] = next;
        Some(())
    }

    /// Notify claims the letters that it found owed, as `app::letters` does.
    fn claim(&self, world: &mut World, seen: Snapshot) -> Worker {
        let of = || seen.0.letters.iter().map(|owed| owed.of);
        let (Some(from), Some(through)) = (of().min(), of().max()) else { return Worker::Idle };
        if self.is(Flaw::SendsUnclaimed) {
            return Worker::Claimed(seen, ALL);
        }
        let (mine, taken_over) = match world.claim {
            Some(last) if last.through >= from && last.runs => {
                if last.through >= through {
                    return Worker::Idle;
                }
                (Events(last.through + 1, through), false)
            }
            Some(last) if last.through >= from => (Events(from, through), true),
            Some(_) | None => (Events(from, through), false),
        };
        world.claim = Some(Claim { through, runs: true });
        if taken_over && !self.is(Flaw::TakesOverBlind) {
            return Worker::Claimed(Snapshot(Arc::clone(&world.store.case)), mine);
        }
        Worker::Claimed(seen, mine)
    }

    pub(crate) fn order_of(&self, case: &Case) -> Option<Order> {
        let mut order = order_of(case)?;
        if self.is(Flaw::OneIdForAll) {
            order.id = EffectId::derive(case.id, 0, "order");
        }
        Some(order)
    }

    /// Takedown with a fresh look at the case.
    fn begin_order(&self, world: &mut World, seen: Snapshot) -> Worker {
        let restores = match &seen.0.state {
            State::Ordered { order: case::Order { action, stage: Stage::Due { .. } }, .. } => {
                action.is_restore()
            }
            State::Filed | State::AtDesk { .. } if self.is(Flaw::ActsUndecided) => {
                let order = Order { id: effect_id(&seen.0, "order"), what: What::Apply };
                world.send(order);
                return Worker::Ordered(seen, order);
            }
            _ => return Worker::Idle,
        };
        if self.is(Flaw::OrdersBeforeCommit) && !restores {
            let order = Order { id: effect_id(&seen.0, "order"), what: What::Apply };
            world.send(order);
            return Worker::Ordered(seen, order);
        }
        match self.commit(world, &seen.0, &[Command::Order(OrderCommand::Request)]) {
            Commit::Done(seen) => Worker::Requested(seen),
            Commit::AlreadySo => Worker::Idle,
            Commit::Conflict => look(world),
        }
    }

    /// Takedown has found a request under way and asks what became of it.
    pub(crate) fn status(&self, world: &mut World, worker: usize) -> Option<()> {
        let Worker::Loaded(seen) = world.crew[worker].clone() else { return None };
        let mut order = self.order_of(&seen.0)?;
        let known = world.market.orders.get(&order.id).map(|(_, answer)| *answer);
        world.crew[worker] = match known {
            _ if self.is(Flaw::OrdersBlind) => {
                order.id = effect_id(&seen.0, "again");
                world.send(order);
                Worker::Ordered(seen, order)
            }
            Some(answer) => Worker::Told(seen, answer),
            None if self.is(Flaw::NeverHeardIsRefused) => Worker::Told(seen, Answer::Refused),
            // It never arrived: the same order under the same id is safe.
            None => {
                world.send(order);
                Worker::Ordered(seen, order)
            }
        };
        Some(())
    }

    fn record_answer(&self, world: &mut World, seen: &Snapshot, answer: Answer) -> Worker {
        let answered = |id: EffectId| {
            Command::Order(match answer {
                Answer::Done => OrderCommand::Confirm { id, reference: "r".into() },
                Answer::Refused => OrderCommand::Refuse { id, reason: "no".into() },
                Answer::Unknown => OrderCommand::Unclear { id },
            })
        };
        let commands = match order_of(&seen.0) {
            Some(order) => vec![answered(order.id)],
            // Only a flawed step orders before it has committed that it is about to.
            None => vec![Command::Order(OrderCommand::Request), answered(effect_id(&seen.0, "order"))],
        };
        let mut commit = self.commit(world, &seen.0, &commands);
        if self.is(Flaw::AnswersAnotherOrder) && matches!(commit, Commit::Conflict) {
            let now = Arc::clone(&world.store.case);
            let commands: Vec<_> = order_of(&now).map(|order| answered(order.id)).into_iter().collect();
            commit = self.commit(world, &now, &commands);
        }
        after(world, commit)
    }
}

const ALL: Events = Events(0, u32::MAX);

fn letters_sent(case: &Case, events: Events) -> Vec<Command> {
    events.letters(case).map(|letter| Command::LetterSent(letter, Posted::default())).collect()
}

fn effect_id(case: &Case, what: &str) -> EffectId {
    EffectId::derive(case.id, case.events, what)
}

/// Loads the case.
pub(crate) fn look(world: &World) -> Worker {
    Worker::Loaded(Snapshot(Arc::clone(&world.store.case)))
}

fn after(world: &World, commit: Commit) -> Worker {
    match commit {
        Commit::Done(_) => Worker::Committed,
        Commit::AlreadySo => Worker::Idle,
        Commit::Conflict => look(world),
    }
}

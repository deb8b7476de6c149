//! What the steps do with a nudge, effect by effect, as the functions do it.

use std::sync::Arc;

use case::{Actor, Case, Command, EffectId, State};

use super::chain::{Chain, Flaw};
use super::world::{Answer, CREW, NOW, Order, Queue, Snapshot, What, Worker, World, order_of};

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
                    match self.commit(world, &seen.0, &letters_sent(&seen.0)) {
                        Commit::Done(_) => Worker::Recorded(seen),
                        Commit::AlreadySo => Worker::Idle,
                        Commit::Conflict => look(world),
                    }
                } else {
                    world.mailed.extend(&seen.0.letters);
                    Worker::Mailed(seen)
                }
            }
            (Queue::Notify, Worker::Recorded(seen)) => {
                world.mailed.extend(&seen.0.letters);
                Worker::Committed
            }
            (Queue::Notify, Worker::Mailed(seen)) => {
                let commit = self.commit(world, &seen.0, &letters_sent(&seen.0));
                after(world, commit)
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

    pub(crate) fn order_of(&self, case: &Case) -> Option<Order> {
        let mut order = order_of(case)?;
        if self.is(Flaw::OneIdForAll) {
            order.id = EffectId::derive(case.id, 0, "order");
        }
        Some(order)
    }

    /// Takedown with a fresh look at the case.
    fn begin_order(&self, world: &mut World, seen: Snapshot) -> Worker {
        let request = match &seen.0.state {
            State::Accepted(_) => Command::RequestMeasure,
            State::RestoreDue { .. } => Command::RequestRestore,
            State::Filed | State::AtDesk { .. } if self.is(Flaw::ActsUndecided) => {
                let order = Order { id: effect_id(&seen.0, "measure"), what: What::Apply };
                world.send(order);
                return Worker::Ordered(seen, order);
            }
            _ => return Worker::Idle,
        };
        if self.is(Flaw::OrdersBeforeCommit) && request == Command::RequestMeasure {
            let order = Order { id: effect_id(&seen.0, "measure"), what: What::Apply };
            world.send(order);
            return Worker::Ordered(seen, order);
        }
        match self.commit(world, &seen.0, &[request]) {
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
        let restoring = matches!(seen.0.state, State::RestoreRequested { .. } | State::RestoreUnknown { .. });
        let command = match (answer, restoring) {
            (Answer::Done, false) => Command::ConfirmMeasure { reference: "r".into() },
            (Answer::Refused, false) => Command::RefuseMeasure { reason: "no".into() },
            (Answer::Unknown, false) => Command::MeasureUnclear,
            (Answer::Done, true) => Command::ConfirmRestore,
            (Answer::Refused, true) => Command::RefuseRestore { reason: "no".into() },
            (Answer::Unknown, true) => Command::RestoreUnclear,
        };
        let commands = match &seen.0.state {
            State::Accepted(_) => vec![Command::RequestMeasure, command],
            _ => vec![command],
        };
        let mut commit = self.commit(world, &seen.0, &commands);
        if self.is(Flaw::AnswersAnotherOrder) && matches!(commit, Commit::Conflict) {
            let now = Arc::clone(&world.store.case);
            commit = self.commit(world, &now, &commands);
        }
        after(world, commit)
    }
}

fn letters_sent(case: &Case) -> Vec<Command> {
    case.letters.iter().map(|letter| Command::LetterSent(*letter)).collect()
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

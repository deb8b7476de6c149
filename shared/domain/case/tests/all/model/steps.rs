//! What the steps do with a nudge, effect by effect, as the functions do it.

use std::sync::Arc;

use case::{
    Actor, Case, Command, Duty, Effect, EffectId, Event, Letter, NeverHeard, OrderCommand, OwedLetter,
    Posted, Prior, Stage, State, WhyReconsider, Withheld,
};

use super::chain::{Chain, Flaw};
use super::world::{
    Answer, CREW, Claim, Letters, NOW, Order, Queue, Snapshot, What, Worker, World, order_of,
};

/// What a change came to, and the case as it was decided on last.
enum Commit {
    Done(Snapshot),
    AlreadySo(Snapshot),
    /// The case refuses it.
    Refused,
}

impl Chain {
    /// Decides `commands` one after the other on the case as the worker knows it, and commits; decides again on the case
    /// as it is when someone else was faster. As `app::change` does.
    fn commit(&self, world: &mut World, seen: &Snapshot, commands: &[Command]) -> Commit {
        let mut seen = seen.clone();
        loop {
            let mut case = Case::clone(&seen.0);
            let mut events = Vec::new();
            for command in commands {
                match case.decide(&Actor::Machine, command, NOW) {
                    Ok(Some(event)) => {
                        case = self.evolve(case, &event);
                        events.push(event);
                    }
                    Ok(None) => {}
                    Err(_) => return Commit::Refused,
                }
            }
            if events.is_empty() {
                return Commit::AlreadySo(seen);
            }
            if world.store.case.events == seen.0.events || self.is(Flaw::WritesBlind) {
                self.append(world, events, case);
                return Commit::Done(Snapshot(latest(world).0, seen.1));
            }
            world.conflicted = true;
            seen = Snapshot(latest(world).0, seen.1);
        }
    }

    /// Validation commits its verdict.
    pub(crate) fn judge(&self, world: &mut World, worker: usize, verdict: Command) -> Option<()> {
        let Worker::Loaded(seen) = world.crew[worker].clone() else { return None };
        let accepts = matches!(verdict, Command::Accept { .. });
        world.crew[worker] = match self.commit(world, &seen, &[verdict]) {
            Commit::Done(now) => {
                if accepts {
                    (world.judged, world.edited_before) = (world.market.version, false);
                }
                committed(&now)
            }
            Commit::AlreadySo(now) => leave(world, worker, &now),
            Commit::Refused => leave(world, worker, &seen),
        };
        Some(())
    }

    /// The next effect of a worker that needs no answer from outside.
    pub(crate) fn go(&self, world: &mut World, worker: usize) -> Option<()> {
        let next = match (CREW[worker], world.crew[worker].clone()) {
            (Queue::Takedown, Worker::Loaded(seen)) => self.begin_order(world, worker, seen),
            (Queue::Takedown, Worker::Looked(seen, commands)) => {
                self.record_look(world, worker, &seen, &commands)
            }
            (Queue::Takedown, Worker::Requested(seen)) => {
                let order = self.order_of(&seen.0)?;
                world.send(order);
                Worker::Ordered(seen, order)
            }
            (Queue::Takedown, Worker::Ordered(seen, order)) => {
                let (_, answer) = world.market.orders.get(&order.id)?;
                Worker::Told(seen, *answer)
            }
            (Queue::Takedown, Worker::Told(seen, answer)) => self.record_answer(world, worker, &seen, answer),
            (Queue::Notify, Worker::Loaded(seen)) => {
                if self.is(Flaw::RecordsBeforeSending) {
                    let letters = plan(&seen.0);
                    self.commit(world, &seen, &outcomes(&letters));
                    Worker::Recorded(letters)
                } else {
                    self.claim(world, &seen)
                }
            }
            (Queue::Notify, Worker::Recorded(letters)) => {
                mail(world, &letters);
                Worker::Idle
            }
            (Queue::Notify, Worker::Claimed(letters, awaits)) => {
                mail(world, &letters);
                Worker::Mailed(letters, awaits)
            }
            (Queue::Notify, Worker::Mailed(letters, awaits)) => {
                // They are out: where someone else was faster, only what is recorded is decided again.
                let now = latest(world);
                self.commit(world, &now, &outcomes(&letters));
                world.awaits_claim |= awaits;
                Worker::Idle
            }
            (_, Worker::Committed(owed)) => {
                world.nudge_for(owed);
                Worker::Idle
            }
            (Queue::Validation | Queue::Pictures, Worker::Loaded(seen)) => leave(world, worker, &seen),
            _ => return None,
        };
        world.crew[worker] = next;
        Some(())
    }

    /// Notify claims the letters that it found owed, as `app::letters` does.
    fn claim(&self, world: &mut World, seen: &Snapshot) -> Worker {
        let mut letters = plan(&seen.0);
        let of = || letters.iter().filter(|(_, withheld)| withheld.is_none()).map(|(owed, _)| owed.of);
        let (Some(from), Some(through)) = (of().min(), of().max()) else {
            return if letters.is_empty() { Worker::Idle } else { Worker::Mailed(letters, false) };
        };
        if self.is(Flaw::SendsUnclaimed) {
            return Worker::Claimed(letters, false);
        }
        let mut awaits = false;
        let last = world.claim.filter(|last| last.through >= from);
        let first_mine = match last {
            Some(Claim { through: claimed, runs: true }) => {
                awaits = true;
                claimed + 1
            }
            Some(_) | None => from,
        };
        if first_mine <= through {
            world.claim = Some(Claim { through, runs: true });
        }
        letters.retain(|(owed, withheld)| withheld.is_some() || owed.of >= first_mine);
        if last.is_some_and(|last| !last.runs) && !self.is(Flaw::TakesOverBlind) {
            let now = &world.store.case.letters;
            letters.retain(|(owed, withheld)| withheld.is_some() || now.contains(owed));
        }
        if letters.is_empty() {
            world.awaits_claim |= awaits;
            return Worker::Idle;
        }
        let sends = letters.iter().any(|(_, withheld)| withheld.is_none());
        if sends { Worker::Claimed(letters, awaits) } else { Worker::Mailed(letters, awaits) }
    }

    pub(crate) fn order_of(&self, case: &Case) -> Option<Order> {
        let mut order = order_of(case)?;
        if self.is(Flaw::OneIdForAll) {
            order.id = EffectId::derive(case.id, 0, "order");
        }
        Some(order)
    }

    /// Takedown with a fresh look at the case.
    fn begin_order(&self, world: &mut World, worker: usize, seen: Snapshot) -> Worker {
        let restores = match &seen.0.state {
            State::Ordered { order: case::Order { action, stage: Stage::Due { .. } }, .. } => {
                action.is_restore()
            }
            State::Filed | State::AtDesk { .. } if self.is(Flaw::ActsUndecided) => {
                let order = Order { id: effect_id(&seen.0, "order"), what: What::Apply };
                world.send(order);
                return Worker::Ordered(seen, order);
            }
            _ => return leave(world, worker, &seen),
        };
        if self.is(Flaw::OrdersBeforeCommit) && !restores {
            let order = Order { id: effect_id(&seen.0, "order"), what: What::Apply };
            world.send(order);
            return Worker::Ordered(seen, order);
        }
        match self.commit(world, &seen, &[Command::Order(OrderCommand::Request)]) {
            Commit::Done(seen) => Worker::Requested(seen),
            Commit::AlreadySo(seen) => Worker::Loaded(seen),
            Commit::Refused => again(world, worker),
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
            None => self.never_heard(world, seen),
        };
        Some(())
    }

    /// The order never arrived: the same order under the same id is safe, unless nothing is to be ordered any more.
    fn never_heard(&self, world: &World, seen: Snapshot) -> Worker {
        let State::Ordered { order, withdrawn, .. } = &seen.0.state else { return Worker::Idle };
        let Some(Effect { id, sendings, .. }) = order.under_way() else { return Worker::Idle };
        let outdated = world.is_outdated(&seen.0) && !self.is(Flaw::SendsAgainUnlooked);
        let answer = |asked_at| NeverHeard { id, sendings, asked_at };
        if !withdrawn && !outdated {
            let again = Command::Order(OrderCommand::SendAgain(answer(NOW)));
            return Worker::Looked(seen, vec![again]);
        }
        let back = Command::Order(OrderCommand::TakeBack(answer(NOW + Effect::ARRIVES_WITHIN)));
        let judged_again = (!withdrawn).then_some(Command::Reconsider { why: WhyReconsider::Edited });
        Worker::Looked(seen, std::iter::once(back).chain(judged_again).collect())
    }

    /// Whether an order that the marketplace never heard of can neither be sent again nor taken back yet.
    pub(crate) fn is_held_back(&self, world: &World, seen: &Case) -> bool {
        let (State::Ordered { order, withdrawn, .. }, Some(sent)) = (&seen.state, self.order_of(seen)) else {
            return false;
        };
        !order.action.is_restore()
            && !world.market.orders.contains_key(&sent.id)
            && (*withdrawn || world.is_outdated(seen) && !self.is(Flaw::SendsAgainUnlooked))
            && world.may_arrive(sent)
            && !self.is(Flaw::TakesBackEarly)
    }

    /// Commits what follows from a look at the listing.
    fn record_look(&self, world: &mut World, worker: usize, seen: &Snapshot, commands: &[Command]) -> Worker {
        match self.commit(world, seen, commands) {
            Commit::Done(now) if self.order_of(&now.0).is_some() => Worker::Requested(now),
            Commit::Done(now) => committed(&now),
            Commit::AlreadySo(now) => leave(world, worker, &now),
            // Someone else moved the case on: it is looked at once more.
            Commit::Refused => again(world, worker),
        }
    }

    fn record_answer(&self, world: &mut World, worker: usize, seen: &Snapshot, answer: Answer) -> Worker {
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
        let mut commit = self.commit(world, seen, &commands);
        if self.is(Flaw::AnswersAnotherOrder) && matches!(commit, Commit::Refused) {
            let now = latest(world);
            let commands: Vec<_> = order_of(&now.0).map(|order| answered(order.id)).into_iter().collect();
            commit = self.commit(world, &now, &commands);
        }
        match commit {
            _ if answer == Answer::Unknown => again(world, worker),
            // The next turn: a measure that is in force and withdrawn goes back at once.
            Commit::Done(now) | Commit::AlreadySo(now) if now.0.owed().contains(&Duty::Order) => {
                Worker::Loaded(now)
            }
            Commit::Done(now) => committed(&now),
            Commit::AlreadySo(now) => leave(world, worker, &now),
            Commit::Refused => again(world, worker),
        }
    }
}

/// What notify means to do about each letter that is owed.
fn plan(case: &Case) -> Letters {
    let waits =
        matches!(case.state, State::CounterNoticed { .. } | State::AwaitingAnswer { contested: None, .. });
    let counts = matches!(
        case.state,
        State::CounterNoticed { .. }
            | State::AwaitingAnswer { .. }
            | State::HeldForCourt { .. }
            | State::Upheld { .. }
            | State::Appealed { prior: Prior::Upheld(_) | Prior::HeldForCourt(..), .. }
    );
    let is_moot = |owed: &OwedLetter| match owed.letter {
        // Withdrawn meanwhile: nothing is left to answer.
        Letter::CounterNotice => !waits,
        Letter::Disputed => !counts,
        _ => false,
    };
    case.letters.iter().map(|owed| (*owed, is_moot(owed).then_some(Withheld::Moot))).collect()
}

/// Sends what is not withheld.
fn mail(world: &mut World, letters: &Letters) {
    let sent = letters.iter().filter(|(_, withheld)| withheld.is_none());
    sent.for_each(|(owed, _)| world.mail(*owed));
}

/// How it is recorded: what is withheld is known before anything is sent.
fn outcomes(letters: &Letters) -> Vec<Command> {
    let withheld = letters.iter().filter_map(|(owed, why)| Some(Command::WithholdLetter(*owed, (*why)?)));
    let sent = letters.iter().filter(|(_, why)| why.is_none());
    withheld.chain(sent.map(|(owed, _)| Command::LetterSent(*owed, Posted::default()))).collect()
}

fn effect_id(case: &Case, what: &str) -> EffectId {
    EffectId::derive(case.id, case.events, what)
}

/// The case as it is stored now.
fn latest(world: &World) -> Snapshot {
    Snapshot(Arc::clone(&world.store.case), world.store.case.events)
}

/// Loads the case. Takedown looks at the listing as well before it orders what rules decided.
pub(crate) fn look(world: &World, queue: Queue) -> Worker {
    let mut seen = latest(world);
    if queue == Queue::Validation && is_first_look(world) {
        seen.1 = 0;
    }
    let is_due =
        matches!(&seen.0.state, State::Ordered { order, .. } if matches!(order.stage, Stage::Due { .. }));
    if queue == Queue::Takedown && is_due && world.is_outdated(&seen.0) {
        return Worker::Looked(seen, vec![Command::Reconsider { why: WhyReconsider::Edited }]);
    }
    Worker::Loaded(seen)
}

/// Whether validation is to judge the case for the first time: who filed it has left the letters to it.
fn is_first_look(world: &World) -> bool {
    let is_new =
        |event: &Event| matches!(event, Event::Filed(_) | Event::LetterSent(..) | Event::LetterWithheld(..));
    world.store.case.owed().contains(&Duty::Validate) && world.events().all(is_new)
}

/// What the case owes since others have nudged for it, as `app::nudges_since` has it.
fn owed_since(Snapshot(case, known): &Snapshot) -> Vec<Duty> {
    let has_letters = case.letters.iter().any(|owed| owed.of >= *known);
    let owed = case.owed().into_iter().filter(|duty| has_letters || *duty != Duty::Letters);
    if case.events > *known { owed.collect() } else { Vec::new() }
}

/// The worker has written; what the case owes since is still to be nudged for.
fn committed(now: &Snapshot) -> Worker {
    let owed = owed_since(now);
    if owed.is_empty() { Worker::Idle } else { Worker::Committed(owed) }
}

/// The worker has nothing more to do: it nudges the other steps for what the case owes since, as far as it knows.
fn leave(world: &mut World, worker: usize, seen: &Snapshot) -> Worker {
    world.nudge_for(owed_since(seen).into_iter().filter(|duty| Queue::of(*duty) != CREW[worker]));
    Worker::Idle
}

/// The worker fails: its nudge is delivered again.
pub(crate) fn again(world: &mut World, worker: usize) -> Worker {
    world.nudge(CREW[worker]);
    Worker::Idle
}

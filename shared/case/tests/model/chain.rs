//! What can happen next: the steps of the chain as they are built, the people, and the trouble.

use std::sync::Arc;

use case::{
    Actor, Answer as CaseAnswer, Case, Command, DeclineCode, Digest, EffectId, Element, Event, Measure, Proof, Question,
    Recorded, State, Then,
};
use stateright::{Model, Property};

use crate::properties;
use crate::world::{Answer, CREW, NOW, Order, Queue, Snapshot, Trouble, What, Worker, World};

/// A mistake that an implementation could make. The model must notice each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// An order whose answer did not come is ordered again under a new id.
    OrdersBlind,
    /// An order that the marketplace has not heard of yet is taken for refused.
    NeverHeardIsRefused,
    /// The order goes out before the case says so.
    OrdersBeforeCommit,
    /// Takedown acts on a case that nobody decided.
    ActsUndecided,
    /// A withdrawal while the measure is under way is forgotten.
    ForgetsToRestore,
    /// Commits do not check the version.
    WritesBlind,
    /// Nobody looks for lost nudges.
    NeverSweeps,
    /// Letters are recorded as sent before they are.
    RecordsBeforeSending,
    /// The end of the answer clock upholds the measure.
    SilenceUpholds,
    /// Measure and restoration go out under one id.
    OneIdForAll,
}

/// The chain under test.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) trouble: Trouble,
    pub(crate) flaw: Option<Flaw>,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// A worker receives a nudge; `again` when the queue will deliver it once more.
    Receive { worker: usize, again: bool },
    /// A worker does its next effect.
    Go(usize),
    /// Validation comes to a verdict and commits it.
    Judge(usize, Command),
    /// The marketplace answers the question what became of an order.
    Status(usize),
    /// A worker stops waiting for the marketplace.
    TimeOut(usize),
    /// A worker dies; its nudge is delivered again.
    Crash(usize),
    /// A nudge is lost.
    LoseNudge(usize),
    /// An order arrives; `again` when it will arrive once more.
    Arrive { order: usize, refuse: bool, again: bool },
    /// An order is lost.
    LoseOrder(usize),
    /// The sweep finds that something is owed and nobody is at it.
    Sweep(usize),
    /// A person, or the clock, asks something of the case and nudges what follows.
    Ask(Actor, Command),
}

enum Commit {
    Done(Snapshot),
    AlreadySo,
    Conflict,
}

impl Chain {
    fn is(&self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }

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
        world.append(events, case);
        Commit::Done(Snapshot(Arc::clone(&world.store.case)))
    }

    fn evolve(&self, case: Case, event: &Event) -> Case {
        let forgets = self.is(Flaw::ForgetsToRestore);
        let mut next = case.evolve(&Recorded { at: NOW, event: event.clone() }).unwrap();
        if forgets && let State::MeasureRequested { then, .. } | State::MeasureUnknown { then, .. } = &mut next.state
        {
            *then = Then::Keep;
        }
        next
    }

    /// What people and clocks may ask now.
    fn asks(&self, case: &Case) -> Vec<(Actor, Command)> {
        let document = |name: &str| Digest::of(name.as_bytes());
        let reviewer = |name: &str| Actor::Reviewer(name.parse().unwrap());
        let mut asks = vec![
            (Actor::Complainant, Command::Withdraw),
            (
                Actor::Complainant,
                Command::Complete {
                    document: document("completed"),
                    missing: Vec::new(),
                    proof: Proof::FilingCode,
                },
            ),
            (
                Actor::Complainant,
                Command::Answer { answer: CaseAnswer::Contest, document: document("contest") },
            ),
            (
                Actor::Complainant,
                Command::Answer { answer: CaseAnswer::Concede, document: document("concession") },
            ),
            (Actor::Complainant, Command::NameCourt { document: document("court") }),
            (Actor::Complainant, Command::Appeal { document: document("appeal") }),
            (Actor::Seller, Command::Appeal { document: document("appeal") }),
            (Actor::Seller, Command::CounterNotice { document: document("counter-notice") }),
            (reviewer("anna"), Command::Accept { measure: Measure::Removal }),
            (reviewer("anna"), Command::Decline { code: DeclineCode::NoInfringement }),
            (reviewer("anna"), Command::RetryMeasure),
            (reviewer("anna"), Command::RetryRestore),
            (reviewer("anna"), Command::GiveUp),
            (reviewer("anna"), Command::Rule { measure_stays: true }),
            (reviewer("anna"), Command::Rule { measure_stays: false }),
            (reviewer("anna"), Command::DecideAppeal { reverse: true }),
            (reviewer("ben"), Command::DecideAppeal { reverse: true }),
            (reviewer("ben"), Command::DecideAppeal { reverse: false }),
        ];
        if let Some(running) = case.clock() {
            asks.push((Actor::Machine, Command::EndClock { clock: running.clock, due: NOW }));
        }
        asks.retain(|(by, command)| matches!(case.decide(by, command, NOW), Ok(Some(_))));
        asks
    }

    fn ask(&self, world: &mut World, by: &Actor, command: &Command) -> Option<()> {
        let case = world.store.case.as_ref();
        let mut event = case.decide(by, command, NOW).ok()??;
        if self.is(Flaw::SilenceUpholds)
            && let Event::RestoreDecided { why: case::WhyRestore::Silence, by } = event
        {
            event = Event::Upheld { by };
        }
        let case = self.evolve(case.clone(), &event);
        world.append(vec![event], case);
        world.nudge_owed();
        Some(())
    }

    /// The next effect of a worker that needs no answer from outside.
    fn go(&self, world: &mut World, worker: usize) -> Option<()> {
        let next = match (CREW[worker], world.crew[worker].clone()) {
            (_, Worker::Woken) => Worker::Loaded(Snapshot(Arc::clone(&world.store.case))),
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
                        Commit::Conflict => Worker::Woken,
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
                after(self.commit(world, &seen.0, &letters_sent(&seen.0)))
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

    /// The order that this state of the case stands for, if any.
    fn order_of(&self, case: &Case) -> Option<Order> {
        let (mut id, what) = match &case.state {
            State::MeasureRequested { effect, .. } | State::MeasureUnknown { effect, .. } => {
                (effect.id, What::Apply)
            }
            State::RestoreRequested { effect, .. } | State::RestoreUnknown { effect, .. } => {
                (effect.id, What::Restore)
            }
            _ => return None,
        };
        if self.is(Flaw::OneIdForAll) {
            id = EffectId::derive(case.id, 0, "order");
        }
        Some(Order { id, what })
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
            Commit::Conflict => Worker::Woken,
        }
    }

    /// Takedown has found a request under way and asks what became of it.
    fn status(&self, world: &mut World, worker: usize) -> Option<()> {
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
        let restoring =
            matches!(seen.0.state, State::RestoreRequested { .. } | State::RestoreUnknown { .. });
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
        after(self.commit(world, &seen.0, &commands))
    }

    /// Whether a worker at this point goes on by itself.
    fn goes_on(&self, world: &World, worker: usize) -> bool {
        match &world.crew[worker] {
            Worker::Idle => false,
            Worker::Ordered(_, order) => world.market.orders.contains_key(&order.id),
            Worker::Loaded(seen) => match CREW[worker] {
                Queue::Validation => seen.0.state != State::Filed,
                Queue::Takedown => self.order_of(&seen.0).is_none(),
                Queue::Notify => true,
            },
            Worker::Woken
            | Worker::Requested(_)
            | Worker::Told(..)
            | Worker::Mailed(_)
            | Worker::Recorded(_)
            | Worker::Committed => true,
        }
    }

    fn worker_actions(&self, world: &World, worker: usize, actions: &mut Vec<Action>) {
        let queue = CREW[worker];
        if self.goes_on(world, worker) {
            actions.push(Action::Go(worker));
        }
        match &world.crew[worker] {
            Worker::Idle => {
                let waiting = world.nudges[queue as usize] > 0;
                // Idle workers of one queue are alike: the first receives.
                let first = (0..worker).all(|w| CREW[w] != queue || !matches!(world.crew[w], Worker::Idle));
                if waiting && first {
                    actions.push(Action::Receive { worker, again: false });
                    if world.trouble.doubles > 0 {
                        actions.push(Action::Receive { worker, again: true });
                    }
                }
                return;
            }
            Worker::Loaded(seen) if queue == Queue::Validation && seen.0.state == State::Filed => {
                actions.extend(verdicts().into_iter().map(|verdict| Action::Judge(worker, verdict)));
            }
            Worker::Loaded(seen) if queue == Queue::Takedown && self.order_of(&seen.0).is_some() => {
                actions.push(Action::Status(worker));
                if world.trouble.silences > 0 {
                    actions.push(Action::TimeOut(worker));
                }
            }
            Worker::Ordered(_, order) => {
                let lost = !world.wire.contains(order) && !world.market.orders.contains_key(&order.id);
                if lost || world.trouble.silences > 0 {
                    actions.push(Action::TimeOut(worker));
                }
            }
            _ => {}
        }
        if world.trouble.crashes > 0 {
            actions.push(Action::Crash(worker));
        }
    }
}

fn verdicts() -> Vec<Command> {
    vec![
        Command::Accept { measure: Measure::Removal },
        Command::Decline { code: DeclineCode::ListingMismatch },
        Command::AskDesk { question: Question::Policy },
        Command::FindIncomplete { missing: vec![Element::GoodFaith] },
    ]
}

fn letters_sent(case: &Case) -> Vec<Command> {
    case.letters.iter().map(|letter| Command::LetterSent(*letter)).collect()
}

fn effect_id(case: &Case, what: &str) -> EffectId {
    EffectId::derive(case.id, case.events, what)
}

fn after(commit: Commit) -> Worker {
    match commit {
        Commit::Done(_) => Worker::Committed,
        Commit::AlreadySo => Worker::Idle,
        Commit::Conflict => Worker::Woken,
    }
}

impl Model for Chain {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        vec![World::new(self.trouble)]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        for worker in 0..CREW.len() {
            self.worker_actions(world, worker, actions);
        }
        let trouble = &world.trouble;
        for order in 0..world.wire.len() {
            if order > 0 && world.wire[order] == world.wire[order - 1] {
                continue;
            }
            let new = !world.market.orders.contains_key(&world.wire[order].id);
            actions.push(Action::Arrive { order, refuse: false, again: false });
            if new && trouble.refusals > 0 {
                actions.push(Action::Arrive { order, refuse: true, again: false });
            }
            if trouble.doubles > 0 {
                actions.push(Action::Arrive { order, refuse: false, again: true });
            }
            if trouble.losses > 0 {
                actions.push(Action::LoseOrder(order));
            }
        }
        if trouble.losses > 0 {
            actions.extend((0..3).filter(|queue| world.nudges[*queue] > 0).map(Action::LoseNudge));
        }
        if !self.is(Flaw::NeverSweeps) {
            let owed = world.store.case.owed();
            actions.extend(
                Queue::ALL
                    .into_iter()
                    .filter(|queue| owed.iter().any(|duty| Queue::of(*duty) == *queue))
                    .filter(|queue| world.nudges[*queue as usize] == 0)
                    .filter(|queue| {
                        CREW.iter()
                            .zip(&world.crew)
                            .all(|(of, worker)| of != queue || matches!(worker, Worker::Idle))
                    })
                    .map(|queue| Action::Sweep(queue as usize)),
            );
        }
        actions.extend(
            self.asks(&world.store.case).into_iter().map(|(by, command)| Action::Ask(by, command)),
        );
    }

    fn next_state(&self, last: &World, action: Action) -> Option<World> {
        let mut world = last.clone();
        match action {
            Action::Receive { worker, again } => {
                if again {
                    world.trouble.doubles -= 1;
                } else {
                    world.nudges[CREW[worker] as usize] -= 1;
                }
                world.crew[worker] = Worker::Woken;
            }
            Action::Go(worker) => self.go(&mut world, worker)?,
            Action::Judge(worker, verdict) => {
                let Worker::Loaded(seen) = world.crew[worker].clone() else { return None };
                world.crew[worker] = after(self.commit(&mut world, &seen.0, &[verdict]));
            }
            Action::Status(worker) => self.status(&mut world, worker)?,
            Action::TimeOut(worker) => {
                let (Worker::Loaded(seen) | Worker::Ordered(seen, _)) = world.crew[worker].clone() else {
                    return None;
                };
                world.trouble.silences = world.trouble.silences.saturating_sub(1);
                world.crew[worker] = Worker::Told(seen, Answer::Unknown);
            }
            Action::Crash(worker) => {
                world.trouble.crashes -= 1;
                world.nudges[CREW[worker] as usize] += 1;
                world.crew[worker] = Worker::Idle;
            }
            Action::LoseNudge(queue) => {
                world.trouble.losses -= 1;
                world.nudges[queue] -= 1;
            }
            Action::Arrive { order, refuse, again } => {
                let order = if again {
                    world.trouble.doubles -= 1;
                    world.wire[order]
                } else {
                    world.wire.remove(order)
                };
                if refuse {
                    world.trouble.refusals -= 1;
                }
                world.market.handle(order, refuse);
            }
            Action::LoseOrder(order) => {
                world.trouble.losses -= 1;
                world.wire.remove(order);
            }
            Action::Sweep(queue) => world.nudges[queue] += 1,
            Action::Ask(by, command) => self.ask(&mut world, &by, &command)?,
        }
        Some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}

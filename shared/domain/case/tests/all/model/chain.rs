//! What can happen next: the steps of the chain as they are built, the people, and the trouble.

use std::sync::Arc;

use case::{Actor, Case, ClockEnd, Command, Duty, Event, Pictures, Posted, Recorded, State};
use stateright::{Model, Property};

use super::people::{compared, is_whim};
use super::properties;
use super::steps::{again, look};
use super::world::{Answer, CREW, NOW, Queue, Trouble, Worker, World, is_automatic};

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
    /// Measure and restoration go out under one id.
    OneIdForAll,
    /// Letters are sent without a claim.
    SendsUnclaimed,
    /// Who takes over a claim trusts what it saw before.
    TakesOverBlind,
    /// An answer that could not be recorded, because the case moved on, is recorded for whatever order is
    /// under way by then.
    AnswersAnotherOrder,
    /// An order of which the marketplace never heard is sent again without another look at the listing.
    SendsAgainUnlooked,
    /// An order of which the marketplace never heard is taken back while it may still arrive.
    TakesBackEarly,
    /// Validation decides on what waits for its pictures to be compared.
    JudgesUncompared,
    /// Who lost an appeal may no longer object.
    AppealUsesUpObjection,
    /// Who objected may no longer appeal.
    ObjectionUsesUpAppeal,
    /// An appeal is not counted.
    ForgetsAppeal,
    /// A measure that was ordered on an appeal opens nothing to the seller.
    AppealOpensNothing,
    /// A seller's request for a person is not kept.
    ForgetsRequestForPerson,
    /// A court action that a person found unproved holds the listing down.
    UnprovedHolds,
    /// Who concedes keeps the listing down.
    ConcessionKeeps,
    /// Who contests counts as silent.
    ContestUnheard,
    /// The time to answer an objection runs before the complainant was told of it.
    RunsUntold,
    /// A measure that was reversed on appeal stays.
    ReversedStays,
}

/// The chain under test.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    /// How far the case has come when the search starts.
    pub(crate) opening: Vec<Command>,
    pub(crate) trouble: Trouble,
    /// How often complainant, seller and desk do something of their own accord.
    pub(crate) whims: u8,
    /// Whether letters take their time. When not, each goes out with the event that makes it owed: the
    /// search then goes deeper elsewhere.
    pub(crate) slow_post: bool,
    /// Of which queues two work at a time.
    pub(crate) in_pairs: Vec<Queue>,
    /// Whether workers of one queue are told apart only by what they do.
    pub(crate) alike: bool,
    /// What validation may find.
    pub(crate) verdicts: Vec<Command>,
    /// What people may ask.
    pub(crate) people: Vec<(Actor, Command)>,
    pub(crate) flaw: Option<Flaw>,
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// A worker receives a nudge and loads the case; `again` when the queue will deliver it once more.
    Receive { worker: usize, again: bool },
    /// A worker does its next effect.
    Go(usize),
    /// Validation comes to a verdict, or the pictures are compared, and commits it.
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
    /// The seller edits the listing.
    Edit,
    /// The time of a claim runs out whose holder died, or is done.
    EndClaim,
    /// The sweep finds that something is owed and nobody is at it.
    Sweep,
    /// A person, or the clock, asks something of the case and nudges what follows.
    Ask(Actor, Command),
}

impl Chain {
    pub(crate) fn is(&self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }

    /// Appends events. Prompt letters go out with them.
    pub(crate) fn append(&self, world: &mut World, mut events: Vec<Event>, mut case: Case) {
        if !self.slow_post {
            for letter in case.letters.clone() {
                world.mail(letter);
                let sent = Event::LetterSent(letter, Posted::default());
                case = self.evolve(case, &sent);
                events.push(sent);
            }
        }
        world.store.append(events, case);
    }

    /// The real `evolve`, or the flawed one.
    pub(crate) fn evolve(&self, case: Case, event: &Event) -> Case {
        let mut next = case.clone().evolve(&Recorded { at: NOW, event: event.clone() }).unwrap();
        if let Some(flaw) = self.flaw {
            flaw.spoil(&case, event, &mut next);
        }
        next
    }

    /// What people and clocks may ask now.
    fn asks(&self, case: &Case) -> Vec<(Actor, Command)> {
        // Any clock with any end: the case refuses the ends that its state does not allow.
        let clocks = case.clocks().into_iter().flat_map(|running| {
            let end = move |end: &ClockEnd| Command::EndClock { clock: running.clock, end: *end, due: NOW };
            ClockEnd::ALL.iter().map(move |it| (Actor::Machine, end(it)))
        });
        let mut asks: Vec<_> = self.people.iter().cloned().chain(clocks).collect();
        asks.retain(|(by, command)| matches!(case.decide(by, command, NOW), Ok(Some(_))));
        asks
    }

    fn ask(&self, world: &mut World, by: &Actor, command: &Command) -> Option<()> {
        let case = world.store.case.as_ref();
        let event = case.decide(by, command, NOW).ok()??;
        let first = case.events;
        let case = self.evolve(case.clone(), &event);
        self.append(world, vec![event], case);
        let case = Arc::clone(&world.store.case);
        // Letters owed before were nudged for by the step that made them owed.
        let has_letters = case.letters.iter().any(|owed| owed.of >= first);
        world.nudge_for(case.owed().into_iter().filter(|duty| has_letters || *duty != Duty::Letters));
        Some(())
    }

    /// Whether a worker at this point goes on by itself.
    fn goes_on(&self, world: &World, worker: usize) -> bool {
        match &world.crew[worker] {
            Worker::Idle => false,
            Worker::Ordered(_, order) => world.market.orders.contains_key(&order.id),
            Worker::Loaded(seen) => match CREW[worker] {
                Queue::Validation | Queue::Pictures => self.findings(worker, &seen.0).is_empty(),
                Queue::Takedown => self.order_of(&seen.0).is_none(),
                Queue::Notify => true,
            },
            Worker::Looked(..)
            | Worker::Requested(_)
            | Worker::Told(..)
            | Worker::Claimed(..)
            | Worker::Mailed(..)
            | Worker::Recorded(_)
            | Worker::Committed(_) => true,
        }
    }

    /// What a worker that adds facts to the case may find.
    fn findings(&self, worker: usize, seen: &Case) -> Vec<Command> {
        let owed = seen.owed();
        match CREW[worker] {
            Queue::Pictures if owed.contains(&Duty::ComparePictures) => vec![compared()],
            Queue::Validation if owed.contains(&Duty::Validate) || self.judges_uncompared(seen) => {
                let is_new = |it: &&Command| {
                    seen.pictures == Pictures::NotAsked || !matches!(it, Command::AskPictures { .. })
                };
                self.verdicts.iter().filter(is_new).cloned().collect()
            }
            _ => Vec::new(),
        }
    }

    fn judges_uncompared(&self, seen: &Case) -> bool {
        self.is(Flaw::JudgesUncompared) && seen.state == State::Filed
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
                let at_work = |worker: &Worker| !matches!(worker, Worker::Idle);
                let works = self.in_pairs.contains(&queue)
                    || !world.crew.iter().zip(CREW).any(|(other, of)| of == queue && at_work(other));
                if waiting && first && works {
                    actions.push(Action::Receive { worker, again: false });
                    if world.trouble.doubles > 0 {
                        actions.push(Action::Receive { worker, again: true });
                    }
                }
                return;
            }
            Worker::Loaded(seen) if matches!(queue, Queue::Validation | Queue::Pictures) => {
                let findings = self.findings(worker, &seen.0);
                actions.extend(findings.into_iter().map(|finding| Action::Judge(worker, finding)));
            }
            Worker::Loaded(seen) if queue == Queue::Takedown && self.order_of(&seen.0).is_some() => {
                // What must not be sent again is asked after until it cannot arrive.
                if !self.is_held_back(world, &seen.0) {
                    actions.push(Action::Status(worker));
                }
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

/// Whether some step is owed work, and neither a nudge waits for it nor a worker is at it.
fn needs_sweep(world: &World) -> bool {
    let owed = world.store.case.owed();
    let forgotten = |queue: Queue| {
        let mut crew = CREW.iter().zip(&world.crew).filter(|(of, _)| **of == queue);
        world.nudges[queue as usize] == 0
            // Where letters wait for a claim to end, a nudge waits as long.
            && (queue != Queue::Notify || !world.claim_may_end())
            && crew.all(|(_, worker)| matches!(worker, Worker::Idle))
    };
    owed.into_iter().map(Queue::of).any(forgotten)
}

impl Model for Chain {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        vec![World::new(&self.opening, self.trouble, self.whims)]
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
            actions.extend(
                (0..world.nudges.len()).filter(|queue| world.nudges[*queue] > 0).map(Action::LoseNudge),
            );
        }
        if trouble.edits > 0 && is_automatic(&world.store.case) {
            actions.push(Action::Edit);
        }
        if world.claim_may_end() {
            actions.push(Action::EndClaim);
        }
        if !self.is(Flaw::NeverSweeps) && needs_sweep(world) {
            actions.push(Action::Sweep);
        }
        let mut asks = self.asks(&world.store.case);
        asks.retain(|(by, command)| world.whims > 0 || !is_whim(by, command));
        actions.extend(asks.into_iter().map(|(by, command)| Action::Ask(by, command)));
    }

    fn next_state(&self, last: &World, action: Action) -> Option<World> {
        let mut world = last.clone();
        // Told of the world that it leads to alone, or every later world would be there twice.
        (world.conflicted, world.market.dropped_double) = (false, false);
        match action {
            Action::Receive { worker, again } => receive(&mut world, worker, again),
            Action::Go(worker) => self.go(&mut world, worker)?,
            Action::Judge(worker, verdict) => self.judge(&mut world, worker, verdict)?,
            Action::Status(worker) => self.status(&mut world, worker)?,
            Action::TimeOut(worker) => {
                world.trouble.silences = world.trouble.silences.saturating_sub(1);
                world.crew[worker] = match world.crew[worker].clone() {
                    Worker::Ordered(seen, _) => Worker::Told(seen, Answer::Unknown),
                    // Nothing is known that was not known before.
                    Worker::Loaded(_) => again(&mut world, worker),
                    _ => return None,
                };
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
            Action::Arrive { order, refuse, again } => arrive(&mut world, order, refuse, again),
            Action::LoseOrder(order) => {
                world.trouble.losses -= 1;
                world.wire.remove(order);
            }
            Action::Edit => {
                world.trouble.edits -= 1;
                world.edit();
            }
            Action::EndClaim => {
                world.claim.as_mut()?.runs = false;
                if std::mem::take(&mut world.awaits_claim) {
                    world.nudge(Queue::Notify);
                }
            }
            Action::Sweep => {
                let owed = world.store.case.owed();
                world.nudge_for(owed);
            }
            Action::Ask(by, command) => {
                if is_whim(&by, &command) {
                    world.whims -= 1;
                }
                self.ask(&mut world, &by, &command)?;
            }
        }
        if self.alike {
            world.arrange();
        }
        Some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}

/// A worker takes a message, or one that comes twice.
fn receive(world: &mut World, worker: usize, again: bool) {
    if again {
        world.trouble.doubles -= 1;
    } else {
        world.nudges[CREW[worker] as usize] -= 1;
    }
    world.crew[worker] = look(world, CREW[worker]);
}

/// An order reaches the marketplace, perhaps for the first time of two.
fn arrive(world: &mut World, order: usize, refuse: bool, again: bool) {
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

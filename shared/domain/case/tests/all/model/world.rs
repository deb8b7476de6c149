//! One case and everything around it: the store, the queues, the steps at work, the wire to the
//! marketplace, the marketplace, and the letters that went out.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use case::{
    Action, Actor, Case, Channel, Command, Decider, Digest, Duty, EffectId, Event, Filing, Language,
    OrderCommand, OwedLetter, Owner, PartyId, Posted, Proof, Recorded, Stage, State, Withheld,
};
use jiff::Timestamp;

/// Everything happens at one instant: clocks may end at any moment, which is all that matters here.
pub(crate) const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// How much may still go wrong. Bounded, so that every run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Trouble {
    /// Nudges and orders lost on their way.
    pub(crate) losses: u8,
    /// Nudges delivered again although they were handled, orders that arrive twice.
    pub(crate) doubles: u8,
    /// Steps that die between two effects.
    pub(crate) crashes: u8,
    /// Orders that the marketplace refuses.
    pub(crate) refusals: u8,
    /// Answers of the marketplace that come too late or never.
    pub(crate) silences: u8,
    /// Edits of the listing by its seller.
    pub(crate) edits: u8,
}

/// The stored case: its log is the truth.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pub(crate) log: Arc<Vec<Arc<Recorded>>>,
    /// The fold of the log as of its last readable event.
    pub(crate) case: Arc<Case>,
    /// Whether the log folds, to the case that was decided on.
    pub(crate) folds: bool,
    /// Stands for the log, which is hashed once and not in each world.
    mark: u64,
}

impl Store {
    fn new(filed: Recorded) -> Self {
        let case = Case::fold(filing().case_id(), std::slice::from_ref(&filed)).unwrap();
        let mark = hash_of(&filed);
        Self { log: Arc::new(vec![Arc::new(filed)]), case: Arc::new(case), folds: true, mark }
    }

    /// Appends events that make `case`.
    pub(crate) fn append(&mut self, events: Vec<Event>, case: Case) {
        let log = Arc::make_mut(&mut self.log);
        // Whatever the writer went by, what a reader makes of the log is this.
        let mut folded = Some(Case::clone(&self.case));
        for event in events {
            let recorded = Recorded { at: NOW, event };
            folded = folded.and_then(|case| case.evolve(&recorded).ok());
            self.mark = hash_of(&(self.mark, &recorded));
            log.push(Arc::new(recorded));
        }
        self.folds &= folded.is_some_and(|folded| folded == case);
        self.case = Arc::new(case);
    }
}

impl Hash for Store {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // The log determines the case.
        self.mark.hash(state);
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        self.log == other.log
    }
}

/// The case as a step knows it: a prefix of the log, so its length says which. And how many events it had that others have
/// nudged for.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot(pub(crate) Arc<Case>, pub(crate) u32);

impl Hash for Snapshot {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.events, self.1).hash(state);
    }
}

impl PartialEq for Snapshot {
    fn eq(&self, other: &Self) -> bool {
        (self.0.events, self.1) == (other.0.events, other.1)
    }
}

/// A queue with its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Queue {
    Validation,
    Takedown,
    Notify,
    Pictures,
}

impl Queue {
    pub(crate) const fn of(duty: Duty) -> Self {
        match duty {
            Duty::Validate => Self::Validation,
            Duty::ComparePictures => Self::Pictures,
            Duty::Order => Self::Takedown,
            Duty::Letters => Self::Notify,
        }
    }
}

/// The steps at work, each a Lambda with one message. Takedown runs twice: it is the one with two
/// effects on the outside. So does notify: of two, one sends.
pub(crate) const CREW: [Queue; 6] =
    [Queue::Validation, Queue::Takedown, Queue::Takedown, Queue::Notify, Queue::Notify, Queue::Pictures];

/// Where one of the crew is.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) enum Worker {
    /// Waits for a nudge.
    Idle,
    /// Has a nudge, and has loaded the case.
    Loaded(Snapshot),
    /// Has looked at the listing, and has not committed what follows for the order: that it is sent again, or not at all.
    Looked(Snapshot, Vec<Command>),
    /// Has committed that it is about to order, and has not ordered yet.
    Requested(Snapshot),
    /// Has ordered and waits for the answer.
    Ordered(Snapshot, Order),
    /// Has the answer, or knows that none came; has not recorded it.
    Told(Snapshot, Answer),
    /// Has claimed letters, and has not sent them; and whether others must wait for another's claim to end.
    Claimed(Letters, bool),
    /// Has sent letters, and has not recorded it.
    Mailed(Letters, bool),
    /// Has recorded letters as sent before sending them. Only a flawed step is ever here.
    Recorded(Letters),
    /// Has committed, and has not nudged the steps that the case owed something then.
    Committed(Vec<Duty>),
}

/// Letters to be sent, or withheld for a reason.
pub(crate) type Letters = Vec<(OwedLetter, Option<Withheld>)>;

/// The last claim on letters: through which event, and whether its time has not run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Claim {
    pub(crate) through: u32,
    pub(crate) runs: bool,
}

/// What is asked of the marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum What {
    Apply,
    Restore,
}

/// An order under its effect id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Order {
    pub(crate) id: EffectId,
    pub(crate) what: What,
}

/// What a step knows of its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    Done,
    Refused,
    Unknown,
}

/// The order that is under way in this case, if any.
pub(crate) const fn order_of(case: &Case) -> Option<Order> {
    let State::Ordered { order, .. } = &case.state else { return None };
    let what = if order.action.is_restore() { What::Restore } else { What::Apply };
    match order.under_way() {
        Some(effect) => Some(Order { id: effect.id, what }),
        None => None,
    }
}

/// Whether a measure is to be ordered, or may have been, that rules decided: they decided about one version of the listing.
pub(crate) fn is_automatic(case: &Case) -> bool {
    let State::Ordered { order, decision, .. } = &case.state else { return false };
    matches!(order.action, Action::Apply(_))
        && !matches!(order.stage, Stage::Refused { .. })
        && decision.by == Decider::Machine
}

/// The marketplace: one listing, and what it remembers of each order so that it can drop doubles.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Market {
    pub(crate) down: bool,
    /// How often the listing was edited.
    pub(crate) version: u8,
    pub(crate) orders: BTreeMap<EffectId, (What, Answer)>,
    /// A listing that was down already was taken down again, or one restored that was not down.
    pub(crate) did_twice: bool,
    /// One effect id stood for two different orders.
    pub(crate) mixed_up: bool,
    /// An order has just come again and was dropped.
    pub(crate) dropped_double: bool,
}

impl Market {
    /// Handles an order that arrives.
    pub(crate) fn handle(&mut self, order: Order, refuse: bool) {
        if let Some((what, _)) = self.orders.get(&order.id) {
            self.mixed_up |= *what != order.what;
            self.dropped_double = true;
            return;
        }
        let answer = if refuse { Answer::Refused } else { Answer::Done };
        self.orders.insert(order.id, (order.what, answer));
        if !refuse {
            let down = order.what == What::Apply;
            self.did_twice |= self.down == down;
            self.down = down;
        }
    }
}

/// Everything.
#[derive(Clone, Debug, PartialEq, Hash)]
pub(crate) struct World {
    pub(crate) store: Store,
    /// Nudges waiting for each step. All are alike, so their order is open.
    pub(crate) nudges: [u8; 4],
    pub(crate) crew: [Worker; 6],
    /// Orders under way. Any of them may arrive next, however old.
    pub(crate) wire: Vec<Order>,
    pub(crate) market: Market,
    /// The version of the listing that rules decided about last.
    pub(crate) judged: u8,
    /// The listing was edited since, and nobody of takedown was at work who may have looked before.
    pub(crate) edited_before: bool,
    /// An order went out although it had been.
    pub(crate) sent_unlooked: bool,
    /// How often each letter went out.
    pub(crate) mailed: BTreeMap<OwedLetter, u8>,
    pub(crate) claim: Option<Claim>,
    /// A nudge waits for a claim to end: it came from a worker that has ended, whose letters
    /// another had claimed.
    pub(crate) awaits_claim: bool,
    /// A commit has just found that someone else had been there first.
    pub(crate) conflicted: bool,
    pub(crate) trouble: Trouble,
    /// What complainant, seller and desk may still do of their own accord.
    pub(crate) whims: u8,
}

impl World {
    /// The case has come as far as `opening` without any trouble. A case just filed has been nudged, and a
    /// stray nudge waits for takedown, where it must do no harm.
    pub(crate) fn new(opening: &[Command], trouble: Trouble, whims: u8) -> Self {
        let filed = Recorded { at: NOW, event: Event::Filed(filing()) };
        let mut world = Self {
            store: Store::new(filed),
            nudges: [0; 4],
            crew: [const { Worker::Idle }; 6],
            wire: Vec::new(),
            market: Market {
                down: false,
                version: 0,
                orders: BTreeMap::new(),
                did_twice: false,
                mixed_up: false,
                dropped_double: false,
            },
            judged: 0,
            edited_before: false,
            sent_unlooked: false,
            mailed: BTreeMap::new(),
            claim: None,
            awaits_claim: false,
            conflicted: false,
            trouble,
            whims,
        };
        for command in opening {
            let case = Case::clone(&world.store.case);
            let event = case.decide(&Actor::Machine, command, NOW).unwrap().unwrap();
            if let (Some(order), Command::Order(OrderCommand::Confirm { .. })) = (order_of(&case), command) {
                world.market.handle(order, false);
            }
            let mut case = case.evolve(&Recorded { at: NOW, event: event.clone() }).unwrap();
            let mut events = vec![event];
            for letter in case.letters.clone() {
                world.mail(letter);
                let sent = Event::LetterSent(letter, Posted::default());
                case = case.evolve(&Recorded { at: NOW, event: sent.clone() }).unwrap();
                events.push(sent);
            }
            world.store.append(events, case);
        }
        if opening.is_empty() {
            world.nudges = [1, 1, 0, 0];
        }
        world
    }

    /// Workers of one queue are alike: one arrangement stands for all.
    pub(crate) fn arrange(&mut self) {
        for alike in [1..3, 3..5] {
            self.crew[alike].sort_by_cached_key(hash_of);
        }
    }

    /// A letter goes out.
    pub(crate) fn mail(&mut self, letter: OwedLetter) {
        *self.mailed.entry(letter).or_default() += 1;
    }

    /// Whether the last claim covers a letter that is owed, or that a worker takes for owed, and nobody works under it:
    /// then its time may run out.
    pub(crate) fn claim_may_end(&self) -> bool {
        let Some(Claim { through, runs: true }) = self.claim else { return false };
        let covers = |case: &Case| case.letters.iter().any(|owed| owed.of <= through);
        let notify = || CREW.iter().zip(&self.crew).filter(|(queue, _)| **queue == Queue::Notify);
        let held = notify().any(|(_, it)| matches!(it, Worker::Claimed(..) | Worker::Mailed(..)));
        let wanted = notify().any(|(_, it)| matches!(it, Worker::Loaded(seen) if covers(&seen.0)));
        !held && (wanted || covers(&self.store.case))
    }

    /// The seller edits the listing.
    pub(crate) fn edit(&mut self) {
        self.market.version += 1;
        let mut takedown = CREW.iter().zip(&self.crew).filter(|(queue, _)| **queue == Queue::Takedown);
        self.edited_before |= takedown.all(|(_, worker)| matches!(worker, Worker::Idle));
    }

    /// Whether rules decided about another version of the listing, so that their order is not to be sent.
    pub(crate) fn is_outdated(&self, case: &Case) -> bool {
        is_automatic(case) && self.market.version != self.judged
    }

    /// Whether this order may still reach the marketplace: it is on its way, or a worker is about to send it. When not, so
    /// much time passes until the next question that none of either is left.
    pub(crate) fn may_arrive(&self, order: Order) -> bool {
        let is_about_to =
            |worker: &Worker| matches!(worker, Worker::Requested(seen) if order_of(&seen.0) == Some(order));
        self.wire.contains(&order) || self.crew.iter().any(is_about_to)
    }

    /// Puts an order on the wire.
    pub(crate) fn send(&mut self, order: Order) {
        self.sent_unlooked |= self.edited_before && is_automatic(&self.store.case);
        self.wire.push(order);
        // A wire keeps no order: one canonical arrangement per content.
        self.wire.sort_unstable();
    }

    /// Nudges a step. Two waiting nudges say no more than one.
    pub(crate) fn nudge(&mut self, queue: Queue) {
        let waiting = &mut self.nudges[queue as usize];
        *waiting = 1.max(*waiting);
    }

    /// Nudges the steps of these duties.
    pub(crate) fn nudge_for(&mut self, duties: impl IntoIterator<Item = Duty>) {
        duties.into_iter().for_each(|duty| self.nudge(Queue::of(duty)));
    }

    /// The events so far.
    pub(crate) fn events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.store.log.iter().map(|recorded| &recorded.event)
    }
}

pub(crate) fn filing() -> Filing {
    Filing {
        complaint: "00000000000070008000000000000001".parse().unwrap(),
        reference: "0A47KM2Q0".parse().unwrap(),
        listings: 1,
        listing: "demo/1001".parse().unwrap(),
        territory: "EU".parse().unwrap(),
        right: None,
        claim: case::Claim::Counterfeit,
        complainant: PartyId::new(uuid::Uuid::from_u128(1)),
        owner: Owner::Party(PartyId::new(uuid::Uuid::from_u128(1))),
        proof: Proof::AccountSecret,
        channel: Channel::Web,
        language: Language::En,
        document: Digest::of(b"complaint"),
        missing: Vec::new(),
        priority_at: None,
        refiling: 0,
        evidence: false,
    }
}

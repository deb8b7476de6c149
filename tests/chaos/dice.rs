//! Chance that can be repeated, and the weather that messages travel through.

use port::Queue;
use testkit::world::{Fault, FaultKind, World};

/// Pseudo-random numbers (SplitMix64): the same seed gives the same numbers everywhere.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `sides`.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll() % sides as u64).unwrap()
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn falls(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// A fault of any kind at one of the first `calls` calls.
    pub(crate) fn fault(&mut self, calls: usize) -> Fault {
        Fault { nth: self.below(calls), kind: self.pick(&KINDS) }
    }
}

/// Every way in which a call can go wrong.
pub(crate) const KINDS: [FaultKind; 5] = [
    FaultKind::CrashBefore,
    FaultKind::CrashAfter,
    FaultKind::Fails,
    FaultKind::LosesAnswer,
    FaultKind::HappensTwice,
];

/// What happens to messages on their way, for some time; then the sky clears.
pub(crate) struct Weather {
    dice: Dice,
    turns: usize,
    held: Vec<(Queue, testkit::world::Waiting)>,
}

/// How many turns of the chain bad weather lasts.
const BAD_TURNS: usize = 40;

impl Weather {
    pub(crate) const fn bad(seed: u64) -> Self {
        Self { dice: Dice::new(seed), turns: BAD_TURNS, held: Vec::new() }
    }

    /// Whether it still holds messages back.
    pub(crate) const fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// Doubles, loses, delays and shuffles what waits in the queues.
    pub(crate) fn blow(&mut self, world: &World) {
        let clears = self.turns == 0;
        self.turns = self.turns.saturating_sub(1);
        let mut inner = world.look();
        let held = std::mem::take(&mut self.held);
        for (queue, waiting) in held {
            if clears || self.dice.falls(40) {
                inner.queues.entry(queue).or_default().push_back(waiting);
            } else {
                self.held.push((queue, waiting));
            }
        }
        if clears {
            return;
        }
        // Events are kept nowhere else, so their queue only repeats and shuffles.
        for place in 0..inner.announced.len() {
            if self.dice.falls(25) {
                let again = inner.announced[place].clone();
                inner.announced.push_back(again);
            }
            let other = self.dice.below(inner.announced.len());
            inner.announced.swap(place, other);
        }
        for (queue, messages) in &mut inner.queues {
            // Now and then a queue forgets everything.
            let forgets = self.dice.falls(5);
            let mut next = Vec::new();
            for waiting in messages.drain(..) {
                if forgets || self.dice.falls(15) {
                    continue;
                }
                if self.dice.falls(20) {
                    self.held.push((*queue, waiting.clone()));
                } else {
                    next.push(waiting.clone());
                }
                if self.dice.falls(25) {
                    next.push(waiting);
                }
            }
            for last in (1..next.len()).rev() {
                next.swap(last, self.dice.below(last + 1));
            }
            messages.extend(next);
        }
    }
}

//! The clocks of processes, which never agree.

use jiff::{SignedDuration, Timestamp};
use port::WallClock;
use testkit::world::World;

use super::dice::Dice;

/// How far a clock may be ahead of the true time, or behind it.
const MOST_MS: usize = 5_000;

/// The clock of one process: the world's, and so much more or less.
#[derive(Clone)]
pub(crate) struct Clock {
    world: World,
    by: SignedDuration,
}

impl Clock {
    /// A clock that goes right.
    pub(crate) fn right(world: &World) -> Self {
        Self { world: world.clone(), by: SignedDuration::ZERO }
    }

    /// A clock that goes wrong.
    pub(crate) fn wrong(world: &World, dice: &mut Dice) -> Self {
        let by = i64::try_from(dice.below(2 * MOST_MS + 1)).unwrap() - i64::try_from(MOST_MS).unwrap();
        Self { world: world.clone(), by: SignedDuration::from_millis(by) }
    }
}

impl WallClock for Clock {
    fn now(&self) -> Timestamp {
        self.world.now() + self.by
    }
}

//! The clocks of processes, which never agree.

use std::cell::RefCell;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use port::{Timer, WallClock};
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

impl WallClock for Clock {
    fn now(&self) -> Timestamp {
        self.world.now() + self.by
    }
}

impl Timer for Clock {
    async fn sleep(&self, time: Duration) {
        self.world.sleep(time).await;
    }
}

/// How the clocks of processes go.
pub(crate) enum Clocks {
    Right,
    /// Each by another error.
    Wrong(RefCell<Dice>),
    /// All by the same.
    Ahead(SignedDuration),
}

impl Clocks {
    pub(crate) fn wrong(seed: u64) -> Self {
        Self::Wrong(RefCell::new(Dice::new(seed)))
    }

    /// The clock of one more process.
    pub(crate) fn next(&self, world: &World) -> Clock {
        let by = match self {
            Self::Right => SignedDuration::ZERO,
            Self::Wrong(dice) => {
                let by = i64::try_from(dice.borrow_mut().below(2 * MOST_MS + 1)).unwrap();
                SignedDuration::from_millis(by - i64::try_from(MOST_MS).unwrap())
            }
            Self::Ahead(by) => *by,
        };
        Clock { world: world.clone(), by }
    }
}

//! What failed, and when it is tried again: the one table for every step.
//!
//! A message that failed is hidden for a time that follows from what kept it from succeeding and from how often
//! it was delivered. After the last time it is a dead letter, which rings an alarm, and a person looks; the case
//! stays with the sweep. A marketplace that is out counts for nothing: its messages are sent again as new ones,
//! so that no outage, however long, makes dead letters of them.

use std::error::Error;
use std::time::Duration;

use app::NotConfigured;

/// How often a message is delivered before it is a dead letter: `maxReceiveCount` of every queue.
pub const MOST_DELIVERIES: u32 = 10;

/// A wait after each delivery but the last.
type Waits = [u32; MOST_DELIVERIES as usize - 1];

/// What passes by itself: a look that failed, a table that throttles, a case that others change. Seconds.
const PASSING: Waits = [1, 5, 15, 45, 120, 300, 600, 900, 900];
/// What did not fit into the time of its invocation.
const OUT_OF_TIME: Waits = [5, 15, 45, 120, 300, 300, 600, 900, 900];
/// A panic is a bug, which seldom passes: a person hears of it within 20 minutes.
const PANICKED: Waits = [5, 15, 30, 60, 60, 120, 120, 300, 300];
/// What the operator may be setting this minute. Functions know it within five minutes.
const NOT_CONFIGURED: Waits = [60, 60, 120, 120, 300, 300, 600, 900, 900];
/// An account's endpoint: for about a day.
const ENDPOINT: Waits = [300, 900, 3_600, 7_200, 7_200, 14_400, 14_400, 14_400, 14_400];

/// A message of a marketplace that is out comes back after about as long as that has lasted, within these bounds.
const OUTAGE_S: (u32, u32) = (30, 300);

/// A marketplace is out: it was not even asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the marketplace is out, for {} s so far", lasted.as_secs())]
pub struct MarketplaceOut {
    /// For how long, as far as this process knows.
    pub lasted: Duration,
}

/// An account's endpoint did not take an event.
#[derive(Debug, thiserror::Error)]
#[error("the endpoint did not take the event")]
pub struct NotTaken(#[source] pub Box<dyn Error + Send + Sync>);

/// What kept a message from succeeding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Something that passes by itself.
    Passing,
    /// The invocation's time was over.
    OutOfTime,
    /// The step panicked.
    Panicked,
    /// The operator has not set what the message is about.
    NotConfigured,
    /// An account's endpoint did not take it.
    Endpoint,
    /// The marketplace is out, for so long.
    MarketplaceOut(Duration),
}

/// When a message that failed is worked on again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// The same message, after so many seconds.
    Hidden(u32),
    /// A new one, after so many seconds: its deliveries are counted from the first.
    Anew(u16),
}

impl Trouble {
    /// What an error, or any of its causes, tells.
    #[must_use]
    pub fn of(error: &(dyn Error + 'static)) -> Self {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(out) = error.downcast_ref::<MarketplaceOut>() {
                return Self::MarketplaceOut(out.lasted);
            }
            if error.is::<NotConfigured>() {
                return Self::NotConfigured;
            }
            if error.is::<NotTaken>() {
                return Self::Endpoint;
            }
            next = error.source();
        }
        Self::Passing
    }

    /// When a message that was delivered so often is worked on again. `seed` decides how much of the wait is
    /// taken off it, at most a quarter, so that what failed together does not come back together.
    #[must_use]
    pub fn again(self, deliveries: u32, seed: &str) -> Again {
        let waits = match self {
            Self::Passing => PASSING,
            Self::OutOfTime => OUT_OF_TIME,
            Self::Panicked => PANICKED,
            Self::NotConfigured => NOT_CONFIGURED,
            Self::Endpoint => ENDPOINT,
            Self::MarketplaceOut(lasted) => {
                let (least, most) = OUTAGE_S;
                let wait = u32::try_from(lasted.as_secs()).unwrap_or(u32::MAX).clamp(least, most);
                return Again::Anew(u16::try_from(less_up_to(wait, 2, seed)).unwrap_or(u16::MAX));
            }
        };
        let rung = usize::try_from(deliveries.saturating_sub(1)).unwrap_or(usize::MAX);
        // After the last delivery the queue puts it aside as soon as it sees it again.
        Again::Hidden(waits.get(rung).map_or(0, |wait| less_up_to(*wait, 4, seed)))
    }
}

/// `wait` less up to one part in `parts` of it, and 1 at least.
fn less_up_to(wait: u32, parts: u32, seed: &str) -> u32 {
    // FNV-1a: the same for the same seed, everywhere.
    let hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let off = (hash >> 32) % u64::from(wait / parts + 1);
    wait.saturating_sub(u32::try_from(off).unwrap_or(0)).max(1)
}

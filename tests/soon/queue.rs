//! The chain in time: filing, queues with visibility, pollers, calls that take as long as calls do, and a
//! marketplace that fails. Time is simulated, so that an hour takes as long as its events.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Duration;

use app::MarketplaceCache;
use app::filing::IdentifiedComplaint;
use case::State;
use jiff::{SignedDuration, Timestamp};
use port::{Queue, Timer as _, WallClock as _};
use step::{BatchContext, CaseStep, Watched, work_batch};
use takedown::Takedown;
use testkit::sample;
use testkit::world::{LookMode, World};
use validation::Validation;

/// Messages of a batch, as the template sets it.
const BATCH: usize = 10;
/// How many invocations of a function go on at a time: the fewest that the template allows any.
const AT_A_TIME: usize = 5;
/// How often the sweep runs.
const SWEEP_EACH: Duration = Duration::from_secs(60);
/// Whatever has not come into force by then never does.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// Pseudo-random numbers (SplitMix64).
#[derive(Clone)]
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to 1.
    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How long a call takes: marketplaces a third of a second, more or less; AWS some milliseconds.
fn takes(call: &str, draw: &mut Draw) -> Duration {
    let (least, more) = match call {
        "catalogue.listing" | "enforcement.status" | "enforcement.order" => (100, 400),
        _ => (4, 12),
    };
    Duration::from_millis(least + (draw.next() * f64::from(more)) as u64)
}

/// A run: complaints that come in at a steady pace, and what becomes of looks.
pub(crate) struct Run {
    pub(crate) complaints: usize,
    /// Between two complaints.
    pub(crate) each: Duration,
    /// How long a poller waits between two looks at an empty queue.
    pub(crate) poll: Duration,
    pub(crate) seed: u64,
}

/// What came of a run.
pub(crate) struct Came {
    pub(crate) world: World,
    /// From filing to measure, in milliseconds, from the quickest to the slowest.
    pub(crate) took: Vec<i64>,
    /// When each look arrived at the marketplace.
    pub(crate) looks: Vec<Timestamp>,
}

impl Came {
    /// What so many of a hundred were quicker than.
    pub(crate) fn percentile(&self, percent: usize) -> i64 {
        self.took[(self.took.len() * percent / 100).min(self.took.len() - 1)]
    }

    /// The most looks that arrived within one second since `from`.
    pub(crate) fn busiest_second(&self, from: Timestamp) -> usize {
        let since: Vec<i64> =
            self.looks.iter().filter(|at| **at >= from).map(|at| at.as_millisecond()).collect();
        let until = |start: usize| since[start..].iter().take_while(|at| **at < since[start] + 1_000).count();
        (0..since.len()).map(until).max().unwrap_or(0)
    }
}

impl Run {
    /// Lets all complaints come in and be acted upon. `mode` says what becomes of a look at a time.
    pub(crate) async fn go(
        &self,
        mut mode: impl FnMut(Timestamp, &mut Draw) -> LookMode + Send + 'static,
    ) -> Came {
        // The many complaints of somebody new would go to the desk.
        let world = sample::world_of_known(self.complaints);
        let (mut slow, mut fate) = (Draw::new(self.seed), Draw::new(self.seed + 1));
        let (seen, looks) = std::sync::mpsc::channel();
        {
            let mut inner = world.look();
            inner.takes = Box::new(move |call| takes(call, &mut slow));
            inner.look_mode = Box::new(move |now, _| {
                let _kept = seen.send(now);
                mode(now, &mut fate)
            });
        }
        let done = Cell::new(false);
        world
            .in_time(async {
                tokio::join!(
                    self.file(&world),
                    work(&world, self.poll, &done),
                    watch(&world, self.complaints, &done)
                )
            })
            .await;
        let mut took: Vec<i64> = world
            .look()
            .cases
            .values()
            .filter_map(|stored| {
                let in_force = stored.case.in_force_at?;
                Some(in_force.as_millisecond() - stored.case.filed_at.as_millisecond())
            })
            .collect();
        took.sort_unstable();
        let left: BTreeSet<String> = world
            .look()
            .cases
            .values()
            .filter(|stored| stored.case.in_force_at.is_none())
            .map(|stored| format!("{:?}", stored.case.state))
            .collect();
        assert_eq!(took.len(), self.complaints, "every listing is taken down: {left:?}");
        let looks = looks.try_iter().collect();
        Came { world, took, looks }
    }

    async fn file(&self, world: &World) {
        for number in 0..self.complaints {
            let mut complaint = sample::complaint(number as u128, [number]);
            complaint.filed_at = world.now().to_string();
            let complaint = IdentifiedComplaint::read(&complaint).unwrap();
            app::filing::file(world, world, world, &complaint).await.unwrap();
            world.sleep(self.each).await;
        }
    }
}

/// Ends the run when every case has come into force.
async fn watch(world: &World, complaints: usize, done: &Cell<bool>) {
    let started = world.now();
    let in_force = |world: &World| {
        let inner = world.look();
        inner.cases.values().filter(|stored| matches!(stored.case.state, State::InForce { .. })).count()
    };
    while in_force(world) < complaints && world.now().duration_since(started) < PATIENCE {
        world.sleep(Duration::from_secs(1)).await;
    }
    done.set(true);
}

/// The functions and the sweep, until all is done.
async fn work(world: &World, every: Duration, done: &Cell<bool>) {
    let pollers = async |queue: Queue| {
        let pollers = (0..AT_A_TIME).map(|_| poller(world, queue, every, done));
        futures_all(pollers.collect()).await;
    };
    tokio::join!(pollers(Queue::Validation), pollers(Queue::Takedown), async {
        while !done.get() {
            app::sweep(world, world, world).await.unwrap();
            world.sleep(SWEEP_EACH).await;
        }
    });
}

/// Runs all of them together.
async fn futures_all(mut all: Vec<impl Future<Output = ()>>) {
    let mut all: Vec<_> = all.drain(..).map(Box::pin).collect();
    std::future::poll_fn(|context| {
        all.retain_mut(|one| one.as_mut().poll(context).is_pending());
        if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

/// One process of a function: what it learns of the marketplace it keeps to itself.
async fn poller(world: &World, queue: Queue, every: Duration, done: &Cell<bool>) {
    let market = Watched::new(world.clone(), world.clone(), world.clone());
    if queue == Queue::Validation {
        let step = Validation {
            store: world.clone(),
            documents: world.clone(),
            catalogue: market,
            clock: world.clone(),
            programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
            marketplaces: MarketplaceCache::default(),
            rules: app::RuleSetCache::default(),
            marks: app::MarkCache::default(),
        };
        poll(world, queue, &step, every, done).await;
    } else {
        let step = Takedown {
            store: world.clone(),
            marketplace: market,
            clock: world.clone(),
            marketplaces: MarketplaceCache::default(),
        };
        poll(world, queue, &step, every, done).await;
    }
}

async fn poll<P: CaseStep>(world: &World, queue: Queue, step: &P, every: Duration, done: &Cell<bool>) {
    let time = Duration::from_secs(25);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
    while !done.get() {
        match world.receive_visible(queue, BATCH) {
            Some((taken, event)) => {
                let response = Box::pin(work_batch(step, &context, &event)).await;
                world.finish(queue, taken, Some(&response));
            }
            None => world.sleep(every).await,
        }
    }
}

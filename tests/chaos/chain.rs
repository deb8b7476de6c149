//! The functions' steps, driven by the world's queues and clock as the platform would.

use std::cell::RefCell;
use std::time::Duration;

use app::filing::LinkKey;
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use jiff::{SignedDuration, Timestamp};
use port::{Catalogue, Enforcement, Queue, WallClock as _};
use step::{BatchContext, work_batch};
use testkit::world::{Waiting, World};
use webhooks::Webhooks;

use super::clocks::{Clock, Clocks};
use super::dice::Weather;
use super::processes::{self, Market, Processes};

pub(crate) const PUBLIC_URL: &str = "https://goodfaith.example";

/// Messages of a batch, as the template sets it.
const BATCH: usize = 10;
/// How much time passes between two looks at the queues.
const TURN: SignedDuration = SignedDuration::from_secs(10);
/// How often the sweep runs.
const SWEEP_EACH: SignedDuration = SignedDuration::from_secs(60);
/// When nothing falls due for so long, nothing moves any more: the sweep's longest pause is shorter.
const QUIET: SignedDuration = SignedDuration::from_hours(24);
/// A chain that is not quiet after so many turns never will be.
const MOST_TURNS: usize = 1_000;

/// The chain of functions over a world. Of what its process did before an invocation knows who is out or pauses, and
/// nothing else.
pub(crate) struct Chain<E = Market> {
    pub(crate) world: World,
    processes: Processes<E>,
    weather: Option<RefCell<Weather>>,
    together: bool,
    /// Whether the table deletes at once what has expired; else it keeps it.
    expires: bool,
    clocks: Clocks,
}

impl Chain {
    pub(crate) fn new(world: &World) -> Self {
        let watched = world.clone();
        Self::of(world, Processes::new(world, move |clock| processes::watch(&watched, clock)))
    }
}

impl<E: Catalogue + Enforcement + Clone + 'static> Chain<E> {
    /// A chain with `enforcement` between takedown and the marketplace, which nobody watches.
    pub(crate) fn with(world: &World, enforcement: E) -> Self {
        Self::of(world, Processes::new(world, move |_| enforcement.clone()))
    }
}

impl<E: Catalogue + Enforcement + Clone> Chain<E> {
    fn of(world: &World, processes: Processes<E>) -> Self {
        Self {
            world: world.clone(),
            processes,
            weather: None,
            together: false,
            expires: false,
            clocks: Clocks::Right,
        }
    }

    /// Ends each process with its invocation.
    pub(crate) fn forgetful(mut self) -> Self {
        self.processes = self.processes.forgetful();
        self
    }

    /// Sends all messages through this weather.
    pub(crate) fn in_weather(mut self, weather: Weather) -> Self {
        self.weather = Some(RefCell::new(weather));
        self
    }

    /// Lets all steps work at a time, each message with two workers at once, and the sweep beside them.
    pub(crate) const fn together(mut self) -> Self {
        self.together = true;
        self
    }

    /// Lets the table delete at once what has expired.
    pub(crate) const fn expiring(mut self) -> Self {
        self.expires = true;
        self
    }

    /// Gives each process a clock of its own, some seconds wrong.
    pub(crate) fn with_wrong_clocks(mut self, seed: u64) -> Self {
        self.clocks = Clocks::wrong(seed);
        self
    }

    /// Gives each process a clock that is so much ahead.
    pub(crate) fn with_clocks_ahead(mut self, by: SignedDuration) -> Self {
        self.clocks = Clocks::Ahead(by);
        self
    }

    /// The clock of a new process.
    pub(crate) fn clock(&self) -> Clock {
        self.clocks.next(&self.world)
    }

    /// What a function of the chain uses beside its own ports.
    pub(crate) const fn context<'a>(
        &'a self,
        clock: &'a Clock,
    ) -> BatchContext<'a, World, World, World, Clock, World> {
        let world = &self.world;
        let time = Duration::from_secs(60);
        BatchContext { cases: world, nudges: world, rejects: world, clock, journal: world, time }
    }

    /// One invocation of the function behind `queue`. Boxed, or the futures outgrow a test's stack.
    pub(crate) async fn invoke(&self, queue: Queue, event: &SqsEvent) -> SqsBatchResponse {
        let (world, mut process) = (&self.world, self.processes.take(queue, || self.clock()));
        let clock = process.clock.clone();
        let context = self.context(&clock);
        let response = match queue {
            Queue::Validation => Box::pin(work_batch(&process.validation(world), &context, event)).await,
            Queue::Pictures => Box::pin(work_batch(&process.pictures(world), &context, event)).await,
            Queue::Takedown => Box::pin(work_batch(&process.takedown(world), &context, event)).await,
            Queue::Notify => {
                let step = process.notify(world);
                let response = Box::pin(work_batch(&step, &context, event)).await;
                process.pause = step.pause;
                response
            }
        };
        self.processes.give_back(queue, process);
        response
    }

    /// Delivers what waits in `queue` now.
    pub(crate) async fn deliver(&self, queue: Queue) {
        let waiting = self.world.look().queues[&queue].len();
        for _ in 0..waiting.div_ceil(BATCH) {
            let Some((taken, event)) = self.world.receive_visible(queue, BATCH) else { return };
            let response = self.world.until_crash(Box::pin(self.invoke(queue, &event))).await;
            self.world.finish(queue, taken, response.as_ref());
        }
    }

    /// Posts the events that wait now.
    async fn post_events(&self) {
        let (world, clock) = (&self.world, self.clock());
        let context = self.context(&clock);
        let waiting = world.look().announced.len();
        for _ in 0..waiting.div_ceil(BATCH) {
            let Some((taken, event)) = world.receive_announced(BATCH) else { return };
            let step = Webhooks {
                store: world.clone(),
                endpoints: world.clone(),
                clock: clock.clone(),
                public_url: PUBLIC_URL.to_owned(),
            };
            let response = world.until_crash(Box::pin(step.work(&context, &event))).await;
            world.finish_announced(taken, response.as_ref());
        }
    }

    /// Delivers a batch of each queue, twice, and sweeps, all at a time.
    pub(crate) async fn deliver_together(&self) {
        let [validation, pictures, takedown, notify] =
            Queue::ALL.map(|queue| self.world.receive_visible(queue, BATCH));
        let clock = self.clock();
        let answered = self
            .world
            .until_crash(Box::pin(async {
                tokio::join!(
                    self.twice(Queue::Validation, validation.as_ref()),
                    self.twice(Queue::Pictures, pictures.as_ref()),
                    self.twice(Queue::Takedown, takedown.as_ref()),
                    self.twice(Queue::Notify, notify.as_ref()),
                    app::sweep(&self.world, &self.world, &clock),
                )
            }))
            .await;
        let responses = answered.map_or([None, None, None, None], |(v, p, t, n, _swept)| [v, p, t, n]);
        let batches = [validation, pictures, takedown, notify];
        for ((queue, batch), response) in Queue::ALL.into_iter().zip(batches).zip(responses) {
            if let Some((taken, _)) = batch {
                self.world.finish(queue, taken, response.as_ref());
            }
        }
    }

    async fn twice(
        &self,
        queue: Queue,
        batch: Option<&(Vec<Waiting>, SqsEvent)>,
    ) -> Option<SqsBatchResponse> {
        let (_, event) = batch?;
        let (first, _second) =
            tokio::join!(Box::pin(self.invoke(queue, event)), Box::pin(self.invoke(queue, event)));
        Some(first)
    }

    /// Sweeps once.
    pub(crate) async fn sweep(&self) {
        let (world, clock) = (&self.world, self.clock());
        // What a sweep that fails leaves undone is due at the next.
        let _swept = world.until_crash(Box::pin(app::sweep(world, world, &clock))).await;
    }

    /// Lets the chain run until nothing moves any more.
    ///
    /// # Errors
    /// When it never comes to rest.
    pub(crate) async fn until_quiet(&self) -> Result<(), String> {
        let mut swept_at = self.world.now();
        for _ in 0..MOST_TURNS {
            if let Some(weather) = &self.weather {
                weather.borrow_mut().blow(&self.world);
            }
            if self.together {
                self.deliver_together().await;
            } else {
                for queue in Queue::ALL {
                    self.deliver(queue).await;
                }
            }
            self.post_events().await;
            self.world.pass(TURN);
            if self.expires {
                self.world.expire();
            }
            if !self.has_messages() {
                let now = self.world.now();
                match self.next_due() {
                    Some(due) if due <= now.saturating_add(QUIET).unwrap() => {
                        self.world.pass(due.duration_since(now).max(SWEEP_EACH));
                    }
                    Some(_) | None => return Ok(()),
                }
            }
            let now = self.world.now();
            if now.duration_since(swept_at) >= SWEEP_EACH {
                swept_at = now;
                self.sweep().await;
            }
        }
        Err("the chain never comes to rest".to_owned())
    }

    fn has_messages(&self) -> bool {
        let held = self.weather.as_ref().is_some_and(|weather| weather.borrow().holds());
        let inner = self.world.look();
        held || !inner.announced.is_empty() || inner.queues.values().any(|waiting| !waiting.is_empty())
    }

    /// When the sweep will find something next.
    fn next_due(&self) -> Option<Timestamp> {
        let inner = self.world.look();
        let unfinished = inner.fan_outs.values().filter(|fan_out| fan_out.done < fan_out.listings);
        let cases = inner.cases.values().filter_map(|stored| stored.due);
        let tables = inner.batches.values().filter(|batch| batch.done < batch.complaints);
        let filed = unfinished.map(|fan_out| fan_out.filed_at);
        cases.chain(filed).chain(tables.map(|batch| batch.received_at)).min()
    }
}

/// The key of the parties' links.
pub(crate) fn links() -> LinkKey {
    LinkKey::new("a link key of more than thirty-two characters").unwrap()
}

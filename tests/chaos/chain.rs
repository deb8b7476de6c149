//! The functions' steps, driven by the world's queues and clock as the platform would.

use std::cell::RefCell;
use std::time::Duration;

use app::MarketplaceCache;
use app::filing::LinkKey;
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use jiff::{SignedDuration, Timestamp};
use notify::{Letterhead, Notify};
use pictures::Pictures;
use port::{Catalogue, Enforcement, Queue, WallClock as _};
use step::{BatchContext, work_batch};
use takedown::Takedown;
use testkit::world::{Waiting, World};
use validation::Validation;
use web::letter::Sender;
use webhooks::Webhooks;

use super::clocks::Clock;
use super::dice::{Dice, Weather};

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

/// The chain of functions over a world. Every invocation is a cold start: it knows nothing of those before.
pub(crate) struct Chain<E> {
    pub(crate) world: World,
    /// What stands between takedown and the marketplace.
    enforcement: E,
    weather: Option<RefCell<Weather>>,
    together: bool,
    /// Whether the table deletes at once what has expired; else it keeps it.
    expires: bool,
    /// Where the errors of clocks come from, when they go wrong.
    skews: Option<RefCell<Dice>>,
}

impl Chain<World> {
    pub(crate) fn new(world: &World) -> Self {
        Self::with(world, world.clone())
    }
}

impl<E: Catalogue + Enforcement + Clone> Chain<E> {
    pub(crate) fn with(world: &World, enforcement: E) -> Self {
        Self {
            world: world.clone(),
            enforcement,
            weather: None,
            together: false,
            expires: false,
            skews: None,
        }
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
        self.skews = Some(RefCell::new(Dice::new(seed)));
        self
    }

    fn clock(&self) -> Clock {
        self.skews.as_ref().map_or_else(
            || Clock::right(&self.world),
            |dice| Clock::wrong(&self.world, &mut dice.borrow_mut()),
        )
    }

    /// What a function of the chain uses beside its own ports.
    pub(crate) const fn context(&self) -> BatchContext<'_, World, World, World, World, World> {
        let world = &self.world;
        let time = Duration::from_secs(60);
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time }
    }

    /// One invocation of the function behind `queue`. Boxed, or the futures outgrow a test's stack.
    pub(crate) async fn invoke(&self, queue: Queue, event: &SqsEvent) -> SqsBatchResponse {
        let (world, context, clock) = (&self.world, self.context(), self.clock());
        match queue {
            Queue::Validation => {
                let step = Validation {
                    store: world.clone(),
                    documents: world.clone(),
                    catalogue: world.clone(),
                    clock: clock.clone(),
                    programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
                    marketplaces: MarketplaceCache::default(),
                    rules: app::RuleSetCache::default(),
                    marks: app::MarkCache::default(),
                };
                Box::pin(work_batch(&step, &context, event)).await
            }
            Queue::Pictures => {
                let step = Pictures {
                    store: world.clone(),
                    documents: world.clone(),
                    marketplace: world.clone(),
                    clock: clock.clone(),
                    marketplaces: MarketplaceCache::default(),
                };
                Box::pin(work_batch(&step, &context, event)).await
            }
            Queue::Takedown => {
                let step = Takedown {
                    store: world.clone(),
                    marketplace: self.enforcement.clone(),
                    clock: clock.clone(),
                    marketplaces: MarketplaceCache::default(),
                };
                Box::pin(work_batch(&step, &context, event)).await
            }
            Queue::Notify => {
                let step = Notify {
                    store: world.clone(),
                    documents: world.clone(),
                    catalogue: world.clone(),
                    mailer: world.clone(),
                    announcements: world.clone(),
                    clock: clock.clone(),
                    journal: world.clone(),
                    pause: notify::Pause::default(),
                    marketplaces: MarketplaceCache::default(),
                    letterhead: Letterhead {
                        sender: Sender::new("complaints@goodfaith.example"),
                        public_url: PUBLIC_URL.to_owned(),
                        links: links(),
                    },
                };
                Box::pin(work_batch(&step, &context, event)).await
            }
        }
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
        let (world, context) = (&self.world, self.context());
        let waiting = world.look().announced.len();
        for _ in 0..waiting.div_ceil(BATCH) {
            let Some((taken, event)) = world.receive_announced(BATCH) else { return };
            let step = Webhooks {
                store: world.clone(),
                endpoints: world.clone(),
                clock: self.clock(),
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
        let answered = self
            .world
            .until_crash(Box::pin(async {
                tokio::join!(
                    self.twice(Queue::Validation, validation.as_ref()),
                    self.twice(Queue::Pictures, pictures.as_ref()),
                    self.twice(Queue::Takedown, takedown.as_ref()),
                    self.twice(Queue::Notify, notify.as_ref()),
                    app::sweep(&self.world, &self.world, &self.world),
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

    async fn sweep(&self) {
        let world = &self.world;
        // What a sweep that fails leaves undone is due at the next.
        let _swept = world.until_crash(Box::pin(app::sweep(world, world, world))).await;
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

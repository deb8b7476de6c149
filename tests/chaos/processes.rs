//! The processes of the functions: each serves one invocation at a time, and knows in the next which marketplaces are out
//! and until when the mail service takes nothing. One that died serves no more.

use std::cell::RefCell;
use std::collections::BTreeMap;

use app::MarketplaceCache;
use notify::{Letterhead, Notify, Pause};
use pictures::Pictures;
use port::Queue;
use step::Watched;
use takedown::Takedown;
use testkit::world::World;
use validation::Validation;
use web::letter::Sender;

use super::chain::{PUBLIC_URL, links};
use super::clocks::Clock;

/// The marketplace, watched as the functions watch it.
pub(crate) type Market = Watched<World, Clock, World>;

/// The marketplace, watched by one process.
pub(crate) fn watch(world: &World, clock: &Clock) -> Market {
    Watched::new(world.clone(), clock.clone(), world.clone())
}

/// A process of a function.
pub(crate) struct Process<E> {
    pub(crate) clock: Clock,
    catalogue: Market,
    /// What stands between takedown and the marketplace.
    enforcement: E,
    /// Until when the mail service takes nothing, as far as it knows.
    pub(crate) pause: Pause,
}

impl<E: Clone> Process<E> {
    pub(crate) fn validation(&self, world: &World) -> Validation<World, World, Market, Clock> {
        Validation {
            store: world.clone(),
            documents: world.clone(),
            catalogue: self.catalogue.clone(),
            clock: self.clock.clone(),
            programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
            marketplaces: MarketplaceCache::default(),
            rules: app::RuleSetCache::default(),
            marks: app::MarkCache::default(),
        }
    }

    pub(crate) fn pictures(&self, world: &World) -> Pictures<World, World, Market, Clock> {
        Pictures {
            store: world.clone(),
            documents: world.clone(),
            marketplace: self.catalogue.clone(),
            clock: self.clock.clone(),
            marketplaces: MarketplaceCache::default(),
        }
    }

    pub(crate) fn takedown(&self, world: &World) -> Takedown<World, E, Clock> {
        Takedown {
            store: world.clone(),
            marketplace: self.enforcement.clone(),
            clock: self.clock.clone(),
            marketplaces: MarketplaceCache::default(),
        }
    }

    pub(crate) fn notify(
        &mut self,
        world: &World,
    ) -> Notify<World, World, Market, World, World, Clock, World> {
        Notify {
            store: world.clone(),
            documents: world.clone(),
            catalogue: self.catalogue.clone(),
            mailer: world.clone(),
            announcements: world.clone(),
            clock: self.clock.clone(),
            journal: world.clone(),
            pause: std::mem::take(&mut self.pause),
            marketplaces: MarketplaceCache::default(),
            letterhead: Letterhead {
                sender: Sender::new("complaints@goodfaith.example"),
                public_url: PUBLIC_URL.to_owned(),
                links: links(),
            },
        }
    }
}

/// The processes of all functions of the chain.
pub(crate) struct Processes<E> {
    world: World,
    enforcement: Box<dyn Fn(&Clock) -> E>,
    /// Those that serve nothing now; none where they end with their invocations.
    idle: Option<RefCell<BTreeMap<Queue, Vec<Process<E>>>>>,
}

impl<E> Processes<E> {
    /// Processes that order by what `enforcement` makes, for one process each.
    pub(crate) fn new(world: &World, enforcement: impl Fn(&Clock) -> E + 'static) -> Self {
        Self { world: world.clone(), enforcement: Box::new(enforcement), idle: Some(RefCell::default()) }
    }

    /// Ends each with its invocation.
    pub(crate) fn forgetful(self) -> Self {
        Self { idle: None, ..self }
    }

    /// An idle process of the function behind `queue`, or a new one.
    pub(crate) fn take(&self, queue: Queue, clock: impl FnOnce() -> Clock) -> Process<E> {
        let idle = self.idle.as_ref().and_then(|idle| idle.borrow_mut().get_mut(&queue)?.pop());
        idle.unwrap_or_else(|| {
            let clock = clock();
            let (catalogue, enforcement) = (watch(&self.world, &clock), (self.enforcement)(&clock));
            Process { clock, catalogue, enforcement, pause: Pause::default() }
        })
    }

    /// Its invocation has ended.
    pub(crate) fn give_back(&self, queue: Queue, process: Process<E>) {
        if let Some(idle) = &self.idle {
            idle.borrow_mut().entry(queue).or_default().push(process);
        }
    }
}

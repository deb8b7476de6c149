//! The wire to the marketplace: an order is sent, arrives or is lost, and is answered, each when the walk says so.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};

use case::{EffectId, ListingRef};
use port::{
    Catalogue, EffectStatus, Enforcement, ListingAnswer, MarketplaceConfig, OrderOutcome, OrderRequest,
    Unavailable,
};
use testkit::world::{MarketMode, World as Services};

/// An order on its way.
#[derive(Clone)]
pub(super) struct Sent {
    pub(super) id: EffectId,
    pub(super) listing: ListingRef,
    pub(super) request: OrderRequest,
    at: MarketplaceConfig,
}

/// What a worker that waits for the marketplace gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reply {
    Answer,
    /// It stops waiting.
    Nothing,
}

#[derive(Default)]
struct State {
    sent: Vec<Sent>,
    replies: VecDeque<Reply>,
    waiting: Vec<Waker>,
}

/// Stands between takedown and the marketplace of a world.
#[derive(Clone)]
pub(super) struct Wire {
    services: Services,
    state: Arc<Mutex<State>>,
}

/// The calls of a wire at which a walk stops.
pub(super) const SEND: &str = "wire.send";
pub(super) const ASK: &str = "wire.ask";

impl Wire {
    pub(super) fn new(services: &Services) -> Self {
        Self { services: services.clone(), state: Arc::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The orders on their way.
    pub(super) fn sent(&self) -> Vec<Sent> {
        self.state().sent.clone()
    }

    /// Takes the order `id` off the wire; `again` when it will come once more.
    pub(super) fn take(&self, id: EffectId, again: bool) -> Option<Sent> {
        let mut state = self.state();
        let place = state.sent.iter().position(|sent| sent.id == id)?;
        Some(if again { state.sent[place].clone() } else { state.sent.remove(place) })
    }

    /// The order arrives at the marketplace.
    pub(super) async fn arrive(&self, sent: &Sent, refuse: bool) {
        let mode = if refuse { MarketMode::Refuses("no".to_owned()) } else { MarketMode::Does };
        self.services.look().market_modes.push_back(mode);
        self.services.order(&sent.at, &sent.listing, sent.id, &sent.request).await;
    }

    /// What the worker gets that waits for the marketplace.
    pub(super) fn reply(&self, reply: Reply) {
        let waiting = {
            let mut state = self.state();
            state.replies.push_back(reply);
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    async fn replied(&self) -> Reply {
        poll_fn(|context| {
            let mut state = self.state();
            if let Some(reply) = state.replies.pop_front() {
                return Poll::Ready(reply);
            }
            state.waiting.push(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    fn known(&self, id: EffectId) -> EffectStatus {
        let services = self.services.look();
        services.orders.get(&id).map_or(EffectStatus::NeverHeard, |log| log.status.clone())
    }
}

impl Catalogue for Wire {
    async fn listing(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> Result<ListingAnswer, Unavailable> {
        self.services.listing(at, listing).await
    }
}

impl Enforcement for Wire {
    async fn order(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        id: EffectId,
        order: &OrderRequest,
    ) -> OrderOutcome {
        self.services.at_gate(SEND).await;
        let sent = Sent { id, listing: listing.clone(), request: order.clone(), at: at.clone() };
        self.state().sent.push(sent);
        match (self.replied().await, self.known(id)) {
            (Reply::Answer, EffectStatus::Done(reference)) => OrderOutcome::Done(reference),
            (Reply::Answer, EffectStatus::Refused(reason)) => OrderOutcome::Refused(reason),
            (Reply::Answer, EffectStatus::NeverHeard) | (Reply::Nothing, _) => {
                OrderOutcome::Unknown("no answer".into())
            }
        }
    }

    async fn status(&self, _at: &MarketplaceConfig, id: EffectId) -> Result<EffectStatus, Unavailable> {
        self.services.at_gate(ASK).await;
        match self.replied().await {
            Reply::Answer => Ok(self.known(id)),
            Reply::Nothing => Err(Unavailable::new("marketplace", "asking after an order", "no answer")),
        }
    }
}

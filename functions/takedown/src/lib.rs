//! Takedown: an accepted case becomes a measure at the marketplace, a restoration due becomes a restored
//! listing.
//!
//! The order is recorded before it goes out. Whoever finds an order recorded does not know whether it went
//! out, so it asks the marketplace before ordering again, under the same id.

use std::sync::Arc;

use app::{ChangeError, MarketplaceCache, OutgoingNudge, change, change_while, named, nudges_owed};
use case::{Actor, Case, Command, Effect, EffectId, State};
use jiff::SignedDuration;
use port::chain_of;
use port::{
    Cases, Clock, Dispute, Disputes, EffectStatus, Enforcement, MarketplaceConfig, Order, OrderOutcome,
    Queue, Registry, StoredCase, Unavailable,
};
use step::{CaseStep, StepError};

/// The step, over the ports that it uses.
pub struct Takedown<S, M, C> {
    /// Cases and marketplaces.
    pub store: S,
    /// The marketplaces' API.
    pub enforcement: M,
    /// The time.
    pub clock: C,
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
}

/// Transitions of one case in one message: accept to in force is two, with a restoration four.
const MOST_TURNS: usize = 6;
/// While an order is younger than this, its case is looked at again soon; later only by the sweep.
const HOT: SignedDuration = SignedDuration::from_mins(10);
/// How soon. Seconds.
const SOON_S: u16 = 30;

/// What a turn came to.
enum Turn {
    /// The case moved on: take the next turn.
    Moved(StoredCase),
    /// Nothing more can be done now.
    Waits(StoredCase),
}

impl<S, M, C> CaseStep for Takedown<S, M, C>
where
    S: Cases + Disputes + Registry,
    M: Enforcement,
    C: Clock,
{
    const NAME: &'static str = "takedown";
    type Batch = Arc<Vec<MarketplaceConfig>>;

    async fn prepare(&self, _cases: &[&StoredCase]) -> Result<Self::Batch, Unavailable> {
        self.marketplaces.all(&self.store, &self.clock).await
    }

    async fn work(
        &self,
        batch: &Self::Batch,
        group: Vec<StoredCase>,
    ) -> Result<Vec<OutgoingNudge>, StepError> {
        let mut outgoing = Vec::new();
        for mut stored in group {
            let at = named(batch, &stored.case.filing.listing.marketplace)?;
            for _ in 0..MOST_TURNS {
                match self.turn(at, stored).await? {
                    Turn::Moved(next) => stored = next,
                    Turn::Waits(last) => {
                        stored = last;
                        break;
                    }
                }
            }
            outgoing.extend(self.after(&stored.case));
        }
        Ok(outgoing)
    }
}

impl<S, M, C> Takedown<S, M, C>
where
    S: Cases + Disputes + Registry,
    M: Enforcement,
    C: Clock,
{
    async fn turn(&self, at: &MarketplaceConfig, stored: StoredCase) -> Result<Turn, StepError> {
        match &stored.case.state {
            State::Accepted(_) => self.order_first(at, stored, Command::RequestMeasure).await,
            State::RestoreDue { .. } => self.order_first(at, stored, Command::RequestRestore).await,
            state => match under_way(state) {
                Some(effect) => {
                    let id = effect.id;
                    self.reconcile(at, stored, id).await
                }
                None => Ok(Turn::Waits(stored)),
            },
        }
    }

    /// Records the order, then sends it.
    async fn order_first(
        &self,
        at: &MarketplaceConfig,
        stored: StoredCase,
        request: Command,
    ) -> Result<Turn, StepError> {
        let kept = stored.clone();
        if stored.case.was_restored() {
            // Before it returns: the next complaint about the listing is for a person.
            let (listing, case) = (&stored.case.filing.listing, stored.case.id);
            self.store.note_dispute(listing, case, Dispute::Restored, self.clock.now()).await?;
        }
        let changed = match change(&self.store, stored, &Actor::Machine, &[request], self.clock.now()).await {
            Ok(changed) => changed,
            Err(ChangeError::Illegal(_)) => return Ok(Turn::Waits(kept)),
            Err(error) => return Err(error.into()),
        };
        match changed.stored.case.state {
            // Only when this very write recorded the order is it certain that none went out before.
            State::MeasureRequested { effect, .. } | State::RestoreRequested { effect, .. }
                if changed.events > 0 =>
            {
                self.order(at, changed.stored, effect.id).await
            }
            _ => Ok(Turn::Moved(changed.stored)),
        }
    }

    async fn order(
        &self,
        at: &MarketplaceConfig,
        stored: StoredCase,
        id: EffectId,
    ) -> Result<Turn, StepError> {
        let Some((order, restore)) = order_of(&stored.case) else { return Ok(Turn::Waits(stored)) };
        let outcome = self.enforcement.order(at, &stored.case.filing.listing, id, &order).await;
        let command = match (outcome, restore) {
            (OrderOutcome::Done(reference), false) => Command::ConfirmMeasure { reference },
            (OrderOutcome::Done(_), true) => Command::ConfirmRestore,
            (OrderOutcome::Refused(reason), false) => Command::RefuseMeasure { reason },
            (OrderOutcome::Refused(reason), true) => Command::RefuseRestore { reason },
            (OrderOutcome::NotSent(error), _) => {
                tracing::warn!(case.id = %stored.case.id, error = chain_of(error.as_ref()), "order not sent");
                return Ok(Turn::Waits(stored));
            }
            (OrderOutcome::Unknown(error), restore) => {
                tracing::warn!(case.id = %stored.case.id, error = chain_of(error.as_ref()), "order unclear");
                let unclear = if restore { Command::RestoreUnclear } else { Command::MeasureUnclear };
                return match self.record(stored, id, unclear).await? {
                    Turn::Moved(stored) | Turn::Waits(stored) => Ok(Turn::Waits(stored)),
                };
            }
        };
        self.record(stored, id, command).await
    }

    /// Asks the marketplace what became of an order that somebody recorded earlier.
    async fn reconcile(
        &self,
        at: &MarketplaceConfig,
        stored: StoredCase,
        id: EffectId,
    ) -> Result<Turn, StepError> {
        let Some((_, restore)) = order_of(&stored.case) else { return Ok(Turn::Waits(stored)) };
        let command = match (self.enforcement.status(at, id).await, restore) {
            (Ok(EffectStatus::Done(reference)), false) => Command::ConfirmMeasure { reference },
            (Ok(EffectStatus::Done(_)), true) => Command::ConfirmRestore,
            (Ok(EffectStatus::Refused(reason)), false) => Command::RefuseMeasure { reason },
            (Ok(EffectStatus::Refused(reason)), true) => Command::RefuseRestore { reason },
            (Ok(EffectStatus::NeverHeard), _) => return self.order(at, stored, id).await,
            (Err(error), _) => {
                tracing::warn!(case.id = %stored.case.id, error = chain_of(&error), "order still unclear");
                return Ok(Turn::Waits(stored));
            }
        };
        self.record(stored, id, command).await
    }

    /// Records the marketplace's answer to the order `id`, while that order is the one under way: a late
    /// answer says nothing about an order given since.
    async fn record(&self, stored: StoredCase, id: EffectId, command: Command) -> Result<Turn, StepError> {
        let kept = stored.clone();
        let holds = |case: &Case| under_way(&case.state).is_some_and(|effect| effect.id == id);
        let now = self.clock.now();
        match change_while(&self.store, stored, &Actor::Machine, &[command], now, holds).await {
            Ok(changed) => Ok(Turn::Moved(changed.stored)),
            // Somebody else moved the case on meanwhile; its next nudge sees what it owes now.
            Err(ChangeError::Illegal(_) | ChangeError::MovedOn) => Ok(Turn::Waits(kept)),
            Err(error) => Err(error.into()),
        }
    }

    fn after(&self, case: &Case) -> Vec<OutgoingNudge> {
        let young = self.clock.now().duration_since(case.last_at) < HOT;
        nudges_owed(case)
            .into_iter()
            .filter_map(|nudge| match nudge.queue {
                Queue::Validation => None,
                Queue::Takedown if young => Some(nudge.after_s(SOON_S)),
                Queue::Takedown => None,
                Queue::Notify => Some(nudge),
            })
            .collect()
    }
}

/// The order that is under way in this state.
const fn under_way(state: &State) -> Option<Effect> {
    match state {
        State::MeasureRequested { effect, .. }
        | State::MeasureUnknown { effect, .. }
        | State::RestoreRequested { effect, .. }
        | State::RestoreUnknown { effect, .. } => Some(*effect),
        _ => None,
    }
}

/// The order that the case's state stands for, and whether it is a restoration.
fn order_of(case: &Case) -> Option<(Order, bool)> {
    match &case.state {
        State::MeasureRequested { decision, .. } | State::MeasureUnknown { decision, .. } => {
            let order = Order::Apply { measure: decision.measure, reason: case.filing.claim.code() };
            Some((order, false))
        }
        State::RestoreRequested { why, .. } | State::RestoreUnknown { why, .. } => {
            Some((Order::Restore { reason: why.code() }, true))
        }
        _ => None,
    }
}

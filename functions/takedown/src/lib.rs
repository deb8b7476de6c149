//! Takedown: an accepted case becomes a measure at the marketplace, a restoration due becomes a restored
//! listing.
//!
//! What rules accepted is looked at once more just before: a listing that was edited since, a right that is no longer as it
//! was, a seller whom its owner allows by now, or a switch that stops automatic acts, sends the case back to be judged again.
//!
//! The order is recorded before it goes out. Whoever finds an order recorded does not know whether it went
//! out, so it asks the marketplace before ordering again, under the same id. If the marketplace never heard of it, it is
//! looked at once more as if it were the first time; what must not be ordered any more is asked after until it cannot
//! arrive, and then taken back. A listing that is hidden and otherwise as it was judged may have been taken down by it all the
//! same, whatever the marketplace remembers: it is ordered again. Where there is no listing any more, a person has to find out.

use std::sync::Arc;

use app::{
    ChangeError, MarketplaceCache, OtherMeasures, OutgoingNudge, change, judging, named, nudges_since,
    other_measures,
};
use case::{
    Action, Actor, Case, Command, Decider, Decision, Duty, Effect, EffectId, MeasureState, NeverHeard, Order,
    OrderCommand, RightRef, Stage, State, WhyReconsider,
};
use policy::switches::{Switch, stopping};
use port::chain_of;
use port::{
    Cases, Catalogue, Dispute, Disputes, EffectStatus, Enforcement, ListingAnswer, ListingCases,
    MarketplaceConfig, OrderOutcome, OrderRequest, Queue, Registry, StoredCase, Switches, Unavailable,
    WallClock,
};
use register::right::Right;
use step::{CaseStep, StepError};

/// The step, over the ports that it uses.
pub struct Takedown<S, M, C> {
    /// Cases and marketplaces.
    pub store: S,
    /// The marketplaces' API: listings, and measures on them.
    pub marketplace: M,
    /// The time.
    pub clock: C,
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
}

/// What a batch looks up in common.
pub struct Lookup {
    marketplaces: Arc<Vec<MarketplaceConfig>>,
    switches: Vec<Switch>,
    rights: Vec<Right>,
}

/// Why what rules accepted is not to be ordered now.
struct Outdated {
    why: WhyReconsider,
    listing: Listing,
}

/// What became of a listing that was judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    /// It was edited, or is as it was.
    Shown,
    /// It is as it was, and not shown.
    Hidden,
    /// There is none.
    Gone,
}

/// Whether a measure is to be ordered, or may have been, that rules decided.
fn is_automatic(case: &Case) -> bool {
    matches!(
        &case.state,
        State::Ordered {
            order: Order { action: Action::Apply(_), .. },
            decision: Decision { by: Decider::Machine, .. },
            ..
        }
    )
}

/// Transitions of one case in one message: accept to in force is two, with a restoration four.
const MOST_TURNS: usize = 6;

/// What a person is told who has to find out what became of an order.
const MAY_BE_DONE: &str =
    "the marketplace knows neither the order nor the listing any more: it may have been carried out";

/// What a turn came to.
enum Turn {
    /// The case moved on: take the next turn.
    Moved(StoredCase),
    /// Nothing more is to be done now.
    Rests(StoredCase),
}

impl<S, M, C> CaseStep for Takedown<S, M, C>
where
    S: Cases + Disputes + ListingCases + Registry + Switches,
    M: Catalogue + Enforcement,
    C: WallClock,
{
    const NAME: &'static str = "takedown";
    const QUEUE: Queue = Queue::Takedown;
    type Batch = Lookup;

    async fn prepare(&self, cases: &[&StoredCase]) -> Result<Lookup, Unavailable> {
        let automatic = || cases.iter().map(|stored| &stored.case).filter(|case| is_automatic(case));
        let mut rights: Vec<RightRef> = automatic().filter_map(|case| case.filing.right.clone()).collect();
        rights.sort_unstable();
        rights.dedup();
        // Never from a cache: a stop holds at once.
        let (switches, rights) = if automatic().next().is_some() {
            (self.store.switches().await?, self.store.rights(&rights).await?)
        } else {
            Default::default()
        };
        Ok(Lookup {
            marketplaces: self.marketplaces.all(&self.store, &self.clock).await?,
            switches,
            rights: rights.into_iter().flatten().collect(),
        })
    }

    async fn work(
        &self,
        batch: &Self::Batch,
        group: Vec<StoredCase>,
    ) -> Result<Vec<OutgoingNudge>, StepError> {
        let mut outgoing = Vec::new();
        for mut stored in group {
            let at = named(&batch.marketplaces, &stored.case.filing.listing.marketplace)?;
            let known = stored.log.len();
            for _ in 0..MOST_TURNS {
                match self.turn(batch, at, stored).await? {
                    Turn::Moved(next) => stored = next,
                    Turn::Rests(last) => {
                        stored = last;
                        break;
                    }
                }
            }
            if stored.case.owed().contains(&Duty::Order) {
                // Someone else moved the case on meanwhile: it is looked at once more.
                return Err(ChangeError::MovedOn.into());
            }
            outgoing.extend(nudges_since(&stored, known));
        }
        Ok(outgoing)
    }
}

impl<S, M, C> Takedown<S, M, C>
where
    S: Cases + Disputes + ListingCases + Registry + Switches,
    M: Catalogue + Enforcement,
    C: WallClock,
{
    async fn turn(
        &self,
        batch: &Lookup,
        at: &MarketplaceConfig,
        stored: StoredCase,
    ) -> Result<Turn, StepError> {
        let State::Ordered { order, .. } = &stored.case.state else { return Ok(Turn::Rests(stored)) };
        match &order.stage {
            Stage::Due { .. } => match self.outdated(batch, at, &stored.case).await? {
                Some(Outdated { why, .. }) => self.change(vec![Command::Reconsider { why }], stored).await,
                None => self.order_first(at, stored).await,
            },
            Stage::Requested(effect) | Stage::Unknown(effect) => {
                let effect = *effect;
                self.reconcile(batch, at, stored, effect).await
            }
            Stage::Refused { .. } => Ok(Turn::Rests(stored)),
        }
    }

    /// Why what rules accepted must not be ordered now: the operator has stopped automatic acts, or the listing or what the
    /// register says is not what was judged any more.
    async fn outdated(
        &self,
        batch: &Lookup,
        at: &MarketplaceConfig,
        case: &Case,
    ) -> Result<Option<Outdated>, Unavailable> {
        let Some(record) = case.record.as_ref().filter(|_| is_automatic(case)) else { return Ok(None) };
        let shown = Outdated { why: WhyReconsider::Edited, listing: Listing::Shown };
        if stopping(&batch.switches, &case.filing, record.rule.as_ref()).is_some() {
            return Ok(Some(Outdated { why: WhyReconsider::Stopped, ..shown }));
        }
        let right = batch.rights.iter().find(|right| Some(&right.right) == case.filing.right.as_ref());
        if !judging::still_holds(record, right, self.clock.now()) {
            return Ok(Some(Outdated { why: WhyReconsider::Register, ..shown }));
        }
        // Cases that were judged before versions were kept go on as they were.
        let Some(judged) = &record.version else { return Ok(None) };
        Ok(match self.marketplace.listing(at, &case.filing.listing).await? {
            ListingAnswer::Found(view) if view.version() != *judged => Some(shown),
            ListingAnswer::Found(view) if view.visible => None,
            ListingAnswer::Found(_) => Some(Outdated { listing: Listing::Hidden, ..shown }),
            ListingAnswer::Gone => Some(Outdated { listing: Listing::Gone, ..shown }),
        })
    }

    /// Records the order, then sends it. A listing that measures of other cases keep down does not return.
    async fn order_first(&self, at: &MarketplaceConfig, stored: StoredCase) -> Result<Turn, StepError> {
        if stored.case.measure_state() == MeasureState::LiftOrdered {
            // Before it returns: the next complaint about the listing is for a person.
            let (listing, case) = (&stored.case.filing.listing, stored.case.id);
            self.store.note_dispute(listing, case, Dispute::Restored, self.clock.now()).await?;
            match other_measures(&self.store, &stored.case).await? {
                OtherMeasures::None => {}
                OtherMeasures::UnderWay(other) => {
                    return Err(StepError::Retry(
                        format!("the measure of {other} is under way there").into(),
                    ));
                }
                OtherMeasures::Remain(under) => {
                    return self
                        .change(vec![Command::Order(OrderCommand::LeaveDown { under })], stored)
                        .await;
                }
            }
        }
        self.record_and_send(at, stored, OrderCommand::Request).await
    }

    /// Records that the order is about to be sent, for the first time or again, then sends it.
    async fn record_and_send(
        &self,
        at: &MarketplaceConfig,
        stored: StoredCase,
        about_to: OrderCommand,
    ) -> Result<Turn, StepError> {
        let kept = stored.clone();
        let command = Command::Order(about_to);
        let changed = match change(&self.store, stored, &Actor::Machine, &[command], self.clock.now()).await {
            Ok(changed) => changed,
            Err(ChangeError::Illegal(_)) => return Ok(Turn::Rests(kept)),
            Err(error) => return Err(error.into()),
        };
        match &changed.stored.case.state {
            // Only who recorded it by this very write sends it.
            State::Ordered { order, .. } if changed.events > 0 => match order.under_way() {
                Some(effect) => self.order(at, changed.stored, effect.id).await,
                None => Ok(Turn::Moved(changed.stored)),
            },
            _ => Ok(Turn::Moved(changed.stored)),
        }
    }

    async fn order(
        &self,
        at: &MarketplaceConfig,
        stored: StoredCase,
        id: EffectId,
    ) -> Result<Turn, StepError> {
        let Some(request) = request_of(&stored.case) else { return Ok(Turn::Rests(stored)) };
        let outcome = self.marketplace.order(at, &stored.case.filing.listing, id, &request).await;
        match outcome {
            OrderOutcome::Done(reference) => {
                self.record(stored, OrderCommand::Confirm { id, reference }).await
            }
            OrderOutcome::Refused(reason) => self.record(stored, OrderCommand::Refuse { id, reason }).await,
            OrderOutcome::NotSent(error) => {
                tracing::warn!(case.id = %stored.case.id, case.reference = %stored.case.filing.reference, error = chain_of(error.as_ref()), "order not sent");
                Err(StepError::Retry(error))
            }
            OrderOutcome::Unknown(error) => {
                tracing::warn!(case.id = %stored.case.id, case.reference = %stored.case.filing.reference, error = chain_of(error.as_ref()), "order unclear");
                self.record(stored, OrderCommand::Unclear { id }).await?;
                Err(StepError::Retry(error))
            }
        }
    }

    /// Asks the marketplace what became of an order that someone recorded earlier.
    async fn reconcile(
        &self,
        batch: &Lookup,
        at: &MarketplaceConfig,
        stored: StoredCase,
        Effect { id, sendings, .. }: Effect,
    ) -> Result<Turn, StepError> {
        let asked_at = self.clock.now();
        match self.marketplace.status(at, id).await {
            Ok(EffectStatus::Done(reference)) => {
                self.record(stored, OrderCommand::Confirm { id, reference }).await
            }
            Ok(EffectStatus::Refused(reason)) => {
                self.record(stored, OrderCommand::Refuse { id, reason }).await
            }
            Ok(EffectStatus::NeverHeard) => {
                self.never_heard(batch, at, stored, NeverHeard { id, sendings, asked_at }).await
            }
            Err(error) => {
                tracing::warn!(case.id = %stored.case.id, case.reference = %stored.case.filing.reference, error = chain_of(&error), "order still unclear");
                Err(error.into())
            }
        }
    }

    /// An order that never reached the marketplace is sent again, unless nothing is to be ordered any more. It may still be
    /// on its way then, so it is taken back only once it cannot arrive; until then it is asked after.
    async fn never_heard(
        &self,
        batch: &Lookup,
        at: &MarketplaceConfig,
        stored: StoredCase,
        answer: NeverHeard,
    ) -> Result<Turn, StepError> {
        let State::Ordered { order, withdrawn, .. } = &stored.case.state else {
            return Ok(Turn::Rests(stored));
        };
        let outdated = if *withdrawn { None } else { self.outdated(batch, at, &stored.case).await? };
        // What a withdrawn complaint may have hidden is ordered, too: only what is done can be lifted.
        let may_be_sent = match &outdated {
            Some(outdated) => outdated.listing == Listing::Hidden,
            None => !withdrawn || self.is_hidden(at, &stored.case).await?,
        };
        if may_be_sent {
            return self.record_and_send(at, stored, OrderCommand::SendAgain(answer)).await;
        }
        if !order.under_way().is_some_and(|effect| effect.cannot_arrive(answer.asked_at)) {
            return Err(StepError::Retry("the order must not be sent again, and may still arrive".into()));
        }
        if outdated.as_ref().is_some_and(|it| it.listing == Listing::Gone) {
            let reason = MAY_BE_DONE.to_owned();
            return self.record(stored, OrderCommand::Refuse { id: answer.id, reason }).await;
        }
        let take_back = Command::Order(OrderCommand::TakeBack(answer));
        let judge_again = outdated.map(|it| Command::Reconsider { why: it.why });
        self.change([take_back].into_iter().chain(judge_again).collect(), stored).await
    }

    async fn is_hidden(&self, at: &MarketplaceConfig, case: &Case) -> Result<bool, Unavailable> {
        let listing = self.marketplace.listing(at, &case.filing.listing).await?;
        Ok(matches!(listing, ListingAnswer::Found(view) if !view.visible))
    }

    /// Records the marketplace's answer. The answer names its order: one that comes late is refused by the
    /// case.
    async fn record(&self, stored: StoredCase, answer: OrderCommand) -> Result<Turn, StepError> {
        self.change(vec![Command::Order(answer)], stored).await
    }

    async fn change(&self, commands: Vec<Command>, stored: StoredCase) -> Result<Turn, StepError> {
        let kept = stored.clone();
        match change(&self.store, stored, &Actor::Machine, &commands, self.clock.now()).await {
            Ok(changed) => Ok(Turn::Moved(changed.stored)),
            // Someone else moved the case on meanwhile; its next nudge sees what it owes now.
            Err(ChangeError::Illegal(_)) => Ok(Turn::Rests(kept)),
            Err(error) => Err(error.into()),
        }
    }
}

/// What the marketplace is asked, and why, by the order that the case stands for.
fn request_of(case: &Case) -> Option<OrderRequest> {
    let State::Ordered { order: Order { action, .. }, .. } = &case.state else { return None };
    let reason = match action {
        Action::Apply(_) => case.filing.claim.code(),
        Action::Restore(why) => why.code(),
    };
    Some(OrderRequest { action: *action, reason, only_in: case.only_in.clone() })
}

//! A marketplace in memory.

use case::{EffectId, ListingRef, PictureId};
use port::{
    Answered, Catalogue, EffectStatus, Enforcement, ListingAnswer, ListingPictures, ListingView,
    MarketplaceConfig, OrderOutcome, OrderRequest, PictureAnswer, Unavailable,
};

use super::{Inner, World};

/// A listing of the marketplace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketListing {
    /// As its page shows it.
    pub view: ListingView,
    /// Whether it still exists.
    pub exists: bool,
}

/// What the marketplace did for one effect id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLog {
    /// On which listing.
    pub listing: ListingRef,
    /// What was asked first.
    pub order: OrderRequest,
    /// How often it was asked.
    pub asked: u32,
    /// How often it was really done: once, and once more each time that it was forgotten.
    pub done: u32,
    /// How often the marketplace forgot that it ever heard of it.
    pub forgotten: u32,
    /// Whether it knows of it now.
    pub known: bool,
    /// What came of it.
    pub status: EffectStatus,
}

/// How the marketplace treats an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarketMode {
    /// Does it.
    Does,
    /// Refuses it.
    Refuses(String),
    /// Does it, and the answer is lost.
    LosesAnswer,
    /// Does it, loses the answer, and forgets the order's id, against its contract.
    Forgets,
    /// Never receives it, which the caller cannot know.
    NeverHears,
    /// Cannot be reached.
    Unreachable,
}

/// How the marketplace treats a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookMode {
    /// Answers.
    Answers,
    /// Answers what no API document knows.
    Babbles,
    /// Fails.
    Fails,
    /// Never answers.
    Hangs,
}

impl World {
    /// What a look comes to before there is an answer.
    async fn look_at(&self, doing: &'static str, id: &str) -> Result<(), Unavailable> {
        let mode = {
            let inner = &mut *self.look();
            let treated = (inner.look_mode)(inner.now, id);
            if (inner.market_is_out)(inner.now) { LookMode::Fails } else { treated }
        };
        match mode {
            LookMode::Answers => Ok(()),
            LookMode::Babbles => {
                Err(Unavailable::new("marketplace", doing, Answered("an answer of another kind".into())))
            }
            LookMode::Fails => Err(Unavailable::new("marketplace", doing, "status 500")),
            LookMode::Hangs => std::future::pending().await,
        }
    }
}

impl Inner {
    /// Does an order that came, unless it is known: then only its count grows.
    fn take_order(&mut self, listing: &ListingRef, id: EffectId, order: &OrderRequest, mode: &MarketMode) {
        if let Some(log) = self.orders.get_mut(&id).filter(|log| log.known) {
            log.asked += 1;
        } else {
            let (asked, done, forgotten) =
                self.orders.remove(&id).map_or((0, 0, 0), |log| (log.asked, log.done, log.forgotten));
            let (status, done) = if let MarketMode::Refuses(reason) = mode {
                (EffectStatus::Refused(reason.clone()), done)
            } else {
                // What is limited to some territories leaves it visible elsewhere.
                if let Some(found) = self.listings.get_mut(&listing.to_string())
                    && order.only_in.is_empty()
                {
                    found.view.visible = order.action.is_restore();
                }
                (EffectStatus::Done(format!("w-{id}")), done + 1)
            };
            let (listing, order) = (listing.clone(), order.clone());
            let log = OrderLog { listing, order, asked: asked + 1, done, forgotten, known: true, status };
            self.orders.insert(id, log);
        }
        if *mode == MarketMode::Forgets
            && let Some(log) = self.orders.get_mut(&id)
        {
            log.known = false;
            log.forgotten += 1;
        }
    }
}

impl Catalogue for World {
    async fn listing(
        &self,
        _at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> Result<ListingAnswer, Unavailable> {
        self.look_at("reading a listing", listing.id.as_str()).await?;
        self.call("catalogue.listing", |inner| match inner.listings.get(&listing.to_string()) {
            Some(found) if found.exists => ListingAnswer::Found(found.view.clone()),
            Some(_) | None => ListingAnswer::Gone,
        })
        .await
    }
}

impl ListingPictures for World {
    async fn picture(
        &self,
        _at: &MarketplaceConfig,
        listing: &ListingRef,
        picture: &PictureId,
    ) -> Result<PictureAnswer, Unavailable> {
        self.look_at("reading a picture", picture.as_str()).await?;
        let named = format!("{listing}/{picture}");
        self.call("listing_pictures.picture", |inner| match inner.pictures.get(&named) {
            Some(bytes) if bytes.len() > port::MOST_PICTURE_BYTES => PictureAnswer::TooLarge,
            Some(bytes) => PictureAnswer::Found(bytes.clone()),
            None => PictureAnswer::Gone,
        })
        .await
    }
}

impl Enforcement for World {
    async fn order(
        &self,
        _at: &MarketplaceConfig,
        listing: &ListingRef,
        id: EffectId,
        order: &OrderRequest,
    ) -> OrderOutcome {
        let answered = self
            .call("enforcement.order", |inner| {
                let now = inner.now;
                if (inner.market_is_out)(now) {
                    return OrderOutcome::Unknown("timed out".into());
                }
                let mode = inner.market_modes.pop_front().unwrap_or(MarketMode::Does);
                match mode {
                    MarketMode::Unreachable => return OrderOutcome::NotSent("connection refused".into()),
                    MarketMode::NeverHears => return OrderOutcome::Unknown("timed out".into()),
                    MarketMode::Does
                    | MarketMode::Refuses(_)
                    | MarketMode::LosesAnswer
                    | MarketMode::Forgets => {}
                }
                inner.take_order(listing, id, order, &mode);
                match (inner.orders.get(&id).map(|log| log.status.clone()), mode) {
                    (_, MarketMode::LosesAnswer | MarketMode::Forgets) => {
                        OrderOutcome::Unknown("answer lost".into())
                    }
                    (Some(EffectStatus::Done(reference)), _) => OrderOutcome::Done(reference),
                    (Some(EffectStatus::Refused(reason)), _) => OrderOutcome::Refused(reason),
                    (Some(EffectStatus::NeverHeard) | None, _) => OrderOutcome::Unknown("no answer".into()),
                }
            })
            .await;
        answered.unwrap_or_else(|error| OrderOutcome::Unknown(Box::new(error)))
    }

    async fn status(&self, _at: &MarketplaceConfig, id: EffectId) -> Result<EffectStatus, Unavailable> {
        self.look_at("asking after an order", &id.to_string()).await?;
        self.call("enforcement.status", |inner| {
            let known = inner.orders.get(&id).filter(|log| log.known);
            known.map_or(EffectStatus::NeverHeard, |log| log.status.clone())
        })
        .await
    }
}

//! A marketplace's API, watched: a look is limited in time and repeated at once, and a marketplace that is out
//! is left alone for a while.
//!
//! A look has no side effect, so it may be given up and repeated. An order is neither: what became of one whose
//! answer did not come is asked, which is a look.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use case::{EffectId, ListingRef, MarketplaceId, PictureId};
use futures_util::future::{Either, select};
use jiff::{SignedDuration, Timestamp};
use port::{
    Answered, Catalogue, EffectStatus, Enforcement, Journal, ListingAnswer, ListingPictures,
    MarketplaceConfig, OrderOutcome, OrderRequest, PictureAnswer, Timer, Unavailable, WallClock, chain_of,
};
use serde_json::json;

use crate::retry::MarketplaceOut;

/// How long a look may take.
pub const LOOK_LIMIT: Duration = Duration::from_secs(2);
/// How often a look is made in one invocation: it is repeated at once.
const LOOKS: usize = 2;
/// A marketplace that answered nothing about so many things, one after another, is out. More than one, so that a
/// single bad listing holds up no other.
const OUT_AFTER: usize = 3;
/// Nor is one there that answered nothing at all for so long: where little is asked, three things never come together.
const SILENT_FOR: SignedDuration = SignedDuration::from_mins(5);
/// How long a marketplace that is out is left alone between two looks.
const PAUSE: SignedDuration = SignedDuration::from_secs(15);

/// A look was given up.
#[derive(Debug, thiserror::Error)]
#[error("no answer within {} s", LOOK_LIMIT.as_secs())]
struct GivenUp;

/// What a process knows of a marketplace.
#[derive(Debug, Default)]
struct Health {
    /// What it gave no answer about since it last answered.
    unanswered: BTreeSet<String>,
    /// When it first gave none since then.
    silent_since: Option<Timestamp>,
    /// Since when it is out, and when it may be asked next.
    out: Option<(Timestamp, Timestamp)>,
}

/// The API of the marketplaces behind `api`, watched. Make it once, in `main`: it remembers which are out. Clones
/// share what they remember.
#[derive(Clone)]
pub struct Watched<M, C, J> {
    api: M,
    clock: C,
    journal: J,
    health: Arc<Mutex<BTreeMap<MarketplaceId, Health>>>,
}

impl<M, C: WallClock + Timer, J: Journal> Watched<M, C, J> {
    /// Watches `api` by `clock`; an outage leaves a line in `journal`, which is its metric.
    pub fn new(api: M, clock: C, journal: J) -> Self {
        Self { api, clock, journal, health: Arc::default() }
    }

    fn health(&self) -> MutexGuard<'_, BTreeMap<MarketplaceId, Health>> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the marketplace may be asked. While it is out, one call each pause is.
    fn admit(&self, at: &MarketplaceId) -> Result<(), MarketplaceOut> {
        let now = self.clock.now();
        match self.health().get_mut(at).and_then(|health| health.out.as_mut()) {
            Some((since, next)) if now < *next => {
                let lasted = now.duration_since(*since);
                Err(MarketplaceOut { lasted: lasted.try_into().unwrap_or_default() })
            }
            Some((_, next)) => {
                *next = now.saturating_add(PAUSE).unwrap_or(now);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Notes that the marketplace answered.
    fn answered(&self, at: &MarketplaceId) {
        let was = self.health().insert(at.clone(), Health::default());
        if was.is_some_and(|health| health.out.is_some()) {
            tracing::info!(marketplace = at.as_str(), "the marketplace is back");
        }
    }

    /// Notes that the marketplace gave no answer about `about`. Returns that it is out, where it has been for so long that
    /// what it did not answer must not become a dead letter.
    fn unanswered(
        &self,
        at: &MarketplaceId,
        about: &str,
        error: &(dyn std::error::Error + 'static),
    ) -> Option<MarketplaceOut> {
        let now = self.clock.now();
        let lasted = {
            let mut all = self.health();
            let health = all.entry(at.clone()).or_default();
            health.unanswered.insert(about.to_owned());
            let silent_since = *health.silent_since.get_or_insert(now);
            let silent = now.duration_since(silent_since);
            if health.out.is_none() && health.unanswered.len() < OUT_AFTER && silent < SILENT_FOR {
                return None;
            }
            health.unanswered.clear();
            let next = now.saturating_add(PAUSE).unwrap_or(now);
            let (since, _) = *health.out.get_or_insert((silent_since, next));
            now.duration_since(since)
        };
        self.journal.line(&outage(at, lasted, &chain_of(error), now));
        (lasted >= SILENT_FOR).then(|| MarketplaceOut { lasted: lasted.try_into().unwrap_or_default() })
    }

    /// Looks, and looks once more if that came to nothing.
    async fn look<T, F>(
        &self,
        at: &MarketplaceId,
        about: &str,
        doing: &'static str,
        ask: impl Fn() -> F + Send + Sync,
    ) -> Result<T, Unavailable>
    where
        F: Future<Output = Result<T, Unavailable>> + Send,
        T: Send,
    {
        self.admit(at).map_err(|out| Unavailable::new("marketplace", doing, out))?;
        let mut left = LOOKS;
        loop {
            left -= 1;
            let answer = match select(pin!(ask()), pin!(self.clock.sleep(LOOK_LIMIT))).await {
                Either::Left((answer, _)) => answer,
                Either::Right(((), _)) => Err(Unavailable::new("marketplace", doing, GivenUp)),
            };
            match answer {
                Ok(answer) => {
                    self.answered(at);
                    return Ok(answer);
                }
                Err(_) if left > 0 => {}
                Err(error) => {
                    if did_answer(&error) {
                        self.answered(at);
                        return Err(error);
                    }
                    // That it is out is what counts then: the journal has what it failed by.
                    let out = self.unanswered(at, about, &error);
                    return Err(out.map_or(error, |out| Unavailable::new("marketplace", doing, out)));
                }
            }
        }
    }
}

/// Whether a call failed by an answer.
fn did_answer(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<Answered>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// The line of an outage, as CloudWatch reads it.
fn outage(at: &MarketplaceId, lasted: SignedDuration, error: &str, now: Timestamp) -> String {
    json!({
        "_aws": {
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{
                "Namespace": "Goodfaith",
                "Dimensions": [[]],
                "Metrics": [{"Name": "marketplace_out", "Unit": "Count"}],
            }],
        },
        "level": "ERROR",
        "message": "the marketplace is out",
        "marketplace_out": 1,
        "marketplace": at.as_str(),
        "lasted_s": lasted.as_secs(),
        "error": error,
    })
    .to_string()
}

impl<M: Catalogue, C: WallClock + Timer, J: Journal> Catalogue for Watched<M, C, J> {
    async fn listing(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> Result<ListingAnswer, Unavailable> {
        let ask = || self.api.listing(at, listing);
        self.look(&at.id, listing.id.as_str(), "reading a listing", ask).await
    }
}

impl<M: ListingPictures, C: WallClock + Timer, J: Journal> ListingPictures for Watched<M, C, J> {
    async fn picture(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        picture: &PictureId,
    ) -> Result<PictureAnswer, Unavailable> {
        let ask = || self.api.picture(at, listing, picture);
        // All pictures of a listing are one thing, as the listing is.
        self.look(&at.id, listing.id.as_str(), "reading a picture", ask).await
    }
}

impl<M: Enforcement, C: WallClock + Timer, J: Journal> Enforcement for Watched<M, C, J> {
    async fn order(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        id: EffectId,
        order: &OrderRequest,
    ) -> OrderOutcome {
        if let Err(out) = self.admit(&at.id) {
            return OrderOutcome::NotSent(out.into());
        }
        let outcome = self.api.order(at, listing, id, order).await;
        match &outcome {
            OrderOutcome::Done(_) | OrderOutcome::Refused(_) => self.answered(&at.id),
            OrderOutcome::NotSent(error) | OrderOutcome::Unknown(error) => {
                if did_answer(error.as_ref()) {
                    self.answered(&at.id);
                } else {
                    let _out = self.unanswered(&at.id, &id.to_string(), error.as_ref());
                }
            }
        }
        outcome
    }

    async fn status(&self, at: &MarketplaceConfig, id: EffectId) -> Result<EffectStatus, Unavailable> {
        let ask = || self.api.status(at, id);
        self.look(&at.id, &id.to_string(), "asking after an order", ask).await
    }
}

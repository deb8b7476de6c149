//! The marketplace: its listings, and measures on them.

use std::future::Future;

use case::{Action, EffectId, ListingRef, PictureId, Territory};

use crate::{ListingView, MarketplaceConfig, Unavailable};

/// The marketplace's answer to "what is this listing?".
#[allow(clippy::large_enum_variant, reason = "nearly every answer is the large one")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListingAnswer {
    /// This.
    Found(ListingView),
    /// There is none, or no longer.
    Gone,
}

/// The marketplace answered, though not so that it counts. It is there, whatever is wrong with it.
#[derive(Debug, thiserror::Error)]
#[error("the marketplace's answer does not count")]
pub struct Answered(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Reads listings.
pub trait Catalogue: Send + Sync {
    /// The listing as it is now, whether visible or taken down.
    ///
    /// # Errors
    /// [`Unavailable`] when the marketplace did not give either answer.
    fn listing(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> impl Future<Output = Result<ListingAnswer, Unavailable>> + Send;
}

/// The longest picture that is read, in bytes.
pub const MOST_PICTURE_BYTES: usize = 10_000_000;

/// The marketplace's answer to "what is this picture?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureAnswer {
    /// These bytes, whatever they are.
    Found(Vec<u8>),
    /// More than [`MOST_PICTURE_BYTES`]: it was not read to its end.
    TooLarge,
    /// The listing has no such picture, or no longer.
    Gone,
}

/// Reads pictures of listings, from the marketplace itself and from nowhere else.
pub trait ListingPictures: Send + Sync {
    /// The bytes of a picture of a listing.
    ///
    /// # Errors
    /// [`Unavailable`] when the marketplace gave none of these answers.
    fn picture(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        picture: &PictureId,
    ) -> impl Future<Output = Result<PictureAnswer, Unavailable>> + Send;
}

/// What the marketplace is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRequest {
    /// What; sent as its code.
    pub action: Action,
    /// Why, as a stable code, e.g. `counterfeit` or `silence`.
    pub reason: &'static str,
    /// The territories in which the measure holds, or is lifted; none named: wherever the listing is offered.
    pub only_in: Vec<Territory>,
}

/// What an order came to. Three-valued: unknown is never treated as refused, and never retried blind.
#[derive(Debug)]
pub enum OrderOutcome {
    /// Done, under the marketplace's reference.
    Done(String),
    /// Will not be done, for this reason.
    Refused(String),
    /// The order certainly never reached the marketplace (e.g. the connection was refused).
    NotSent(Box<dyn std::error::Error + Send + Sync>),
    /// It may or may not have been done.
    Unknown(Box<dyn std::error::Error + Send + Sync>),
}

/// What the marketplace knows of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EffectStatus {
    /// Done, under this reference.
    Done(String),
    /// Refused, for this reason.
    Refused(String),
    /// It never arrived: ordering it (again) under the same id is safe.
    NeverHeard,
}

/// Orders measures and asks after them.
pub trait Enforcement: Send + Sync {
    /// Orders `order` on `listing` under `id`, which the marketplace uses to drop doubles.
    fn order(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        id: EffectId,
        order: &OrderRequest,
    ) -> impl Future<Output = OrderOutcome> + Send;
    /// Asks what became of the order with this id.
    ///
    /// # Errors
    /// [`Unavailable`] when the marketplace gave no answer; ask again later.
    fn status(
        &self,
        at: &MarketplaceConfig,
        id: EffectId,
    ) -> impl Future<Output = Result<EffectStatus, Unavailable>> + Send;
}

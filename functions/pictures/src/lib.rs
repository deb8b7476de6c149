//! Pictures: the pictures of a listing are compared with those of the right and of the complaint.
//!
//! Validation asks for it in the case, and judges once the result stands there. Only the marketplace's own API is asked for
//! bytes; they are hashed and dropped. What cannot be had in the end is left out and said so: the case then goes to a
//! person, and never waits here for good.
//!
//! The step works over ports alone; `main.rs` names the adapters.

mod known;
mod shown;

use std::collections::BTreeMap;
use std::sync::Arc;

use app::{ChangeError, MarketplaceCache, OutgoingNudge, change_while, named, nudges_since};
use case::{Actor, Case, Command, Comparison, Duty, PictureInput, Pictures as Asked, RightRef};
use port::{
    Cases, Catalogue, Documents, ListingAnswer, ListingPictures, MarketplaceConfig, Queue, Registry,
    StoredCase, Subjects, Unavailable, WallClock,
};
use register::Right;
use shown::Shown;
use step::{CaseStep, StepError};

/// The step, over the ports that it uses.
pub struct Pictures<S, D, M, C> {
    /// Cases, rights, marketplaces, and the keys of what parties wrote.
    pub store: S,
    /// Complaint documents and their evidence.
    pub documents: D,
    /// The marketplaces' listings and their pictures.
    pub marketplace: M,
    /// The time.
    pub clock: C,
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
}

/// What a batch looks up in common.
pub struct Lookup {
    rights: BTreeMap<RightRef, Right>,
    marketplaces: Arc<Vec<MarketplaceConfig>>,
}

impl<S, D, M, C> CaseStep for Pictures<S, D, M, C>
where
    S: Cases + Registry + Subjects,
    D: Documents,
    M: Catalogue + ListingPictures,
    C: WallClock,
{
    const NAME: &'static str = "pictures";
    const QUEUE: Queue = Queue::Pictures;
    type Batch = Lookup;

    async fn prepare(&self, cases: &[&StoredCase]) -> Result<Lookup, Unavailable> {
        let mut rights: Vec<RightRef> =
            cases.iter().filter_map(|stored| stored.case.filing.right.clone()).collect();
        rights.sort_unstable();
        rights.dedup();
        let found = if rights.is_empty() { Vec::new() } else { self.store.rights(&rights).await? };
        Ok(Lookup {
            rights: found.into_iter().flatten().map(|right| (right.right.clone(), right)).collect(),
            marketplaces: self.marketplaces.all(&self.store, &self.clock).await?,
        })
    }

    async fn work(&self, batch: &Lookup, group: Vec<StoredCase>) -> Result<Vec<OutgoingNudge>, StepError> {
        let mut outgoing = Vec::new();
        for stored in group {
            if !stored.case.owed().contains(&Duty::ComparePictures) {
                continue;
            }
            let known = stored.log.len();
            let stored = self.compare(batch, stored).await?;
            if stored.case.owed().contains(&Duty::ComparePictures) {
                // Another version is asked for meanwhile: it is looked at once more.
                return Err(ChangeError::MovedOn.into());
            }
            outgoing.extend(nudges_since(&stored, known));
        }
        Ok(outgoing)
    }
}

impl<S, D, M, C> Pictures<S, D, M, C>
where
    S: Cases + Registry + Subjects,
    D: Documents,
    M: Catalogue + ListingPictures,
    C: WallClock,
{
    /// Compares the pictures of one case and records what came of it.
    async fn compare(&self, batch: &Lookup, stored: StoredCase) -> Result<StoredCase, StepError> {
        let asked = stored.case.pictures.clone();
        let compared = self.look(batch, &stored.case).await?;
        let commands = [Command::ComparePictures(compared)];
        let now = self.clock.now();
        // What was asked meanwhile (another version, a completed complaint) is another question.
        let holds = |case: &Case| case.pictures == asked;
        match change_while(&self.store, stored.clone(), &Actor::Machine, &commands, now, holds).await {
            Ok(changed) => Ok(changed.stored),
            // Someone else was faster, or the case has ended: what it owes now is the next nudge's business.
            Err(ChangeError::Illegal(_) | ChangeError::MovedOn) => {
                let found = self.store.load(&[stored.case.id]).await?.pop().flatten();
                found.ok_or_else(|| ChangeError::Gone.into())
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn look(&self, batch: &Lookup, case: &Case) -> Result<Comparison, StepError> {
        let filing = &case.filing;
        let marketplace = named(&batch.marketplaces, &filing.listing.marketplace)?;
        let Asked::Asked { version, since } = &case.pictures else {
            return Ok(nothing(String::new()));
        };
        let view = match self.marketplace.listing(marketplace, &filing.listing).await? {
            ListingAnswer::Found(view) => view,
            ListingAnswer::Gone => return Ok(nothing(version.clone())),
        };
        let right = filing.right.as_ref().and_then(|right| batch.rights.get(right));
        let known = known::of(&self.documents, &self.store, filing, right).await?;
        if !known.stand_for_something() || view.pictures.is_empty() {
            return Ok(nothing(view.version()));
        }
        let patience = shown::Patience { since: *since, now: self.clock.now() };
        let mut found = shown::Found::default();
        for picture in &view.pictures {
            if found.is_hopeless() {
                found.leave_out();
                continue;
            }
            let answer = self.marketplace.picture(marketplace, &filing.listing, &picture.id).await;
            match shown::read(picture, answer, patience)? {
                Shown::Picture(turned) => found.take(picture, &turned, &known),
                Shown::Unusable => found.leave_out(),
                Shown::NotGiven => found.give_up(),
            }
        }
        Ok(found.into_comparison(view.version()))
    }
}

/// The comparison where there was nothing to compare.
const fn nothing(version: String) -> Comparison {
    Comparison { version, result: PictureInput::NotCompared, compared: 0, left_out: 0, nearest: None }
}

//! Validation: a case to be judged becomes accepted, declined, incomplete, or a question to the desk; a
//! complaint of many listings becomes cases, a table becomes complaints.
//!
//! The step works over ports alone; `main.rs` names the adapters.

mod bulk;
mod fan_out;
pub mod rules;

use std::collections::BTreeMap;
use std::sync::Arc;

use case::{Actor, Command, Duty, RightRef};
use jiff::tz::TimeZone;
use port::{
    Batches, Cases, Catalogue, Clock, Complaints, Documents, MarketplaceConfig, OwnComplaints, Registry,
    StoredCase, Unavailable,
};
use register::Right;
use rules::{Evidence, Verdict, judge};
use step::{CaseStep, Follow, Marketplaces, StepError, change, follow_ups, named};

/// The step, over the ports that it uses.
pub struct Validation<S, D, M, C> {
    /// Cases, complaints, rights and marketplaces.
    pub store: S,
    /// Complaint documents.
    pub documents: D,
    /// The marketplaces' listings.
    pub catalogue: M,
    /// The time.
    pub clock: C,
    /// The configured marketplaces, as last read.
    pub marketplaces: Marketplaces,
}

/// What a batch looks up in common.
pub struct Lookup {
    rights: BTreeMap<RightRef, Right>,
    marketplaces: Arc<Vec<MarketplaceConfig>>,
}

impl<S, D, M, C> CaseStep for Validation<S, D, M, C>
where
    S: Cases + Complaints + Batches + OwnComplaints + Registry,
    D: Documents,
    M: Catalogue,
    C: Clock,
{
    const NAME: &'static str = "validation";
    type Batch = Lookup;

    async fn prepare(&self, cases: &[&StoredCase]) -> Result<Lookup, Unavailable> {
        let mut wanted: Vec<RightRef> =
            cases.iter().filter_map(|stored| stored.case.filing.right.clone()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found = if wanted.is_empty() { Vec::new() } else { self.store.rights(&wanted).await? };
        Ok(Lookup {
            rights: found.into_iter().flatten().map(|right| (right.right.clone(), right)).collect(),
            marketplaces: self.marketplaces.all(&self.store, &self.clock).await?,
        })
    }

    async fn work(&self, batch: &Lookup, group: Vec<StoredCase>) -> Result<Vec<Follow>, StepError> {
        let mut follow = Vec::new();
        for stored in group {
            let stored = if stored.case.owed().contains(&Duty::Validate) {
                self.decide(batch, stored).await?
            } else {
                stored
            };
            follow
                .extend(follow_ups(&stored.case).into_iter().filter(|f| f.queue != port::Queue::Validation));
        }
        Ok(follow)
    }

    async fn complaint(&self, complaint: case::ComplaintId) -> Result<Vec<Follow>, StepError> {
        fan_out::fan_out(&self.store, &self.documents, complaint).await
    }

    async fn batch(&self, batch: case::BatchId) -> Result<Vec<Follow>, StepError> {
        let marketplaces = self.marketplaces.all(&self.store, &self.clock).await?;
        bulk::work_off(&self.store, &self.documents, marketplaces, batch).await
    }
}

impl<S, D, M, C> Validation<S, D, M, C>
where
    S: Cases + Complaints + Registry,
    D: Documents,
    M: Catalogue,
    C: Clock,
{
    async fn decide(&self, batch: &Lookup, stored: StoredCase) -> Result<StoredCase, StepError> {
        let filing = &stored.case.filing;
        let marketplace = named(&batch.marketplaces, &filing.listing.marketplace)?;
        // The marketplace is asked only when the rest allows a decision.
        let listing = if filing.missing.is_empty() {
            Some(self.catalogue.listing(marketplace, &filing.listing).await?)
        } else {
            None
        };
        let now = self.clock.now();
        let verdict = judge(
            filing,
            &Evidence {
                listing: listing.as_ref(),
                right: filing.right.as_ref().and_then(|right| batch.rights.get(right)),
                today: now.to_zoned(TimeZone::UTC).date(),
            },
        );
        let command = match verdict {
            Verdict::Incomplete => Command::FindIncomplete { missing: filing.missing.clone() },
            Verdict::Desk(question) => Command::AskDesk { question },
            Verdict::Decline(code) => Command::Decline { code },
            Verdict::Accept => Command::Accept { measure: policy::measure_for(filing.claim) },
        };
        match change(&self.store, stored.clone(), &Actor::Machine, &[command], now).await {
            Ok(changed) => Ok(changed.stored),
            // Somebody else moved the case on meanwhile (a withdrawal, another delivery): what it owes now
            // is the next nudge's business.
            Err(step::ChangeError::Illegal(_)) => Ok(stored),
            Err(error) => Err(error.into()),
        }
    }
}

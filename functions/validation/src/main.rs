//! Wires validation: what it uses.

use app::{MarkCache, MarketplaceCache, RuleSetCache};
use port::{StdoutJournal, SystemClock};
use step::{MachineClock, Watched};
use validation::Validation;
use wiring::Target::{Chain, Own, Rejects};
use wiring::Wiring;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    step::start_logs();
    let mut wiring = Wiring::read();
    let store = wiring.store_with_control();
    let documents = wiring.documents();
    let catalogue = wiring.marketplace_client();
    let programme = wiring.programme();
    let queues = wiring.queues(&[Own("validation"), Chain, Rejects]);
    let (step, store, queues) = wiring.finish(|| {
        let step = Validation {
            store: store.clone()?,
            documents: documents?,
            catalogue: Watched::new(catalogue?, MachineClock, StdoutJournal),
            clock: SystemClock,
            programme: programme?,
            marketplaces: MarketplaceCache::default(),
            rules: RuleSetCache::default(),
            marks: MarkCache::default(),
        };
        Some((step, store?, queues?))
    })?;
    step::serve_batches(step, store, queues.clone(), queues, MachineClock).await
}

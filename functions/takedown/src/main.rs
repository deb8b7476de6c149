//! Wires takedown: what it uses.

use app::MarketplaceCache;
use port::{StdoutJournal, SystemClock};
use step::{MachineClock, Watched};
use takedown::Takedown;
use wiring::Target::{Chain, Own, Rejects};
use wiring::Wiring;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    step::start_logs();
    let mut wiring = Wiring::read();
    let store = wiring.store_with_control();
    let marketplace = wiring.marketplace_client();
    let queues = wiring.queues(&[Own("takedown"), Chain, Rejects]);
    let (step, store, queues) = wiring.finish(|| {
        let step = Takedown {
            store: store.clone()?,
            marketplace: Watched::new(marketplace?, MachineClock, StdoutJournal),
            clock: SystemClock,
            marketplaces: MarketplaceCache::default(),
        };
        Some((step, store?, queues?))
    })?;
    step::serve_batches(step, store, queues.clone(), queues, MachineClock).await
}

//! Wires notify: what it uses.

use app::MarketplaceCache;
use notify::{Letterhead, Notify, Pause, Told};
use port::{StdoutJournal, SystemClock};
use step::{MachineClock, Watched};
use wiring::Target::{Chain, Own, Rejects, Webhooks};
use wiring::Wiring;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    step::start_logs();
    let mut wiring = Wiring::read();
    let store = wiring.store_with_control();
    let documents = wiring.documents();
    let catalogue = wiring.marketplace_client();
    let mailer = wiring.mailer();
    let queues = wiring.queues(&[Own("notify"), Chain, Webhooks, Rejects]);
    let (sender, public_url, links) = (wiring.sender(), wiring.public_url(), wiring.link_key());
    let (step, store, queues) = wiring.finish(|| {
        let step = Notify {
            store: store.clone()?,
            documents: documents?,
            catalogue: Watched::new(catalogue?, MachineClock, StdoutJournal),
            mailer: Told::new(mailer?, SystemClock, StdoutJournal),
            announcements: queues.clone()?,
            clock: SystemClock,
            journal: StdoutJournal,
            pause: Pause::default(),
            marketplaces: MarketplaceCache::default(),
            letterhead: Letterhead { sender: sender?, public_url: public_url?, links: links? },
        };
        Some((step, store?, queues?))
    })?;
    step::serve_batches(step, store, queues.clone(), queues, MachineClock).await
}

//! Wires mail intake: what it uses.

use app::MarketplaceCache;
use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use mail_intake::MailIntake;
use port::{StdoutJournal, SystemClock};
use step::BatchContext;
use wiring::Target::{Chain, Own, Rejects};
use wiring::Wiring;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    step::start_logs();
    let mut wiring = Wiring::read();
    let store = wiring.store_with_control();
    let documents = wiring.documents();
    let inbox = wiring.inbox();
    let queues = wiring.queues(&[Own("mail"), Chain, Rejects]);
    let mailer = wiring.mailer();
    let (sender, public_url, links) = (wiring.sender(), wiring.public_url(), wiring.link_key());
    let (intake, store, queues) = wiring.finish(|| {
        let intake = MailIntake {
            store: store.clone()?,
            documents: documents?,
            drop: inbox?,
            nudges: queues.clone()?,
            mailer: mailer?,
            clock: SystemClock,
            marketplaces: MarketplaceCache::default(),
            sender: sender?,
            links: links?,
            public_url: public_url?,
        };
        Some((intake, store?, queues?))
    })?;

    let (intake, store, queues) = (&intake, &store, &queues);
    let handler = service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let context = BatchContext {
            cases: store,
            nudges: queues,
            rejects: queues,
            clock: &SystemClock,
            journal: &StdoutJournal,
            time: step::time_left(&SystemClock, &event.context),
        };
        Ok::<_, Error>(intake.work(&context, &event.payload).await)
    });
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_runtime::run(handler)).await
}

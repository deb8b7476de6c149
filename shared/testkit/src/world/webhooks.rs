//! The queue of events out and the accounts' endpoints, in memory.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use case::Announcement;
use port::{Announcements, Delivery, Endpoints, PostOutcome, Unavailable};

use super::World;
use super::queues::{MOST_DELIVERIES, Waiting, batch_of, entries, still_to_do};

/// How an endpoint treats a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndpointMode {
    /// Takes it.
    Takes,
    /// Takes it, and the answer is lost.
    LosesAnswer,
    /// Fails.
    Fails,
    /// Is gone for good.
    IsGone,
}

impl Announcements for World {
    async fn announce(&self, announcements: &[Announcement]) -> Result<(), Unavailable> {
        self.call("announcements.announce", |inner| {
            let mut all = true;
            for announcement in announcements {
                if !(inner.services.takes_entry)() {
                    all = false;
                    continue;
                }
                inner.ids += 1;
                let id = format!("m{}", inner.ids);
                let (body, visible_at) = (contract::webhook::encode(announcement), inner.now);
                inner.announced.push_back(Waiting { id, body, deliveries: 0, visible_at });
            }
            all
        })
        .await
        .and_then(|all| entries(all, "announcing events"))
    }
}

impl Endpoints for World {
    async fn post(&self, delivery: &Delivery) -> PostOutcome {
        let answered = self
            .call("endpoints.post", |inner| {
                let mode = inner.endpoint_modes.pop_front().unwrap_or(EndpointMode::Takes);
                if matches!(mode, EndpointMode::Takes | EndpointMode::LosesAnswer) {
                    inner.posted.push(delivery.clone());
                }
                mode
            })
            .await;
        match answered {
            Ok(EndpointMode::Takes) => PostOutcome::Taken,
            Ok(EndpointMode::IsGone) => PostOutcome::Gone,
            Ok(EndpointMode::Fails) => PostOutcome::NotTaken("status 500".into()),
            Ok(EndpointMode::LosesAnswer) => PostOutcome::NotTaken("the connection broke".into()),
            Err(error) => PostOutcome::NotTaken(error.into()),
        }
    }
}

impl World {
    /// Takes up to `most` announcements as one batch; `None` when there is none. The batch must be given
    /// back with [`finish_announced`](Self::finish_announced).
    #[must_use]
    pub fn receive_announced(&self, most: usize) -> Option<(Vec<Waiting>, SqsEvent)> {
        let mut inner = self.look();
        let taken: Vec<Waiting> = (0..most).map_while(|_| inner.announced.pop_front()).collect();
        (!taken.is_empty()).then(|| {
            let event = batch_of(&taken);
            (taken, event)
        })
    }

    /// Gives a batch back: what failed (all of it, when the function crashed) is delivered again, or is lost
    /// to the dead letters.
    pub fn finish_announced(&self, taken: Vec<Waiting>, response: Option<&SqsBatchResponse>) {
        let again = still_to_do(taken, response).into_iter();
        self.look().announced.extend(again.filter(|message| message.deliveries < MOST_DELIVERIES));
    }
}

//! Webhooks: what happened to an account's cases is posted to its endpoint, after Standard Webhooks.
//!
//! A message asks for one event. The case is the truth: the event is made from it each time, and comes
//! out the same. It is posted at least once, under an id that follows from case and letter, so that the
//! receiver can drop a double. What is not taken comes back after growing times, for about a day.
//!
//! The step works over ports alone; `main.rs` names the adapters.

mod event;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use case::{AccountId, Announcement};
use port::{
    Account, Accounts, Cases, Committed, Delivery, Endpoints, Journal, PostOutcome, Redelivery, Rejects,
    StoredCase, WallClock,
};
use standardwebhooks::Webhook as Signer;
use step::retry::NotTaken;
use step::{BatchContext, StepError, work_messages};

/// The step's name in logs and metrics.
const NAME: &str = "webhooks";
/// How often the end of an endpoint is noted again because someone else changed its account.
const TRIES: usize = 4;

/// The step, over the ports that it uses.
pub struct Webhooks<S, E, C> {
    /// Cases and accounts.
    pub store: S,
    /// The accounts' endpoints.
    pub endpoints: E,
    /// The time.
    pub clock: C,
    /// Where the public reaches the API, without a slash at the end.
    pub public_url: String,
}

/// The secret kept with an account is none.
#[derive(Debug, thiserror::Error)]
#[error("the signing secret of account {0} cannot be used: set its webhook again")]
struct BadSecret(AccountId);

impl<S, E, C> Webhooks<S, E, C>
where
    S: Cases + Accounts,
    E: Endpoints,
    C: WallClock,
{
    /// Works through a batch of announcements.
    pub async fn work<N, J, Q, D, K>(
        &self,
        context: &BatchContext<'_, Q, N, D, K, J>,
        event: &SqsEvent,
    ) -> SqsBatchResponse
    where
        N: Redelivery,
        D: Rejects,
        K: WallClock,
        J: Journal,
    {
        work_messages(NAME, context, event, |body| self.post(body)).await
    }

    /// Posts the event that a message asks for.
    async fn post(&self, body: String) -> Result<(), StepError> {
        let announced = contract::webhook::decode(&body).map_err(|err| StepError::Reject(err.into()))?;
        let Some(account) = self.store.account(&announced.account).await? else {
            return Err(StepError::Reject("the account does not exist".into()));
        };
        let Some(webhook) = account.webhook.as_ref().filter(|webhook| webhook.gone_at.is_none()) else {
            return Ok(());
        };
        let stored = self.case(&announced).await?;
        let event = event::event(&stored, announced.owed, &self.public_url);
        let body = event.and_then(|event| event.body());
        let body =
            body.ok_or_else(|| StepError::Reject("the letter does not fit the event it is owed for".into()))?;

        let id = announced.owed.effect_id(announced.case).to_string();
        let timestamp = self.clock.now().as_second();
        let signature = Signer::new(&webhook.secret)
            .and_then(|signer| signer.sign(&id, timestamp, body.as_bytes()))
            .map_err(|_| StepError::Retry(BadSecret(account.id).into()))?;
        let delivery = Delivery { url: webhook.url.clone(), id, timestamp, signature, body };
        match self.endpoints.post(&delivery).await {
            PostOutcome::Taken => Ok(()),
            PostOutcome::Gone => self.switch_off(account, &delivery.url).await,
            PostOutcome::NotTaken(error) => Err(StepError::Retry(NotTaken(error).into())),
        }
    }

    async fn case(&self, announced: &Announcement) -> Result<StoredCase, StepError> {
        let found = self.store.load(&[announced.case]).await?.pop().flatten();
        found.ok_or_else(|| StepError::Reject("the case does not exist".into()))
    }

    /// Notes that the endpoint at `url` is gone for good; the operator sets a new one.
    async fn switch_off(&self, mut account: Account, url: &str) -> Result<(), StepError> {
        for _ in 0..TRIES {
            match account.webhook.as_mut() {
                Some(webhook) if webhook.url == url => webhook.gone_at = Some(self.clock.now()),
                // Another one was set meanwhile, or none.
                Some(_) | None => return Ok(()),
            }
            match self.store.put_account(&account).await? {
                Committed::Done => {
                    tracing::warn!(account.id = %account.id, "the endpoint said that it is gone");
                    return Ok(());
                }
                Committed::Conflict => match self.store.account(&account.id).await? {
                    Some(newer) => account = newer,
                    None => return Ok(()),
                },
            }
        }
        Err(StepError::Retry("the account is being changed by others".into()))
    }
}

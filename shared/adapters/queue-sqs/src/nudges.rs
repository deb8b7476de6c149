//! Sending nudges.

use aws_sdk_sqs::types::{BatchResultErrorEntry, SendMessageBatchRequestEntry};
use case::Nudge;
use port::{NudgeError, Nudges, Queue};

use crate::{EntryRefused, NotGiven, SqsQueues};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How many messages one request carries.
const BATCH: usize = 10;
/// The longest delay that SQS knows, in seconds.
const LONGEST_DELAY_S: u16 = 900;

impl Nudges for SqsQueues {
    async fn nudge(&self, queue: Queue, nudges: &[Nudge], delay_s: u16) -> Result<(), NudgeError> {
        let failure = |failed, source: BoxError| NudgeError {
            failed,
            sent: nudges.len(),
            queue: queue.name(),
            source: Some(source),
        };
        let Some(url) = self.urls.get(&queue) else {
            return Err(failure(nudges.len(), NotGiven { queue: queue.name() }.into()));
        };
        let delay_s = i32::from(delay_s.min(LONGEST_DELAY_S));
        if let [nudge] = nudges {
            return self.send_one(url, nudge, delay_s).await.map_err(|err| failure(1, err));
        }
        let mut refused = 0;
        let mut cause = None;
        for (number, batch) in nudges.chunks(BATCH).enumerate() {
            match self.send_batch(url, batch, delay_s).await {
                Ok(None) => {}
                Ok(Some((count, entry))) => {
                    refused += count;
                    cause = Some(BoxError::from(entry));
                }
                // Where one request fails after its retries, the next would only cost more time.
                Err(err) => return Err(failure(refused + nudges.len() - number * BATCH, err)),
            }
        }
        match cause {
            None => Ok(()),
            Some(cause) => Err(failure(refused, cause)),
        }
    }
}

impl SqsQueues {
    async fn send_one(&self, url: &str, nudge: &Nudge, delay_s: i32) -> Result<(), BoxError> {
        let request = self.client.send_message().queue_url(url).message_body(contract::nudge::encode(nudge));
        request.delay_seconds(delay_s).send().await?;
        Ok(())
    }

    /// Sends at most ten, and those once more that SQS did not take without blaming the sender. Says how
    /// many it would not take, and why the last of them.
    async fn send_batch(
        &self,
        url: &str,
        batch: &[Nudge],
        delay_s: i32,
    ) -> Result<Option<(usize, EntryRefused)>, BoxError> {
        let mut entries = Vec::with_capacity(batch.len());
        for (id, nudge) in batch.iter().enumerate() {
            let entry = SendMessageBatchRequestEntry::builder().id(id.to_string());
            entries.push(entry.message_body(contract::nudge::encode(nudge)).delay_seconds(delay_s).build()?);
        }
        let mut refused: Vec<BatchResultErrorEntry> = Vec::new();
        for is_last_try in [false, true] {
            let request = self.client.send_message_batch().queue_url(url);
            let failed = request.set_entries(Some(entries.clone())).send().await?.failed;
            let (for_good, for_now): (Vec<_>, Vec<_>) =
                failed.into_iter().partition(|entry| is_last_try || entry.sender_fault());
            refused.extend(for_good);
            entries.retain(|entry| for_now.iter().any(|failed| failed.id() == entry.id()));
            if entries.is_empty() {
                break;
            }
        }
        Ok(refused.last().map(|last| (refused.len(), EntryRefused { code: last.code().to_owned() })))
    }
}

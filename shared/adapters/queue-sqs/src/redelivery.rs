//! When messages of a function's own queue come back.

use aws_sdk_sqs::types::ChangeMessageVisibilityBatchRequestEntry;
use port::{Postponed, Redelivery, Unavailable};

use crate::{EntryRefused, NotGiven, SqsQueues};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How many messages one request carries.
const BATCH: usize = 10;
/// The longest visibility timeout that SQS knows, in seconds: 12 hours.
const LONGEST_S: u32 = 43_200;

impl Redelivery for SqsQueues {
    /// All are tried, ten to a request, whatever becomes of the others.
    async fn postpone(&self, messages: &[Postponed]) -> Result<(), Unavailable> {
        let mut outcome = Ok(());
        for batch in messages.chunks(BATCH) {
            if let Err(error) = self.hide(batch).await {
                outcome = Err(Unavailable::new("sqs", "postponing messages", error));
            }
        }
        outcome
    }
}

impl SqsQueues {
    async fn hide(&self, batch: &[Postponed]) -> Result<(), BoxError> {
        let url = self.own.as_ref().ok_or(NotGiven { queue: "own" })?;
        let mut entries = Vec::with_capacity(batch.len());
        for (id, Postponed { receipt, after_s }) in batch.iter().enumerate() {
            let entry = ChangeMessageVisibilityBatchRequestEntry::builder().id(id.to_string());
            let after_s = i32::try_from((*after_s).min(LONGEST_S)).unwrap_or(i32::MAX);
            entries.push(entry.receipt_handle(receipt).visibility_timeout(after_s).build()?);
        }
        let request = self.client.change_message_visibility_batch().queue_url(url);
        let failed = request.set_entries(Some(entries)).send().await?.failed;
        match failed.first() {
            None => Ok(()),
            Some(entry) => Err(EntryRefused { code: entry.code().to_owned() }.into()),
        }
    }
}

//! The queue of events for the accounts' endpoints.

use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use case::Announcement;
use port::{Announcements, Unavailable};

use crate::{EntryRefused, NotGiven, SqsQueues};

/// How many messages one request carries.
const BATCH: usize = 10;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl SqsQueues {
    fn webhook_url(&self) -> Result<&String, BoxError> {
        self.webhooks.as_ref().ok_or_else(|| NotGiven { queue: "webhooks" }.into())
    }

    async fn send_announcements(&self, batch: &[Announcement]) -> Result<(), BoxError> {
        let mut entries = Vec::with_capacity(batch.len());
        for (id, announcement) in batch.iter().enumerate() {
            let entry = SendMessageBatchRequestEntry::builder().id(id.to_string());
            entries.push(entry.message_body(contract::webhook::encode(announcement)).build()?);
        }
        let request = self.client.send_message_batch().queue_url(self.webhook_url()?);
        let failed = request.set_entries(Some(entries)).send().await?.failed;
        match failed.first() {
            None => Ok(()),
            Some(entry) => Err(EntryRefused { code: entry.code().to_owned() }.into()),
        }
    }
}

impl Announcements for SqsQueues {
    async fn announce(&self, announcements: &[Announcement]) -> Result<(), Unavailable> {
        for batch in announcements.chunks(BATCH) {
            let sent = self.send_announcements(batch).await;
            sent.map_err(|err| Unavailable::new("sqs", "announcing events", err))?;
        }
        Ok(())
    }
}

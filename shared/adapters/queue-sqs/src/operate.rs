//! What an operator does with messages that were put aside: looks at them and moves them back. No function
//! uses this.

use aws_sdk_sqs::types::{Message, MessageAttributeValue};
use port::Unavailable;

use crate::Client;

/// How many messages one request receives: the most that SQS gives.
const BATCH: i32 = 10;
/// How long a request waits for a first message, in seconds. Waiting asks all of a queue's servers, so
/// that an empty answer means an empty queue.
const WAIT_S: i32 = 2;

/// One queue, to receive from and to send to.
#[derive(Debug, Clone)]
pub struct SqsQueue {
    client: Client,
    url: String,
}

/// A received message. It stays in its queue, hidden from others for a time, until it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Its id.
    pub id: String,
    /// Its body.
    pub body: String,
    /// The step that rejected it; only rejects have one.
    pub step: Option<String>,
    /// Why it was rejected; only rejects have one.
    pub reason: Option<String>,
    /// What SQS wants to see to delete it.
    pub receipt: String,
}

impl SqsQueue {
    /// The queue at `url`.
    #[must_use]
    pub fn new(client: Client, url: impl Into<String>) -> Self {
        Self { client, url: url.into() }
    }

    /// Receives up to ten messages and hides them from others for `hidden_s` seconds. None: the queue is
    /// empty, or everything in it is hidden.
    ///
    /// # Errors
    /// [`Unavailable`] when SQS gave no answer.
    pub async fn receive(&self, hidden_s: u16) -> Result<Vec<Received>, Unavailable> {
        let answer = self
            .client
            .receive_message()
            .queue_url(&self.url)
            .max_number_of_messages(BATCH)
            .wait_time_seconds(WAIT_S)
            .visibility_timeout(hidden_s.into())
            .message_attribute_names("All")
            .send()
            .await
            .map_err(|err| Unavailable::new("sqs", "receiving messages", err))?;
        Ok(answer.messages.unwrap_or_default().into_iter().map(received).collect())
    }

    /// Sends a body as a new message.
    ///
    /// # Errors
    /// [`Unavailable`] when SQS gave no answer.
    pub async fn send(&self, body: &str) -> Result<(), Unavailable> {
        let request = self.client.send_message().queue_url(&self.url).message_body(body);
        request.send().await.map(drop).map_err(|err| Unavailable::new("sqs", "sending a message back", err))
    }

    /// Deletes a received message.
    ///
    /// # Errors
    /// [`Unavailable`] when SQS gave no answer.
    pub async fn delete(&self, message: &Received) -> Result<(), Unavailable> {
        let request = self.client.delete_message().queue_url(&self.url).receipt_handle(&message.receipt);
        request.send().await.map(drop).map_err(|err| Unavailable::new("sqs", "deleting a message", err))
    }

    /// Lets others see a received message again, at once.
    ///
    /// # Errors
    /// [`Unavailable`] when SQS gave no answer; it is seen again when its time is over.
    pub async fn release(&self, message: &Received) -> Result<(), Unavailable> {
        let request = self.client.change_message_visibility().queue_url(&self.url);
        let request = request.receipt_handle(&message.receipt).visibility_timeout(0);
        request.send().await.map(drop).map_err(|err| Unavailable::new("sqs", "releasing a message", err))
    }
}

fn received(message: Message) -> Received {
    let attributes = message.message_attributes.unwrap_or_default();
    let text = |name| attributes.get(name).and_then(MessageAttributeValue::string_value).map(str::to_owned);
    Received {
        id: message.message_id.unwrap_or_default(),
        body: message.body.unwrap_or_default(),
        step: text("step"),
        reason: text("reason"),
        receipt: message.receipt_handle.unwrap_or_default(),
    }
}
